import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { entryPath, recordPath } from "@platform/screens/paths";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { rules } from "./texts";
import type { Case, Trial } from "./types";
import type { Trying } from "./use-rules";

/** What a rule would have done, with the cases, as far as that is known. */
export function TrialResult({ trying }: { trying: Trying }): ReactNode {
  const t = useTexts(rules);
  const { number } = useFormats();
  const { trial, isRunning, problem } = trying;
  return (
    <div className="stack" aria-live="polite" aria-busy={isRunning}>
      {problem !== null && <ProblemAlert problem={problem} />}
      {isRunning && (
        <span className="soft">
          {t("trying", { count: trial?.facts ?? 0, number: number(trial?.facts ?? 0) })}
        </span>
      )}
      {trial !== null && !isRunning && <Figures trial={trial} />}
      {trial !== null && trial.cases.length > 0 && <Cases trial={trial} />}
    </div>
  );
}

function Figures({ trial }: { trial: Trial }): ReactNode {
  const t = useTexts(rules);
  const { number, instant } = useFormats();
  const { fired, facts, failed } = trial;
  return (
    <div>
      <strong>{t("would", { count: fired, number: number(fired) })}</strong>{" "}
      {t("of_facts", { count: facts, number: number(facts) })}
      {failed > 0 && (
        <>
          {" "}
          <ToneTag tone="bad">{t("failing", { count: failed, number: number(failed) })}</ToneTag>
        </>
      )}
      <div className="soft small">
        {t("span", { from: instant(trial.since), to: instant(trial.until) })}
      </div>
      {fired + failed === 0 && <div className="soft">{t("none")}</div>}
    </div>
  );
}

function Cases({ trial }: { trial: Trial }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const { instant } = useFormats();
  return (
    <Table<Case>
      size="small"
      rowKey={(each) => `${each.seq} ${each.about.join(" ")}`}
      dataSource={[...trial.cases]}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t("fact"),
          render: (_, each) => (
            <div>
              <Link to={entryPath(each.seq)}>{instant(each.occurred, "seconds")}</Link>
              <div>{say(each.told)}</div>
              {each.failure !== null && <ToneTag tone="bad">{say(each.failure)}</ToneTag>}
            </div>
          ),
        },
        {
          title: t("about"),
          render: (_, each) => (
            <span className="tags">
              {each.about.map((id) => (
                <About key={id} id={id} trial={trial} />
              ))}
            </span>
          ),
        },
        {
          title: t("values"),
          render: (_, each) => (
            <span className="small">
              {Object.entries(each.values).map(([name, value]) => (
                <div key={name}>
                  <code>{name}</code> {value}
                </div>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}

function About(props: { id: string; trial: Trial }): ReactNode {
  const named = props.trial.names[props.id];
  if (named === undefined || named.kind === null) return <span>{props.id}</span>;
  return <Link to={recordPath(named.kind, props.id)}>{named.name}</Link>;
}
