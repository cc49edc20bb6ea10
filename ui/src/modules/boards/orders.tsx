import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { listPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Checkbox, Input, Segmented } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./boards.module.css";
import { inUrgency, matching } from "./cards";
import { OrderCard } from "./order-card";
import { boards } from "./texts";
import { toneTag } from "./tones";
import type { OrderBoard, OrderState } from "./types";
import { useBoard } from "./use-board";

/** Cards of a column before it is asked for more. */
const FIRST = 20;

interface Sieve {
  words: string;
  isLateOnly: boolean;
}

/** Orders by state; what is late comes first. */
export default function Orders(): ReactNode {
  const t = useTexts(boards);
  const { data, error, refetch } = useBoard<{ boards: OrderBoard[] }>("orders");
  return (
    <>
      <PageHead title={t("orders")} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && <Boards boards={data.boards} />}
    </>
  );
}

function Boards(props: { boards: OrderBoard[] }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState("");
  const shown = props.boards.find((each) => each.kind === search.get("kind")) ?? props.boards[0];
  if (shown === undefined) return <EmptyState text={t("orders_none")} />;
  const isLateOnly = search.get("late") === "true";
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <div className="stack">
      <div className={styles.tools}>
        <Segmented
          aria-label={t("orders_kind")}
          value={shown.kind}
          options={props.boards.map((each) => ({ value: each.kind, label: say(each.label) }))}
          onChange={(kind) => change("kind", kind)}
        />
        <Input.Search
          allowClear
          className={styles.find}
          aria-label={t("orders_find")}
          placeholder={t("orders_find")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Checkbox
          checked={isLateOnly}
          onChange={(event) => change("late", event.target.checked ? "true" : "")}
        >
          {t("orders_late_only")}
        </Checkbox>
      </div>
      <Board board={shown} sieve={{ words, isLateOnly }} />
    </div>
  );
}

function Board(props: { board: OrderBoard; sieve: Sieve }): ReactNode {
  const t = useTexts(boards);
  const { board } = props;
  const open = board.states.filter((each) => each.tone !== "muted");
  const over = board.states.filter((each) => each.tone === "muted");
  return (
    <>
      <div className={styles.columns}>
        {open.map((state) => (
          <Column
            key={`${board.kind} ${state.state}`}
            kind={board.kind}
            {...{ state }}
            sieve={props.sieve}
          />
        ))}
      </div>
      {over.length > 0 && (
        <section className={styles.over} aria-label={t("orders_over")}>
          <span className="soft">{t("orders_over")}</span>
          {over.map((state) => (
            <Counted key={state.state} kind={board.kind} state={state} />
          ))}
        </section>
      )}
    </>
  );
}

/** A state with its count, which opens the list of its orders. */
function Counted(props: { kind: string; state: OrderState }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { number } = useFormats();
  const { state } = props;
  const count = number(state.count);
  return (
    <Link to={listPath(props.kind, state.filters)} className={styles.counted}>
      <ToneTag tone={toneTag(state.tone)}>{say(state.label)}</ToneTag>
      <strong className="number">{state.is_exact ? count : t("capped", { count })}</strong>
    </Link>
  );
}

function Column(props: { kind: string; state: OrderState; sieve: Sieve }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { number } = useFormats();
  const [most, setMost] = useState(FIRST);
  const { state, kind } = props;
  const { words, isLateOnly } = props.sieve;
  const orders = useMemo(
    () => inUrgency(matching(state.orders, words, isLateOnly)),
    [state.orders, words, isLateOnly],
  );
  const more = orders.length - most;
  return (
    <section className={styles.column} aria-label={say(state.label)}>
      <header className={styles.columnHead}>
        <Counted kind={kind} state={state} />
        {state.late > 0 && (
          <span className="odd small">{t("late_orders", { count: number(state.late) })}</span>
        )}
      </header>
      {orders.length === 0 && (
        <p className="soft">{t(state.orders.length === 0 ? "orders_none" : "orders_none_found")}</p>
      )}
      <ul className={styles.cards}>
        {orders.slice(0, most).map((order) => (
          <li key={order.id}>
            <OrderCard kind={kind} order={order} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button type="link" onClick={() => setMost(most + 4 * FIRST)}>
          {t("orders_more", { count: number(Math.min(more, 4 * FIRST)) })}
        </Button>
      )}
      {more <= 0 && state.count > state.orders.length && (
        <Link to={listPath(kind, state.filters)}>
          {t("orders_all", { count: number(state.count) })}
        </Link>
      )}
    </section>
  );
}
