import { useTexts } from "@platform/i18n/texts";
import { SubjectPicker } from "@platform/pick/subject-picker";
import { PageHead } from "@platform/screens/page";
import { Card } from "antd";
import type { ReactNode } from "react";
import { genealogy } from "./texts";
import { UNITS, useContinue } from "./use-continue";

/** `/genealogy`: which unit to begin with. */
export default function Start(): ReactNode {
  const t = useTexts(genealogy);
  const go = useContinue();
  return (
    <div className="narrow">
      <PageHead title={t("title")} lead={t("start_lead")} />
      <Card size="small">
        <SubjectPicker prefixes={UNITS} label={t("start_label")} onPick={go} hasFocus />
      </Card>
    </div>
  );
}
