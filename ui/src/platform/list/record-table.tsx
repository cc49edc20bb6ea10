import { Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router-dom";
import type { RecordPage, RecordValues } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { useIsHidden } from "../registry/masking";
import type { Field, KindInfo } from "../registry/types";
import { recordPath } from "../screens/paths";
import { EmptyState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { Value } from "../values/value";
import { keyOf, type Question, SIZES } from "./question";

const NUMBERS: ReadonlySet<string> = new Set(["amount", "integer"]);

/** One page of records as a table; what is clicked opens, headings sort on the server. */
export function RecordTable(props: {
  kind: KindInfo;
  page: RecordPage | undefined;
  question: Question;
  columns: readonly string[];
  isLoading: boolean;
  onChange: (question: Question) => void;
}): ReactNode {
  const t = usePlatformTexts();
  const { number } = useFormats();
  const navigate = useNavigate();
  const columns = useColumns(props.kind, props.columns, props.question.sort);
  const { question, page } = props;
  const isFiltered = question.search !== "" || Object.keys(question.filters).length > 0;
  const total = page?.total ?? 0;
  const counted = (count: number) =>
    page?.total_is_exact === false
      ? t("list_total_capped", { total: number(count) })
      : t("list_total", { count, total: number(count) });
  return (
    <Table<RecordValues>
      size="middle"
      rowKey={(record) => keyOf(props.kind, record)}
      columns={columns}
      dataSource={page?.records ?? []}
      loading={props.isLoading}
      scroll={{ x: "max-content" }}
      sticky={{ offsetHeader: 52 }}
      showSorterTooltip={false}
      onRow={(record) => ({
        onClick: (event) => {
          const isLink = (event.target as HTMLElement).closest("a, button") !== null;
          if (isLink || getSelection()?.toString()) return;
          void navigate(recordPath(props.kind.name, keyOf(props.kind, record)));
        },
        className: "opens",
      })}
      onChange={(_, __, sorter) => {
        const only = Array.isArray(sorter) ? sorter[0] : sorter;
        const field = only?.order ? String(only.columnKey) : "";
        const sort = only?.order === "descend" ? `-${field}` : field;
        if (sort !== question.sort) props.onChange({ ...question, sort, page: 1 });
      }}
      pagination={{
        current: question.page,
        pageSize: question.size,
        total,
        showSizeChanger: { "aria-label": t("list_rows") },
        pageSizeOptions: [...SIZES],
        showTotal: counted,
        onChange: (at, size) =>
          props.onChange({ ...question, page: size === question.size ? at : 1, size }),
      }}
      locale={{
        emptyText: props.isLoading ? (
          " "
        ) : (
          <EmptyState text={isFiltered ? t("empty_filtered") : undefined} />
        ),
      }}
    />
  );
}

function useColumns(
  kind: KindInfo,
  names: readonly string[],
  sort: string,
): TableProps<RecordValues>["columns"] {
  const say = useSay();
  const isHidden = useIsHidden(kind);
  const fields = names.flatMap((name) => kind.fields.find((field) => field.name === name) ?? []);
  return fields.map((field, at) => ({
    key: field.name,
    dataIndex: field.name,
    title: say(field.label),
    align: NUMBERS.has(field.type) ? ("end" as const) : ("start" as const),
    ellipsis: field.multiline === true,
    sorter: isSortable(field) && !isHidden(field),
    sortOrder: orderOf(field.name, sort),
    render: (_: unknown, record: RecordValues) => {
      const shown = (
        <Value
          field={field}
          value={record[field.name]}
          beside={record}
          kind={kind.name}
          isState={field.name === kind.state}
        />
      );
      const isPlain = field.type === "text" || field.type === "integer" || field.name === "id";
      if (at > 0 || !isPlain || record[field.name] === undefined) return shown;
      const path = recordPath(kind.name, keyOf(kind, record));
      return <Link to={path}>{String(record[field.name])}</Link>;
    },
  }));
}

function isSortable(field: Field): boolean {
  return !["list", "map", "shape"].includes(field.type);
}

function orderOf(name: string, sort: string): "ascend" | "descend" | null {
  if (sort === name) return "ascend";
  return sort === `-${name}` ? "descend" : null;
}
