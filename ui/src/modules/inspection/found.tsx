import { useMay } from "@platform/acting/chosen";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { type Acting, isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { isDecimal } from "@platform/terminal/decimal";
import { LimitsBar } from "@platform/terminal/limits-bar";
import { Notice } from "@platform/terminal/outcome";
import { Button, Input, Segmented } from "antd";
import { type ReactNode, useId, useState } from "react";
import style from "./bench.module.css";
import type { Characteristic, Result } from "./records";
import { inspection } from "./texts";
import type { BenchSight } from "./use-bench";

/** A sample that has a result: what it is, and how a typing error is put right. */
export function FoundPanel(props: {
  sight: BenchSight;
  characteristic: Characteristic;
  results: readonly Result[];
  acting: Acting;
  onNext: () => void;
}): ReactNode {
  const t = useTexts(inspection);
  const { amount, instant } = useFormats();
  const mayCorrect = useMay("inspection.result.correct");
  const { sight, characteristic, results } = props;
  const names = useNames(results.map((each) => each.measured_by));
  const [corrected, setCorrected] = useState<Result | null>(null);
  const isOpen = sight.inspection.state === "open";
  const sample = results[0]?.sample ?? 0;
  return (
    <section className={style.card}>
      <div className={style.title}>
        <h2>{characteristic.name}</h2>
        <b>{t("sample", { sample, size: sight.plan.sample_size })}</b>
      </div>
      {results.map((each) => (
        <Notice
          key={each.id}
          tone={each.within ? "good" : "bad"}
          title={
            each.value === undefined
              ? t(each.passed ? "passed" : "failed")
              : amount(each.value, each.unit)
          }
          actions={
            isOpen &&
            mayCorrect && <Button onClick={() => setCorrected(each)}>{t("correct")}</Button>
          }
        >
          <p>
            {t("measured", {
              who: names.get(each.measured_by)?.name ?? each.measured_by,
              when: instant(each.measured_at),
            })}
          </p>
        </Notice>
      ))}
      {characteristic.kind === "measured" && (
        <LimitsBar
          limits={characteristic}
          marks={results.map((each) => ({
            key: each.id,
            value: each.value ?? "0",
            isWithin: each.within,
          }))}
        />
      )}
      {corrected !== null && (
        <Correct
          key={corrected.id}
          result={corrected}
          characteristic={characteristic}
          sight={sight}
          acting={props.acting}
          onDone={props.onNext}
        />
      )}
      {isOpen && (
        <div>
          <Button autoFocus={corrected === null} onClick={props.onNext}>
            {t("to_next")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** A sample whose result is not sealed yet: nothing is entered a second time by mistake. */
export function WaitingPanel(props: {
  sight: BenchSight;
  characteristic: Characteristic;
  sample: number;
  onNext: () => void;
}): ReactNode {
  const t = useTexts(inspection);
  const { sight, characteristic, sample } = props;
  return (
    <section className={style.card}>
      <div className={style.title}>
        <h2>{characteristic.name}</h2>
        <b>{t("sample", { sample, size: sight.plan.sample_size })}</b>
      </div>
      <Notice tone="odd" isWaiting title={t("waits_here")} />
      <div>
        <Button autoFocus onClick={props.onNext}>
          {t("to_next")}
        </Button>
      </div>
    </section>
  );
}

function Correct(props: {
  result: Result;
  characteristic: Characteristic;
  sight: BenchSight;
  acting: Acting;
  onDone: () => void;
}): ReactNode {
  const t = useTexts(inspection);
  const id = useId();
  const { result, characteristic, acting } = props;
  const [value, setValue] = useState("");
  const [passed, setPassed] = useState(!result.passed);
  const [reason, setReason] = useState("");
  const isMeasured = characteristic.kind === "measured";
  const isReady = reason.trim() !== "" && (!isMeasured || isDecimal(value));
  const correct = async () => {
    if (!isReady) return;
    const outcome = await acting.act({
      kind: "inspection.correct_result/1",
      body: {
        result_id: result.id,
        ...(isMeasured ? { value, unit: characteristic.unit ?? "" } : { passed }),
        ...(result.equipment_id !== undefined && { equipment_id: result.equipment_id }),
      },
      reason: reason.trim(),
      source: "hand",
      about: `${props.sight.lot.number} · ${characteristic.name} ${result.sample}`,
    });
    if (isTaken(outcome)) props.onDone();
  };
  return (
    <form
      className={style.card}
      onSubmit={(event) => {
        event.preventDefault();
        void correct();
      }}
    >
      {isMeasured ? (
        <BigAmount
          label={t("value")}
          value={value}
          unit={characteristic.unit}
          isSmall
          onChange={setValue}
          onEnter={() => void correct()}
        />
      ) : (
        <Segmented<boolean>
          aria-label={characteristic.name}
          value={passed}
          onChange={setPassed}
          options={[
            { value: true, label: t("passed") },
            { value: false, label: t("failed") },
          ]}
        />
      )}
      <div className="field">
        <label htmlFor={id}>{t("correct_reason")}</label>
        <Input
          id={id}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={acting.isBusy}>
          {t("correct_do")}
        </Button>
      </div>
    </form>
  );
}
