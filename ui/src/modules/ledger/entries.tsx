import { useLedger } from "@platform/api/ledger";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Button, Spin } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router-dom";
import { byDay } from "./days";
import { EntryRow } from "./entry-row";
import { Filters } from "./filters";
import styles from "./ledger.module.css";
import { type EntryQuestion, readQuestion, writeQuestion } from "./question";
import { ledger } from "./texts";
import { useEntries } from "./use-entries";
import { useRowKeys } from "./use-row-keys";

/** The explorer: filters in the address, and an endless list from the newest entry back. */
export function Entries(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const question = useMemo(() => readQuestion(search), [search]);
  const change = (next: EntryQuestion) => setSearch(writeQuestion(next), { replace: true });
  const size = useLedger()?.size;
  return (
    <div className="stack">
      <Filters question={question} onChange={change} />
      {size === undefined ? (
        <LoadingState rows={10} />
      ) : (
        <EntryList
          key={writeQuestion(question).toString()}
          question={question}
          size={size}
          onNarrow={(more) => change({ ...question, ...more })}
        />
      )}
    </div>
  );
}

/** Entries below the size that the ledger had when the list was opened, so that it does not jump. */
function EntryList(props: {
  question: EntryQuestion;
  size: number;
  onNarrow: (more: Partial<EntryQuestion>) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const { habit, date } = useFormats();
  const [top, setTop] = useState(props.size);
  const list = useEntries(props.question, top, habit.zone);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const entries = useMemo(
    () => (list.data?.pages ?? []).flatMap((page) => page.entries),
    [list.data],
  );
  const days = useMemo(() => byDay(entries, habit.zone), [entries, habit.zone]);
  const { place, active, onKeyDown, onFocus } = useRowKeys();
  const toggle = (seq: number) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  if (list.error !== null && list.data === undefined) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <LoadingState rows={10} />;
  const newer = props.size - top;
  const current = active ?? String(entries[0]?.seq);
  return (
    <>
      {newer > 0 && (
        <Button block type="dashed" onClick={() => setTop(props.size)}>
          {t("newer", { count: newer })}
        </Button>
      )}
      <section
        ref={place}
        aria-label={t("entries")}
        aria-busy={list.isFetching}
        className={styles.list}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {days.map((each) => (
          <div key={each.day}>
            <h2 className={styles.day}>{date(each.day)}</h2>
            {each.entries.map((told) => (
              <EntryRow
                key={told.seq}
                told={told}
                isOpen={open.has(told.seq)}
                isTabStop={current === String(told.seq)}
                onToggle={() => toggle(told.seq)}
                onNarrow={props.onNarrow}
              />
            ))}
          </div>
        ))}
      </section>
      <End list={list} count={entries.length} />
    </>
  );
}

/** Below the last row: the next page comes when one gets here. */
function End(props: { list: ReturnType<typeof useEntries>; count: number }): ReactNode {
  const t = useTexts(ledger);
  const { number } = useFormats();
  const { list } = props;
  const [place, isSeen] = useSeen();
  const isWanted = isSeen && list.hasNextPage && !list.isFetching && list.error === null;
  const { fetchNextPage } = list;
  useEffect(() => {
    if (isWanted) void fetchNextPage();
  }, [isWanted, fetchNextPage]);
  const pages = list.data?.pages ?? [];
  const reached = pages[pages.length - 1]?.next_before;
  return (
    <div ref={place} className={styles.end} role="status">
      {list.error !== null && (
        <ErrorState error={list.error} retry={() => void list.fetchNextPage()} />
      )}
      {list.hasNextPage && list.error === null && (
        <>
          <Spin size="small" />
          {props.count === 0 && reached != null && (
            <span>{t("entries_searching", { seq: number(reached) })}</span>
          )}
        </>
      )}
      {!list.hasNextPage && props.count === 0 && <EmptyState text={t("entries_none")} />}
      {!list.hasNextPage && props.count > 0 && t("entries_end")}
    </div>
  );
}

/** Whether an element is on the screen or a little below it. */
function useSeen() {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => setSeen(entry?.isIntersecting ?? false),
      {
        rootMargin: "600px",
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, isSeen] as const;
}
