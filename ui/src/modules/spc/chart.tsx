import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Segmented } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { CapabilityCard } from "./capability-card";
import { marksOf } from "./control";
import { Drawing } from "./drawing";
import { LimitsCard } from "./limits-card";
import { PointsTable } from "./points-table";
import { SignalTable } from "./signal-table";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { ChartAnswer } from "./types";
import { useChart } from "./use-spc";

const HOURS = { h6: 6, h24: 24, d7: 168, d30: 720 } as const;
type Span = keyof typeof HOURS;

/** One chart over time: its points, what rules say of them, its limits and its capability. */
export default function ControlChart(): ReactNode {
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const span = spanOf(search.get("span"));
  const to = search.get("to");
  const choose = (next: Span, until: string | null) =>
    setSearch(until === null ? { span: next } : { span: next, to: until }, { replace: true });
  return (
    <Asked question={useChart(id, HOURS[span], to)}>
      {(answer) => (
        <>
          <Head answer={answer} />
          <div className="stack">
            <Waiting answer={answer} />
            <SpanBar answer={answer} span={span} isNow={to === null} onChoose={choose} />
            <Points answer={answer} />
            <SignalTable answer={answer} />
            <div className={styles.columns}>
              <LimitsCard answer={answer} />
              <CapabilityCard answer={answer} />
            </div>
            <PointsTable points={answer.points} />
          </div>
        </>
      )}
    </Asked>
  );
}

function spanOf(text: string | null): Span {
  return text !== null && text in HOURS ? (text as Span) : "h6";
}

function Head({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { number } = useFormats();
  const mayDraft = usePermission("spc.limits.draft");
  const { chart } = answer;
  const waiting = answer.signals.filter((each) => each.is_open).length;
  return (
    <PageHead
      over={<Link to="/spc">{t("wall")}</Link>}
      title={`${chart.code} ${say(chart.name)}`}
      beside={
        waiting > 0 && (
          <ToneTag tone="bad">
            {t("to_explain_count", { count: waiting, number: number(waiting) })}
          </ToneTag>
        )
      }
      lead={
        <>
          {say(chart.kind_label)} ·{" "}
          <Link to={recordPath("monitoring.point", chart.point.id)}>{chart.point.code}</Link>
        </>
      }
      actions={
        <>
          <Link to={genericRecordPath("spc.chart", chart.id)}>{t("all")}</Link>
          {mayDraft && (
            <Link to={`/spc/${chart.id}/baseline`}>
              <Button type="primary">{t("new_limits")}</Button>
            </Link>
          )}
        </>
      }
    />
  );
}

function Waiting({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  return (
    <>
      {answer.drafts.map((each) => (
        <div key={each.id} className={styles.notice}>
          {t("draft", { revision: each.revision })}
          <Link to={recordPath("spc.control_limits", each.id)}>{t("open_draft")}</Link>
        </div>
      ))}
      {answer.limits === null && <div className={styles.notice}>{t("no_limits")}</div>}
    </>
  );
}

function SpanBar(props: {
  answer: ChartAnswer;
  span: Span;
  isNow: boolean;
  onChoose: (span: Span, to: string | null) => void;
}): ReactNode {
  const t = useTexts(spc);
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

function Points({ answer }: { answer: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { instant } = useFormats();
  const { points, signals } = answer;
  const marks = useMemo(() => marksOf(points, signals), [points, signals]);
  const label = t("drawing", {
    name: say(answer.chart.name),
    from: instant(answer.from),
    to: instant(answer.to),
  });
  return (
    <Card size="small">
      {points.length === 0 ? (
        <EmptyState text={t("points_none")} />
      ) : (
        <Drawing points={points} marks={marks} fired={signals} label={label} />
      )}
    </Card>
  );
}
