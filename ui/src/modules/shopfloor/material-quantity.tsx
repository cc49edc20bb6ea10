import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { isTaken } from "@platform/terminal/act";
import { BigAmount } from "@platform/terminal/amount";
import { isAbove, isDecimal, least, minus } from "@platform/terminal/decimal";
import { useOne } from "@platform/terminal/rows";
import { type SerialRow, Serials } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { Button, Collapse } from "antd";
import { type ReactNode, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import type { Item, Material } from "./records";
import { shopfloor } from "./texts";
import { atOrder } from "./use-order";

/** How much of the scanned material goes in, and into which units where that is known. */
export function MaterialQuantity(
  props: PaneProps & { material: Material; serial: SerialRow | null; onEnd: () => void },
): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const { sight, acting, material } = props;
  const lot = useName(material.lot_id)?.name ?? material.lot_id;
  const item = useOne<Item>("items.item", material.item_id).data;
  const there = atOrder(material);
  const component = sight.components.find((each) => each.itemId === material.item_id);
  const missing =
    component && component.unit === material.unit && isAbove(component.wanted, component.done)
      ? minus(component.wanted, component.done)
      : there;
  const [typed, setTyped] = useState(least(missing, there));
  const [serials, setSerials] = useState<readonly SerialRow[]>(
    props.serial === null ? [] : [props.serial],
  );
  const [into, setInto] = useState<readonly SerialRow[]>([]);
  const isSerial = item?.tracking === "serial";
  const quantity = isSerial ? String(serials.length) : typed;
  const isGiven = isDecimal(quantity) && isAbove(quantity, "0");
  const consume = async () => {
    if (!isGiven) return;
    const line = {
      lot_id: material.lot_id,
      quantity,
      unit: material.unit,
      serial_ids: serials.map((each) => each.id),
      into_serial_ids: into.map((each) => each.id),
    };
    const outcome = await acting.act({
      kind: "production.consume_material/1",
      body: {
        work_order_id: sight.order.id,
        position: sight.operation.position,
        lines: [line],
        ...(sight.run?.rework_id !== undefined && { rework_id: sight.run.rework_id }),
      },
      source: isSerial ? "scan" : "hand",
      ...stationOf(props.station),
      about: `${lot} · ${amount(quantity, material.unit)}`,
    });
    if (isTaken(outcome)) props.onEnd();
  };
  return (
    <div className="stack">
      <p>
        <span className={style.value}>{lot}</span> {item?.number}
      </p>
      {isSerial ? (
        <Serials
          lotId={material.lot_id}
          locationId={null}
          chosen={serials}
          onChange={setSerials}
          isCount
        />
      ) : (
        <BigAmount
          label={t("material_quantity")}
          value={typed}
          unit={material.unit}
          isWrong={!isGiven && typed !== ""}
          hint={t("material_at", { amount: amount(there, material.unit) })}
          onChange={setTyped}
          onEnter={() => void consume()}
        />
      )}
      {sight.item?.tracking === "serial" && sight.order.output_lot_id !== undefined && (
        <Collapse
          ghost
          items={[
            {
              key: "into",
              label: t("material_into"),
              children: (
                <Serials
                  lotId={sight.order.output_lot_id}
                  locationId={null}
                  chosen={into}
                  onChange={setInto}
                  isCount
                />
              ),
            },
          ]}
        />
      )}
      <div className={style.row}>
        <Button
          size="large"
          type="primary"
          className={style.big}
          disabled={!isGiven}
          loading={acting.isBusy}
          onClick={() => void consume()}
        >
          {t("material_do")}
        </Button>
        <Button size="large" className={style.big} onClick={props.onEnd}>
          {t("not_this")}
        </Button>
      </div>
    </div>
  );
}
