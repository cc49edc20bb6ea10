import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { Outcome } from "@platform/offline";
import type { Acting, Done } from "@platform/terminal/act";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import type { ReactNode } from "react";
import { keyOf } from "./cells";
import { inspection } from "./texts";
import { type BenchSight, RECORD } from "./use-bench";

/** A result as it was entered. */
interface Found {
  characteristic_id: string;
  sample: number;
  value?: string;
  unit?: string;
  passed?: boolean;
}

/** The server's judgement of what was sealed; what waits has none yet. */
export function isWithin(outcome: Outcome): boolean {
  if (outcome.is !== "sealed") return true;
  return (outcome.receipt.events ?? []).every(
    (event) => !("within" in event) || event.within === true,
  );
}

/** After the result is sealed: how it was judged; until then, that this comes with the line. */
export function VerdictNotice(props: { acting: Acting; sight: BenchSight }): ReactNode {
  const t = useTexts(inspection);
  const { acting, sight } = props;
  const { done } = acting;
  const isResult = done?.deed.kind === RECORD;
  const verdict = isResult ? verdictOf(done, sight) : null;
  if (done === null || verdict === null) {
    return <OutcomeNotice acting={acting} whileWaiting={isResult && <p>{t("verdict_waits")}</p>} />;
  }
  const { outcome } = done;
  const isOdd = outcome.is === "sealed" && (outcome.receipt.deviations ?? []).length > 0;
  return (
    <>
      <Judged found={foundOf(done)} isWithin={verdict} sight={sight} />
      {isOdd && <OutcomeNotice acting={acting} />}
    </>
  );
}

function foundOf(done: Done): Found {
  const [found] = done.deed.body.results as unknown as [Found];
  return found;
}

/** Whether what was entered is within limits; null as long as the server has not said so. */
function verdictOf(done: Done, sight: BenchSight): boolean | null {
  if (done.outcome.is === "sealed") return isWithin(done.outcome);
  if (done.outcome.is !== "queued") return null;
  const { characteristic_id, sample } = foundOf(done);
  const key = keyOf({ characteristicId: characteristic_id, sample });
  if (sight.waiting.has(key)) return null;
  return sight.cells.get(key)?.every((each) => each.within) ?? null;
}

function Judged(props: { found: Found; isWithin: boolean; sight: BenchSight }): ReactNode {
  const t = useTexts(inspection);
  const { amount } = useFormats();
  const { characteristic_id, sample, value, unit, passed } = props.found;
  const characteristic = props.sight.characteristics.find(({ id }) => id === characteristic_id);
  const said = t("verdict_value", {
    name: characteristic?.name ?? "",
    sample,
    value: value === undefined ? t(passed ? "passed" : "failed") : amount(value, unit),
  });
  return (
    <Notice
      tone={props.isWithin ? "good" : "bad"}
      title={t(props.isWithin ? "within" : "outside_value", { value: said })}
    >
      {!props.isWithin && <p>{t("outside_lead")}</p>}
    </Notice>
  );
}
