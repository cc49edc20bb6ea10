import { call } from "@platform/api/client";
import type { RecordPage } from "@platform/api/types";
import { prefixOf } from "@platform/terminal/understand";

/** What is picked when a sales order is scanned: its open shipment; anything else stays itself. */
export async function toPick(subject: string | null): Promise<string | null> {
  if (subject === null || prefixOf(subject) !== "sor") return subject;
  const query = { order_id: subject, state: "open", limit: 1 };
  const page = await call<RecordPage>("/api/records/sales.shipment", { query });
  const found = page.records[0]?.id;
  return typeof found === "string" ? found : subject;
}
