import { isAbove, minus, shareOf, sum } from "@platform/terminal/decimal";
import type { Bom, BomLine, Material, SalesLine, WorkOrder } from "./records";

/** What an order needs of an item, in the unit that the order says it in. */
export interface Need {
  key: string;
  itemId: string;
  wanted: string;
  done: string;
  open: string;
  unit: string;
}

function need(key: string, itemId: string, wanted: string, done: string, unit: string): Need {
  const open = isAbove(wanted, done) ? minus(wanted, done) : "0";
  return { key, itemId, wanted, done, open, unit };
}

/** Of a sales order: what was asked for less what is picked or has left. */
export function needsOfSales(lines: readonly SalesLine[]): Need[] {
  return lines.map((line) =>
    need(line.id, line.item_id, line.quantity, sum(line.picked, line.shipped), line.unit),
  );
}

/** Of a work order: its share of the bill less what was issued and not returned. */
export function needsOfWork(
  order: WorkOrder,
  bom: Bom,
  lines: readonly BomLine[],
  material: readonly Material[],
  decimals: (unit: string) => number,
): Need[] {
  return lines.map((line) => {
    const wanted = shareOf(line.quantity, order.quantity, bom.quantity, decimals(line.unit));
    const own = material.filter((each) => each.item_id === line.component_id);
    const issued = sum("0", ...own.map((each) => minus(each.issued, each.returned)));
    return need(String(line.position), line.component_id, wanted, issued, line.unit);
  });
}
