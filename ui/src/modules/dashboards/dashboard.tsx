import { call } from "@platform/api/client";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Segmented } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { CountedTable } from "./counted-table";
import { CoverageCard } from "./coverage-card";
import styles from "./dashboards.module.css";
import { FigureCard } from "./figure-card";
import { useEntriesPath } from "./figure-table";
import { byTopic, type Topic } from "./rows";
import { LENGTHS, readSpan, type Span, writeSpan } from "./span";
import { dashboards } from "./texts";
import type { DashboardAnswer } from "./types";

const ASKED_AGAIN_MS = 60_000;

/** Figures over time, each with the records that it counts. */
export default function Dashboard(): ReactNode {
  const t = useTexts(dashboards);
  const [search, setSearch] = useSearchParams();
  const span = readSpan(search);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ["dashboard", span],
    queryFn: ({ signal }) =>
      call<DashboardAnswer>("/api/dashboard", { query: { ...span }, signal }),
    placeholderData: keepPreviousData,
    // Figures over weeks do not turn with every entry.
    refetchInterval: ASKED_AGAIN_MS,
  });
  const change = (next: Span) => setSearch(writeSpan(next), { replace: true });
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="stack">
        <SpanTools span={span} answer={data} onChange={change} />
        {data === undefined && error === null && <LoadingState rows={8} />}
        {error !== null && (data === undefined || isPlaceholderData) && (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
        {data !== undefined && (
          <div aria-busy={isPlaceholderData} className={styles.whole}>
            <Sections answer={data} />
          </div>
        )}
      </div>
    </>
  );
}

function SpanTools(props: {
  span: Span;
  answer: DashboardAnswer | undefined;
  onChange: (span: Span) => void;
}): ReactNode {
  const t = useTexts(dashboards);
  const { span, answer, onChange } = props;
  const entriesPath = useEntriesPath();
  const shown = answer && ([dayjs(answer.from), dayjs(answer.to)] as const);
  return (
    <div className={styles.tools}>
      <Segmented
        aria-label={t("period")}
        value={span.period}
        options={LENGTHS.map((value) => ({ value, label: t(value) }))}
        onChange={(period) => onChange({ ...span, period })}
      />
      <DatePicker.RangePicker
        aria-label={t("range")}
        allowClear={false}
        value={shown ? [shown[0], shown[1]] : null}
        onChange={(days) => {
          const [from, to] = (days ?? []).map((day) => day?.format("YYYY-MM-DD") ?? null);
          if (from && to) onChange({ ...span, from, to });
        }}
      />
      {span.from !== null && (
        <Button onClick={() => onChange({ ...span, from: null, to: null })}>
          {t("range_usual")}
        </Button>
      )}
      {answer && entriesPath && (
        <Link to={entriesPath(answer.from, answer.to)} className={styles.toEntries}>
          {t("entries")}
        </Link>
      )}
    </div>
  );
}

function Sections({ answer }: { answer: DashboardAnswer }): ReactNode {
  const t = useTexts(dashboards);
  const topics = byTopic(answer.figures);
  const { stock, expiry, coverage } = answer;
  if (topics.length === 0 && coverage.length === 0 && stock === undefined) {
    return <EmptyState text={t("figures_none")} />;
  }
  return (
    <>
      <Jumps
        to={[
          ...topics.map(({ topic }) => topic),
          ...(coverage.length > 0 ? (["coverage"] as const) : []),
          ...(stock === undefined ? [] : (["stock"] as const)),
        ]}
      />
      {topics.map(({ topic, figures }) => (
        <Section key={topic} name={topic} title={t(topic)}>
          {figures.map((figure) => (
            <FigureCard key={figure.code} figure={figure} answer={answer} />
          ))}
        </Section>
      ))}
      {coverage.length > 0 && (
        <Section name="coverage" title={t("coverage")} lead={t("coverage_lead")}>
          {coverage.map((each) => (
            <CoverageCard key={each.code} coverage={each} answer={answer} />
          ))}
        </Section>
      )}
      <div className={styles.pair}>
        {stock !== undefined && (
          <Section name="stock" title={t("stock")}>
            <CountedTable title={t("stock")} counted={stock} board="/boards/stock" name="status" />
          </Section>
        )}
        {expiry !== undefined && (
          <Section name="expiry" title={t("expiry")}>
            <CountedTable
              title={t("expiry")}
              counted={expiry}
              board="/boards/expiry"
              name="bucket"
            />
          </Section>
        )}
      </div>
    </>
  );
}

/** The page is long; its sections are a step away. */
function Jumps(props: { to: readonly (Topic | "coverage" | "stock")[] }): ReactNode {
  const t = useTexts(dashboards);
  return (
    <nav className={styles.jumps} aria-label={t("sections")}>
      {props.to.map((name) => (
        <Button
          key={name}
          size="small"
          onClick={() => {
            const section = document.getElementById(`section-${name}`);
            section?.scrollIntoView();
            section?.focus({ preventScroll: true });
          }}
        >
          {t(name)}
        </Button>
      ))}
    </nav>
  );
}

function Section(props: {
  name: string;
  title: string;
  lead?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section
      id={`section-${props.name}`}
      className={styles.section}
      aria-label={props.title}
      tabIndex={-1}
    >
      <h2>{props.title}</h2>
      {props.lead && <p className="soft">{props.lead}</p>}
      <div className={styles.cards}>{props.children}</div>
    </section>
  );
}
