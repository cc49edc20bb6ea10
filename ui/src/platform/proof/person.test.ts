import { describe, expect, it } from "vitest";
import type { Json } from "../api/types";
import type { EntryAnswer, ShownPart } from "./answer";
import { type Bytes, fromBase64Url, hasher, toBase64Url, utf8 } from "./bytes";
import type { Envelope } from "./envelope";
import fixture from "./fixtures/persons.json";
import { type PersonKey, personSteps } from "./person";
import type { Tools } from "./trust";

const { subtle } = crypto;
const tools: Tools = { subtle, sha256: hasher(subtle), isEd25519Known: true };
const salt = fromBase64Url(fixture.salt);
const { id, kind, signer } = JSON.parse(fixture.intent) as Record<string, string>;

interface Case {
  key: PersonKey | null;
  proof: Record<string, string>;
}
const cases = fixture.signatures.map(({ key, proof }): Case => {
  return { key, proof: proof as unknown as Record<string, string> };
});
const names = ["secret", "passkey ES256", "passkey EdDSA"] as const;
const byName = (name: string): Case => {
  const found = cases[names.indexOf(name as (typeof names)[number])];
  if (found === undefined) throw new Error(name);
  return found;
};

function part(content: Bytes): ShownPart {
  return { salt, content, items: null };
}

async function finding(of: Case, more: Partial<Asked> = {}): Promise<string | undefined> {
  const { intent = fixture.intent, input = fixture.input, actor = signer } = more;
  const signature: Json = { intent, key: "sgk_1", proof: of.proof };
  const answer = { parts: new Map([["input", part(utf8(input))]]) } as unknown as EntryAnswer;
  const parts = { input: "", signature: "", signature_personal: "" };
  const envelope = { id, kind, actor, parts } as unknown as Envelope;
  const opened = new Map<string, Json>([
    ["signature", signature],
    ["signature_personal", { name: "李 Li", salt: fixture.salt }],
  ]);
  const using = { ...tools, ...more.tools };
  const [step] = await personSteps(using, of.key, answer, envelope, opened);
  return step?.finding;
}

interface Asked {
  intent: string;
  input: string;
  actor: string;
  tools: Partial<Tools>;
}

describe.each(names)("a signature by %s", (name) => {
  it("holds", async () => {
    expect(await finding(byName(name))).toBe("person_signed");
  });

  it("does not hold for one changed byte of its proof", async () => {
    const { key, proof } = byName(name);
    const bytes = fromBase64Url(proof.signature ?? "");
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    const spoilt = { key, proof: { ...proof, signature: toBase64Url(bytes) } };
    expect(await finding(spoilt)).toBe("person_forged");
  });

  it("does not hold for another intent", async () => {
    const intent = fixture.intent.replace('"signer"', '"v":1,"signer"');
    expect(await finding(byName(name), { intent })).toBe("person_forged");
  });
});

describe("what a person signed", () => {
  const secret = byName("secret");

  it("is of this entry's own command and person", async () => {
    expect(await finding(secret, { actor: "usr_9" })).toBe("person_other");
  });

  it("is the very input that was sealed", async () => {
    expect(await finding(secret, { input: '{"key_id":"sgk_9"}' })).toBe("person_content");
  });

  it("is checked under the key whose fingerprint was confirmed", async () => {
    const key = { ...(secret.key as PersonKey), fingerprint: "0000" };
    expect(await finding({ ...secret, key })).toBe("person_fingerprint");
  });

  it("stays open without the key, or without Ed25519", async () => {
    expect(await finding({ ...secret, key: null })).toBe("person_no_key");
    expect(await finding(secret, { tools: { isEd25519Known: false } })).toBe("no_ed25519");
  });

  it("cannot be read where its parts are missing", async () => {
    expect(await finding(secret, { intent: "{" })).toBe("person_malformed");
    expect(await finding(secret, { intent: "{}" })).toBe("person_malformed");
  });

  it("by a passkey is for its own site, and given by a person it verified", async () => {
    const passkey = byName("passkey ES256");
    const key = { ...(passkey.key as PersonKey), site: "other.example" };
    expect(await finding({ ...passkey, key })).toBe("person_forged");
    const data = fromBase64Url(passkey.proof.authenticator_data ?? "");
    data[32] = 0x01;
    const proof = { ...passkey.proof, authenticator_data: toBase64Url(data) };
    expect(await finding({ key: passkey.key, proof })).toBe("person_forged");
  });
});
