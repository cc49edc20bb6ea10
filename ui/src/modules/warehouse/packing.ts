import { call } from "@platform/api/client";
import type { JsonObject, RecordAnswer, RecordPage } from "@platform/api/types";
import { isAbove, minus } from "@platform/terminal/decimal";
import type { SerialRow } from "@platform/terminal/serials";
import { prefixOf } from "@platform/terminal/understand";
import { IN_STOCK, type Lot, type Package, type Stock } from "./records";

/** Something that goes into a package. */
export interface Packed {
  kind: "lot" | "serial" | "package";
  id: string;
  name: string;
  locationId: string | null;
  /** Of lots without serials: how much goes in, and how much there is. */
  quantity: string | null;
  unit: string | null;
}

/** The command's input from the list of what goes in. */
export function packBody(
  level: string,
  inside: readonly Packed[],
  sscc: string | null,
): JsonObject {
  const of = (kind: Packed["kind"]) => inside.filter((each) => each.kind === kind);
  return {
    level,
    location_id: inside[0]?.locationId ?? "",
    lines: of("lot").map((each) => ({
      lot_id: each.id,
      quantity: each.quantity ?? "",
      unit: each.unit ?? "",
    })),
    serial_ids: of("serial").map((each) => each.id),
    package_ids: of("package").map((each) => each.id),
    ...(sscc !== null && { sscc }),
  };
}

/** What a scanned id is, as something to be packed; null for anything else, or where none is loose. */
export function useThings() {
  return async (subject: string | null, here: string | null): Promise<Packed | null> => {
    switch (prefixOf(subject ?? "")) {
      case "lot":
        return lotThing(subject ?? "", here);
      case "ser": {
        const serial = await one<SerialRow>("warehouse.serial", subject ?? "");
        if (serial.package_id !== undefined || serial.location_id === undefined) return null;
        return thing("serial", serial.id, serial.number, serial.location_id);
      }
      case "pkg": {
        const pack = await one<Package>("warehouse.package", subject ?? "");
        if (pack.parent_id !== undefined || pack.state !== "closed") return null;
        return thing("package", pack.id, pack.sscc ?? pack.id, pack.location_id ?? null);
      }
      default:
        return null;
    }
  };
}

function thing(kind: Packed["kind"], id: string, name: string, locationId: string | null): Packed {
  return { kind, id, name, locationId, quantity: null, unit: null };
}

/** The lot where it stands loose: where the rest stands, if there, else where most of it is. */
async function lotThing(id: string, here: string | null): Promise<Packed | null> {
  const lot = await one<Lot>("warehouse.lot", id);
  const page = await call<RecordPage>("/api/records/warehouse.stock", {
    query: { lot_id: id, ...IN_STOCK },
  });
  const loose = (page.records as unknown as Stock[])
    .filter((row) => isAbove(row.quantity, row.packed))
    .sort((a, b) => (isAbove(a.quantity, b.quantity) ? -1 : 1));
  const row = loose.find((each) => each.location_id === here) ?? loose[0];
  if (row === undefined) return null;
  return {
    kind: "lot",
    id,
    name: lot.number,
    locationId: row.location_id,
    quantity: minus(row.quantity, row.packed),
    unit: lot.unit,
  };
}

async function one<T>(kind: string, id: string): Promise<T> {
  return (await call<RecordAnswer>(`/api/record/${kind}/${id}`)).record as T;
}
