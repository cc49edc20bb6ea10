import { SafetyCertificateOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { EmptyState, ErrorState, LoadingState, ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Findings } from "./findings";
import { findingCount, type Job, secondsOf } from "./jobs";
import styles from "./ledger.module.css";
import { Levels } from "./levels";
import { ledger } from "./texts";

const ASK_AGAIN_MS = 700;

/** Everything read again and compared: begun here, watched here, and how it ended before. */
export function Verification(): ReactNode {
  const t = useTexts(ledger);
  const { ago } = useFormats();
  const jobs = useJobs();
  const start = useStart();
  const [chosen, setChosen] = useState<string | null>(null);
  if (jobs.error !== null && jobs.data === undefined) {
    return <ErrorState error={jobs.error} retry={() => void jobs.refetch()} />;
  }
  if (jobs.data === undefined) return <LoadingState rows={8} />;
  const running = jobs.data.find(({ state }) => state === "running");
  const shown = jobs.data.find(({ id }) => id === chosen) ?? running ?? jobs.data[0];
  const begin = () => {
    setChosen(null);
    start.mutate();
  };
  return (
    <div className="stack">
      <div className={styles.begin}>
        <Button
          type="primary"
          size="large"
          icon={<SafetyCertificateOutlined />}
          loading={start.isPending || running !== undefined}
          onClick={begin}
        >
          {t("verify")}
        </Button>
        <p className="soft" role="status">
          {running ? t("verify_running", { ago: ago(running.started) }) : t("verify_lead")}
        </p>
      </div>
      {start.error !== null && <ProblemAlert problem={asProblem(start.error)} />}
      {shown === undefined ? (
        <EmptyState text={t("verify_never")} />
      ) : (
        <>
          <Result job={shown} />
          <Runs jobs={jobs.data} shown={shown.id} onShow={setChosen} />
        </>
      )}
    </div>
  );
}

function useJobs() {
  return useQuery({
    queryKey: ["jobs"],
    queryFn: async ({ signal }) => (await call<{ jobs: Job[] }>("/api/jobs", { signal })).jobs,
    refetchInterval: ({ state }) =>
      state.data?.some((job) => job.state === "running") ? ASK_AGAIN_MS : false,
  });
}

function useStart() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<{ id: string }>("/api/jobs/verify", { method: "POST", body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

function Result({ job }: { job: Job }): ReactNode {
  const t = useTexts(ledger);
  const { number } = useFormats();
  const report = job.result;
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("result")}</h2>}>
      <div className="stack">
        {job.state === "failed" && <Alert type="error" showIcon title={t("verify_not_told")} />}
        {report !== null && (
          <Alert
            type={report.whole ? "success" : "error"}
            showIcon
            title={t(report.whole ? "result_whole" : "result_damaged")}
          />
        )}
        <Levels job={job} />
        {report !== null && (
          <>
            <dl className="facts">
              <Figure label={t("run_entries")}>{number(report.size)}</Figure>
              <Figure label={t("run_signed")}>{number(report.signed_size)}</Figure>
              <Figure label={t("run_changes")}>{number(report.changes_replayed)}</Figure>
            </dl>
            {report.findings.length > 0 && <Findings findings={report.findings} />}
            {!report.anchored && <p className="soft small">{t("result_not_anchored")}</p>}
          </>
        )}
      </div>
    </Card>
  );
}

function Figure(props: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd className="number">{props.children}</dd>
    </div>
  );
}

/** What was found before; each can be opened above. */
function Runs(props: {
  jobs: readonly Job[];
  shown: string;
  onShow: (id: string) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const { number } = useFormats();
  const took = useTook();
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("runs")}</h2>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="scroll-x" aria-label={t("runs")} tabIndex={0}>
        <table className={`rows ${styles.runs}`}>
          <thead>
            <tr>
              <th scope="col">{t("run_started")}</th>
              <th scope="col">{t("run_result")}</th>
              <th scope="col">{t("run_entries")}</th>
              <th scope="col">{t("run_took")}</th>
              <th scope="col">{t("run_by")}</th>
            </tr>
          </thead>
          <tbody>
            {props.jobs.map((job) => (
              <tr key={job.id} data-shown={job.id === props.shown}>
                <td>
                  <Button
                    type="link"
                    size="small"
                    className={styles.opens}
                    aria-current={job.id === props.shown}
                    onClick={() => props.onShow(job.id)}
                  >
                    <Instant at={job.started} isPrecise />
                  </Button>
                </td>
                <td>
                  <Outcome job={job} />
                </td>
                <td className="number">{job.result === null ? "" : number(job.result.size)}</td>
                <td className="number">{took(job)}</td>
                <td>
                  <Name id={job.by} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Outcome({ job }: { job: Job }): ReactNode {
  const t = useTexts(ledger);
  if (job.state === "running") return <ToneTag tone="busy">{t("run_running")}</ToneTag>;
  if (job.result === null) return <ToneTag tone="bad">{t("run_failed")}</ToneTag>;
  if (job.result.whole) return <ToneTag tone="good">{t("run_whole")}</ToneTag>;
  return <ToneTag tone="bad">{t("run_damaged", { count: findingCount(job.result) })}</ToneTag>;
}

function useTook(): (job: Job) => string {
  const t = useTexts(ledger);
  return (job) => {
    if (job.state === "failed") return "";
    const seconds = secondsOf(job, Date.now());
    if (seconds < 100) return t("took_seconds", { count: seconds });
    return t("took_minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  };
}
