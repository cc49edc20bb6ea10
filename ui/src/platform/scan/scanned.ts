/** GS1's separator, as scanners transmit FNC1. */
export const GS = "\u001d";

/** One barcode, however it came in. */
export interface Scanned {
  /**
   * What `GET /api/scan` is asked: separators as GS, and the symbology identifier where it says
   * more than “some symbol” (GS1 data, a GTIN).
   */
  readonly text: string;
  /** The content alone, without symbology identifier. */
  readonly data: string;
  /** Symbology identifier without `]` (ISO/IEC 15424), such as `d2`; null if none was sent. */
  readonly symbology: string | null;
  readonly via: "wedge" | "camera" | "paste";
}

export interface Cleaning {
  /** Signs that the scanner is set to send before each barcode; they are taken off. */
  readonly prefix: string;
  /** What the scanner sends in the place of GS, such as `~` or `^]`. */
  readonly gsSigns: readonly string[];
}

export const PLAIN: Cleaning = { prefix: "", gsSigns: [] };

const IDENTIFIER = /^\]([A-Za-z][0-9A-Za-z])/;
/** Symbols of GS1 data, and of bare GTINs with or without an add-on. */
const TELLING = /^(C1|d2|d8|e[0-2]|J1|Q3|E[0-4]|I1)$/;
/** How texts spell the separator, which cannot be seen. */
const SPELLED_GS = /\u241d|<GS>|\{GS\}|<FNC1>|\{FNC1\}/gi;
/** Signs without width, as chat and office programs put them into texts. */
const WIDTHLESS = /[\u200b-\u200d\u2060\ufeff]/g;

/** What a scanner or camera sent, in order; null when nothing is left of it. */
export function scannedOf(
  raw: string,
  via: Scanned["via"],
  clean: Cleaning = PLAIN,
): Scanned | null {
  const own = raw.startsWith(clean.prefix) ? raw.slice(clean.prefix.length) : raw;
  const whole = clean.gsSigns
    .reduce((text, sign) => (sign === "" ? text : text.replaceAll(sign, GS)), own)
    .replace(/^[\t\r\n]+|[\t\r\n]+$/g, "");
  const symbology = IDENTIFIER.exec(whole)?.[1] ?? null;
  const data = symbology === null ? whole : whole.slice(symbology.length + 1);
  if (data.trim() === "") return null;
  const isTelling = symbology !== null && TELLING.test(symbology);
  return { text: isTelling ? whole : data, data, symbology, via };
}

/** The barcodes of a pasted text, one a line; separators may be spelled out. */
export function readPaste(pasted: string): Scanned[] {
  return pasted.split(/[\r\n]+/).flatMap((line) => {
    const text = line.replace(WIDTHLESS, "").replace(SPELLED_GS, GS).trim();
    const scanned = scannedOf(text, "paste");
    return scanned === null ? [] : [scanned];
  });
}
