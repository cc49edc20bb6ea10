import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { BigAmount } from "@platform/terminal/amount";
import { isAbove, isDecimal } from "@platform/terminal/decimal";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Packed } from "./packing";
import { warehouse } from "./texts";
import type { useLocations } from "./use-things";

/** How much of a scanned lot goes into the package; null if none. */
export function PackQuantity(props: {
  thing: Packed;
  locations: ReturnType<typeof useLocations>;
  onDone: (thing: Packed | null) => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const { thing } = props;
  const free = thing.quantity ?? "0";
  const [typed, setTyped] = useState(free);
  const isGiven = isDecimal(typed) && isAbove(typed, "0") && !isAbove(typed, free);
  const go = () => {
    if (isGiven) props.onDone({ ...thing, quantity: typed });
  };
  return (
    <section className={style.card}>
      <h2 className={style.cardTitle}>
        {thing.name} · {props.locations.byId.get(thing.locationId ?? "")?.code}
      </h2>
      <BigAmount
        label={t("quantity")}
        value={typed}
        unit={thing.unit}
        isWrong={!isGiven}
        hint={t("free", { amount: amount(free, thing.unit) })}
        onChange={setTyped}
        onEnter={go}
      />
      <div className={style.row}>
        <Button size="large" type="primary" className={style.big} disabled={!isGiven} onClick={go}>
          {t("serial_go")}
        </Button>
        <Button size="large" className={style.big} onClick={() => props.onDone(null)}>
          {t("not_this")}
        </Button>
      </div>
    </section>
  );
}
