import { expect, it } from "vitest";
import { fingerprint, keyParts } from "./fingerprint";

// The key of the C2SP signed-note example.
const VKEY = "example.com/foo+530f903b+AekyeInOUlrr+J2J5b6mSWoMPkWPkHiiDEFjmbRK/kQR";

it("a key is taken apart", () => {
  const key = keyParts(VKEY);
  expect([key?.name, key?.id, key?.bytes.length]).toEqual(["example.com/foo", "530f903b", 32]);
});

it.each(["", "a+b", "name+12345678+!!!!", "name+12345678+AAAA", `${VKEY} `])(
  "what is no key has no parts: %j",
  (text) => {
    expect(keyParts(text)).toBeNull();
  },
);

it("the fingerprint is SHA-256 in groups of four", async () => {
  const bytes = new Uint8Array(32);
  const shown = await fingerprint(crypto.subtle, { name: "x", id: "00000000", bytes });
  expect(shown).toBe(
    "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20 0897 1485 6ee2 33b3 902a 591d 0d5f 2925",
  );
});
