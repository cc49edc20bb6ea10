import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { Outcome } from "@platform/offline";
import type { Acting } from "@platform/terminal/act";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import type { ReactNode } from "react";
import { inspection } from "./texts";
import { type BenchSight, RECORD } from "./use-bench";

/** The server's judgement of what was sealed; what waits has none yet. */
export function isWithin(outcome: Outcome): boolean {
  if (outcome.is !== "sealed") return true;
  return (outcome.receipt.events ?? []).every(
    (event) => !("within" in event) || event.within === true,
  );
}

/** After the result is sealed: how it was judged. */
export function VerdictNotice(props: { acting: Acting; sight: BenchSight }): ReactNode {
  const t = useTexts(inspection);
  const { amount } = useFormats();
  const { done } = props.acting;
  if (done?.outcome.is !== "sealed" || done.deed.kind !== RECORD) {
    return <OutcomeNotice acting={props.acting} />;
  }
  const [result] = done.deed.body.results as {
    characteristic_id: string;
    sample: number;
    value?: string;
    unit?: string;
    passed?: boolean;
  }[];
  const characteristic = props.sight.characteristics.find(
    (each) => each.id === result?.characteristic_id,
  );
  const found =
    result?.value === undefined
      ? t(result?.passed ? "passed" : "failed")
      : amount(result.value, result.unit);
  const value = t("verdict_value", {
    name: characteristic?.name ?? "",
    sample: result?.sample ?? "",
    value: found,
  });
  const isGood = isWithin(done.outcome);
  return (
    <>
      <Notice
        tone={isGood ? "good" : "bad"}
        title={t(isGood ? "within" : "outside_value", { value })}
      >
        {!isGood && <p>{t("outside_lead")}</p>}
      </Notice>
      {(done.outcome.receipt.deviations ?? []).length > 0 && (
        <OutcomeNotice acting={props.acting} />
      )}
    </>
  );
}
