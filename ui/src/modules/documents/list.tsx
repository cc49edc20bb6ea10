import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Button, Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./documents.module.css";
import { documents } from "./texts";
import { useTitle } from "./titles";

const DOCUMENT = "documents.document";
const REVISION = "documents.revision";
const REGISTER = "documents.register_document/1";
const OPEN = "draft,in_review,approved,effective";

/** `/documents`: everything under control, with what holds and what is on its way. */
export default function List(): ReactNode {
  const t = useTexts(documents);
  const mayRegister = usePermission(useRegistry().command(REGISTER)?.permission);
  const { data, error, refetch } = useRecords(DOCUMENT, { sort: "number", limit: 1000 });
  return (
    <>
      <PageHead
        title={t("list")}
        lead={t("list_lead")}
        actions={
          mayRegister && (
            <Link to={commandPath(REGISTER)}>
              <Button type="primary" tabIndex={-1}>
                {t("register")}
              </Button>
            </Link>
          )
        }
      />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && <Documents rows={data.records} />}
    </>
  );
}

type Row = ReturnType<typeof useRecords<typeof DOCUMENT>>["data"] extends infer D | undefined
  ? D extends { records: (infer R)[] }
    ? R
    : never
  : never;

function Documents({ rows }: { rows: Row[] }): ReactNode {
  const t = useTexts(documents);
  const { date } = useFormats();
  const titleOf = useTitle();
  const kind = useRegistry().kind(DOCUMENT);
  const { data } = useRecords(REVISION, { "state.in": OPEN, limit: 1000 });
  const revisions = (id: string, isEffective: boolean) =>
    (data?.records ?? []).filter(
      (each) => each.document_id === id && (each.state === "effective") === isEffective,
    );
  const shown = (id: string, isEffective: boolean) =>
    revisions(id, isEffective).map((each) => (
      <div key={each.id} className={styles.inline}>
        <Link to={recordPath(REVISION, each.id)}>{each.revision}</Link>
        <StateTag kind={REVISION} state={each.state} />
      </div>
    ));
  return (
    <Table<Row>
      size="middle"
      rowKey="id"
      dataSource={rows}
      scroll={{ x: true }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState text={t("none")} /> }}
      columns={[
        {
          title: t("number"),
          className: "number",
          render: (_, each) => <Link to={recordPath(DOCUMENT, each.id)}>{each.number}</Link>,
        },
        {
          title: t("title"),
          render: (_, each) => <span className="wrap">{titleOf(each)}</span>,
        },
        {
          title: t("kind"),
          render: (_, each) => {
            const field = kind?.fields.find(({ name }) => name === "kind");
            return field && <Value field={field} value={each.kind} />;
          },
        },
        { title: t("effective"), render: (_, each) => shown(each.id, true) },
        { title: t("on_its_way"), render: (_, each) => shown(each.id, false) },
        { title: t("owner"), render: (_, each) => <Name id={each.owner_id} /> },
        {
          title: t("next_review"),
          className: "number",
          render: (_, each) => each.next_review_on && date(each.next_review_on),
        },
      ]}
    />
  );
}
