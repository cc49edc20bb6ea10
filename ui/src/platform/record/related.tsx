import { Card, Table } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router-dom";
import type { RecordValues } from "../api/types";
import { useLanguage, useSay } from "../i18n/language";
import { firstColumns, keyOf } from "../list/question";
import { useRecords } from "../list/use-list";
import { useRegistry } from "../registry/registry";
import type { Field, KindInfo } from "../registry/types";
import { listPath, recordPath } from "../screens/paths";
import { usePerson } from "../session/store";
import { EmptyState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { Value } from "../values/value";

const ROWS = 5;
const COLUMNS = 5;

/** Records of every kind that refer to this one, as far as the person may read them. */
export function Related(props: { kind: KindInfo; recordKey: string }): ReactNode {
  const t = usePlatformTexts();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const { prefix } = props.kind;
  const references = useMemo(
    () =>
      registry.kinds
        .filter((kind) => permissions.has(kind.permission))
        .flatMap((kind) =>
          kind.fields
            .filter((field) => field.type === "id" && field.prefix === prefix)
            .filter((field) => field.name !== "id")
            .map((field) => ({ kind, field })),
        ),
    [registry, permissions, prefix],
  );
  return (
    <div className="related">
      {references.map(({ kind, field }) => (
        <Reference
          key={`${kind.name} ${field.name}`}
          kind={kind}
          field={field}
          id={props.recordKey}
        />
      ))}
      <div className="related-none">
        <EmptyState text={t("related_none")} />
      </div>
    </div>
  );
}

/** The newest of the records of one kind that name an id in one field; nothing if none do. */
function Reference(props: { kind: KindInfo; field: Field; id: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const language = useLanguage();
  const { kind, field, id } = props;
  const filters = { [field.name]: id };
  const { data } = useRecords(kind.name, { ...filters, limit: ROWS, sort: `-${kind.key[0]}` });
  if (data === undefined || data.total === 0) return null;
  const columns = firstColumns(kind, language)
    .filter((name) => name !== field.name)
    .slice(0, COLUMNS);
  return (
    <Card
      size="small"
      title={`${say(kind.label)} · ${say(field.label)}`}
      extra={
        <Link to={listPath(kind.name, filters)}>{t("related_show", { count: data.total })}</Link>
      }
    >
      <Table<RecordValues>
        size="small"
        pagination={false}
        scroll={{ x: "max-content" }}
        rowKey={(record) => keyOf(kind, record)}
        dataSource={data.records}
        columns={columns.map((name, at) => cell(kind, name, at === 0, say))}
      />
    </Card>
  );
}

function cell(
  kind: KindInfo,
  name: string,
  isFirst: boolean,
  say: (text: { en: string; zh: string }) => string,
) {
  const field = kind.fields.find((each) => each.name === name);
  return {
    key: name,
    title: field ? say(field.label) : name,
    render: (_: unknown, record: RecordValues) => {
      if (field === undefined) return null;
      const value = record[name];
      if (isFirst && (field.type === "text" || name === "id")) {
        return <Link to={recordPath(kind.name, keyOf(kind, record))}>{String(value)}</Link>;
      }
      return (
        <Value
          field={field}
          value={value}
          beside={record}
          kind={kind.name}
          isState={name === kind.state}
        />
      );
    },
  };
}
