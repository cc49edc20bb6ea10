import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { LANGUAGES, type Language, type Text } from "./text";

const KEPT = "lotproof.language";

function isLanguage(value: string | null): value is Language {
  return LANGUAGES.some((each) => each === value);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Started here, so that texts can be registered by any module that is loaded later. */
void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: "en",
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  returnNull: false,
  interpolation: { escapeValue: false, prefix: "{", suffix: "}" },
});

export function currentLanguage(): Language {
  return i18next.language === "zh" ? "zh" : "en";
}

/** Switch everything on the screen at once, and what the server says from now on. */
export function setLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  showLanguage(language);
}

/** As setLanguage, unless somebody chose on this machine before. */
export function suggestLanguage(language: Language): void {
  if (localStorage.getItem(KEPT) === null) showLanguage(language);
}

function showLanguage(language: Language): void {
  // Downloads go without our headers; the server reads the cookie for those.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent in Firefox ESR
  document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=strict`;
  void i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

showLanguage(currentLanguage());

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === "zh" ? "zh" : "en";
}

/** A function that picks the present language of a text of the server or of a declaration. */
export function useSay(): (said: Text) => string {
  const language = useLanguage();
  return (said) => said[language];
}
