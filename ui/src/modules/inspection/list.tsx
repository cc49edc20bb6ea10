import { call } from "@platform/api/client";
import type { Named, RecordPage } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { Notice } from "@platform/terminal/outcome";
import { useRows } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import type { Inspection } from "./records";
import { inspection } from "./texts";

/** `/bench`: what waits for inspection; the scanned lot opens its own. */
export default function InspectionList(): ReactNode {
  const t = useTexts(inspection);
  const say = useSay();
  const { ago } = useFormats();
  const navigate = useNavigate();
  const stages = useRegistry().field("inspection.inspection", "stage")?.choices ?? [];
  const open = useRows<Inspection>("inspection.inspection", { state: "open", sort: "opened_at" });
  const names = useNames(open.rows.flatMap((each) => [each.lot_id, each.item_id]));
  const [isNone, setNone] = useState(false);
  const called = (item: Named | undefined) =>
    item && `${item.name}${item.detail === null ? "" : ` · ${say(item.detail)}`}`;
  const go = (id: string) => void navigate(`/bench/${id}`);
  const finding = useFind(
    async ({ subject }) => {
      setNone(false);
      const found =
        open.rows.find((each) => each.lot_id === subject || each.id === subject) ??
        (await openOf(subject));
      if (found !== undefined) go(found.id);
      else if (subject !== null && prefixOf(subject) === "lot") setNone(true);
      return found !== undefined;
    },
    (text) => open.rows.find((each) => names.get(each.lot_id)?.name === text)?.lot_id ?? null,
  );
  const handed = useHandedScan();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is handed over once
  useEffect(() => {
    if (handed !== null) finding.take(handed, true);
  }, [handed]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="stack">
        <ScanField label={t("scan")} isBusy={finding.isReading} onText={finding.take} />
        {isNone ? <Notice tone="bad" title={t("none_of_lot")} /> : <FindNotice finding={finding} />}
        {open.error !== null && <ErrorState error={open.error} retry={open.retry} />}
        {open.isLoading && <LoadingState />}
        {!open.isLoading && open.error === null && open.rows.length === 0 && (
          <EmptyState text={t("none")} />
        )}
        <Choices
          label={t("title")}
          choices={open.rows.map((each) => ({
            key: each.id,
            title: names.get(each.lot_id)?.name ?? each.lot_id,
            detail: called(names.get(each.item_id)),
            aside: (
              <>
                {say(stages.find(({ value }) => value === each.stage)?.label ?? { en: "", zh: "" })}
                <br />
                <span className="soft small">{t("since", { when: ago(each.opened_at) })}</span>
              </>
            ),
          }))}
          onChoose={go}
        />
      </div>
    </>
  );
}

/** What the list does not have yet: it is loading, or the lot has come this moment. */
async function openOf(subject: string | null): Promise<Inspection | undefined> {
  if (subject === null || prefixOf(subject) !== "lot") return undefined;
  const query = { lot_id: subject, state: "open", sort: "opened_at", limit: 1 };
  const page = await call<RecordPage>("/api/records/inspection.inspection", { query });
  return page.records[0] as Inspection | undefined;
}

/** A lot that was scanned at the bench of another one. */
function useHandedScan(): string | null {
  const { state } = useLocation() as { state: { scan?: string } | null };
  return state?.scan ?? null;
}
