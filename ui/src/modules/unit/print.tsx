import { PrinterOutlined } from "@ant-design/icons";
import { callRaw } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { newId } from "@platform/api/uuid";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { save } from "@platform/list/export";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { App, Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { unit } from "./texts";

const PRINT = "traceability.print_overview/1";

/** The page as PDF in the present language; the server seals what was printed. */
export function PrintButton({ subject }: { subject: string }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  // The same page again after a lost connection goes with the same id: it is printed once.
  const unanswered = useRef<string | null>(null);
  const command = useRegistry().command(PRINT);
  const isPermitted = usePermission(command?.permission);
  if (command === undefined || !isPermitted) return null;
  const print = async () => {
    setBusy(true);
    unanswered.current ??= newId();
    try {
      const body = { subject, language, id: unanswered.current };
      const answer = await callRaw("/api/prints", { method: "POST", body });
      save(await answer.blob(), `${subject}-${language}.pdf`);
      unanswered.current = null;
      message.success(t("printed"));
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.isConnectionLost) unanswered.current = null;
      message.error(say(problem.text));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<PrinterOutlined />} loading={isBusy} onClick={() => void print()}>
      {t("print")}
    </Button>
  );
}
