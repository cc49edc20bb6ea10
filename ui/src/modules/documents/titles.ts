import { useLanguage } from "@platform/i18n/language";

interface Titled {
  title: string;
  title_zh?: string | null;
}

/** The title of a document in the language of the screen, as far as it has one. */
export function useTitle(): (document: Titled) => string {
  const isChinese = useLanguage() === "zh";
  return ({ title, title_zh }) => (isChinese && title_zh) || title;
}
