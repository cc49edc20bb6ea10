import { PrinterOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { DoButtons } from "@platform/record/possible";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { RecordSignatures } from "@platform/signing/given";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button, Card, Table } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { Decisions } from "./decisions";
import styles from "./documents.module.css";
import { documents } from "./texts";
import { useTitle } from "./titles";
import type { Copy, DocumentAnswer, Revision } from "./types";
import { useDocuments } from "./use-documents";
import { usePrintCopy } from "./use-print-copy";

const DOCUMENT = "documents.document";
const REVISION = "documents.revision";
const COPY = "documents.copy";
const PRINT = "documents.print_copy/1";

/** `/documents/document/doc_1`: all its revisions, where it holds, and who has it on paper. */
export default function DocumentPage(): ReactNode {
  const { id = "" } = useParams();
  const { data, error, refetch } = useDocuments<DocumentAnswer>(`/api/documents/document/${id}`);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={12} />;
  return <OneDocument found={data} />;
}

function OneDocument({ found }: { found: DocumentAnswer }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const { date } = useFormats();
  const titleOf = useTitle();
  const { document } = found;
  return (
    <>
      <PageHead
        over={
          <>
            <Link to="/documents">{t("list")}</Link> · {say(document.kind_label)}
          </>
        }
        title={`${document.number} · ${titleOf(document)}`}
        beside={<StateTag kind={DOCUMENT} state={document.state} />}
        lead={
          <>
            {t("owner")} <Name id={document.owner_id} />
            {document.next_review_on && ` · ${t("next_review")} ${date(document.next_review_on)}`}
          </>
        }
        actions={
          <>
            <DoButtons subject={document.id} />
            <Link to={genericRecordPath(DOCUMENT, document.id)}>
              <Button tabIndex={-1}>{t("history")}</Button>
            </Link>
          </>
        }
      />
      <div className={styles.parts}>
        <Card size="small" title={<h2 className={styles.heading}>{t("revisions")}</h2>}>
          <Revisions rows={found.revisions} />
        </Card>
        <Card size="small" title={<h2 className={styles.heading}>{t("holds_for")}</h2>}>
          {found.links.length === 0 && <p className="soft">{t("holds_nowhere")}</p>}
          <ul className="plain">
            {found.links.map((link) => (
              <li key={link.id} className={styles.inline}>
                <Name id={link.subject} />
                {link.operation && (
                  <span className="soft">{t("operation", { operation: link.operation })}</span>
                )}
              </li>
            ))}
          </ul>
        </Card>
        <Card size="small" title={<h2 className={styles.heading}>{t("copies")}</h2>}>
          <Copies rows={found.copies} />
        </Card>
        <RecordSignatures kind={DOCUMENT} recordKey={document.id} />
      </div>
    </>
  );
}

function Revisions({ rows }: { rows: Revision[] }): ReactNode {
  const t = useTexts(documents);
  const { date } = useFormats();
  return (
    <Table<Revision>
      size="middle"
      rowKey="id"
      dataSource={rows}
      scroll={{ x: true }}
      pagination={false}
      locale={{ emptyText: <EmptyState text={t("no_revision")} /> }}
      columns={[
        {
          title: t("rev"),
          render: (_, each) => (
            <Link to={recordPath(REVISION, each.id)}>
              <strong>{each.revision}</strong>
            </Link>
          ),
        },
        {
          title: t("state"),
          render: (_, each) => (
            <span className={styles.inline}>
              <StateTag kind={REVISION} state={each.state} />
              {each.is_editorial && <span className="soft small">{t("editorial")}</span>}
            </span>
          ),
        },
        {
          title: t("since"),
          render: (_, each) =>
            each.effective_at ? (
              <>
                <Instant at={each.effective_at} />
                {each.effective_until && (
                  <div className="soft small">
                    {t("until")} <Instant at={each.effective_until} />
                  </div>
                )}
              </>
            ) : (
              each.effective_on && `${t("planned")} ${date(each.effective_on)}`
            ),
        },
        {
          title: t("change"),
          render: (_, each) => <span className="wrap">{each.change_summary}</span>,
        },
        { title: t("author"), render: (_, each) => <Name id={each.drafted_by} /> },
        { title: t("decisions"), render: (_, each) => <Decisions steps={each.steps ?? []} /> },
      ]}
    />
  );
}

function Copies({ rows }: { rows: Copy[] }): ReactNode {
  const t = useTexts(documents);
  const command = useRegistry().command(PRINT);
  const mayPrint = usePermission(command?.permission) && command !== undefined;
  const { print, isPrinting } = usePrintCopy();
  if (rows.length === 0) return <p className="soft">{t("copies_none")}</p>;
  return (
    <Table<Copy>
      size="middle"
      rowKey="id"
      dataSource={rows}
      scroll={{ x: true }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t("copy"),
          render: (_, each) => (
            <Link to={genericRecordPath(COPY, each.id)}>
              {each.revision} · {each.number}
            </Link>
          ),
        },
        { title: t("holder"), render: (_, each) => <Name id={each.holder_id} /> },
        { title: t("place"), render: (_, each) => each.place },
        { title: t("state"), render: (_, each) => <StateTag kind={COPY} state={each.state} /> },
        {
          title: "",
          align: "end",
          render: (_, each) =>
            mayPrint &&
            each.state === "issued" &&
            each.printed_at === undefined && (
              <Button
                size="small"
                icon={<PrinterOutlined />}
                loading={isPrinting(each.id)}
                onClick={() => void print(each.id)}
              >
                {t("print_copy")}
              </Button>
            ),
        },
      ]}
    />
  );
}
