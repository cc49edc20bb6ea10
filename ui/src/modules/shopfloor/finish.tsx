import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useWaiting } from "@platform/offline/use-waiting";
import { useRegistry } from "@platform/registry/registry";
import { isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isAbove, isDecimal } from "@platform/terminal/decimal";
import { Notice } from "@platform/terminal/outcome";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Counts, counted, difference, isBalanced } from "./balance";
import own from "./operation.module.css";
import { type PaneProps, stationOf } from "./pane";
import type { Run } from "./records";
import { shopfloor } from "./texts";

/** Good, scrap and rework make up what went in; only then is the run finished. */
export function FinishPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { run } = props.sight;
  if (run === null) return <Notice tone="odd" title={t("finish_none")} />;
  return <Finish key={run.id} {...props} run={run} />;
}

const NAMES = [
  ["good", "good"],
  ["scrap", "scrap"],
  ["rework", "to_rework"],
] as const;
const KIND = "production.finish_operation/1";
const LATE = "production.report_finish/1";

function Finish(props: PaneProps & { run: Run }): ReactNode {
  const t = useTexts(shopfloor);
  const say = useSay();
  const { amount } = useFormats();
  const { sight, acting, run } = props;
  const [counts, setCounts] = useState<Counts>({ good: run.quantity, scrap: "", rework: "" });
  const [isGoodTyped, setGoodTyped] = useState(false);
  const causeField = useRegistry()
    .command(KIND)
    ?.fields.find((field) => field.name === "scrap_cause");
  const [cause, setCause] = useState(String(causeField?.default ?? "defect"));
  const [serials, setSerials] = useState<readonly SerialRow[]>([]);
  const hasScrap = isDecimal(counts.scrap) && isAbove(counts.scrap, "0");
  // Counted without the line: it goes by itself, and is not counted again.
  const isCounted = useWaiting(LATE, "run_id", run.id).length > 0;
  const isReady = isBalanced(run.quantity, counts) && !isCounted;
  const finish = async () => {
    if (!isReady) return;
    const outcome = await acting.act({
      kind: KIND,
      body: {
        run_id: run.id,
        good: counts.good || "0",
        scrap: counts.scrap || "0",
        rework: counts.rework || "0",
        unit: run.unit,
        ...(hasScrap && { scrap_cause: cause, scrap_serial_ids: serials.map((each) => each.id) }),
      },
      source: "hand",
      ...stationOf(props.station),
      about: `${sight.order.number} · ${sight.operation.name} · ${counts.good}`,
    });
    if (isTaken(outcome)) props.onNext();
  };
  return (
    <section className={style.card}>
      <h2 className={style.cardTitle}>
        {t("finish_of", { amount: amount(run.quantity, run.unit) })}
      </h2>
      <div className={own.counts}>
        {NAMES.map(([name, text]) => (
          <BigAmount
            key={name}
            label={t(text)}
            value={counts[name]}
            unit={run.unit}
            isSmall
            isFocused={name === "good"}
            onChange={(typed) => {
              if (name === "good") setGoodTyped(true);
              setCounts(counted(run.quantity, counts, name, typed, isGoodTyped));
            }}
            onEnter={() => void finish()}
          />
        ))}
      </div>
      <Balance quantity={run.quantity} unit={run.unit} counts={counts} />
      {hasScrap && causeField?.choices && (
        <>
          <h2 className={style.cardTitle}>{t("scrap_cause")}</h2>
          <Choices
            label={t("scrap_cause")}
            chosen={cause}
            choices={causeField.choices.map((each) => ({
              key: each.value,
              title: say(each.label),
            }))}
            onChoose={setCause}
          />
        </>
      )}
      {hasScrap && sight.item?.tracking === "serial" && sight.order.output_lot_id && (
        <>
          <h2 className={style.cardTitle}>{t("scrap_serials")}</h2>
          <Serials
            lotId={sight.order.output_lot_id}
            locationId={null}
            chosen={serials}
            onChange={setSerials}
            isCount
            wanted={Number(counts.scrap)}
          />
        </>
      )}
      <div>
        <Button
          size="large"
          type="primary"
          className={style.big}
          disabled={!isReady}
          loading={acting.isBusy}
          onClick={() => void finish()}
        >
          {t("finish_do")}
        </Button>
      </div>
    </section>
  );
}

function Balance(props: { quantity: string; unit: string; counts: Counts }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const off = difference(props.quantity, props.counts);
  if (off === null) return <Notice tone="bad" title={t("balance_wrong")} />;
  if (off === "0") return <Notice tone="good" title={t("balance_good")} />;
  const isOver = off.startsWith("-");
  const shown = amount(isOver ? off.slice(1) : off, props.unit);
  return (
    <Notice tone="odd" title={t(isOver ? "balance_over" : "balance_missing", { amount: shown })} />
  );
}
