import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { LoadingState } from "@platform/states/states";
import { type Acting, isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { isAbove, isDecimal, sum } from "@platform/terminal/decimal";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { LotHead } from "./lot-card";
import type { Location } from "./records";
import { warehouse } from "./texts";
import { useLot } from "./use-things";

/** One lot at one place, counted without its book quantity; recorded before it is compared. */
export function CountLot(props: {
  lotId: string;
  place: Location;
  acting: Acting;
  onEnd: (lotId: string) => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const id = useId();
  const { lot, item, stock } = useLot(props.lotId);
  const [typed, setTyped] = useState("");
  const [serials, setSerials] = useState<readonly SerialRow[]>([]);
  const [reason, setReason] = useState("");
  const [isWrong, setWrong] = useState(false);
  if (lot === undefined || item === undefined) return <LoadingState rows={3} />;
  const packed = stock.find((row) => row.location_id === props.place.id)?.packed ?? "0";
  const isSerial = item.tracking === "serial";
  const counted = isSerial ? sum(String(serials.length), packed) : typed;
  const record = async () => {
    const isGiven = isDecimal(counted) && !counted.startsWith("-");
    setWrong(!isGiven);
    if (!isGiven) return;
    const outcome = await props.acting.act({
      kind: "warehouse.count_stock/1",
      body: {
        lot_id: lot.id,
        location_id: props.place.id,
        counted,
        unit: lot.unit,
        serial_ids: serials.map((each) => each.id),
      },
      source: "hand",
      ...(reason.trim() !== "" && { reason: reason.trim() }),
      about: `${lot.number} · ${props.place.code} · ${amount(counted, lot.unit)}`,
    });
    if (isTaken(outcome)) props.onEnd(lot.id);
  };
  return (
    <form
      className={style.card}
      onSubmit={(event) => {
        event.preventDefault();
        void record();
      }}
    >
      <LotHead lot={lot} item={item} />
      {isSerial ? (
        <Serials lotId={lot.id} locationId={null} chosen={serials} onChange={setSerials} isCount />
      ) : (
        <BigAmount
          label={t("counted")}
          value={typed}
          unit={lot.unit}
          isWrong={isWrong}
          onChange={setTyped}
          onEnter={() => void record()}
        />
      )}
      {isSerial && isAbove(packed, "0") && (
        <p className="soft">{t("count_packed", { amount: amount(packed, lot.unit) })}</p>
      )}
      <div className="field">
        <label htmlFor={id}>{t("count_known")}</label>
        <Input
          id={id}
          size="large"
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className={style.row}>
        <Button
          size="large"
          type="primary"
          htmlType="submit"
          className={style.big}
          loading={props.acting.isBusy}
        >
          {t("count_do")}
        </Button>
      </div>
    </form>
  );
}
