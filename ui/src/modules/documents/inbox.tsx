import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./documents.module.css";
import { Pages } from "./pages";
import { documents } from "./texts";
import { useTitle } from "./titles";
import type { Asked, RevisionAnswer } from "./types";
import { useDocuments } from "./use-documents";

const DECIDES: Readonly<Record<string, string>> = {
  review: "documents.review_revision/1",
  approve: "documents.approve_revision/1",
};
const RETURN = "documents.return_revision/1";

/** `/documents/inbox`: what waits for this person, read and decided in one place. */
export default function Inbox(): ReactNode {
  const t = useTexts(documents);
  const { data, error, refetch } = useDocuments<{ steps: Asked[] }>("/api/documents/inbox");
  const [chosen, setChosen] = useState<string | null>(null);
  const steps = data?.steps ?? [];
  const asked = steps.find(({ step }) => step.id === chosen) ?? steps[0];
  return (
    <>
      <PageHead title={t("inbox")} lead={t("inbox_lead")} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && asked === undefined && <EmptyState text={t("inbox_none")} />}
      {asked !== undefined && (
        <div className={styles.inbox}>
          <ul className={`plain ${styles.choices}`}>
            {steps.map((each) => (
              <li key={each.step.id}>
                <Choice
                  asked={each}
                  isChosen={each.step.id === asked.step.id}
                  choose={() => setChosen(each.step.id)}
                />
              </li>
            ))}
          </ul>
          <Reading key={asked.step.id} asked={asked} />
        </div>
      )}
    </>
  );
}

function Choice(props: { asked: Asked; isChosen: boolean; choose: () => void }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const titleOf = useTitle();
  const { document, revision, step } = props.asked;
  return (
    <button
      type="button"
      className={styles.choice}
      aria-pressed={props.isChosen}
      onClick={props.choose}
    >
      <span className={styles.inline}>
        <strong>{document.number}</strong>
        <span>{t("revision", { revision: revision.revision })}</span>
        <ToneTag tone="busy">{say(step.duty_label)}</ToneTag>
      </span>
      <span>{titleOf(document)}</span>
      {step.asked_at && (
        <span className="soft small">
          {t("asked")} <Instant at={step.asked_at} />
        </span>
      )}
    </button>
  );
}

function Reading({ asked }: { asked: Asked }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const registry = useRegistry();
  const { revision, step } = asked;
  const path = `/api/documents/revision/${revision.id}`;
  const { data } = useDocuments<RevisionAnswer>(path);
  const given = { revision_id: revision.id };
  const decides = DECIDES[step.duty] ?? "";
  return (
    <Card
      size="small"
      title={
        <h2 className={styles.heading}>
          <Link to={recordPath("documents.revision", revision.id)}>{revision.name}</Link>
        </h2>
      }
    >
      <div className="stack">
        <p className={styles.said}>{revision.change_summary}</p>
        <p className="soft small">
          {t("author")} <Name id={revision.drafted_by} />
          {revision.is_editorial && ` · ${t("editorial")}`}
        </p>
        <div className={styles.inline}>
          <Link to={commandPath(decides, given)}>
            <Button type="primary" tabIndex={-1}>
              {say(registry.label(decides))}
            </Button>
          </Link>
          <Link to={commandPath(RETURN, given)}>
            <Button tabIndex={-1}>{say(registry.label(RETURN))}</Button>
          </Link>
        </div>
        {data !== undefined && data.revision.id === revision.id ? (
          <Pages revision={revision} pages={data.pages} />
        ) : (
          <LoadingState />
        )}
      </div>
    </Card>
  );
}
