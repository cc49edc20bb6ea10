import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Button, Card, Input, Table } from "antd";
import type { ReactNode } from "react";
import { spc } from "./texts";
import type { BaselineAnswer } from "./types";

interface Odd {
  at: string;
  value: string;
  rules: string[];
}

const REASON_MAX = 400;

/** Points that rules name or that are left out, each with the cause that was found. */
export function OddPoints(props: {
  found: BaselineAnswer;
  reasons: Readonly<Record<string, string>>;
  onToggle: (at: string) => void;
  onReason: (at: string, reason: string) => void;
}): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { decimal, instant } = useFormats();
  const { found, reasons } = props;
  const rules = new Map<string, string[]>();
  for (const each of found.fired) {
    rules.set(each.at, [...(rules.get(each.at) ?? []), say(each.label)]);
  }
  const odd: Odd[] = found.points
    .filter(([at]) => rules.has(at) || at in reasons)
    .map((each) => ({ at: each[0], value: each[1], rules: rules.get(each[0]) ?? [] }));
  return (
    <Card size="small" title={t("odd_points")}>
      {odd.length === 0 ? (
        t("odd_none")
      ) : (
        <Table<Odd>
          size="small"
          rowKey="at"
          dataSource={odd}
          scroll={{ x: "max-content" }}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t("at"), render: (_, each) => instant(each.at, "seconds") },
            { title: t("value"), align: "end", render: (_, each) => decimal(each.value) },
            { title: t("rule"), render: (_, each) => each.rules.join("; ") || "–" },
            {
              title: t("reason"),
              render: (_, { at }) => {
                const when = { at: instant(at, "seconds") };
                const reason = reasons[at];
                return reason === undefined ? (
                  <Button
                    size="small"
                    aria-label={t("leave_out_of", when)}
                    onClick={() => props.onToggle(at)}
                  >
                    {t("leave_out")}
                  </Button>
                ) : (
                  <span className="tags">
                    <Input
                      aria-label={t("reason_of", when)}
                      style={{ width: 280 }}
                      maxLength={REASON_MAX}
                      value={reason}
                      onChange={(event) => props.onReason(at, event.target.value)}
                    />
                    <Button
                      size="small"
                      aria-label={t("take_back_of", when)}
                      onClick={() => props.onToggle(at)}
                    >
                      {t("take_back")}
                    </Button>
                  </span>
                );
              },
            },
          ]}
        />
      )}
    </Card>
  );
}
