import { useTexts } from "@platform/i18n/texts";
import { SubjectPicker, useSubjectScan } from "@platform/pick/subject-picker";
import { useScan } from "@platform/scanning/scanning";
import { PageHead } from "@platform/screens/page";
import { Card } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { timeline } from "./texts";

/** What people ask the story of, most asked first. */
export const SUBJECTS: readonly string[] = [
  "lot",
  "ser",
  "wor",
  "eqp",
  "usr",
  "por",
  "sor",
  "itm",
  "pty",
  "loc",
];

/** `/timeline`: whose story. */
export default function Start(): ReactNode {
  const t = useTexts(timeline);
  const navigate = useNavigate();
  const go = (id: string) => void navigate(`/timeline/${id}`);
  useScan(useSubjectScan(go));
  return (
    <div className="narrow">
      <PageHead title={t("title")} lead={t("start_lead")} />
      <Card size="small">
        <SubjectPicker prefixes={SUBJECTS} label={t("start_label")} onPick={go} hasFocus />
      </Card>
    </div>
  );
}
