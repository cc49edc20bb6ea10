import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { isTaken } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import { shopfloor } from "./texts";

/** Whoever sees that something is wrong may stop the lot. */
export function HoldPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { sight, acting } = props;
  const lotId = sight.order.output_lot_id;
  const lot = useName(lotId)?.name ?? "";
  const id = useId();
  const [cause, setCause] = useState("");
  if (lotId === undefined) return <Notice tone="odd" title={t("hold_none")} />;
  const hold = async () => {
    const outcome = await acting.act({
      kind: "warehouse.place_hold/1",
      body: { lot_id: lotId, cause: cause.trim() },
      source: "hand",
      ...stationOf(props.station),
      about: lot,
    });
    if (isTaken(outcome)) props.onNext();
  };
  return (
    <form
      className={style.card}
      onSubmit={(event) => {
        event.preventDefault();
        if (cause.trim() !== "") void hold();
      }}
    >
      <h2 className={style.cardTitle}>
        {t("hold_title")} · {lot}
      </h2>
      <div className="field">
        <label htmlFor={id}>{t("hold_cause")}</label>
        <Input.TextArea
          id={id}
          autoFocus
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={cause}
          onChange={(event) => setCause(event.target.value)}
        />
      </div>
      <div>
        <Button
          danger
          type="primary"
          size="large"
          htmlType="submit"
          className={`${style.big} ${style.dangerFull}`}
          disabled={cause.trim() === ""}
          loading={acting.isBusy}
        >
          {t("hold_do")}
        </Button>
      </div>
    </form>
  );
}
