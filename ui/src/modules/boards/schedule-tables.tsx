import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { recordPath } from "@platform/screens/paths";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Table } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router-dom";
import { boards } from "./texts";
import { toneTag } from "./tones";
import type { Bar, ScheduleRow, WaitingOrder } from "./types";

const ORDER = "production.work_order";
const RUN = "production.operation_run";
const EQUIPMENT = "equipment.equipment";

type Run = Bar & { workstation: string };

/** The runs of the chart, latest first. */
export function RunTable(props: { rows: ScheduleRow[] }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { amount } = useFormats();
  const runs = useMemo(() => runsOf(props.rows), [props.rows]);
  const stations = [...new Set(runs.map((each) => each.workstation))];
  return (
    <Table<Run>
      size="small"
      rowKey="id"
      dataSource={runs}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      showSorterTooltip={false}
      columns={[
        {
          title: t("workstation"),
          filters: stations.map((each) => ({ text: each, value: each })),
          onFilter: (wanted, run) => run.workstation === wanted,
          render: (_, run) => (
            <Two first={run.workstation}>
              {run.equipment_id !== null && (
                <Link to={recordPath(EQUIPMENT, run.equipment_id)}>{run.equipment}</Link>
              )}
            </Two>
          ),
        },
        {
          title: t("order"),
          render: (_, run) => (
            <Two first={<Link to={recordPath(ORDER, run.order_id)}>{run.order}</Link>}>
              {run.item}
            </Two>
          ),
        },
        {
          title: t("operation"),
          render: (_, run) => (
            <Link to={recordPath(RUN, run.id)}>
              {run.position} {run.operation}
            </Link>
          ),
        },
        {
          title: t("state"),
          render: (_, run) => <ToneTag tone={toneTag(run.tone)}>{say(run.state_label)}</ToneTag>,
        },
        {
          title: `${t("from")} – ${t("to")}`,
          sorter: (one, other) => one.from.localeCompare(other.from),
          render: (_, run) => (
            <Two first={<Instant at={run.from} />} isSame>
              {run.to === null ? t("still_running") : <Instant at={run.to} />}
            </Two>
          ),
        },
        { title: t("operator"), dataIndex: "operator_name" },
        {
          title: t("good"),
          align: "end",
          render: (_, run) => <span className="number">{amount(run.good, run.unit)}</span>,
        },
        {
          title: t("scrap"),
          align: "end",
          sorter: (one, other) => Number(one.scrapped) - Number(other.scrapped),
          render: (_, run) => <span className="number">{amount(run.scrapped, run.unit)}</span>,
        },
      ]}
    />
  );
}

/** Two lines of a cell; the second is quieter, unless it is of the same rank. */
function Two(props: { first: ReactNode; isSame?: boolean; children: ReactNode }): ReactNode {
  return (
    <>
      <div>{props.first}</div>
      <div className={props.isSame ? undefined : "soft small"}>{props.children}</div>
    </>
  );
}

function runsOf(rows: readonly ScheduleRow[]): Run[] {
  const runs = rows.flatMap((row) => row.bars.map((bar) => ({ ...bar, workstation: row.code })));
  return runs.sort((one, other) => other.from.localeCompare(one.from));
}

/** Orders that have not begun. */
export function WaitingTable(props: { waiting: WaitingOrder[] }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { amount, date, number } = useFormats();
  const due = useRegistry().field(ORDER, "due_on");
  const dueLabel = due === undefined ? "" : say(due.label);
  if (props.waiting.length === 0) return <p className="soft">{t("waiting_none")}</p>;
  return (
    <Table<WaitingOrder>
      size="small"
      rowKey="order_id"
      dataSource={props.waiting}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t("order"),
          render: (_, each) => <Link to={recordPath(ORDER, each.order_id)}>{each.order}</Link>,
        },
        {
          title: t("state"),
          render: (_, each) => (
            <ToneTag tone={each.state === "released" ? "busy" : "warn"}>
              {say(each.state_label)}
            </ToneTag>
          ),
        },
        {
          title: t("item"),
          render: (_, each) => <Two first={each.item}>{say(each.item_name)}</Two>,
        },
        {
          title: dueLabel,
          sorter: (one, other) => (one.due_on ?? "9").localeCompare(other.due_on ?? "9"),
          render: (_, each) =>
            each.due_on !== null && (
              <>
                {date(each.due_on)}{" "}
                {each.late_days > 0 && (
                  <ToneTag tone="bad">
                    {t("late_days", { count: each.late_days, days: number(each.late_days) })}
                  </ToneTag>
                )}
              </>
            ),
        },
        {
          title: t("quantity"),
          align: "end",
          render: (_, each) => <span className="number">{amount(each.quantity, each.unit)}</span>,
        },
      ]}
    />
  );
}
