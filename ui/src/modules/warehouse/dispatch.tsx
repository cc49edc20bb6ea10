import { useMay } from "@platform/acting/chosen";
import { useTexts } from "@platform/i18n/texts";
import type { Acting } from "@platform/terminal/act";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { warehouse } from "./texts";
import type { Order } from "./use-picking";

/** Letting a shipment go; it needs the line. */
export function Dispatch(props: { order: Order; name: string; acting: Acting }): ReactNode {
  const t = useTexts(warehouse);
  const id = useId();
  const mayDispatch = useMay("sales.shipment.dispatch");
  const [waybill, setWaybill] = useState("");
  if (!mayDispatch || props.order.picked.length === 0) return null;
  const send = () =>
    props.acting.act({
      kind: "sales.dispatch/1",
      body: {
        shipment_id: props.order.id,
        ...(waybill.trim() !== "" && { waybill: waybill.trim() }),
      },
      source: "hand",
      about: props.name,
    });
  return (
    <section className={style.card}>
      <div className="field">
        <label htmlFor={id}>{t("waybill")}</label>
        <Input
          id={id}
          size="large"
          maxLength={60}
          value={waybill}
          onChange={(event) => setWaybill(event.target.value)}
        />
      </div>
      <Button
        size="large"
        type="primary"
        className={style.big}
        loading={props.acting.isBusy}
        onClick={() => void send()}
      >
        {t("dispatch")}
      </Button>
    </section>
  );
}
