import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule, type WriterOptions, writeBarcode } from "zxing-wasm/writer";
import { type Decode, loadDecoder } from "./decoder";
import { GS, scannedOf } from "./scanned";

const files = createRequire(import.meta.url);

function wasm(name: string): ArrayBuffer {
  const bytes = readFileSync(files.resolve(name));
  return new Uint8Array(bytes).buffer;
}

/** A barcode as a camera would see it, drawn by the other half of the library. */
async function picture(content: string, options: WriterOptions): Promise<ImageData> {
  const drawn = await writeBarcode(content, { scale: 4, addQuietZones: true, ...options });
  if (drawn.error) throw new Error(drawn.error);
  const { data, width, height } = drawn.symbol;
  const scale = 4;
  const rgba = new Uint8ClampedArray(width * height * scale * scale * 4);
  for (let at = 0; at < rgba.length / 4; at++) {
    const [x, y] = [at % (width * scale), Math.floor(at / (width * scale))];
    const grey = data[Math.floor(y / scale) * width + Math.floor(x / scale)] ?? 255;
    rgba.set([grey, grey, grey, 255], at * 4);
  }
  return { data: rgba, width: width * scale, height: height * scale } as ImageData;
}

let decode: Decode;

beforeAll(async () => {
  prepareZXingModule({ overrides: { wasmBinary: wasm("zxing-wasm/writer/zxing_writer.wasm") } });
  decode = await loadDecoder({ bytes: wasm("zxing-wasm/reader/zxing_reader.wasm") });
});

describe("the camera's decoder", () => {
  it("keeps what GS1 says: the identifier of the symbol and the separators", async () => {
    const element = "(01)06948000000016(17)280115(10)L2600001(21)SN42";
    const [found = ""] = await decode(
      await picture(element, { format: "DataMatrix", options: "gs1,forceSquare" }),
    );
    expect(found).toMatch(/^\]d[28]/);
    const scanned = scannedOf(found, "camera");
    expect(scanned?.data).toBe(`01069480000000161728011510L2600001${GS}21SN42`);
    expect(scanned?.text).toBe(found);
    const [linear] = await decode(await picture(element, { format: "Code128", options: "gs1" }));
    expect(linear).toBe(`]C1${scanned?.data}`);
  });

  it("reads Chinese and plain codes", async () => {
    const [chinese = ""] = await decode(await picture("证源 lot 1", { format: "QRCode" }));
    expect(scannedOf(chinese, "camera")?.text).toBe("证源 lot 1");
    const [plain = ""] = await decode(await picture("lot_12", { format: "Code128" }));
    expect(scannedOf(plain, "camera")?.text).toBe("lot_12");
  });

  it("finds nothing where there is nothing", async () => {
    const data = new Uint8ClampedArray(64 * 64 * 4).fill(255);
    expect(await decode({ data, width: 64, height: 64 } as ImageData)).toEqual([]);
  });
});
