import { PrinterOutlined } from "@ant-design/icons";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useSealedFile } from "@platform/list/sealed-file";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { Button } from "antd";
import type { ReactNode } from "react";
import { unit } from "./texts";

const PRINT = "traceability.print_overview/1";

/** The page as PDF in the present language; the server seals what was printed. */
export function PrintButton({ subject }: { subject: string }): ReactNode {
  const t = useTexts(unit);
  const language = useLanguage();
  const { take, taking } = useSealedFile();
  const command = useRegistry().command(PRINT);
  const isPermitted = usePermission(command?.permission);
  if (command === undefined || !isPermitted) return null;
  const page = {
    path: "/api/prints",
    body: { subject, language },
    name: `${subject}-${language}.pdf`,
    done: t("printed"),
  };
  return (
    <Button icon={<PrinterOutlined />} loading={taking !== null} onClick={() => void take(page)}>
      {t("print")}
    </Button>
  );
}
