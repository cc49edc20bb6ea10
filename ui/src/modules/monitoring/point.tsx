import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Chart } from "@platform/chart/chart";
import { useInk } from "@platform/chart/ink";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Segmented } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { curve } from "./curve";
import { ExcursionTable } from "./excursion-table";
import { LimitsCard } from "./limits-card";
import styles from "./monitoring.module.css";
import { ReadingsTable } from "./readings-table";
import { StandingTag } from "./standing-tag";
import { monitoring } from "./texts";
import type { SeriesAnswer } from "./types";
import { useSeries } from "./use-monitoring";

const HOURS = { h1: 1, h6: 6, h24: 24, d7: 168, d30: 720 } as const;
type Span = keyof typeof HOURS;
const HEIGHT_PX = 360;

/** One point over time, with its limits and what left them. */
export default function Point(): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const span = spanOf(search.get("span"));
  const to = search.get("to");
  const mayEnter = usePermission("monitoring.reading.enter");
  const { data, error, refetch } = useSeries(id, HOURS[span], to);
  if (data === undefined) {
    return error === null ? (
      <LoadingState />
    ) : (
      <ErrorState error={error} retry={() => void refetch()} />
    );
  }
  const { point } = data;
  const choose = (next: Span, until: string | null) =>
    setSearch(until === null ? { span: next } : { span: next, to: until }, { replace: true });
  return (
    <>
      <PageHead
        over={<Link to="/monitoring">{t("live")}</Link>}
        title={`${point.code} ${say(point.name)}`}
        beside={
          <span className="tags">
            <StandingTag point={point} />
            {point.is_critical && <ToneTag tone="plain">{t("critical")}</ToneTag>}
          </span>
        }
        actions={
          <>
            {mayEnter && <Link to={`/monitoring/read/${point.id}`}>{t("enter")}</Link>}
            <Link to={genericRecordPath("monitoring.point", point.id)}>{t("record")}</Link>
          </>
        }
      />
      <div className="stack">
        <SpanBar answer={data} span={span} isNow={to === null} onChoose={choose} />
        <Curve answer={data} />
        <LimitsCard point={point} />
        <ExcursionTable answer={data} />
        <ReadingsTable answer={data} />
      </div>
    </>
  );
}

function spanOf(text: string | null): Span {
  return text !== null && text in HOURS ? (text as Span) : "h6";
}

function SpanBar(props: {
  answer: SeriesAnswer;
  span: Span;
  isNow: boolean;
  onChoose: (span: Span, to: string | null) => void;
}): ReactNode {
  const t = useTexts(monitoring);
  const { instant } = useFormats();
  const { answer, span } = props;
  const later = new Date(Date.parse(answer.to) + HOURS[span] * 3_600_000);
  return (
    <div className={styles.bar}>
      <Segmented<Span>
        aria-label={t("span")}
        value={span}
        options={(Object.keys(HOURS) as Span[]).map((value) => ({ value, label: t(value) }))}
        onChange={(next) => props.onChoose(next, props.isNow ? null : answer.to)}
      />
      <Button icon={<LeftOutlined />} onClick={() => props.onChoose(span, answer.from)}>
        {t("earlier")}
      </Button>
      <Button
        icon={<RightOutlined />}
        disabled={props.isNow}
        onClick={() => props.onChoose(span, later > new Date() ? null : later.toISOString())}
      >
        {t("later")}
      </Button>
      <Button disabled={props.isNow} onClick={() => props.onChoose(span, null)}>
        {t("now")}
      </Button>
      <span className="soft small">
        {instant(answer.from)} – {instant(answer.to)}
      </span>
    </div>
  );
}

function Curve({ answer }: { answer: SeriesAnswer }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const { amount, decimal, instant, number } = useFormats();
  const ink = useInk();
  const unit = answer.point.unit;
  const option = useMemo(
    () =>
      curve(answer, ink, {
        note: ([at, low, high, mean, count]) =>
          count === 1
            ? `${instant(at, "seconds")}\n${amount(mean, unit)}`
            : `${instant(at, "seconds")}\n${amount(mean, unit)} (${decimal(low)} – ${decimal(high)})\n${t("readings", { count, number: number(count) })}`,
        time: (ms) => instant(new Date(ms).toISOString()),
        value: (value) => decimal(String(value)),
      }),
    [answer, ink, amount, decimal, instant, number, t, unit],
  );
  const label = t("curve", {
    name: say(answer.point.name),
    from: instant(answer.from),
    to: instant(answer.to),
  });
  return (
    <Card size="small">
      {answer.series.length === 0 ? (
        <EmptyState text={t("no_readings")} />
      ) : (
        <Chart option={option} label={label} height={HEIGHT_PX} />
      )}
    </Card>
  );
}
