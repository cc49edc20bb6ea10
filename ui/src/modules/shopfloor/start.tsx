import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isAbove, isDecimal, minus } from "@platform/terminal/decimal";
import { FindNotice } from "@platform/terminal/find-notice";
import { Notice } from "@platform/terminal/outcome";
import { useRows } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import style from "@platform/terminal/terminal.module.css";
import { useFind } from "@platform/terminal/use-find";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import type { Equipment, Rework, Run } from "./records";
import { StationChoice, useStation } from "./station-choice";
import { shopfloor } from "./texts";

/** The machine, then how many: then the operation runs. */
export function StartPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { sight } = props;
  const all = useStation();
  const [isMore, setMore] = useState(false);
  const placeId = sight.operation.workstation_id ?? props.station?.id;
  const hasWaiting = isAbove(sight.waiting, "0") || sight.reworks.length > 0;
  if (sight.runs.length > 0 && !isMore) {
    return (
      <div className="stack">
        {sight.runs.map((run) => (
          <Running key={run.id} run={run} />
        ))}
        {hasWaiting && (
          <div>
            <Button size="large" className={style.big} onClick={() => setMore(true)}>
              {t("start_more")}
            </Button>
          </div>
        )}
      </div>
    );
  }
  if (!hasWaiting) return <Notice tone="odd" title={t("start_none")} />;
  if (placeId === undefined) return <StationChoice station={all} />;
  return <Start {...props} placeId={placeId} onStarted={() => setMore(false)} />;
}

function Running({ run }: { run: Run }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount, instant } = useFormats();
  const who = useName(run.operator)?.name ?? run.operator;
  const machine = useName(run.equipment_id)?.name;
  return (
    <Notice tone="good" title={amount(run.quantity, run.unit)}>
      <p>{t("started", { when: instant(run.started_at), who })}</p>
      {machine !== undefined && <p>{t("started_on", { machine })}</p>}
    </Notice>
  );
}

const NO_MACHINE = "none";

function Start(props: PaneProps & { placeId: string; onStarted: () => void }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const { sight, acting } = props;
  const [machine, setMachine] = useState<string | null>(null);
  const [rework, setRework] = useState<Rework | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const most = rework === null ? sight.waiting : minus(rework.quantity, rework.scrapped);
  const quantity = typed ?? most;
  const isGiven = isDecimal(quantity) && isAbove(quantity, "0");
  const start = async () => {
    if (!isGiven || machine === null) return;
    const outcome = await acting.act({
      kind: "production.start_operation/1",
      body: {
        work_order_id: sight.order.id,
        position: sight.operation.position,
        workstation_id: props.placeId,
        quantity,
        unit: sight.order.unit,
        ...(machine !== NO_MACHINE && { equipment_id: machine }),
        ...(rework !== null && { rework_id: rework.id }),
      },
      source: "hand",
      ...stationOf(props.station),
      about: `${sight.order.number} · ${sight.operation.name}`,
    });
    if (!isTaken(outcome)) return;
    props.onStarted();
    props.onNext();
  };
  return (
    <section className={style.card}>
      <Machines
        placeId={props.placeId}
        machine={machine}
        isNeeded={sight.operation.kind === "sterilisation"}
        onChoose={setMachine}
      />
      {sight.reworks.length > 0 && (
        <Choices
          label={t("start_quantity")}
          chosen={rework?.id ?? ""}
          choices={[
            { key: "", title: t("waiting", { amount: amount(sight.waiting, sight.order.unit) }) },
            ...sight.reworks.map((each) => ({
              key: each.id,
              title: t("rework", {
                cycle: each.cycle,
                amount: amount(minus(each.quantity, each.scrapped), each.unit),
              }),
            })),
          ]}
          onChoose={(id) => {
            setRework(sight.reworks.find((each) => each.id === id) ?? null);
            setTyped(null);
          }}
        />
      )}
      {machine !== null && (
        <>
          <BigAmount
            label={t("start_quantity")}
            value={quantity}
            unit={sight.order.unit}
            focusKey={machine}
            hint={t("waiting", { amount: amount(most, sight.order.unit) })}
            isWrong={!isGiven && quantity !== ""}
            onChange={setTyped}
            onEnter={() => void start()}
          />
          <Button
            size="large"
            type="primary"
            className={style.big}
            disabled={!isGiven}
            loading={acting.isBusy}
            onClick={() => void start()}
          >
            {t("start_do")}
          </Button>
        </>
      )}
    </section>
  );
}

function Machines(props: {
  placeId: string;
  machine: string | null;
  isNeeded: boolean;
  onChoose: (id: string) => void;
}): ReactNode {
  const t = useTexts(shopfloor);
  const { rows } = useRows<Equipment>("equipment.equipment", { kind: "production" });
  const here = rows.filter((each) => each.workstation_id === props.placeId);
  const byCode = (text: string) => rows.find((each) => each.code === text)?.id ?? null;
  const finding = useFind(({ subject }) => {
    const found = rows.find((each) => each.id === subject);
    if (found?.state !== "available") return false;
    props.onChoose(found.id);
    return true;
  }, byCode);
  const shown = rows.filter((each) => here.includes(each) || each.id === props.machine);
  return (
    <>
      <h2 className={style.cardTitle}>{t("machine")}</h2>
      <Choices
        label={t("machine")}
        isFocused={props.machine === null && shown.length > 0}
        chosen={props.machine}
        choices={[
          ...shown.map((each) => ({
            key: each.id,
            title: each.code,
            detail: each.name,
            isDisabled: each.state !== "available",
            ...(each.state !== "available" && { aside: t("machine_off") }),
          })),
          ...(props.isNeeded ? [] : [{ key: NO_MACHINE, title: t("machine_none") }]),
        ]}
        onChoose={props.onChoose}
      />
      {props.machine === null && (
        <>
          <ScanField
            label={t("machine_scan")}
            isBusy={finding.isReading}
            isQuiet
            onText={finding.take}
          />
          <FindNotice finding={finding} />
        </>
      )}
    </>
  );
}
