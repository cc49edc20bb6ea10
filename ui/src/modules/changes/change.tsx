import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { DoButtons, PossiblePanel } from "@platform/record/possible";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { RecordSignatures } from "@platform/signing/given";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Card } from "antd";
import type { ReactNode } from "react";
import { useParams } from "react-router-dom";
import { Approvals, Tasks, Temporary } from "./asked";
import styles from "./changes.module.css";
import { Checklist } from "./checklist";
import { Compared } from "./compared";
import { ImpactLists } from "./impact-lists";
import { changes } from "./texts";
import type { ChangePage } from "./types";
import { useChange, useDifferences } from "./use-changes";
import { NextStep, Way } from "./way";

const KIND = "changes.order";
const IN_HEAD = new Set(["id", "number", "title", "state", "is_emergency"]);

/** `/changes/:id`: a change order, how far it has come and what it needs to go on. */
export default function Change(): ReactNode {
  const { id = "" } = useParams();
  const t = useTexts(changes);
  const found = useChange(id);
  if (found.error !== null && found.data === undefined) {
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingState rows={10} />;
  const page = found.data;
  const { order } = page;
  return (
    <>
      <PageHead
        over={String(order["number"])}
        title={String(order["title"])}
        beside={
          <>
            <StateTag kind={KIND} state={String(order["state"])} />
            {order["is_emergency"] === true && <ToneTag tone="bad">{t("emergency")}</ToneTag>}
          </>
        }
        actions={<DoButtons subject={id} />}
      />
      <div className={styles.columns}>
        <div className="stack">
          <Card size="small" title={t("way")}>
            <Way page={page} />
          </Card>
          <NextStep page={page} />
          <Card size="small" title={t("objects")}>
            <Objects id={id} />
          </Card>
          <Card size="small" title={t("impact")}>
            <ImpactLists id={id} />
          </Card>
          <Checklist key={id} page={page} />
          <Card size="small" title={t("request")}>
            <Facts page={page} />
          </Card>
        </div>
        <div className="stack">
          <Approvals page={page} />
          <Tasks page={page} />
          {page.temporary && <Temporary temporary={page.temporary} />}
          <RecordSignatures kind={KIND} recordKey={id} />
          <PossiblePanel subject={id} />
        </div>
      </div>
    </>
  );
}

function Objects({ id }: { id: string }): ReactNode {
  const t = useTexts(changes);
  const found = useDifferences(id);
  if (found.error !== null) {
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingState rows={3} />;
  if (found.data.length === 0) return <p className="soft">{t("objects_none")}</p>;
  return found.data.map((each) => <Compared key={`${each.old} ${each.new}`} found={each} />);
}

/** What was asked for and what came of it: all fields of the record that are filled. */
function Facts({ page }: { page: ChangePage }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const fields = registry.kind(KIND)?.fields ?? [];
  const filled = fields.filter(
    ({ name }) => !IN_HEAD.has(name) && (page.order[name] ?? null) !== null,
  );
  return (
    <dl className="facts">
      {filled.map((field) => (
        <Fact key={field.name} label={say(field.label)} isWide={field.multiline}>
          <Value field={field} value={page.order[field.name]} beside={page.order} kind={KIND} />
        </Fact>
      ))}
    </dl>
  );
}
