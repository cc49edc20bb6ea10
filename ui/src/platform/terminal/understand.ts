import { call } from "../api/client";

/** What a code says by itself, and the record it names if it is known here. */
export interface Carrier {
  kind: string;
  text: string;
  di: string | null;
  lot: string | null;
  serial: string | null;
  made_on: string | null;
  expires_on: string | null;
  sscc: string | null;
  quantity: number | null;
  item_id: string | null;
  subject: string | null;
}

/** Throws Problem: the code is damaged, or the line is lost. */
export function readCarrier(text: string): Promise<Carrier> {
  return call<Carrier>("/api/carrier", { query: { text } });
}

/** `lot` of `lot_12`. */
export function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("_")));
}
