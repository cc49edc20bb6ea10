import { defineTexts, type Translate, useTexts } from "../i18n/texts";
import { en } from "./en";
import { zh } from "./zh";

const platform = defineTexts("platform", { en, zh });

/** The platform's own words in the present language. */
export function usePlatformTexts(): Translate<typeof en> {
  return useTexts(platform);
}
