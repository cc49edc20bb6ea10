import type { Json } from "../api/types";
import { canonicalText } from "./canonical";
import type { Envelope } from "./envelope";
import { type Step, step } from "./steps";

/** Fields of the answer that stand in the envelope, under its name for them. */
const HEAD: Readonly<Record<string, keyof Envelope>> = {
  command_id: "id",
  kind: "kind",
  outcome: "outcome",
  code: "code",
  actor: "actor",
  behalf: "behalf",
  role: "role",
  station: "station",
  source: "source",
  trust: "trust",
  occurred: "occurred",
  entered: "entered",
  recorded: "recorded",
  zone: "zone",
  cause: "cause",
  subjects: "subjects",
};

/** Fields of the answer that are made of parts: their names, one list after the other. */
const FROM_PARTS: Readonly<Record<string, readonly string[]>> = {
  reason: ["reason"],
  input: ["input"],
  refusal: ["refusal"],
  deviations: ["deviations"],
  changes: ["changes", "changes_personal"],
};
const LISTS = new Set(["deviations", "changes"]);

/**
 * Whether what the answer says for people is what is sealed: a right proof beside a wrong text
 * would mislead. Of parts that are not shown it must say nothing, for nobody could check that.
 */
export function contentsStep(
  told: Readonly<Record<string, Json>>,
  envelope: Envelope,
  opened: ReadonlyMap<string, Json>,
): Step {
  const wrong = [
    ...Object.entries(HEAD).flatMap(([name, own]) =>
      differs(told[name], (envelope[own] as Json | undefined) ?? null) ? [name] : [],
    ),
    ...Object.keys(FROM_PARTS).filter((name) => differs(told[name], sealedOf(name, opened))),
  ];
  if (wrong.length === 0) return step("contents", true, "contents_agree");
  return step("contents", false, "contents_differ", { fields: wrong.join(", ") });
}

function sealedOf(name: string, opened: ReadonlyMap<string, Json>): Json {
  const parts = FROM_PARTS[name] ?? [];
  const values = parts.flatMap((part) => (opened.has(part) ? [opened.get(part) ?? null] : []));
  return LISTS.has(name) ? values.flat() : (values[0] ?? null);
}

function differs(shown: Json | undefined, sealed: Json): boolean {
  if (shown === undefined) return false;
  try {
    return canonicalText(shown) !== canonicalText(sealed);
  } catch {
    return true;
  }
}
