/** One text in both languages of the product, as the server gives and screens declare it. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = "en" | "zh";

export const LANGUAGES: readonly Language[] = ["zh", "en"];

export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** The same words in both languages: numbers and names that people gave. */
export function untranslated(words: string): Text {
  return { en: words, zh: words };
}

export function isText(value: unknown): value is Text {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Text).en === "string" &&
    typeof (value as Text).zh === "string"
  );
}

/** The first of some values that is a text. */
export function firstText(...values: unknown[]): Text | undefined {
  return values.find(isText);
}
