import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { ChartAnswer, Signal } from "./types";

/** What rules said in the time shown, and how it was explained. */
export function SignalTable({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { decimal, instant, number } = useFormats();
  return (
    <Card size="small" title={t("signals")}>
      {answer.signals.length === 0 ? (
        t("signals_none")
      ) : (
        <Table<Signal>
          size="small"
          rowKey="id"
          dataSource={answer.signals}
          scroll={{ x: "max-content" }}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            {
              title: t("noticed"),
              render: (_, each) => (
                <Link to={recordPath("spc.signal", each.id)}>{instant(each.at, "seconds")}</Link>
              ),
            },
            { title: t("rule"), render: (_, each) => say(each.label) },
            { title: t("part"), render: (_, each) => say(each.part_label) },
            {
              title: t("value"),
              align: "end",
              render: (_, each) => (
                <>
                  {decimal(each.value)}{" "}
                  <span className="soft small">
                    {t("seen_times", { count: each.times, number: number(each.times) })}
                  </span>
                </>
              ),
            },
            {
              title: t("state"),
              render: (_, each) => (
                <ToneTag tone={each.is_open ? "bad" : "good"}>
                  {t(each.is_open ? "to_explain" : "explained")}
                </ToneTag>
              ),
            },
            {
              title: t("explanation"),
              render: (_, each) => <Said signal={each} unit={answer.chart.unit} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

function Said({ signal, unit }: { signal: Signal; unit: string }): ReactNode {
  const t = useTexts(spc);
  const mayExplain = usePermission("spc.signal.explain");
  if (!signal.is_open) return <span className={styles.said}>{signal.explanation}</span>;
  return (
    <span className={styles.said}>
      <Forecast signal={signal} unit={unit} />
      {mayExplain && (
        <Link to={commandPath("spc.explain_signal/1", { signal_id: signal.id })}>
          <Button size="small">{t("explain")}</Button>
        </Link>
      )}
    </span>
  );
}

function Forecast({ signal, unit }: { signal: Signal; unit: string }): ReactNode {
  const t = useTexts(spc);
  const { amount, instant } = useFormats();
  if (signal.per_hour === null) return null;
  const slope = amount(String(Number(Number(signal.per_hour).toPrecision(3))), unit);
  if (signal.reached_at === null) return t("drifts_only", { slope });
  const end = (at: string | null) => (at === null ? t("unknown_time") : instant(at));
  return t("drifts", {
    slope,
    at: instant(signal.reached_at),
    earliest: end(signal.reached_earliest),
    latest: end(signal.reached_latest),
  });
}
