import { command, useSend } from "@platform/api/commands";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { titleOf } from "./standing";
import { training as words } from "./texts";
import styles from "./training.module.css";
import { TrainingRow } from "./training-row";
import type { GuideProgress, MineAnswer, Policy, Training } from "./types";
import { useMine } from "./use-training";

/** What one has to learn, what one is qualified for, the policy, and the guides of one's roles. */
export default function Mine(): ReactNode {
  const t = useTexts(words);
  const question = useMine();
  return (
    <>
      <PageHead title={t("mine")} lead={t("mine_lead")} />
      <Asked question={question}>{(answer) => <All answer={answer} />}</Asked>
    </>
  );
}

function All({ answer }: { answer: MineAnswer }): ReactNode {
  const t = useTexts(words);
  const open = answer.trainings.filter((each) => each.state !== "qualified");
  const done = answer.trainings.filter((each) => each.state === "qualified");
  return (
    <div className="stack">
      {answer.policy !== null && <PolicyCard policy={answer.policy} />}
      <Card size="small" title={t("to_do")}>
        <List trainings={open} none={t("to_do_none")} />
      </Card>
      <Card size="small" title={t("qualified")}>
        <List trainings={done} none={t("qualified_none")} />
      </Card>
      <GuidesCard guides={answer.guides} />
    </div>
  );
}

function List(props: { trainings: Training[]; none: string }): ReactNode {
  const t = useTexts(words);
  if (props.trainings.length === 0) return <p className="soft">{props.none}</p>;
  return (
    <ul className={styles.list}>
      {props.trainings.map((each) => (
        <TrainingRow
          key={each.id}
          training={each}
          action={
            <Link to={`/training/paper/${each.id}`} aria-label={label(each, t(wordOf(each)))}>
              {t(wordOf(each))}
            </Link>
          }
        />
      ))}
    </ul>
  );
}

function wordOf(training: Training): "begin" | "go_on" | "open_document" {
  if (training.state === "qualified") return "open_document";
  return training.read_at === null ? "begin" : "go_on";
}

function label(training: Training, word: string): string {
  return `${word}: ${training.number}`;
}

function PolicyCard({ policy }: { policy: Policy }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { send, isSending, problem } = useSend();
  const acknowledge = () =>
    void send(command("training.acknowledge_policy/1", { revision_id: policy.revision_id }));
  if (policy.is_acknowledged) {
    return (
      <p className="good">
        {t("policy_done", { number: policy.number, revision: policy.revision })}
      </p>
    );
  }
  return (
    <Card size="small" title={t("policy")}>
      <p>{t("policy_lead")}</p>
      <p>
        <strong>{policy.number}</strong> {say(titleOf(policy))} ·{" "}
        {t("revision", { revision: policy.revision })}
      </p>
      {problem !== null && <ProblemAlert problem={problem} />}
      <div className="form-buttons">
        <Button type="primary" loading={isSending} onClick={acknowledge}>
          {t("policy_do")}
        </Button>
        <Link to={`/record/documents.revision/${policy.revision_id}`}>{t("open_document")}</Link>
      </div>
    </Card>
  );
}

function GuidesCard({ guides }: { guides: GuideProgress[] }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  return (
    <Card size="small" title={t("guides")}>
      <p className="soft">{t("guides_lead")}</p>
      <ul className={styles.list}>
        {guides.map((each) => (
          <li key={each.role} className={styles.row}>
            <Link to={`/guides#${each.role}`}>{say(each.title)}</Link>
            <span className={each.done === each.steps ? "good" : "soft"}>
              {t("guide_progress", { done: each.done, steps: each.steps })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
