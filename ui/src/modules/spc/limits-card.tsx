import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { recordPath } from "@platform/screens/paths";
import { Fact } from "@platform/values/fact";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { ChartAnswer } from "./types";

/** What the chart is judged by, and what was left out of its baseline. */
export function LimitsCard({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { amount, decimal, instant, number } = useFormats();
  const { chart, limits } = answer;
  if (limits === null) return null;
  const numbers = { size: number(chart.size), every: number(chart.every_s) };
  const isCount = ["p", "np", "c", "u"].includes(chart.kind);
  const figure = (text: string) => (isCount ? decimal(text) : amount(text, chart.unit));
  return (
    <Card size="small" title={t("limits")}>
      <dl className="facts">
        <Fact label={t("revision")}>
          <Link to={recordPath("spc.control_limits", limits.id)}>{limits.revision}</Link>
        </Fact>
        <Fact label={t("subgroups")}>
          {t(chart.every_s === 0 ? "subgroup_row" : "subgroup_every", numbers)}
        </Fact>
        <Fact label={t("mean")}>{figure(limits.mean)}</Fact>
        <Fact label={t("sigma")}>{figure(limits.sigma)}</Fact>
        <Fact label={t("baseline_of")}>
          {t("from_to", { from: instant(limits.from), to: instant(limits.to) })}
        </Fact>
        <Fact label={t("kept")}>{number(limits.points)}</Fact>
        <Fact label={t("drafted_by")}>
          <Name id={limits.drafted_by} />
        </Fact>
        {limits.effective_at !== null && limits.approved_by !== null && (
          <Fact label={t("frozen")}>
            <Name id={limits.approved_by} />, {instant(limits.effective_at)}
          </Fact>
        )}
        <Fact label={t("rules")} isWide>
          <ul className={styles.list}>
            {limits.rules.map((each) => (
              <li key={each.rule}>{say(each.label)}</li>
            ))}
          </ul>
        </Fact>
        {limits.exclusions.length > 0 && (
          <Fact label={t("left_out")} isWide>
            <ul className={styles.list}>
              {limits.exclusions.map((each) => (
                <li key={each.at}>
                  {instant(each.at, "seconds")}: {each.reason}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </Card>
  );
}
