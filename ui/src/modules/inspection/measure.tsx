import type { JsonObject } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { Outcome } from "@platform/offline";
import { useScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { type Acting, isGood, isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { isDecimal } from "@platform/terminal/decimal";
import { gaugeReading, isUnit } from "@platform/terminal/gauge";
import { LimitsBar } from "@platform/terminal/limits-bar";
import { Notice } from "@platform/terminal/outcome";
import terminalStyle from "@platform/terminal/terminal.module.css";
import { Button, Segmented } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import style from "./bench.module.css";
import type { Order } from "./cells";
import { Instrument, useInstrument } from "./instrument";
import type { Characteristic } from "./records";
import { inspection } from "./texts";
import { type BenchSight, RECORD } from "./use-bench";
import type { Reading, Turns } from "./use-turns";
import { isWithin } from "./verdict";

interface Props {
  sight: BenchSight;
  characteristic: Characteristic;
  sample: number;
  order: Order;
  onOrder: (order: Order) => void;
  acting: Acting;
  turns: Turns;
  onRecorded: (outcome: Outcome) => void;
}

/** One sample: the value by keyboard or gauge, or passes and fails by one key. */
export function Measure(props: Props): ReactNode {
  const t = useTexts(inspection);
  const { sight, characteristic, sample } = props;
  return (
    <section className={style.card}>
      <div className={style.title}>
        <h2>{characteristic.name}</h2>
        <b>{t("sample", { sample, size: sight.plan.sample_size })}</b>
      </div>
      {characteristic.kind === "measured" ? <Measured {...props} /> : <Attribute {...props} />}
      <Dropped turns={props.turns} />
      {sight.characteristics.length > 1 && (
        <div className={style.row}>
          <span className="soft">{t("order")}</span>
          <Segmented<Order>
            aria-label={t("order")}
            value={props.order}
            onChange={props.onOrder}
            options={(["characteristic", "sample"] as const).map((each) => ({
              value: each,
              label: t(`order_${each}`),
            }))}
          />
        </div>
      )}
    </section>
  );
}

function useRecord(props: Props) {
  const { sight, characteristic, sample, acting, turns } = props;
  return async (found: JsonObject, said: string, source: "hand" | "scan"): Promise<boolean> => {
    let isRecorded = false;
    await turns.run(async () => {
      const outcome = await acting.act(
        {
          kind: RECORD,
          body: {
            inspection_id: sight.inspection.id,
            results: [{ characteristic_id: characteristic.id, sample, ...found }],
          },
          source,
          about: `${sight.lot.number} · ${characteristic.name} ${sample}: ${said}`,
        },
        (end) => isGood(end) && isWithin(end),
      );
      isRecorded = isTaken(outcome);
      if (isRecorded) props.onRecorded(outcome);
      // Whatever is wrong is looked at before the next one hides it.
      return isRecorded && isWithin(outcome);
    });
    return isRecorded;
  };
}

/** Readings that were given up because the one before was not taken, or nothing is left for them. */
function Dropped({ turns }: { turns: Turns }): ReactNode {
  const t = useTexts(inspection);
  if (turns.dropped.length === 0) return null;
  const texts = turns.dropped.map((each) => each.text).join(" · ");
  return <Notice tone="bad" title={t("not_taken", { text: texts })} />;
}

/** Whatever is still held has no sample to belong to. */
export function NoSampleLeft({ turns }: { turns: Turns }): ReactNode {
  useGivenUp(turns);
  return <Dropped turns={turns} />;
}

function useGivenUp(turns: Turns): void {
  const { held, isBusy, drop } = turns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held is what asks for it
  useEffect(() => {
    if (isBusy || held.length === 0) return;
    signal("bad");
    drop();
  }, [held, isBusy]);
}

function Measured(props: Props): ReactNode {
  const t = useTexts(inspection);
  const { amount, unit } = useFormats();
  const { sight, characteristic, sample, turns } = props;
  const code = characteristic.unit ?? "";
  // Kept nowhere else: a measurement is sealed or it is none.
  const [value, setValue] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const instrument = useInstrument(characteristic.code);
  const record = useRecord(props);
  const send = async (figure: string, source: "hand" | "scan") => {
    if (!isDecimal(figure)) return;
    const found: JsonObject = { value: figure, unit: code };
    if (instrument.id !== null) found.equipment_id = instrument.id;
    // The field is free for the next one at once; it comes back if it was not taken.
    setValue("");
    const isRecorded = await record(found, amount(figure, code), source);
    if (!isRecorded) setValue((typed) => (typed === "" ? figure : typed));
  };
  const take = ({ text, source }: Reading) => {
    const reading = gaugeReading(text);
    if (reading === null) {
      if (instrument.take(text)) return setSaid(null);
      signal("bad");
      return setSaid(t("not_reading", { text }));
    }
    if (!isUnit(reading.unit, code)) {
      signal("bad");
      return setSaid(t("unit_wrong", { said: reading.unit ?? "", wanted: unit(code) }));
    }
    setSaid(null);
    void send(reading.value, source);
  };
  const gauge = (text: string) => {
    if (!turns.hold({ text, source: "scan" })) take({ text, source: "scan" });
  };
  const enter = () => {
    if (!isDecimal(value)) return;
    if (turns.hold({ text: value, source: "hand" })) setValue("");
    else void send(value, "hand");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held is what asks for it
  useEffect(() => {
    if (turns.isBusy || turns.held.length === 0) return;
    const next = turns.shift();
    if (next !== undefined) take(next);
  }, [turns.held, turns.isBusy, sample]);
  useScan((scan) => gauge(scan.data));
  const own = sight.results.filter(
    (each) => each.characteristic_id === characteristic.id && each.state === "standing",
  );
  return (
    <>
      <LimitsBar
        limits={characteristic}
        marks={own
          .slice(-60)
          .map((each) => ({ key: each.id, value: each.value ?? "0", isWithin: each.within }))}
      />
      <BigAmount
        label={t("value")}
        value={value}
        unit={code}
        focusKey={`${characteristic.id} ${sample}`}
        hint={t("sealed_first")}
        onChange={setValue}
        onEnter={enter}
        onGauge={gauge}
        onText={gauge}
      />
      {said !== null && <Notice tone="bad" title={said} />}
      <div className={style.row}>
        <Button
          type="primary"
          size="large"
          className={terminalStyle.big}
          disabled={!isDecimal(value)}
          loading={turns.isBusy}
          onClick={enter}
        >
          {t("do")}
        </Button>
        <Instrument instrument={instrument} />
      </div>
    </>
  );
}

function Attribute(props: Props): ReactNode {
  const t = useTexts(inspection);
  const record = useRecord(props);
  const { turns } = props;
  const [stray, setStray] = useState<string | null>(null);
  useGivenUp(turns);
  const decide = (passed: boolean) => {
    setStray(null);
    if (!turns.isBusy) void record({ passed }, t(passed ? "passed" : "failed"), "hand");
  };
  useKeys(decide);
  useScan((scan) => {
    // While the one before is on its way, it is for the sample after it.
    if (turns.hold({ text: scan.data, source: "scan" })) return;
    signal("bad");
    setStray(scan.data.slice(0, 60));
  });
  return (
    <>
      <div className={style.verdicts}>
        <Button type="primary" loading={turns.isBusy} onClick={() => decide(true)}>
          ✓ {t("pass")}
        </Button>
        <Button
          danger
          className={terminalStyle.danger}
          loading={turns.isBusy}
          onClick={() => decide(false)}
        >
          ✗ {t("fail")}
        </Button>
      </div>
      {stray !== null && <Notice tone="bad" title={t("stray_attribute", { text: stray })} />}
      <p className="soft small">{t("keys")}</p>
    </>
  );
}

/** P and F anywhere but in a field. */
function useKeys(decide: (passed: boolean) => void): void {
  const latest = useRef(decide);
  latest.current = decide;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const isTyping = target?.closest("input, textarea, [contenteditable=true]") != null;
      if (isTyping || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const key = event.key.toLowerCase();
      if (key === "p" || key === "f") latest.current(key === "p");
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
