import { useTexts } from "@platform/i18n/texts";
import { usePerson } from "@platform/session/store";
import { Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { ScanField } from "@platform/terminal/scan-field";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { toPick } from "./open-shipment";
import { warehouse } from "./texts";

const TASKS = [
  { key: "move", permission: "warehouse.stock.move" },
  { key: "pick", permission: "warehouse.read" },
  { key: "pack", permission: "warehouse.package.pack" },
  { key: "count", permission: "warehouse.stock.count" },
] as const;

/** Where a scanned thing leads to. */
const WAYS: Readonly<Record<string, string>> = {
  lot: "/warehouse/move?what=",
  ser: "/warehouse/move?what=",
  pkg: "/warehouse/move?what=",
  loc: "/warehouse/count?place=",
  shp: "/warehouse/pick/",
  wor: "/warehouse/pick/",
};

/** Four things that one does in a warehouse; a scan begins the one that fits it. */
export default function WarehouseHome(): ReactNode {
  const t = useTexts(warehouse);
  const { permissions } = usePerson();
  const navigate = useNavigate();
  const finding = useFind(async ({ subject }) => {
    const meant = await toPick(subject);
    const way = meant === null ? undefined : WAYS[prefixOf(meant)];
    if (way === undefined) return false;
    void navigate(`${way}${meant}`);
    return true;
  });
  return (
    <TerminalFrame title={t("title")}>
      <ScanField label={t("home_scan")} isBusy={finding.isReading} onText={finding.take} />
      <FindNotice finding={finding} />
      <Choices
        label={t("title")}
        choices={TASKS.filter((task) => permissions.has(task.permission)).map(({ key }) => ({
          key,
          title: t(key),
          detail: t(`${key}_lead`),
        }))}
        onChoose={(key) => void navigate(`/warehouse/${key}`)}
      />
    </TerminalFrame>
  );
}
