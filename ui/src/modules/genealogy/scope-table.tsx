import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { recordPath } from "@platform/screens/paths";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./genealogy.module.css";
import { toneOfServer } from "./sign";
import { genealogy } from "./texts";
import type { Row } from "./types";

const HEIGHT = 430;

/** Every unit of the scope; only the rows in sight are drawn. */
export function ScopeTable(props: {
  rows: readonly Row[];
  chosen: string | null;
  onChoose: (id: string) => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  if (props.rows.length === 0) return <EmptyState text={t("nothing_taken")} />;
  return (
    <Table<Row>
      size="small"
      virtual
      pagination={false}
      scroll={{ x: 380, y: HEIGHT }}
      rowKey="id"
      dataSource={[...props.rows]}
      rowClassName={({ id }) => (id === props.chosen ? (styles.rowChosen ?? "") : "")}
      onRow={({ id }) => ({ onClick: () => props.onChoose(id) })}
      columns={[
        {
          key: "name",
          title: t("column_number"),
          width: 130,
          render: (_, row) => <Link to={recordPath(row.kind, row.id)}>{row.name}</Link>,
          sorter: (one, other) => one.name.localeCompare(other.name),
        },
        {
          key: "item",
          title: t("column_item"),
          width: 96,
          ellipsis: true,
          render: (_, row) => <span title={row.item_name}>{row.item}</span>,
          sorter: (one, other) => (one.item ?? "").localeCompare(other.item ?? ""),
        },
        {
          key: "state",
          title: t("column_state"),
          width: 100,
          render: (_, row) => (
            <ToneTag tone={toneOfServer(row.tone)}>
              {say(row.state_label)}
              {row.is_possible && ` · ${t("possible_short")}`}
            </ToneTag>
          ),
          sorter: (one, other) => one.state.localeCompare(other.state),
        },
        {
          key: "level",
          title: t("level"),
          width: 66,
          align: "right",
          render: (_, row) => <span className="number">{row.level}</span>,
          sorter: (one, other) => one.level - other.level,
        },
      ]}
    />
  );
}
