import { useTexts } from "@platform/i18n/texts";
import { SubjectPicker, useSubjectScan } from "@platform/pick/subject-picker";
import { useScan } from "@platform/scanning/scanning";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";

const SUBJECTS: readonly string[] = ["lot", "ser", "pkg", "wor", "eqp", "shp", "sor", "por"];

/** Whose story is played; scans on the screen choose it, too. */
export function PlayPicker(): ReactNode {
  const t = useTexts(timemachine);
  const navigate = useNavigate();
  const go = (id: string) => void navigate(`/time/${id}`);
  useScan(useSubjectScan(go));
  return (
    <div className={styles.picker}>
      <SubjectPicker prefixes={SUBJECTS} label={t("subject_label")} onPick={go} />
    </div>
  );
}
