import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { Acting } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { isAbove, isDecimal, least } from "@platform/terminal/decimal";
import { Notice } from "@platform/terminal/outcome";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import type { Need } from "./needs";
import type { Right } from "./pick-need";
import { warehouse } from "./texts";
import type { Order } from "./use-picking";

/** The right lot in the hand: how much of it, then it is picked or issued. */
export function PickAmount(props: {
  order: Order;
  need: Need;
  right: Right;
  isSerialTracked: boolean;
  acting: Acting;
  onCancel: () => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const { order, need, right, acting } = props;
  const { lot, location, free } = right.pick;
  const most = need.unit === lot.unit ? least(need.open, free) : free;
  const [typed, setTyped] = useState(most);
  const [serials, setSerials] = useState<readonly SerialRow[]>(
    right.serial === null ? [] : [right.serial],
  );
  const [reason, setReason] = useState("");
  const quantity = props.isSerialTracked ? String(serials.length) : typed;
  const isGiven = isDecimal(quantity) && isAbove(quantity, "0");
  const isExplained = !right.isAnyway || reason.trim() !== "";
  const take = () => {
    if (!isGiven || !isExplained) return;
    void acting.act({
      kind: order.isShipment ? "sales.pick_line/1" : "production.issue_material/1",
      body: {
        [order.isShipment ? "shipment_id" : "work_order_id"]: order.id,
        lot_id: lot.id,
        location_id: location.id,
        quantity,
        unit: lot.unit,
        serial_ids: serials.map((each) => each.id),
      },
      source: props.isSerialTracked ? "scan" : "hand",
      ...(right.isAnyway && { reason: reason.trim() }),
      about: `${lot.number} · ${amount(quantity, lot.unit)}`,
    });
  };
  return (
    <div className="stack">
      <Notice
        tone={right.isAnyway ? "odd" : "good"}
        title={right.isAnyway ? lot.number : t("right", { lot: lot.number })}
      >
        {t("take_from", { place: location.code })}
      </Notice>
      {props.isSerialTracked ? (
        <Serials
          lotId={lot.id}
          locationId={location.id}
          wanted={Number(most)}
          chosen={serials}
          onChange={setSerials}
        />
      ) : (
        <BigAmount
          label={t("quantity")}
          value={typed}
          unit={lot.unit}
          isWrong={!isGiven && typed !== ""}
          hint={t("free", { amount: amount(free, lot.unit) })}
          onChange={setTyped}
          onEnter={take}
        />
      )}
      {right.isAnyway && (
        <Input
          size="large"
          aria-label={t("anyway")}
          placeholder={t("anyway")}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={take}
        />
      )}
      <div className={style.row}>
        <Button
          size="large"
          type="primary"
          className={style.big}
          disabled={!isGiven || !isExplained}
          loading={acting.isBusy}
          onClick={take}
        >
          {t("take")} {isGiven && amount(quantity, lot.unit)}
        </Button>
        <Button size="large" className={style.big} onClick={props.onCancel}>
          {t("not_this")}
        </Button>
      </div>
    </div>
  );
}
