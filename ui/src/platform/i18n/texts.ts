import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import "./language";

type Words = Readonly<Record<string, string>>;

/** Chinese has one plural form, so it leaves out the `…_one` of English. */
export type Same<E extends Words> = {
  readonly [K in keyof E as K extends `${string}_one` ? never : K]: string;
};

type Key<E extends Words> = {
  [K in keyof E & string]: K extends `${infer Base}_${"one" | "other"}` ? Base : K;
}[keyof E & string];

export interface Texts<E extends Words> {
  readonly name: string;
  readonly en: E;
}

export type Translate<E extends Words> = (
  key: Key<E>,
  values?: Readonly<Record<string, string | number>>,
) => string;

/**
 * Register the texts of a module; a key that one language lacks does not compile.
 * `{name}` in a text is filled from the values; `count` chooses between `key_one` and `key_other`.
 */
export function defineTexts<E extends Words>(
  name: string,
  texts: { en: E; zh: Same<NoInfer<E>> },
): Texts<E> {
  i18next.addResourceBundle("en", name, texts.en, true, true);
  i18next.addResourceBundle("zh", name, texts.zh, true, true);
  return { name, en: texts.en };
}

/** The texts in the present language; the component follows a switch. */
export function useTexts<E extends Words>(texts: Texts<E>): Translate<E> {
  const { t } = useTranslation(texts.name);
  return useCallback<Translate<E>>((key, values) => t(key, { ...values }), [t]);
}
