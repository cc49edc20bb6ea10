import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { Button, Card, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./calibration.module.css";
import { DutyTable } from "./duty-table";
import { calibration } from "./texts";
import type { Machine, OpenImpact, UpkeepAnswer, UpkeepCode } from "./types";
import { UPKEEP } from "./types";
import { counted, type Section, sections } from "./upkeep";
import { useUpkeep } from "./use-upkeep";

const EVERYWHERE = "";

/** What is due, overdue and in order, by area and machine. */
export default function Board(): ReactNode {
  const t = useTexts(calibration);
  const { date } = useFormats();
  const question = useUpkeep();
  return (
    <>
      <PageHead
        title={t("board")}
        lead={question.data && t("board_lead", { date: date(question.data.today) })}
        actions={<Actions />}
      />
      <Asked question={question}>{(answer) => <Answer answer={answer} />}</Asked>
    </>
  );
}

function Actions(): ReactNode {
  const t = useTexts(calibration);
  const mayClean = usePermission("calibration.cleaning.record");
  const mayDeclare = usePermission("calibration.maintenance.declare");
  const mayDraft = usePermission("calibration.plan.draft");
  return (
    <>
      {mayClean && (
        <Link to={commandPath("calibration.record_cleaning/1")}>
          <Button>{t("record_cleaning")}</Button>
        </Link>
      )}
      {mayDeclare && (
        <Link to={commandPath("calibration.declare_maintenance/1")}>
          <Button>{t("new_maintenance")}</Button>
        </Link>
      )}
      {mayDraft && (
        <Link to={commandPath("calibration.draft_plan/1")}>
          <Button type="primary">{t("new_plan")}</Button>
        </Link>
      )}
    </>
  );
}

function Answer({ answer }: { answer: UpkeepAnswer }): ReactNode {
  const t = useTexts(calibration);
  const [search, setSearch] = useSearchParams();
  const only = UPKEEP.find((each) => each === search.get("upkeep")) ?? null;
  const area = search.get("area") ?? EVERYWHERE;
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const here = answer.machines.filter(
    (machine) => area === EVERYWHERE || machine.area?.code === area,
  );
  const found = sections(here, only);
  return (
    <div className="stack">
      {answer.impacts.length > 0 && <Impacts impacts={answer.impacts} />}
      <div className={styles.tools}>
        <Standing machines={here} chosen={only} onChoose={(code) => choose("upkeep", code)} />
        <Areas machines={answer.machines} chosen={area} onChoose={(code) => choose("area", code)} />
      </div>
      {found.length === 0 && <EmptyState text={t("none")} />}
      {found.map((section) => (
        <AreaCard key={section.area?.code ?? ""} section={section} />
      ))}
    </div>
  );
}

function AreaCard({ section }: { section: Section }): ReactNode {
  const t = useTexts(calibration);
  const { area } = section;
  return (
    <Card size="small" title={area === null ? t("area_none") : `${area.code} · ${area.name}`}>
      <DutyTable rows={section.rows} />
    </Card>
  );
}

function Standing(props: {
  machines: readonly Machine[];
  chosen: UpkeepCode | null;
  onChoose: (code: string) => void;
}): ReactNode {
  const t = useTexts(calibration);
  const say = useSay();
  const { number } = useFormats();
  const counts = counted(props.machines);
  const labels = new Map(
    props.machines.flatMap((machine) =>
      machine.duties.map((duty) => [duty.upkeep, duty.upkeep_label] as const),
    ),
  );
  const offered = UPKEEP.flatMap((code) => {
    const label = labels.get(code);
    return label === undefined
      ? []
      : [{ value: code as string, label: `${say(label)} ${number(counts[code])}` }];
  });
  return (
    <Segmented
      aria-label={t("shown")}
      value={props.chosen ?? ""}
      options={[{ value: "", label: t("all") }, ...offered]}
      onChange={props.onChoose}
    />
  );
}

function Areas(props: {
  machines: readonly Machine[];
  chosen: string;
  onChoose: (code: string) => void;
}): ReactNode {
  const t = useTexts(calibration);
  const areas = new Map(
    props.machines.flatMap(({ area }) => (area === null ? [] : [[area.code, area] as const])),
  );
  return (
    <Select
      aria-label={t("area")}
      className={styles.area}
      value={props.chosen}
      onChange={props.onChoose}
      options={[
        { value: EVERYWHERE, label: t("area_any") },
        ...[...areas.values()].map((area) => ({
          value: area.code,
          label: `${area.code} · ${area.name}`,
        })),
      ]}
    />
  );
}

function Impacts({ impacts }: { impacts: readonly OpenImpact[] }): ReactNode {
  const t = useTexts(calibration);
  const { number } = useFormats();
  return (
    <Card size="small" title={t("impacts")}>
      <ul className={styles.impacts}>
        {impacts.map((each) => (
          <li key={each.id}>
            <Name id={each.equipment_id} />
            <span>
              {t("impact_said", {
                count: each.open_count,
                open: number(each.open_count),
                lines: number(each.line_count),
              })}
            </span>
            <Link to={recordPath("calibration.impact", each.id)}>{t("impact_open")}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
