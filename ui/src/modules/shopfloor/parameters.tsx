import { ClockCircleOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useWaiting } from "@platform/offline/use-waiting";
import { useScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { isGood, isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isDecimal } from "@platform/terminal/decimal";
import { gaugeReading, isUnit } from "@platform/terminal/gauge";
import { LimitsBar } from "@platform/terminal/limits-bar";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { ToneTag } from "@platform/values/state-tag";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import type { Parameter } from "./records";
import { isRead } from "./steps";
import { shopfloor } from "./texts";
import { areWithin } from "./verdict";

/** Parameters one after the other; each value is sealed before it is compared. */
export function ParametersPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const { sight } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = sight.parameters.find((each) => !isRead(sight, each.id));
  const parameter =
    sight.parameters.find((each) => each.id === chosen) ?? open ?? sight.parameters[0];
  if (parameter === undefined) return null;
  return (
    <section className={style.card}>
      <ReadParameter
        key={parameter.id}
        {...props}
        parameter={parameter}
        onRead={() => {
          setChosen(null);
          if (sight.parameters.every((each) => each === parameter || isRead(sight, each.id))) {
            // The verdict stays to be read; the next step is one tap away.
            setChosen(parameter.id);
          }
        }}
      />
      {sight.parameters.length > 1 && (
        <Choices
          label={t("step_parameters")}
          chosen={parameter.id}
          choices={sight.parameters.map((each) => {
            const last = sight.readings.find((reading) => reading.parameter_id === each.id);
            return {
              key: each.id,
              title: each.name,
              detail: last
                ? t("parameter_last", { value: amount(last.value, last.unit) })
                : t("parameter_none"),
              aside: isRead(sight, each.id) ? "✓" : undefined,
            };
          })}
          onChoose={setChosen}
        />
      )}
    </section>
  );
}

function ReadParameter(props: PaneProps & { parameter: Parameter; onRead: () => void }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount, unit } = useFormats();
  const { sight, acting, parameter } = props;
  const waiting = useWaiting("production.record_parameter/1", "parameter_id", parameter.id).filter(
    (fact) => fact.body.work_order_id === sight.order.id,
  );
  // Kept nowhere else: a measurement is sealed or it is none.
  const [value, setValue] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const own = sight.readings.filter((reading) => reading.parameter_id === parameter.id).reverse();
  const record = async (figure: string, source: "hand" | "scan") => {
    if (!isDecimal(figure)) return;
    const outcome = await acting.act(
      {
        kind: "production.record_parameter/1",
        body: {
          work_order_id: sight.order.id,
          parameter_id: parameter.id,
          value: figure,
          unit: parameter.unit,
          ...(sight.run !== null && { run_id: sight.run.id }),
          ...(sight.run?.equipment_id !== undefined && { equipment_id: sight.run.equipment_id }),
        },
        source,
        ...stationOf(props.station),
        about: `${parameter.name} ${figure} ${unit(parameter.unit)}`,
      },
      (end) => isGood(end) && (end.is !== "sealed" || areWithin(end.receipt.events)),
    );
    if (!isTaken(outcome)) return;
    setValue("");
    props.onRead();
  };
  const gauge = (text: string) => {
    const reading = gaugeReading(text);
    if (reading === null) {
      signal("bad");
      setSaid(t("parameter_not_read", { text }));
    } else if (!isUnit(reading.unit, parameter.unit)) {
      signal("bad");
      setSaid(t("parameter_unit", { said: reading.unit ?? "", wanted: unit(parameter.unit) }));
    } else {
      setSaid(null);
      setValue(reading.value);
      void record(reading.value, "scan");
    }
  };
  useScan((scan) => gauge(scan.data));
  return (
    <>
      <div className={style.row}>
        <h2 className={style.cardTitle}>{parameter.name}</h2>
        {parameter.is_critical && <ToneTag tone="warn">{t("parameter_critical")}</ToneTag>}
      </div>
      <LimitsBar
        limits={parameter}
        marks={own.map((reading) => ({
          key: reading.id,
          value: reading.value,
          isWithin: reading.verdict === "within",
        }))}
      />
      <BigAmount
        label={t("parameter_value")}
        value={value}
        unit={parameter.unit}
        focusKey={`${parameter.id} ${own.length}`}
        isWrong={value !== "" && !/^-?[0-9]*\.?[0-9]*$/.test(value)}
        hint={t("parameter_lead")}
        onChange={setValue}
        onEnter={() => void record(value, "hand")}
        onGauge={gauge}
        onText={gauge}
      />
      {said !== null && <Notice tone="bad" title={said} />}
      {waiting.length > 0 && (
        <p className="odd">
          <ClockCircleOutlined aria-hidden />{" "}
          {t("parameter_waiting", {
            values: waiting
              .map((fact) => amount(String(fact.body.value), String(fact.body.unit)))
              .join(" · "),
          })}
        </p>
      )}
      <div>
        <Button
          size="large"
          type="primary"
          className={style.big}
          disabled={!isDecimal(value)}
          loading={acting.isBusy}
          onClick={() => void record(value, "hand")}
        >
          {t("parameter_do")}
        </Button>
      </div>
    </>
  );
}
