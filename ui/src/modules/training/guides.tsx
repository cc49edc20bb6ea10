import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Collapse } from "antd";
import type { ReactNode } from "react";
import { Link, useLocation } from "react-router-dom";
import { training as words } from "./texts";
import styles from "./training.module.css";
import type { Guide, GuideStep } from "./types";
import { useGuides } from "./use-training";

/** The guides of one's roles, then those of others; each step is said to be understood. */
export default function Guides(): ReactNode {
  const t = useTexts(words);
  const question = useGuides();
  return (
    <>
      <PageHead title={t("guides")} lead={t("guides_lead")} />
      <Asked question={question}>
        {({ guides }) => (
          <div className="stack">
            <Some title={t("guide_own")} guides={guides.filter((each) => each.is_own)} isOwn />
            <Some title={t("guide_rest")} guides={guides.filter((each) => !each.is_own)} />
          </div>
        )}
      </Asked>
    </>
  );
}

function Some(props: { title: string; guides: Guide[]; isOwn?: boolean }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const hash = useLocation().hash.slice(1);
  if (props.guides.length === 0) return null;
  const open = props.guides.some((each) => each.role === hash) ? hash : props.guides[0]?.role;
  return (
    <section>
      <h2>{props.title}</h2>
      <Collapse
        defaultActiveKey={props.isOwn && open !== undefined ? [open] : []}
        items={props.guides.map((guide) => ({
          key: guide.role,
          label: say(guide.title),
          extra: (
            <span className="soft small">
              {t("guide_progress", {
                done: guide.steps.filter((each) => each.completed_at !== null).length,
                steps: guide.steps.length,
              })}
            </span>
          ),
          children: <StepList guide={guide} />,
        }))}
      />
    </section>
  );
}

function StepList({ guide }: { guide: Guide }): ReactNode {
  return (
    <ol className={styles.steps}>
      {guide.steps.map((step) => (
        <li key={step.code} className={styles.guide}>
          <OneStep guide={guide} step={step} />
        </li>
      ))}
    </ol>
  );
}

function OneStep({ guide, step }: { guide: Guide; step: GuideStep }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { instant } = useFormats();
  const { send, isSending, problem } = useSend();
  const complete = () =>
    void send(command("training.complete_guide_step/1", { guide: guide.role, step: step.code }));
  return (
    <>
      <h3>{say(step.title)}</h3>
      <dl className={styles.told}>
        <dt>{t("guide_do")}</dt>
        <dd>{say(step.do)}</dd>
        <dt>{t("guide_evidence")}</dt>
        <dd>{say(step.evidence)}</dd>
        <dt>{t("guide_screen")}</dt>
        <dd>{say(step.screen)}</dd>
      </dl>
      {problem !== null && <ProblemAlert problem={problem} />}
      <div className="form-buttons">
        {step.completed_at === null ? (
          <Button size="small" loading={isSending} onClick={complete}>
            {t("guide_done")}
          </Button>
        ) : (
          <ToneTag tone="good">{t("guide_done_at", { date: instant(step.completed_at) })}</ToneTag>
        )}
        {step.path !== "" && <Link to={step.path}>{t("guide_open")}</Link>}
      </div>
    </>
  );
}
