import { useFormats } from "@platform/formats/use-formats";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { usePermission } from "@platform/session/store";
import { Choices } from "@platform/terminal/choices";
import { isAbove } from "@platform/terminal/decimal";
import { useRows } from "@platform/terminal/rows";
import style from "@platform/terminal/terminal.module.css";
import type { ReactNode } from "react";
import { type Line, type Order, openOf } from "./delivery";
import { receiving } from "./texts";
import type { Receiving } from "./use-receiving";

const ORDERS_MAX = 200;

/**
 * What has been ordered and has not come, the first due first; of the scanned order alone if there
 * is one. Choosing a line is as good as scanning a label.
 */
export function Expected({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const { amount, date } = useFormats();
  const language = useLanguage();
  const { orders, lines, isLoading } = useExpected();
  const { orderId, found } = work;
  const suppliers = useNames([...new Set([...orders.values()].map((each) => each.supplier_id))]);
  const shown = lines.filter((line) => orderId === null || line.order_id === orderId);
  if (isLoading || (orderId === null && shown.length === 0)) return null;
  const label = t(orderId === null ? "expected" : "lines");
  const itemOf = (line: Line) => found.items.find((each) => each.id === line.item_id);
  return (
    <section className={style.card}>
      <h2 className={style.cardTitle}>{label}</h2>
      {shown.length === 0 && <p className="soft">{t("nothing_open")}</p>}
      <Choices
        label={label}
        choices={shown.map((line) => {
          const [item, order] = [itemOf(line), orders.get(line.order_id)];
          const name = language === "zh" ? (item?.name_zh ?? item?.name) : item?.name;
          return {
            key: line.id,
            title: `${item?.number ?? line.item_id}${name ? ` · ${name}` : ""}`,
            detail: [
              order?.number,
              suppliers.get(order?.supplier_id ?? "")?.name,
              t("due", { on: date(line.due_on) }),
            ]
              .filter(Boolean)
              .join(" · "),
            aside: amount(openOf(line), line.unit),
          };
        })}
        onChoose={(id) => {
          const line = shown.find((each) => each.id === id);
          if (line === undefined) return;
          const unit = itemOf(line)?.unit ?? line.unit;
          work.change({
            itemId: line.item_id,
            lineId: line.id,
            supplierId: orders.get(line.order_id)?.supplier_id ?? null,
            unit,
            quantity: unit === line.unit ? openOf(line) : "",
          });
          work.go("what");
        }}
      />
    </section>
  );
}

function useExpected() {
  const mayOrders = usePermission("purchasing.read");
  const approved = useRows<Order>(
    "purchasing.purchase_order",
    { state: "approved", limit: ORDERS_MAX },
    mayOrders,
  );
  const ids = approved.rows.map((each) => each.id).join(",");
  const lines = useRows<Line>(
    "purchasing.purchase_line",
    { "order_id.in": ids, sort: "due_on" },
    mayOrders && ids !== "",
  );
  return {
    orders: new Map(approved.rows.map((each) => [each.id, each])),
    lines: lines.rows.filter((line) => isAbove(openOf(line), "0")),
    isLoading: approved.isLoading || lines.isLoading,
  };
}
