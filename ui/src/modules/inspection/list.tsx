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
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router-dom";
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
  const go = (id: string) => void navigate(`/bench/${id}`);
  const finding = useFind(
    ({ subject }) => {
      setNone(false);
      const found = open.rows.find((each) => each.lot_id === subject || each.id === subject);
      if (found !== undefined) go(found.id);
      else if (subject !== null && prefixOf(subject) === "lot") setNone(true);
      return found !== undefined;
    },
    (text) => open.rows.find((each) => names.get(each.lot_id)?.name === text)?.lot_id ?? null,
  );
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
            detail: names.get(each.item_id)?.name,
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
