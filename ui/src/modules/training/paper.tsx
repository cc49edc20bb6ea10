import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { usePerson } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Alert, Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { Questions } from "./questions";
import { fileOf, titleOf, toneTag } from "./standing";
import { training as words } from "./texts";
import styles from "./training.module.css";
import type { PaperAnswer, Training } from "./types";
import { usePaper } from "./use-training";

/** One training, step by step: read and sign, answer, be watched. */
export default function Paper(): ReactNode {
  const { id = "" } = useParams();
  const question = usePaper(id);
  return <Asked question={question}>{(answer) => <Steps answer={answer} />}</Asked>;
}

function Steps({ answer }: { answer: PaperAnswer }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { training } = answer;
  const isMine = usePerson().userId === training.user_id;
  return (
    <div className="narrow">
      <PageHead
        title={`${training.number} ${say(titleOf(training))}`}
        beside={<ToneTag tone={toneTag(training.tone)}>{say(training.standing_label)}</ToneTag>}
        lead={t("revision", { revision: training.revision })}
        actions={<Link to="/training">{t("back")}</Link>}
      />
      <div className="stack">
        {training.state === "qualified" && isMine && (
          <Alert type="success" showIcon title={t("ready")} />
        )}
        {!isMine && (
          <p>
            {t("whose")} <Name id={training.user_id} />
          </p>
        )}
        <ol className={styles.steps}>
          <Step title={t("step_read")} at={training.read_at}>
            <Reading training={training} isMine={isMine} />
          </Step>
          {(training.needs_assessment || answer.attempts.length > 0) && (
            <Step title={t("step_questions")} at={training.passed_at}>
              <Questions answer={answer} isMine={isMine} />
            </Step>
          )}
          {training.needs_observation && (
            <Step title={t("step_observe")} at={training.observed_at}>
              <p className="soft">{t("step_observe_lead")}</p>
            </Step>
          )}
        </ol>
      </div>
    </div>
  );
}

function Step(props: { title: string; at: string | null; children: ReactNode }): ReactNode {
  const t = useTexts(words);
  const { instant } = useFormats();
  return (
    <li>
      <Card
        size="small"
        title={
          <span className={styles.stepHead}>
            <span>{props.title}</span>
            <ToneTag tone={props.at === null ? "warn" : "good"}>
              {props.at === null ? t("step_open") : t("step_done", { date: instant(props.at) })}
            </ToneTag>
          </span>
        }
      >
        {props.children}
      </Card>
    </li>
  );
}

function Reading(props: { training: Training; isMine: boolean }): ReactNode {
  const t = useTexts(words);
  const { training } = props;
  const { send, isSending, problem } = useSend();
  const isOpen = training.state === "planned" || training.state === "in_training";
  const confirm = () =>
    void send(command("training.confirm_reading/1", { training_id: training.id }));
  return (
    <>
      <p className="soft">{t("step_read_lead")}</p>
      <p>
        <strong>{t("changed")}:</strong> {training.change_summary}
      </p>
      <p>
        <a
          href={fileOf(training.revision_id, training.media_type)}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t("open_document")}: {training.file_name}
        </a>
      </p>
      {problem !== null && <ProblemAlert problem={problem} />}
      {props.isMine && isOpen && training.read_at === null && (
        <Button type="primary" loading={isSending} onClick={confirm}>
          {t("step_read_do")}
        </Button>
      )}
    </>
  );
}
