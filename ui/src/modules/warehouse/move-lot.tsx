import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { ErrorState, LoadingState } from "@platform/states/states";
import { type Acting, isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isAbove, isDecimal, minus } from "@platform/terminal/decimal";
import { Notice } from "@platform/terminal/outcome";
import { ReasonAgain } from "@platform/terminal/reason-again";
import { useOne } from "@platform/terminal/rows";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { prefixOf } from "@platform/terminal/understand";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { placesFor } from "./fefo";
import { LotHead } from "./lot-card";
import type { Item, Lot, Stock } from "./records";
import { warehouse } from "./texts";
import { ToPlace } from "./to-place";
import { type useLocations, useLot } from "./use-things";

interface Props {
  id: string;
  acting: Acting;
  locations: ReturnType<typeof useLocations>;
  onEnd: (isTaken: boolean) => void;
}

/** Moving what a scanned lot or serial is. */
export function MoveLot(props: Props): ReactNode {
  const isSerial = prefixOf(props.id) === "ser";
  const serial = useOne<SerialRow>("warehouse.serial", isSerial ? props.id : null);
  const sight = useLot(isSerial ? (serial.data?.lot_id ?? null) : props.id);
  const error = serial.error ?? sight.error;
  if (error !== null) return <ErrorState error={error} />;
  if (sight.lot === undefined || sight.item === undefined || sight.isLoading) {
    return <LoadingState rows={3} />;
  }
  return (
    <Moving
      {...props}
      lot={sight.lot}
      item={sight.item}
      stock={sight.stock}
      serial={serial.data ?? null}
    />
  );
}

function Moving(
  props: Props & { lot: Lot; item: Item; stock: readonly Stock[]; serial: SerialRow | null },
): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const { lot, item, serial, acting, locations } = props;
  const loose = props.stock.filter((row) => isAbove(row.quantity, row.packed));
  const only = loose.length === 1 ? loose[0]?.location_id : undefined;
  const [fromId, setFrom] = useState<string | null>(serial?.location_id ?? only ?? null);
  const row = loose.find((each) => each.location_id === fromId);
  const free = row === undefined ? "0" : minus(row.quantity, row.packed);
  const [typed, setTyped] = useState<string | null>(null);
  const [serials, setSerials] = useState<readonly SerialRow[]>(serial === null ? [] : [serial]);
  const [isCounted, setCounted] = useState(serial !== null);
  const isSerialTracked = item.tracking === "serial";
  const quantity = isSerialTracked ? String(serials.length) : (typed ?? free);
  const isGiven = isDecimal(quantity) && isAbove(quantity, "0");
  const move = async (toId: string, isScan: boolean) => {
    const outcome = await acting.act({
      kind: "warehouse.move_stock/1",
      body: {
        lot_id: lot.id,
        from_location_id: fromId ?? "",
        to_location_id: toId,
        quantity,
        unit: lot.unit,
        serial_ids: serials.map((each) => each.id),
      },
      source: isScan && isSerialTracked ? "scan" : "hand",
      about: `${lot.number} → ${locations.byId.get(toId)?.code ?? toId}`,
    });
    props.onEnd(isTaken(outcome));
  };
  if (serial?.package_id !== undefined) return <Notice tone="bad" title={t("is_packed")} />;
  return (
    <section className={style.card}>
      <LotHead lot={lot} item={item} beside={serial && <b className="mono">{serial.number}</b>} />
      <ReasonAgain acting={acting} onDone={props.onEnd} />
      {loose.length === 0 && (
        <Notice tone="odd" title={t(props.stock.length > 0 ? "all_packed" : "no_stock")} />
      )}
      {loose.length > 1 && serial === null && (
        <Choices
          label={t("from")}
          isFocused={fromId === null}
          chosen={fromId}
          choices={loose.map((each) => ({
            key: each.location_id,
            title: locations.byId.get(each.location_id)?.code ?? each.location_id,
            detail: locations.byId.get(each.location_id)?.name,
            aside: t("free", { amount: amount(minus(each.quantity, each.packed), each.unit) }),
          }))}
          onChoose={(id) => {
            setFrom(id);
            setTyped(null);
            setCounted(false);
          }}
        />
      )}
      {fromId !== null && !isCounted && (
        <>
          {isSerialTracked ? (
            <Serials lotId={lot.id} locationId={fromId} chosen={serials} onChange={setSerials} />
          ) : (
            <BigAmount
              label={t("quantity")}
              value={quantity}
              unit={lot.unit}
              focusKey={fromId}
              isWrong={!isGiven && quantity !== ""}
              hint={t("free", { amount: amount(free, lot.unit) })}
              onChange={setTyped}
              onEnter={() => setCounted(isGiven)}
            />
          )}
          <div className={style.row}>
            <Button
              size="large"
              type="primary"
              className={style.big}
              disabled={!isGiven}
              onClick={() => setCounted(true)}
            >
              {t("on")}
            </Button>
          </div>
        </>
      )}
      {fromId !== null && isCounted && (
        <ToPlace
          title={`${amount(quantity, lot.unit)} · ${locations.byId.get(fromId)?.code ?? ""} →`}
          kinds={placesFor(lot)}
          fromId={fromId}
          locations={locations}
          isBusy={acting.isBusy}
          onPlace={(id, isScan) => void move(id, isScan)}
        />
      )}
    </section>
  );
}
