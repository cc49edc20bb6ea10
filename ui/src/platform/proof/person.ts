import type { Json } from "../api/types";
import type { EntryAnswer } from "./answer";
import { type Bytes, fromBase64Url, hex, Malformed, toBase64Url, utf8 } from "./bytes";
import { type Envelope, isObject } from "./envelope";
import { ed25519Holds } from "./notes";
import { passkeyHolds } from "./passkey";
import { reasonOf, type Step, step } from "./steps";
import type { Tools } from "./trust";

/** Stands before the intent in what is signed (docs/internals/ledger-format.md). */
const PREFIX = "lotproof signature v1\n";

/** The public half of a person's key, as `GET /api/signatures` names it. */
export interface PersonKey {
  readonly id: string;
  readonly algorithm: string;
  /** Base64url; of a passkey its COSE key. */
  readonly public_key: string;
  /** As its owner read it out when another signer confirmed it. */
  readonly fingerprint: string;
  /** The host name that a passkey was made for. */
  readonly site: string | null;
}

interface Part {
  intent: string;
  key: string;
  proof: Readonly<Record<string, string>>;
}

interface Intent {
  id: string;
  kind: string;
  signer: string;
  parts: Readonly<Record<string, string>>;
}

/** Whether the person signed this very command; nothing for an entry that nobody signed. */
export async function personSteps(
  tools: Tools,
  key: PersonKey | null,
  answer: EntryAnswer | null,
  envelope: Envelope | null,
  opened: ReadonlyMap<string, Json>,
): Promise<Step[]> {
  if (answer === null || envelope === null || !Object.hasOwn(envelope.parts, "signature")) {
    return [];
  }
  try {
    return [await personStep(tools, key, answer, envelope, opened)];
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof SyntaxError)) throw error;
    return [step("person", false, "person_malformed", { why: reasonOf(error) })];
  }
}

async function personStep(
  tools: Tools,
  key: PersonKey | null,
  answer: EntryAnswer,
  envelope: Envelope,
  opened: ReadonlyMap<string, Json>,
): Promise<Step> {
  const shown = opened.get("signature");
  if (shown === undefined) return step("person", null, "not_reached");
  const part = partOf(shown);
  const intent = intentOf(part.intent);
  const { id, kind, actor } = envelope;
  if (intent.id !== id || intent.kind !== kind || intent.signer !== actor) {
    return step("person", false, "person_other", { signer: intent.signer, id: intent.id });
  }
  const altered = await alteredPart(tools, intent, answer, envelope, opened);
  if (altered !== null) return step("person", false, "person_content", { name: altered });
  if (key === null || key.id !== part.key) {
    return step("person", null, "person_no_key", { key: part.key });
  }
  const publicKey = fromBase64Url(key.public_key);
  if ((await fingerprintOf(tools, publicKey)) !== key.fingerprint) {
    return step("person", false, "person_fingerprint", { key: part.key });
  }
  const message = utf8(PREFIX + part.intent);
  const isHeld = await holds(tools, key, publicKey, message, part.proof);
  if (isHeld === null) return step("person", null, "no_ed25519");
  const said = { signer: actor, key: part.key, fingerprint: key.fingerprint };
  return step("person", isHeld, isHeld ? "person_signed" : "person_forged", said);
}

/** Whether the key made the proof; null where this browser cannot tell. */
async function holds(
  tools: Tools,
  key: PersonKey,
  publicKey: Bytes,
  message: Bytes,
  proof: Readonly<Record<string, string>>,
): Promise<boolean | null> {
  if (key.site !== null) return passkeyHolds(tools, key.site, publicKey, message, proof);
  if (!tools.isEd25519Known) return null;
  return ed25519Holds(tools.subtle, publicKey, fromBase64Url(proof.signature ?? ""), message);
}

/** The name of a sealed part that is not what was signed; what is withheld is not compared. */
async function alteredPart(
  tools: Tools,
  intent: Intent,
  answer: EntryAnswer,
  envelope: Envelope,
  opened: ReadonlyMap<string, Json>,
): Promise<string | null> {
  const asked = ["input", "input_personal", "reason"].filter((name) =>
    Object.hasOwn(envelope.parts, name),
  );
  const signed = Object.keys(intent.parts);
  const other = [...asked, ...signed].find(
    (name) => !asked.includes(name) || !signed.includes(name),
  );
  if (other !== undefined) return other;
  const personal = opened.get("signature_personal");
  if (personal === undefined) return null;
  const salt = fromBase64Url(textIn(personal, "salt"));
  for (const name of asked) {
    const part = answer.parts.get(name);
    if (part === undefined) continue;
    const digest = toBase64Url(await tools.sha256(salt, part.content));
    if (digest !== intent.parts[name]) return name;
  }
  return null;
}

/** The first 128 bits of SHA-256 in groups of four digits. */
async function fingerprintOf(tools: Tools, publicKey: Bytes): Promise<string> {
  const digits = hex(await tools.sha256(publicKey))
    .slice(0, 32)
    .toUpperCase();
  return digits.match(/.{4}/g)?.join(" ") ?? "";
}

function partOf(shown: Json): Part {
  const proof = isObject(shown) ? shown.proof : undefined;
  if (!isObject(proof) || !Object.values(proof).every((each) => typeof each === "string")) {
    throw new Malformed("the signature has no proof");
  }
  return {
    intent: textIn(shown, "intent"),
    key: textIn(shown, "key"),
    proof: proof as Readonly<Record<string, string>>,
  };
}

function intentOf(text: string): Intent {
  const found: unknown = JSON.parse(text);
  const parts = isObject(found) ? found.parts : undefined;
  if (!isObject(parts)) throw new Malformed("the intent has no parts");
  return {
    id: textIn(found, "id"),
    kind: textIn(found, "kind"),
    signer: textIn(found, "signer"),
    parts: parts as Readonly<Record<string, string>>,
  };
}

function textIn(value: unknown, name: string): string {
  const found = isObject(value) ? value[name] : undefined;
  if (typeof found !== "string") throw new Malformed(`the signature has no ${name}`);
  return found;
}
