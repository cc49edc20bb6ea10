import type { JsonObject } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
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
import { isWithin } from "./verdict";

interface Props {
  sight: BenchSight;
  characteristic: Characteristic;
  sample: number;
  order: Order;
  onOrder: (order: Order) => void;
  acting: Acting;
  onRecorded: () => void;
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
  const { sight, characteristic, sample, acting } = props;
  return async (found: JsonObject, said: string, source: "hand" | "scan"): Promise<boolean> => {
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
    if (isTaken(outcome)) props.onRecorded();
    return isTaken(outcome);
  };
}

function Measured(props: Props): ReactNode {
  const t = useTexts(inspection);
  const { amount, unit } = useFormats();
  const { sight, characteristic, sample, acting } = props;
  const code = characteristic.unit ?? "";
  // Kept nowhere else: a measurement is sealed or it is none.
  const [value, setValue] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const instrument = useInstrument(characteristic.code);
  const record = useRecord(props);
  const send = async (figure: string, source: "hand" | "scan") => {
    if (!isDecimal(figure) || acting.isBusy) return;
    const found: JsonObject = { value: figure, unit: code };
    if (instrument.id !== null) found.equipment_id = instrument.id;
    if (await record(found, amount(figure, code), source)) setValue("");
  };
  const gauge = (text: string) => {
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
    setValue(reading.value);
    void send(reading.value, "scan");
  };
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
        onEnter={() => void send(value, "hand")}
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
          loading={acting.isBusy}
          onClick={() => void send(value, "hand")}
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
  const { acting } = props;
  const decide = (passed: boolean) => {
    if (!acting.isBusy) void record({ passed }, t(passed ? "passed" : "failed"), "hand");
  };
  useKeys(decide);
  useScan((scan) => {
    signal("bad");
    void scan;
  });
  return (
    <>
      <div className={style.verdicts}>
        <Button type="primary" loading={acting.isBusy} onClick={() => decide(true)}>
          ✓ {t("pass")}
        </Button>
        <Button
          danger
          className={terminalStyle.danger}
          loading={acting.isBusy}
          onClick={() => decide(false)}
        >
          ✗ {t("fail")}
        </Button>
      </div>
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
