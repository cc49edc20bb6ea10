import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Fact } from "@platform/values/fact";
import { Alert, Card } from "antd";
import type { ReactNode } from "react";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { Capable, ChartAnswer, Index, Specification } from "./types";

/** How well the process keeps the limits of its point, with what is to be doubted about it. */
export function CapabilityCard({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { capability, specification } = answer;
  return (
    <Card size="small" title={t("capability")}>
      {capability === null || specification === null ? (
        t("capability_counts")
      ) : "why_not" in capability ? (
        t("capability_none", { why: say(capability.why_not) })
      ) : (
        <Figures found={capability} specification={specification} unit={answer.chart.unit} />
      )}
    </Card>
  );
}

function Figures(props: { found: Capable; specification: Specification; unit: string }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { amount, decimal, number } = useFormats();
  const { found, specification, unit } = props;
  const two = (text: string) => decimal(Number(text).toFixed(2));
  const index = (value: Index | null) =>
    value === null
      ? "–"
      : t("interval", { value: two(value[0]), low: two(value[1]), high: two(value[2]) });
  const end = (text: string | null) => (text === null ? "…" : amount(text, unit));
  return (
    <div className="stack">
      {found.doubts.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("doubts")}
          description={
            <ul className={styles.list}>
              {found.doubts.map((each) => (
                <li key={each.en}>{say(each)}</li>
              ))}
            </ul>
          }
        />
      )}
      <dl className="facts">
        <Fact label={t("cp")}>{index(found.cp)}</Fact>
        <Fact label={t("cpk")}>{index(found.cpk)}</Fact>
        <Fact label={t("pp")}>{index(found.pp)}</Fact>
        <Fact label={t("ppk")}>{index(found.ppk)}</Fact>
        <Fact label={t("per_million")}>{decimal(Number(found.per_million).toPrecision(3))}</Fact>
        <Fact label={t("normality")}>
          {found.normal_p === null ? "–" : decimal(Number(found.normal_p).toFixed(3))}
        </Fact>
        <Fact label={t("values")}>
          {number(found.values)} / {number(found.subgroups)}
        </Fact>
      </dl>
      <span className="soft small">
        {t("against", {
          basis: say(specification.basis_label),
          low: end(specification.low),
          high: end(specification.high),
        })}{" "}
        {t("confidence")}
      </span>
    </div>
  );
}
