import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useSealedFile } from "@platform/list/sealed-file";
import { documents } from "./texts";

/** Prints a controlled copy; `isPrinting` says of which one it is on its way. */
export function usePrintCopy() {
  const t = useTexts(documents);
  const language = useLanguage();
  const { take, taking } = useSealedFile();
  const nameOf = (copyId: string) => `${copyId}.pdf`;
  const print = (copyId: string) =>
    take({
      path: "/api/documents/prints",
      body: { copy_id: copyId, language },
      name: nameOf(copyId),
      done: t("printed"),
    });
  return { print, isPrinting: (copyId: string) => taking === nameOf(copyId) };
}
