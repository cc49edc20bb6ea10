/** A sum of decimal texts, exact however many digits they have. */
export function sumOf(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map((each) => each.split(".")[1]?.length ?? 0));
  const total = decimals.reduce((sum, each) => sum + scaled(each, places), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, "0");
  const sign = total < 0n ? "-" : "";
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function scaled(decimal: string, places: number): bigint {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(places, "0"));
  return decimal.startsWith("-") ? -value : value;
}

export interface Stocked {
  item_id: string;
  location_id: string;
  status: string;
  quantity: string;
  unit: string;
}

/** Of one item and unit: what there was in each status, and in all. */
export interface StockRow {
  key: string;
  item: string;
  unit: string;
  by: ReadonlyMap<string, string>;
  total: string;
}

export function stockRows(stock: readonly Stocked[]): StockRow[] {
  const groups = new Map<string, Stocked[]>();
  for (const each of stock) {
    const key = `${each.item_id} ${each.unit}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([key, rows]) => {
    const statuses = [...new Set(rows.map(({ status }) => status))];
    const of = (status: string) =>
      rows.filter((each) => each.status === status).map(({ quantity }) => quantity);
    return {
      key,
      item: rows[0]?.item_id ?? "",
      unit: rows[0]?.unit ?? "",
      by: new Map(statuses.map((status) => [status, sumOf(of(status))])),
      total: sumOf(rows.map(({ quantity }) => quantity)),
    };
  });
}
