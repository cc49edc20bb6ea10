import { describe, expect, it, vi } from "vitest";
import { type Bytes, fromBase64, hasher, hex, utf8 } from "./bytes";
import { extendsTree, includes, leafHash, nodeHash, rootOf } from "./merkle";
import { extensionRanges, proveExtension, tilePath } from "./tiles";

// Much work: a busy machine may need long.
vi.setConfig({ testTimeout: 60_000 });

const sha256 = hasher(crypto.subtle);

function bytes(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Leaf data and roots of Google's Certificate Transparency tests (transparency-dev/merkle). */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map(bytes);
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("hashes", () => {
  it("are those of the Certificate Transparency tests", async () => {
    expect(hex(await leafHash(sha256, utf8("L123456")))).toBe(
      "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
    );
    expect(hex(await nodeHash(sha256, utf8("N123"), utf8("N456")))).toBe(
      "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
    );
  });

  it("give the roots of the Certificate Transparency tests", async () => {
    const hashes = await Promise.all(LEAVES.map((leaf) => leafHash(sha256, leaf)));
    const roots = ROOTS.map((_, size) => rootOf(sha256, hashes.slice(0, size)));
    expect((await Promise.all(roots)).map(hex)).toEqual(ROOTS);
  });
});

/**
 * Published probes, right and wrong (Apache-2.0, transparency-dev/merkle testdata). They are not
 * part of the product: where they are not on the machine, the tests say that they are skipped.
 */
const inclusion = probes(
  import.meta.glob<InclusionProbe>("../../../../../shared/vectors/merkle/inclusion/**/*.json", {
    eager: true,
    import: "default",
  }),
);
const consistency = probes(
  import.meta.glob<ConsistencyProbe>("../../../../../shared/vectors/merkle/consistency/**/*.json", {
    eager: true,
    import: "default",
  }),
);

interface Probe {
  desc: string;
  wantErr: boolean;
  proof: string[] | null;
}
interface InclusionProbe extends Probe {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
}
interface ConsistencyProbe extends Probe {
  size1: number;
  size2: number;
  root1: string | null;
  root2: string | null;
}

function probes<P extends Probe>(files: Record<string, P>): [string, P][] {
  return Object.entries(files);
}

function proofOf(probe: Probe): Bytes[] {
  return (probe.proof ?? []).map(fromBase64);
}

describe("published probes", () => {
  it.skipIf(inclusion.length === 0)("of inclusion: 98, each as it says", async () => {
    expect(inclusion.length).toBe(98);
    for (const [path, probe] of inclusion) {
      const isRight = await includes(sha256, {
        leaf: fromBase64(probe.leafHash ?? ""),
        index: probe.leafIdx,
        size: probe.treeSize,
        proof: proofOf(probe),
        root: fromBase64(probe.root ?? ""),
      });
      expect(isRight, `${path}: ${probe.desc}`).toBe(!probe.wantErr);
    }
  });

  it.skipIf(consistency.length === 0)("of consistency: 98, each as it says", async () => {
    expect(consistency.length).toBe(98);
    // One probe calls two equal roots of a few bytes consistent; here every root is 32 bytes.
    const wrong: string[] = [];
    for (const [path, probe] of consistency) {
      const isRight = await extendsTree(sha256, {
        oldSize: probe.size1,
        oldRoot: fromBase64(probe.root1 ?? ""),
        newSize: probe.size2,
        newRoot: fromBase64(probe.root2 ?? ""),
        proof: proofOf(probe),
      });
      if (isRight === probe.wantErr) wrong.push(path);
    }
    expect(wrong.map((path) => path.split("/").at(-1))).toEqual([
      "sizes-are-equal-one-and-proof-is-empty.json",
    ]);
  });
});

describe("proofs made from tiles", () => {
  it("hold between any two sizes up to 40, and with no other old root", async () => {
    const leaves = Array.from({ length: 40 }, (_, n) => leafHash(sha256, utf8(`{"seq":${n}}`)));
    const hashes = await Promise.all(leaves);
    const roots = await Promise.all(
      Array.from({ length: 41 }, (_, size) => rootOf(sha256, hashes.slice(0, size))),
    );
    const read = async (path: string) => {
      const width = Number(path.split(".p/")[1]);
      return fromBase64(
        btoa(
          hashes
            .slice(0, width)
            .map((h) => String.fromCharCode(...h))
            .join(""),
        ),
      );
    };
    for (let newSize = 1; newSize <= 40; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const proof = await proveExtension(sha256, oldSize, newSize, read);
        const [oldRoot, newRoot] = [roots[oldSize] as Bytes, roots[newSize] as Bytes];
        const given = { oldSize, oldRoot, newSize, newRoot, proof };
        expect(await extendsTree(sha256, given), `${oldSize} → ${newSize}`).toBe(true);
        const other = { ...given, oldRoot: roots[oldSize - 1] as Bytes };
        expect(await extendsTree(sha256, other)).toBe(false);
      }
    }
  });

  it("take the ranges of RFC 6962's example of 7 leaves", () => {
    // PROOF(3, D[7]) = [c, d, g, l], PROOF(4, D[7]) = [l], PROOF(6, D[7]) = [i, j, k].
    expect(extensionRanges(3, 7)).toEqual([
      [2, 3],
      [3, 4],
      [0, 2],
      [4, 7],
    ]);
    expect(extensionRanges(4, 7)).toEqual([[4, 7]]);
    expect(extensionRanges(6, 7)).toEqual([
      [4, 6],
      [6, 7],
      [0, 4],
    ]);
  });

  it("write tile paths as C2SP tlog-tiles does", () => {
    expect(tilePath(0, 0, 8)).toBe("tile/0/000.p/8");
    expect(tilePath(1, 999, 256)).toBe("tile/1/999");
    expect(tilePath(0, 1_234_067, 256)).toBe("tile/0/x001/x234/067");
    expect(tilePath(0, 273, 112)).toBe("tile/0/273.p/112");
  });
});
