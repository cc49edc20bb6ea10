import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Reads the barcodes of a picture, each with its symbology identifier and GS as it is. */
export type Decode = (picture: ImageData) => Promise<string[]>;

type Reader = typeof import("zxing-wasm/reader");

/** Where the WebAssembly comes from: a place to fetch it from, or the bytes themselves. */
export type Wasm = { readonly url: string } | { readonly bytes: ArrayBuffer };

/** The decoder, loaded when it is first needed, with the WebAssembly that this server serves. */
export async function loadDecoder(wasm: Wasm = { url: wasmUrl }): Promise<Decode> {
  const reader = await import("zxing-wasm/reader");
  reader.prepareZXingModule({
    overrides: "url" in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.bytes },
  });
  return (picture) => decode(reader, picture);
}

async function decode(reader: Reader, picture: ImageData): Promise<string[]> {
  const found = await reader.readBarcodes(picture, {
    formats: ["DataMatrix", "QRCode", "Aztec", "Code128", "Code39", "ITF", "EANUPC", "DataBar"],
    // The readable form would write brackets for GS1 data and lose the separators.
    textMode: "Plain",
    maxNumberOfSymbols: 8,
  });
  return found.filter((each) => each.isValid).map((each) => each.symbologyIdentifier + each.text);
}
