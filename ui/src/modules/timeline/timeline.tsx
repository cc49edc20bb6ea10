import { call } from "@platform/api/client";
import type { EntryPage } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { wallOf } from "@platform/formats/zoned";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { SubjectPicker, useSubjectScan } from "@platform/pick/subject-picker";
import { useRegistry } from "@platform/registry/registry";
import { useScan } from "@platform/scanning/scanning";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button, Card } from "antd";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router-dom";
import { daysOf } from "./days";
import { type Filters, filtersOf, isFiltered, questionOf, searchOf } from "./filters";
import { Item } from "./item";
import { SUBJECTS } from "./start";
import { timeline } from "./texts";
import styles from "./timeline.module.css";
import { Tools } from "./tools";

const PAGE = 60;
/** Kinds with a genealogy, and kinds whose story the time machine plays. */
const UNITS = new Set(["lot", "ser", "pkg"]);

/** `/timeline/lot_3`: everything that entries tell about a thing, newest first. */
export default function Timeline(): ReactNode {
  const { id = "" } = useParams();
  return <Story key={id} id={id} />;
}

function Story({ id }: { id: string }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => filtersOf(search), [search]);
  const { data, error, refetch, ...query } = useStory(id, filters);
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data]);
  const seen = useMemo(() => new Set(entries.map(({ kind }) => kind)), [entries]);
  const put = (change: Partial<Filters>) =>
    setSearch(searchOf({ ...filters, ...change }), { replace: true });
  return (
    <>
      <Head id={id} />
      <Tools filters={filters} isPerson={id.startsWith("usr_")} seen={seen} put={put} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Days
          id={id}
          entries={entries}
          isFiltered={isFiltered(filters)}
          hasMore={query.hasNextPage}
          isBusy={query.isFetchingNextPage}
          more={() => void query.fetchNextPage()}
        />
      )}
    </>
  );
}

function useStory(id: string, filters: Filters) {
  const { habit } = useFormats();
  const question = questionOf(id, filters, habit.zone);
  return useInfiniteQuery({
    queryKey: ["story pages", question],
    queryFn: ({ signal, pageParam: before }) =>
      call<EntryPage>("/api/entries", { query: { ...question, before, limit: PAGE }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next_before,
    placeholderData: keepPreviousData,
    meta: filters.isBy ? { isEverything: true } : { subjects: [id] },
  });
}

function Head({ id }: { id: string }): ReactNode {
  const t = useTexts(timeline);
  const say = useSay();
  const navigate = useNavigate();
  const named = useName(id);
  const kind = useRegistry().kindOfId(id);
  const go = (next: string) => void navigate(`/timeline/${next}`);
  useScan(useSubjectScan(go));
  return (
    <PageHead
      over={
        kind && (
          <>
            {say(kind.label)} {named?.detail && say(named.detail)}
          </>
        )
      }
      title={t("title_of", { name: named?.name ?? id })}
      actions={
        <>
          <div className={styles.picker}>
            <SubjectPicker prefixes={SUBJECTS} label={t("start_label")} onPick={go} />
          </div>
          {kind && (
            <Link to={recordPath(kind.name, id)}>
              <Button tabIndex={-1}>{t("page")}</Button>
            </Link>
          )}
          {UNITS.has(kind?.prefix ?? "") && (
            <Link to={`/genealogy/${id}`}>
              <Button tabIndex={-1}>{t("genealogy")}</Button>
            </Link>
          )}
          <Link to={`/time/${id}`}>
            <Button tabIndex={-1}>{t("time_machine")}</Button>
          </Link>
        </>
      }
    />
  );
}

function Days(props: {
  id: string;
  entries: EntryPage["entries"];
  isFiltered: boolean;
  hasMore: boolean;
  isBusy: boolean;
  more: () => void;
}): ReactNode {
  const t = useTexts(timeline);
  const { date, habit } = useFormats();
  const { entries } = props;
  const days = useMemo(
    () => daysOf(entries, (instant) => wallOf(instant, habit.zone).slice(0, 10)),
    [entries, habit.zone],
  );
  const byCommand = useMemo(
    () => new Map(entries.map((told) => [told.command_id, told])),
    [entries],
  );
  const place = useRef<HTMLDivElement>(null);
  useKeys(place);
  if (entries.length === 0) {
    return (
      <Card size="small">
        <EmptyState text={t(props.isFiltered ? "nothing" : "nothing_at_all")} />
      </Card>
    );
  }
  return (
    <div ref={place}>
      <p className="soft small">
        {t("shown", { count: entries.length })}
        {props.hasMore && ` · ${t("more_there")}`} · {t("keys")}
      </p>
      {days.map(({ day, entries: ofDay }) => (
        <section key={`${day} ${ofDay[0]?.seq}`} className={styles.day}>
          <h2>{date(day)}</h2>
          <ol className={styles.items}>
            {ofDay.map((told) => (
              <Item
                key={told.seq}
                told={told}
                subject={props.id}
                cause={told.cause === null ? undefined : byCommand.get(told.cause)}
              />
            ))}
          </ol>
        </section>
      ))}
      {props.hasMore && (
        <Button loading={props.isBusy} onClick={props.more}>
          {t("earlier")}
        </Button>
      )}
    </div>
  );
}

/** J and K walk the entries, D opens the details of the one at hand. */
function useKeys(place: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && target.closest("input, textarea, dialog");
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = [...(place.current?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
      const at = all.findIndex((each) => each.contains(document.activeElement));
      if (event.key === "d") {
        all[at]?.querySelector<HTMLElement>("[data-details]")?.click();
        return;
      }
      const by = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      const next = by === 0 ? undefined : all[Math.max(at + by, 0)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "center" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [place]);
}
