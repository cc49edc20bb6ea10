import { describe, expect, it, vi } from "vitest";
import { fromBase64, toBase64 } from "./bytes";
import { checkRecord } from "./check";
import { answerOf, keys, questionOf, worldWith } from "./ledger-fixture";

// Much work: a busy machine may need long.
vi.setConfig({ testTimeout: 60_000 });

/** Every single altered byte of what the server sends is reported, by the step it belongs to. */

type Answer = ReturnType<typeof answerOf>;

async function wrongSteps(answer: unknown, seq: "3" | "5" = "3"): Promise<Set<string>> {
  // Without the newest checkpoint only what the answer itself brings can vouch for it.
  const alone = { readCheckpoint: () => Promise.reject(new Error("alone")) };
  const world = worldWith("", { witnesses: [keys.witness] }, alone);
  const { steps } = await checkRecord(questionOf(seq, { answer }), world);
  return new Set(steps.filter((each) => each.ok === false).map((each) => each.code));
}

/** The same base64 bytes with one bit of byte `at` turned. */
function flipped(base64: string, at: number): string {
  const bytes = fromBase64(base64);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  return toBase64(bytes);
}

function countBytes(base64: string): number {
  return fromBase64(base64).length;
}

/** Alter each byte of one base64 text in the answer; give the places that `code` did not report. */
async function missed(
  seq: "3" | "5",
  code: string,
  base64: string,
  put: (answer: Answer, altered: string) => void,
): Promise<number[]> {
  const places = Array.from({ length: countBytes(base64) }, (_, at) => at);
  const isSeen = await Promise.all(
    places.map((at) => {
      const answer = answerOf(seq);
      put(answer, flipped(base64, at));
      return wrongSteps(answer, seq).then((wrong) => wrong.has(code));
    }),
  );
  return places.filter((at) => !isSeen[at]);
}

describe("one altered byte", () => {
  it("of the leaf: not included", async () => {
    const { leaf } = answerOf("3");
    const unseen = await missed("3", "inclusion", leaf, (answer, altered) => {
      answer.leaf = altered;
    });
    expect(unseen).toEqual([]);
  });

  it.each(["input", "changes", "changes_personal", "events", "reason", "deviations"] as const)(
    "of part %s, content or salt: not what was sealed",
    async (name) => {
      for (const field of ["content", "salt"] as const) {
        const unseen = await missed("3", "part", answerOf("3").parts[name][field], (answer, to) => {
          answer.parts[name][field] = to;
        });
        expect(unseen).toEqual([]);
      }
    },
  );

  it("of an item of a tree part, content or salt: not the items sealed", async () => {
    const { changes } = answerOf("5").parts as unknown as { changes: { items: Item[] } };
    for (const [n, item] of changes.items.entries()) {
      for (const field of ["content", "salt"] as const) {
        const unseen = await missed("5", "part", item[field], (answer, altered) => {
          const parts = answer.parts as unknown as { changes: { items: Item[] } };
          Object.assign(parts.changes.items[n] ?? {}, { [field]: altered });
        });
        expect(unseen).toEqual([]);
      }
    }
  });

  it("of a hash of the proof: not included", async () => {
    const lines = answerOf("3").proof.split("\n");
    const hashes = lines.slice(2, lines.indexOf(""));
    expect(hashes.length).toBe(4);
    for (const hash of hashes) {
      const unseen = await missed("3", "inclusion", hash, (answer, altered) => {
        answer.proof = answer.proof.replace(hash, altered);
      });
      expect(unseen).toEqual([]);
    }
  });

  it("of the log's signature: wrong signature, or an unknown key", async () => {
    const [line = ""] = /(?<=ledger\/2026 ).+/.exec(answerOf("3").proof) ?? [];
    expect(countBytes(line)).toBe(68);
    const unseen = await missed("3", "signature", line, (answer, altered) => {
      answer.proof = answer.proof.replace(line, altered);
    });
    expect(unseen).toEqual([]);
  });

  it("of the root in the checkpoint: wrong signature", async () => {
    const root = answerOf("3").proof.split("\n\n")[1]?.split("\n")[2] ?? "";
    expect(countBytes(root)).toBe(32);
    const unseen = await missed("3", "signature", root, (answer, altered) => {
      answer.proof = answer.proof.replace(root, altered);
    });
    expect(unseen).toEqual([]);
  });

  it("of a pinned witness's cosignature: wrong, or another's", async () => {
    const [line = ""] = /(?<=example\/w1 ).+/.exec(answerOf("3").proof) ?? [];
    expect(countBytes(line)).toBe(76);
    const unseen = await missed("3", "witness", line, (answer, altered) => {
      answer.proof = answer.proof.replace(line, altered);
    });
    expect(unseen).toEqual([]);
  });
});

describe("one altered character of the proof's text", () => {
  it("is reported by a step of the proof wherever it stands", async () => {
    const { proof } = answerOf("3");
    const about = ["checkpoint", "signature", "witness", "inclusion"];
    const places = Array.from(proof, (_, at) => at);
    const isSeen = await Promise.all(
      places.map(async (at) => {
        const other = proof[at] === "A" ? "B" : "A";
        const altered = proof.slice(0, at) + other + proof.slice(at + 1);
        const wrong = await wrongSteps({ ...answerOf("3"), proof: altered });
        return about.some((code) => wrong.has(code));
      }),
    );
    expect(places.filter((at) => !isSeen[at])).toEqual([]);
  });
});

interface Item {
  content: string;
  salt: string;
}
