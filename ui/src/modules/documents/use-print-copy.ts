import { callRaw } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { newId } from "@platform/api/uuid";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { save } from "@platform/list/export";
import { App } from "antd";
import { useRef, useState } from "react";
import { documents } from "./texts";

/** Prints a controlled copy; after a lost connection it goes with the same id: printed once. */
export function usePrintCopy(): {
  print: (copyId: string) => Promise<void>;
  printing: string | null;
} {
  const t = useTexts(documents);
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const [printing, setPrinting] = useState<string | null>(null);
  const unanswered = useRef<Readonly<Record<string, string>>>({});
  const print = async (copyId: string) => {
    setPrinting(copyId);
    const id = unanswered.current[copyId] ?? newId();
    unanswered.current = { [copyId]: id };
    try {
      const body = { copy_id: copyId, language, id };
      const answer = await callRaw("/api/documents/prints", { method: "POST", body });
      save(await answer.blob(), `${copyId}.pdf`);
      unanswered.current = {};
      message.success(t("printed"));
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.isConnectionLost) unanswered.current = {};
      message.error(say(problem.text));
    } finally {
      setPrinting(null);
    }
  };
  return { print, printing };
}
