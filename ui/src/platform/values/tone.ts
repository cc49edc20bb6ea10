/** How a state looks: colour says it, and the word beside it says it to everybody. */
export type Tone = "good" | "bad" | "warn" | "busy" | "plain";

const TONES: Readonly<Record<string, Tone>> = {
  released: "good",
  accepted: "good",
  approved: "good",
  effective: "good",
  active: "good",
  available: "good",
  balanced: "good",
  delivered: "good",
  done: "good",
  finished: "good",
  in_stock: "good",
  in_use: "good",
  valid: "good",
  within: "good",
  sent: "good",
  rejected: "bad",
  failed: "bad",
  blocked: "bad",
  missing: "bad",
  scrapped: "bad",
  revoked: "bad",
  outside: "bad",
  draft: "warn",
  in_doubt: "warn",
  open: "warn",
  out_of_service: "warn",
  prospective: "warn",
  quarantined: "warn",
  returned: "warn",
  confirmed: "busy",
  dispatched: "busy",
  in_progress: "busy",
  issued: "busy",
  picked: "busy",
  planned: "busy",
  running: "busy",
  shipped: "busy",
};

/** The same word means the opposite for some kinds: an active hold stops the lot. */
const OWN: Readonly<Record<string, Tone>> = {
  "warehouse.hold active": "bad",
  "warehouse.hold lifted": "plain",
  "production.work_order released": "busy",
  "people.session open": "plain",
  "transmission.transmission requested": "busy",
  "transmission.transmission claimed": "busy",
  "transmission.transmission verified": "good",
  "transmission.transmission unknown": "bad",
};

export function toneOf(kind: string, state: string): Tone {
  return OWN[`${kind} ${state}`] ?? TONES[state] ?? "plain";
}
