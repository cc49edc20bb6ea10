import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { ErrorState } from "@platform/states/states";
import { Button, Checkbox, Progress, Tabs } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Export } from "./export";
import styles from "./genealogy.module.css";
import { HoldScope } from "./hold-scope";
import {
  bySort,
  EVERYTHING,
  isTaken,
  isWhole,
  lotsOf,
  type Selection,
  taken,
  tallyKey,
} from "./scope";
import { ScopeTable } from "./scope-table";
import { Sign } from "./sign";
import { genealogy } from "./texts";
import type { Graph, Row, Tally } from "./types";
import { ROWS_MAX, useRows, type View } from "./use-graph";

/** What a recall from the start would concern: by groups with counts, as a table, as a file. */
export function ScopePanel(props: {
  graph: Graph;
  view: View;
  chosen: string | null;
  onChoose: (id: string) => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const { graph, view } = props;
  const [tab, setTab] = useState("scope");
  const [selection, setSelection] = useState<Selection>(EVERYTHING);
  const [done, setDone] = useState<[number, number]>([0, graph.totals.units]);
  const [isHolding, setHolding] = useState(false);
  const needsRows = tab === "table" || isHolding || !isWhole(selection);
  const { data, error, refetch } = useRows(graph.subject, view, needsRows, (...now) =>
    setDone(now),
  );
  const rows = useMemo(
    () => data?.rows.filter((row) => isTaken(row, selection)),
    [data, selection],
  );
  const loading = needsRows && data === undefined && (
    <Progress
      percent={Math.round((done[0] / Math.max(done[1], 1)) * 100)}
      size="small"
      format={() => t("loading_rows", { done: done[0], total: done[1] })}
    />
  );
  return (
    <div className={styles.scope}>
      <div className={styles.export}>
        <HoldScope
          start={graph.subject}
          lots={rows && lotsOf(rows)}
          isCut={!graph.is_complete || (data !== undefined && data.total > ROWS_MAX)}
          onOpen={setHolding}
        />
        <Export graph={graph} view={view} selection={selection} />
      </div>
      <Tabs
        size="small"
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: "scope",
            label: t("scope"),
            children: (
              <>
                <Groups graph={graph} selection={selection} onChange={setSelection} rows={rows} />
                {loading}
              </>
            ),
          },
          {
            key: "table",
            label: t("table"),
            children: error ? (
              <ErrorState error={error} retry={() => void refetch()} />
            ) : rows === undefined ? (
              loading
            ) : (
              <>
                {data && data.total > ROWS_MAX && (
                  <p className="odd small">{t("rows_cut", { count: ROWS_MAX })}</p>
                )}
                <ScopeTable rows={rows} chosen={props.chosen} onChoose={props.onChoose} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

/** Sorts, items and states with how many units each has; each can be left out. */
function Groups(props: {
  graph: Graph;
  selection: Selection;
  onChange: (selection: Selection) => void;
  rows: readonly Row[] | undefined;
}): ReactNode {
  const t = useTexts(genealogy);
  const { number } = useFormats();
  const { graph, selection, rows } = props;
  const { by, units, possible, levels } = graph.totals;
  const now = taken(by, selection);
  const isExact = selection.isPossibleTaken;
  const count = isExact ? now.reduce((sum, each) => sum + each.units, 0) : rows?.length;
  const held = now.reduce((sum, each) => sum + each.held, 0);
  if (units === 0) return <p className="soft">{t("alone")}</p>;
  const put = (left: Iterable<string>) => props.onChange({ ...selection, left: new Set(left) });
  const toggle = (key: string) => {
    const left = new Set(selection.left);
    if (!left.delete(key)) left.add(key);
    put(left);
  };
  return (
    <div className={styles.gap}>
      <p className="soft small">{t("scope_lead")}</p>
      <p className={styles.total} aria-live="polite">
        <strong>
          {t("scope_count", {
            count: count === undefined ? "…" : number(count),
            total: number(units),
          })}
        </strong>{" "}
        <span className="soft">{t("scope_levels", { levels })}</span>
        {held > 0 && <span className="bad"> · {t("held", { count: held })}</span>}
      </p>
      {[...bySort(now)].length > 0 && (
        <p className="small">
          {[...bySort(now)]
            .map(([sort, many]) => `${t(sortKey(sort))} ${number(many)}`)
            .join(" · ")}
        </p>
      )}
      <GroupList by={by} left={selection.left} onToggle={toggle} />
      {possible > 0 && (
        <Checkbox
          checked={selection.isPossibleTaken}
          onChange={({ target }) =>
            props.onChange({ ...selection, isPossibleTaken: target.checked })
          }
        >
          {t("with_possible", { count: number(possible) })}
        </Checkbox>
      )}
      <div className={styles.buttons}>
        <Button size="small" onClick={() => put([])} disabled={selection.left.size === 0}>
          {t("take_all")}
        </Button>
        <Button size="small" onClick={() => put(by.map(tallyKey))}>
          {t("take_none")}
        </Button>
      </div>
    </div>
  );
}

function sortKey(sort: string): "sort_lot" | "sort_serial" | "sort_package" {
  return sort === "lot" ? "sort_lot" : sort === "serial" ? "sort_serial" : "sort_package";
}

function GroupList(props: {
  by: readonly Tally[];
  left: ReadonlySet<string>;
  onToggle: (key: string) => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  const { number } = useFormats();
  const items = useNames([...new Set(props.by.flatMap(({ item_id: item }) => item ?? []))]);
  return (
    <ul className={styles.groups}>
      {props.by.map((each) => {
        const key = tallyKey(each);
        const detail = items.get(each.item_id ?? "")?.detail;
        return (
          <li key={key}>
            <Checkbox checked={!props.left.has(key)} onChange={() => props.onToggle(key)}>
              <span className={styles.group}>
                <Sign tone={each.tone} />
                <span className={styles.groupName}>
                  {t(sortKey(sortOf(each.unit)))} {each.item} {detail && say(detail)}
                  <span className="soft"> · {say(each.state_label)}</span>
                  {each.held > 0 && (
                    <span className="bad"> · {t("held", { count: each.held })}</span>
                  )}
                </span>
                <span className="number">{number(each.units)}</span>
              </span>
            </Checkbox>
          </li>
        );
      })}
    </ul>
  );
}

function sortOf(unit: string): string {
  return unit === "lot" || unit === "serial" ? unit : "package";
}
