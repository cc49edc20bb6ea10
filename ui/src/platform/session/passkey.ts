import { call } from "../api/client";
import { Problem } from "../api/problem";
import type { JsonObject } from "../api/types";
import { text } from "../i18n/text";

export type PasskeyOptions = Record<string, unknown>;

interface Asked {
  ticket: string;
  publicKey: PasskeyOptions;
}

const REFUSED = new Problem({
  status: 0,
  code: "passkey_cancelled",
  message: text(
    "No passkey was used. Try again, or take another way.",
    "未使用通行密钥。请重试或换一种方式。",
  ),
});

/** Whether this browser, at this address, can have passkeys at all. */
export function hasPasskeys(): boolean {
  return window.isSecureContext && typeof window.PublicKeyCredential === "function";
}

function bytes(value: unknown): ArrayBuffer {
  const plain = String(value).replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0)).buffer;
}

function base64url(raw: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(raw)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

type Known = { id: string; type: "public-key" }[];

function known(value: unknown): PublicKeyCredentialDescriptor[] {
  return ((value ?? []) as Known).map((each) => ({ ...each, id: bytes(each.id) }));
}

/** What the browser's user was asked and agreed to; Problem where they did not. */
async function agreed(ask: Promise<Credential | null>): Promise<PublicKeyCredential> {
  let found: Credential | null;
  try {
    found = await ask;
  } catch {
    throw REFUSED;
  }
  if (!(found instanceof PublicKeyCredential)) throw REFUSED;
  return found;
}

/** The answer to a challenge, for signing in or over what is signed. */
export async function answerChallenge(asked: { publicKey: PasskeyOptions }): Promise<JsonObject> {
  const options = asked.publicKey;
  const found = await agreed(
    navigator.credentials.get({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialRequestOptions),
        challenge: bytes(options.challenge),
        allowCredentials: known(options.allowCredentials),
      },
    }),
  );
  const answer = found.response as AuthenticatorAssertionResponse;
  return {
    id: found.id,
    rawId: base64url(found.rawId),
    type: found.type,
    response: {
      clientDataJSON: base64url(answer.clientDataJSON),
      authenticatorData: base64url(answer.authenticatorData),
      signature: base64url(answer.signature),
      userHandle: answer.userHandle === null ? null : base64url(answer.userHandle),
    },
  };
}

/** Make a passkey of this name for whoever is signed in; the server keeps its public key. */
export async function makePasskey(name: string, password: string): Promise<void> {
  const asked = await call<Asked>("/api/account/passkeys/options", {
    method: "POST",
    body: { password },
  });
  const credential = await madeFor(asked.publicKey);
  await call("/api/account/passkeys", {
    method: "POST",
    body: { ticket: asked.ticket, name, credential },
  });
}

/** Make a passkey that signs; it counts once another signer has confirmed it. */
export async function makeSigningPasskey(id: string): Promise<void> {
  const asked = await call<Asked>("/api/signing/passkeys/options", { method: "POST", body: {} });
  const credential = await madeFor(asked.publicKey);
  await call("/api/signing/passkeys", {
    method: "POST",
    body: { id, ticket: asked.ticket, credential },
  });
}

async function madeFor(asked: PasskeyOptions): Promise<JsonObject> {
  const options = asked as PasskeyOptions & { user: { id: string } };
  const found = await agreed(
    navigator.credentials.create({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialCreationOptions),
        challenge: bytes(options.challenge),
        user: {
          ...(options.user as unknown as PublicKeyCredentialUserEntity),
          id: bytes(options.user.id),
        },
        excludeCredentials: known(options.excludeCredentials),
      },
    }),
  );
  const made = found.response as AuthenticatorAttestationResponse;
  return {
    id: found.id,
    rawId: base64url(found.rawId),
    type: found.type,
    response: {
      clientDataJSON: base64url(made.clientDataJSON),
      attestationObject: base64url(made.attestationObject),
      transports: made.getTransports(),
    },
  };
}

/** A challenge for any passkey of this site. */
export function askChallenge(): Promise<Asked> {
  return call<Asked>("/api/session/passkey/options", { method: "POST", body: {}, isSignIn: true });
}
