import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useNames } from "@platform/names/name";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Card, Collapse, Table } from "antd";
import { type ReactNode, useMemo } from "react";
import { type Stocked, type StockRow, stockRows } from "./sums";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";
import type { KindStates } from "./types";

/** Kinds that people look at first. */
const FIRST: readonly string[] = [
  "warehouse.lot",
  "production.work_order",
  "purchasing.purchase_order",
  "inspection.inspection",
  "sales.order",
  "sales.shipment",
  "warehouse.hold",
  "equipment.equipment",
];
const LOT = "warehouse.lot";
const HELD = "on_hold";

/** How many records of each kind were in which state, and what changed since the last step. */
export function StatesThen(props: {
  states: readonly KindStates[];
  before: readonly KindStates[] | undefined;
}): ReactNode {
  const t = useTexts(timemachine);
  const { states } = props;
  const before = useMemo(() => countsOf(props.before), [props.before]);
  const first = FIRST.flatMap((kind) => states.find((each) => each.kind === kind) ?? []);
  const rest = states.filter(({ kind }) => !FIRST.includes(kind));
  const card = (each: KindStates) => <KindCard key={each.kind} kind={each} before={before} />;
  return (
    <section aria-label={t("states_then")} className={styles.gap}>
      <div className={styles.kinds}>{first.map(card)}</div>
      {rest.length > 0 && (
        <Collapse
          ghost
          className="form-more"
          items={[
            {
              key: "rest",
              label: `${t("states_more")} (${rest.length})`,
              children: <div className={styles.kinds}>{rest.map(card)}</div>,
            },
          ]}
        />
      )}
    </section>
  );
}

function countsOf(states: readonly KindStates[] | undefined): Map<string, number> | null {
  if (states === undefined) return null;
  return new Map(
    states.flatMap(({ kind, states: all }) =>
      all.map(({ state, count }) => [`${kind} ${state}`, count] as const),
    ),
  );
}

function KindCard(props: { kind: KindStates; before: Map<string, number> | null }): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const { number } = useFormats();
  const { kind, label, states } = props.kind;
  return (
    <Card size="small" title={<h2>{say(label)}</h2>}>
      <ul className={styles.counts}>
        {states.map(({ state, count }) => {
          const gain = props.before ? count - (props.before.get(`${kind} ${state}`) ?? 0) : 0;
          return (
            <li key={state}>
              <StateTag kind={kind} state={state} />
              <span className="number">
                {gain !== 0 && (
                  <span className="soft small" title={t("since")}>
                    {gain > 0 ? "+" : "−"}
                    {number(Math.abs(gain))}{" "}
                  </span>
                )}
                <strong>{number(count)}</strong>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** What there was of each item, by status. */
export function StockThen(props: { stock: readonly Stocked[]; isClipped: boolean }): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const { amount } = useFormats();
  const rows = useMemo(() => stockRows(props.stock), [props.stock]);
  const statuses = useMemo(
    () => [...new Set(props.stock.map(({ status }) => status))].sort(),
    [props.stock],
  );
  const names = useNames(rows.map(({ item }) => item));
  return (
    <Card size="small" title={<h2>{t("stock_then")}</h2>}>
      {props.isClipped && <p className="odd small">{t("stock_clipped")}</p>}
      <Table<StockRow>
        size="small"
        rowKey="key"
        dataSource={rows}
        pagination={rows.length > 25 ? { pageSize: 25, size: "small" } : false}
        scroll={{ x: true }}
        locale={{ emptyText: t("stock_empty") }}
        columns={[
          {
            key: "item",
            title: t("item"),
            render: (_, { item }) => {
              const detail = names.get(item)?.detail;
              return (
                <>
                  <Name id={item} /> {detail && <span className="soft">{say(detail)}</span>}
                </>
              );
            },
          },
          ...statuses.map((status) => ({
            key: status,
            title:
              status === HELD ? (
                <ToneTag tone="bad">{t("held")}</ToneTag>
              ) : (
                <StateTag kind={LOT} state={status} />
              ),
            align: "right" as const,
            render: (_: unknown, { by, unit }: StockRow) => {
              const quantity = by.get(status);
              return quantity && <span className="number">{amount(quantity, unit)}</span>;
            },
          })),
          {
            key: "total",
            title: t("total"),
            align: "right" as const,
            render: (_, { total, unit }) => (
              <strong className="number">{amount(total, unit)}</strong>
            ),
          },
        ]}
      />
    </Card>
  );
}
