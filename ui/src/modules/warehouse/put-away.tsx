import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { LoadingState } from "@platform/states/states";
import { Choices } from "@platform/terminal/choices";
import { minus } from "@platform/terminal/decimal";
import { useRows } from "@platform/terminal/rows";
import style from "@platform/terminal/terminal.module.css";
import type { ReactNode } from "react";
import { IN_STOCK, type Item, type Location, type Lot, type Stock } from "./records";
import { warehouse } from "./texts";

/** Released lots that still stand in quarantine: the keeper's work list. */
export function PutAway(props: {
  locations: readonly Location[];
  onChoose: (lotId: string) => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const quarantine = props.locations.filter((each) => each.kind === "quarantine");
  const places = quarantine.map((each) => each.id).join(",");
  const stock = useRows<Stock>(
    "warehouse.stock",
    { "location_id.in": places, ...IN_STOCK },
    places !== "",
  );
  const ids = [...new Set(stock.rows.map((each) => each.lot_id))].slice(0, 500).join(",");
  const lots = useRows<Lot>("warehouse.lot", { "id.in": ids, state: "released" }, ids !== "");
  const itemIds = [...new Set(lots.rows.map((each) => each.item_id))].slice(0, 500).join(",");
  const items = useRows<Item>("items.item", { "id.in": itemIds }, itemIds !== "");
  if (stock.isLoading || lots.isLoading) return <LoadingState rows={3} />;
  const rows = stock.rows.flatMap((row) => {
    const lot = lots.rows.find((each) => each.id === row.lot_id && each.holds === 0);
    return lot === undefined ? [] : [{ row, lot }];
  });
  return (
    <section className="stack">
      <h2 className={style.cardTitle}>{t("to_put_away")}</h2>
      {rows.length === 0 && <p className="soft">{t("nothing_to_put_away")}</p>}
      <Choices
        label={t("to_put_away")}
        choices={rows.map(({ row, lot }) => ({
          key: lot.id,
          title: lot.number,
          detail: `${items.rows.find((each) => each.id === lot.item_id)?.number ?? ""} · ${
            quarantine.find((each) => each.id === row.location_id)?.code ?? ""
          }`,
          aside: amount(minus(row.quantity, row.packed), row.unit),
        }))}
        onChoose={props.onChoose}
      />
    </section>
  );
}
