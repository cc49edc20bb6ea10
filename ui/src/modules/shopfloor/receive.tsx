import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isAbove, isDecimal } from "@platform/terminal/decimal";
import { Notice } from "@platform/terminal/outcome";
import { useRows } from "@platform/terminal/rows";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import { useKept } from "@platform/terminal/station";
import style from "@platform/terminal/terminal.module.css";
import { type ReactNode, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import { finishedOf } from "./steps";
import { shopfloor } from "./texts";

interface Location {
  id: string;
  code: string;
  name: string;
}

/** Finished units into quarantine, where the final inspection finds them. */
export function ReceivePane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const finished = finishedOf(props.sight);
  if (!isAbove(finished, "0")) return <Notice tone="odd" title={t("receive_none")} />;
  return <Receive key={finished} {...props} finished={finished} />;
}

function Receive(props: PaneProps & { finished: string }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const { sight, acting, finished } = props;
  const { order } = sight;
  const [typed, setTyped] = useState(finished);
  const [serials, setSerials] = useState<readonly SerialRow[]>([]);
  const [keptPlace, keepPlace] = useKept("shopfloor.place");
  const places = useRows<Location>("warehouse.location", { kind: "quarantine" });
  const isSerial = sight.item?.tracking === "serial";
  const quantity = isSerial ? String(serials.length) : typed;
  const isGiven = isDecimal(quantity) && isAbove(quantity, "0");
  const receive = async (locationId: string) => {
    keepPlace(locationId);
    const outcome = await acting.act({
      kind: "production.receive_output/1",
      body: {
        work_order_id: order.id,
        location_id: locationId,
        quantity,
        unit: order.unit,
        serial_ids: serials.map((each) => each.id),
      },
      source: "hand",
      ...stationOf(props.station),
      about: `${order.number} · ${amount(quantity, order.unit)}`,
    });
    if (isTaken(outcome)) props.onNext();
  };
  return (
    <section className={style.card}>
      <p>{t("receive_lead")}</p>
      {isSerial && order.output_lot_id !== undefined ? (
        <>
          <h2 className={style.cardTitle}>{t("receive_serials")}</h2>
          <Serials
            lotId={order.output_lot_id}
            locationId={null}
            chosen={serials}
            onChange={setSerials}
            state="issued"
            wanted={Number(finished)}
          />
        </>
      ) : (
        <BigAmount
          label={t("receive_quantity")}
          value={typed}
          unit={order.unit}
          isWrong={!isGiven && typed !== ""}
          onChange={setTyped}
          onEnter={() => {
            const place = places.rows.find((each) => each.id === keptPlace);
            if (isGiven && place !== undefined) void receive(place.id);
          }}
        />
      )}
      <h2 className={style.cardTitle}>{t("receive_where")}</h2>
      <Choices
        label={t("receive_where")}
        chosen={keptPlace}
        choices={places.rows.map((each) => ({
          key: each.id,
          title: each.code,
          detail: each.name,
          isDisabled: !isGiven || acting.isBusy,
        }))}
        onChoose={(id) => void receive(id)}
      />
    </section>
  );
}
