import { useTexts } from "@platform/i18n/texts";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useAct } from "@platform/terminal/act";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { OutcomeNotice } from "@platform/terminal/outcome";
import { ScanField } from "@platform/terminal/scan-field";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";
import { MoveLot } from "./move-lot";
import { MovePackage } from "./move-package";
import { PutAway } from "./put-away";
import { warehouse } from "./texts";
import { useLocations } from "./use-things";

const MOVED = new Set(["lot", "ser", "pkg"]);

/** `/warehouse/move?what=lot_3`: scan what, say how much, scan where to. */
export default function MovePage(): ReactNode {
  const t = useTexts(warehouse);
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const what = search.get("what");
  const acting = useAct();
  const locations = useLocations();
  const set = (id: string | null) => setSearch(id === null ? {} : { what: id }, { replace: true });
  const finding = useFind(({ subject }) => {
    if (subject === null || !MOVED.has(prefixOf(subject))) return false;
    acting.clear();
    set(subject);
    return true;
  });
  const back = what === null ? () => void navigate("/warehouse") : () => set(null);
  const end = (isTaken: boolean) => {
    if (isTaken) set(null);
  };
  if (locations.error !== null) {
    return (
      <TerminalFrame title={t("move")} onBack={back}>
        <ErrorState error={locations.error} retry={locations.retry} />
      </TerminalFrame>
    );
  }
  return (
    <TerminalFrame title={t("move")} onBack={back}>
      <OutcomeNotice acting={acting} />
      {locations.isLoading && <LoadingState />}
      {what === null && (
        <>
          <ScanField label={t("move_scan")} isBusy={finding.isReading} onText={finding.take} />
          <FindNotice finding={finding} />
          <PutAway locations={locations.rows} onChoose={set} />
        </>
      )}
      {what !== null && prefixOf(what) === "pkg" && (
        <MovePackage key={what} id={what} acting={acting} locations={locations} onEnd={end} />
      )}
      {what !== null && prefixOf(what) !== "pkg" && (
        <MoveLot key={what} id={what} acting={acting} locations={locations} onEnd={end} />
      )}
    </TerminalFrame>
  );
}
