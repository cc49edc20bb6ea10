import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Instant } from "@platform/values/value";
import { Table } from "antd";
import type { ReactNode } from "react";
import { equipment } from "./texts";
import type { Duty, PointNow, SettingNow } from "./types";

const TONES: Readonly<Record<Duty["upkeep"], Tone>> = {
  not_usable: "bad",
  overdue: "bad",
  due_soon: "warn",
  in_order: "good",
};

/** One thing that is asked of the machine. */
export function DutyLine({ duty }: { duty: Duty }): ReactNode {
  const t = useTexts(equipment);
  const say = useSay();
  const { date } = useFormats();
  return (
    <div>
      <ToneTag tone={TONES[duty.upkeep]}>{say(duty.upkeep_label)}</ToneTag> {say(duty.title)}{" "}
      <Name id={duty.id} />{" "}
      <span className="soft small">
        {duty.due_on !== null && t("due", { date: date(duty.due_on) })}
        {duty.runs_left !== null && ` ${t("runs", { count: duty.runs_left })}`}
        {duty.detail !== null && ` · ${say(duty.detail)}`}
      </span>
    </div>
  );
}

/** The last value of a point against its action limits. */
export function PointLine({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(equipment);
  const say = useSay();
  const { amount } = useFormats();
  const [tone, words] = standingOf(point);
  const { action_low: low, action_high: high } = point.limits ?? {};
  const limits = [low, high].map((each) => (each === undefined ? "–" : amount(each, point.unit)));
  return (
    <div>
      <ToneTag tone={tone}>{t(words)}</ToneTag> <Name id={point.id} />{" "}
      <span className="soft">{say(point.name)}</span>{" "}
      {point.value !== null && <strong>{amount(point.value, point.unit)}</strong>}{" "}
      <span className="soft small">
        {point.at !== null && <Instant at={point.at} />}
        {point.limits !== null && ` · ${t("limits")} ${limits.join(" … ")}`}
      </span>
    </div>
  );
}

function standingOf(point: PointNow): [Tone, "outside" | "silent" | "inside" | "not_judged"] {
  if (point.excursions.length > 0) return ["bad", "outside"];
  if (point.is_silent) return ["warn", "silent"];
  return point.limits === null ? ["plain", "not_judged"] : ["good", "inside"];
}

/** What is approved for a program, beside what the machine said. */
export function Setting({ setting }: { setting: SettingNow }): ReactNode {
  const t = useTexts(equipment);
  const { amount } = useFormats();
  const { program, revision } = setting;
  return (
    <div>
      <p>
        {t("program", { program, revision })} <Name id={setting.id} />{" "}
        <span className="soft small">
          {setting.read_at === null ? t("never_read") : <Instant at={setting.read_at} />}
        </span>
      </p>
      <Table<SettingNow["values"][number]>
        size="small"
        rowKey="code"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={setting.values}
        columns={[
          { key: "name", title: "", render: (_, each) => each.name },
          {
            key: "approved",
            title: t("approved"),
            align: "end",
            render: (_, each) =>
              `${amount(each.value, each.unit)} ± ${amount(each.tolerance, each.unit)}`,
          },
          {
            key: "read",
            title: t("read"),
            align: "end",
            render: (_, each) => (each.read === null ? "–" : amount(each.read, each.unit)),
          },
          {
            key: "agrees",
            title: "",
            render: (_, each) =>
              each.agrees !== null && (
                <ToneTag tone={each.agrees ? "good" : "bad"}>
                  {t(each.agrees ? "agrees" : "differs")}
                </ToneTag>
              ),
          },
        ]}
      />
    </div>
  );
}
