import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useLedger } from "@platform/api/ledger";
import { useFormats } from "@platform/formats/use-formats";
import { wallOf } from "@platform/formats/zoned";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { PageHead } from "@platform/screens/page";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Alert, Button, Card, DatePicker, Segmented } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router-dom";
import styles from "./boards.module.css";
import { ScheduleChart } from "./schedule-chart";
import { RunTable, WaitingTable } from "./schedule-tables";
import { boards } from "./texts";
import type { ScheduleAnswer } from "./types";
import { useBoard } from "./use-board";
import { addDays, COUNTS, type Days, instantsOf, readDays } from "./window";

/** What ran where and when, and what waits to begin. */
export default function Schedule(): ReactNode {
  const zone = useLedger()?.zone;
  return zone === undefined ? <LoadingState /> : <InZone zone={zone} />;
}

function InZone({ zone }: { zone: string }): ReactNode {
  const t = useTexts(boards);
  const [search, setSearch] = useSearchParams();
  const today = wallOf(new Date().toISOString(), zone).slice(0, 10);
  const days = readDays(search, today);
  const change = (next: Days) =>
    setSearch({ to: next.last, days: String(next.count) }, { replace: true });
  const { data, error, refetch, isPlaceholderData } = useBoard<ScheduleAnswer>("schedule", {
    ...instantsOf(days, zone),
  });
  return (
    <>
      <PageHead title={t("schedule")} lead={t("schedule_lead")} />
      <div className="stack">
        <DayTools days={days} today={today} onChange={change} />
        {data === undefined && error === null && <LoadingState />}
        {data === undefined && error !== null && (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
        {data !== undefined && (
          <div className="stack" aria-busy={isPlaceholderData}>
            {data.clipped && <Alert type="warning" showIcon title={t("clipped")} />}
            <Runs answer={data} zone={zone} onLast={(last) => change({ ...days, last })} />
            <Card size="small" title={t("waiting")}>
              <WaitingTable waiting={data.waiting} />
            </Card>
          </div>
        )}
      </div>
    </>
  );
}

function DayTools(props: { days: Days; today: string; onChange: (days: Days) => void }): ReactNode {
  const t = useTexts(boards);
  const { days, onChange } = props;
  const move = (by: number) => onChange({ ...days, last: addDays(days.last, by * days.count) });
  return (
    <div className={styles.tools}>
      <Segmented
        aria-label={t("window")}
        value={days.count}
        options={COUNTS.map((count) => ({ value: count, label: t("day", { count }) }))}
        onChange={(count) => onChange({ ...days, count })}
      />
      <div className={styles.steps}>
        <Button icon={<LeftOutlined />} aria-label={t("earlier")} onClick={() => move(-1)} />
        <DatePicker
          allowClear={false}
          aria-label={t("last_day")}
          value={dayjs(days.last)}
          onChange={(day) => day && onChange({ ...days, last: day.format("YYYY-MM-DD") })}
        />
        <Button icon={<RightOutlined />} aria-label={t("later")} onClick={() => move(1)} />
      </div>
      <Button
        disabled={days.last === props.today}
        onClick={() => onChange({ ...days, last: props.today })}
      >
        {t("today")}
      </Button>
    </div>
  );
}

function Runs(props: {
  answer: ScheduleAnswer;
  zone: string;
  onLast: (day: string) => void;
}): ReactNode {
  const t = useTexts(boards);
  const { answer, zone } = props;
  if (answer.rows.every((row) => row.bars.length === 0)) {
    return (
      <Card size="small">
        <EmptyState
          text={t("runs_none")}
          action={<LastRun before={answer.to} zone={zone} onLast={props.onLast} />}
        />
      </Card>
    );
  }
  return (
    <>
      <Card size="small">
        <ScheduleChart answer={answer} zone={zone} />
      </Card>
      <Card size="small" title={t("runs")}>
        <RunTable rows={answer.rows} />
      </Card>
    </>
  );
}

/** Where nothing ran, the way to the day when something last did. */
function LastRun(props: {
  before: string;
  zone: string;
  onLast: (day: string) => void;
}): ReactNode {
  const t = useTexts(boards);
  const { date } = useFormats();
  const last = useRecords("production.operation_run", {
    "started_at.max": props.before,
    sort: "-started_at",
    limit: 1,
  }).data?.records[0]?.started_at;
  if (typeof last !== "string") return null;
  const day = wallOf(last, props.zone).slice(0, 10);
  return (
    <Button type="primary" onClick={() => props.onLast(day)}>
      {t("runs_last")} ({date(day)})
    </Button>
  );
}
