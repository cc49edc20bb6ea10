import { useTexts } from "@platform/i18n/texts";
import { SubjectPicker, useSubjectScan } from "@platform/pick/subject-picker";
import { useScan } from "@platform/scanning/scanning";
import { PageHead } from "@platform/screens/page";
import { Card } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { documents } from "./texts";

/** `/device-file`: of which item. */
export default function DeviceFileChoice(): ReactNode {
  const t = useTexts(documents);
  const navigate = useNavigate();
  const go = (id: string) => void navigate(`/device-file/${id}`);
  useScan(useSubjectScan(go));
  return (
    <div className="narrow">
      <PageHead title={t("device_file")} lead={t("device_file_lead")} />
      <Card size="small">
        <SubjectPicker prefixes={["itm"]} label={t("item")} onPick={go} hasFocus />
      </Card>
    </div>
  );
}
