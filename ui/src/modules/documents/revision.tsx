import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { DoButtons } from "@platform/record/possible";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, recordPath } from "@platform/screens/paths";
import { RecordSignatures } from "@platform/signing/given";
import { ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Alert, Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { Decisions } from "./decisions";
import styles from "./documents.module.css";
import { Pages } from "./pages";
import { documents } from "./texts";
import { useTitle } from "./titles";
import type { RevisionAnswer } from "./types";
import { useDocuments } from "./use-documents";

const DOCUMENT = "documents.document";
const REVISION = "documents.revision";

/** `/documents/revision/drv_1`: its pages, who decided, and whether one may work by it. */
export default function RevisionPage(): ReactNode {
  const { id = "" } = useParams();
  const { data, error, refetch } = useDocuments<RevisionAnswer>(`/api/documents/revision/${id}`);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={12} />;
  return <OneRevision key={data.revision.id} found={data} />;
}

function OneRevision({ found }: { found: RevisionAnswer }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const titleOf = useTitle();
  const { document, revision, effective } = found;
  return (
    <>
      <PageHead
        over={
          <Link to={recordPath(DOCUMENT, document.id)}>
            {document.number} · {titleOf(document)}
          </Link>
        }
        title={t("revision", { revision: revision.revision })}
        beside={
          <>
            <StateTag kind={REVISION} state={revision.state} />
            {revision.is_editorial && <span className="soft small">{t("editorial")}</span>}
          </>
        }
        actions={
          <>
            <DoButtons subject={revision.id} />
            <Link to={genericRecordPath(REVISION, revision.id)}>
              <Button tabIndex={-1}>{t("history")}</Button>
            </Link>
          </>
        }
      />
      {found.notice !== null && (
        <Alert
          className={styles.notice}
          type="warning"
          showIcon
          title={say(found.notice)}
          action={
            effective && (
              <Link to={recordPath(REVISION, effective.id)}>
                {t("in_effect", { revision: effective.revision })}
              </Link>
            )
          }
        />
      )}
      <div className={styles.split}>
        <Card size="small" title={<h2 className={styles.heading}>{revision.name}</h2>}>
          <Pages revision={revision} pages={found.pages} />
        </Card>
        <div className="stack">
          <Card size="small" title={<h2 className={styles.heading}>{t("change")}</h2>}>
            <p className={styles.said}>{revision.change_summary}</p>
            <p className="soft small">
              <Name id={revision.drafted_by} /> <Instant at={revision.drafted_at} />
            </p>
          </Card>
          <Card size="small" title={<h2 className={styles.heading}>{t("decisions")}</h2>}>
            <Decisions steps={found.steps} />
          </Card>
          <RecordSignatures kind={REVISION} recordKey={revision.id} />
        </div>
      </div>
    </>
  );
}
