import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { EmptyState, ProblemAlert } from "@platform/states/states";
import { Button, Card, Input, Radio } from "antd";
import { type ReactNode, useId, useState } from "react";
import { training as words } from "./texts";
import styles from "./training.module.css";
import { TrainingRow } from "./training-row";
import type { Training } from "./types";
import { useObservations } from "./use-training";

/** For a trainer: who waits to be watched, and the signed word on what was seen. */
export default function Observe(): ReactNode {
  const t = useTexts(words);
  const question = useObservations();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <PageHead title={t("observe")} lead={t("observe_lead")} />
      <Asked question={question}>
        {({ trainings }) => {
          const training = trainings.find((each) => each.id === chosen);
          if (trainings.length === 0) return <EmptyState text={t("observe_none")} />;
          return (
            <div className={styles.two}>
              <Card size="small">
                <Waiting trainings={trainings} chosen={chosen} onChoose={setChosen} />
              </Card>
              {training === undefined ? (
                <p className="soft">{t("observe_chosen")}</p>
              ) : (
                <Seen key={training.id} training={training} onDone={() => setChosen(null)} />
              )}
            </div>
          );
        }}
      </Asked>
    </>
  );
}

function Waiting(props: {
  trainings: Training[];
  chosen: string | null;
  onChoose: (id: string) => void;
}): ReactNode {
  const t = useTexts(words);
  return (
    <ul className={styles.list}>
      {props.trainings.map((each) => (
        <TrainingRow
          key={each.id}
          training={each}
          hasPerson
          action={
            each.read_at === null ? (
              <span className="soft small">{t("observe_read_first")}</span>
            ) : (
              <Button
                size="small"
                aria-pressed={each.id === props.chosen}
                onClick={() => props.onChoose(each.id)}
              >
                {t("observe")}
              </Button>
            )
          }
        />
      ))}
    </ul>
  );
}

function Seen(props: { training: Training; onDone: () => void }): ReactNode {
  const t = useTexts(words);
  const field = useId();
  const name = useName(props.training.user_id)?.name ?? props.training.user_id;
  const [text, setText] = useState("");
  const [isCompetent, setCompetent] = useState<boolean | null>(null);
  const { send, isSending, problem } = useSend();
  const sign = async () => {
    if (isCompetent === null) return;
    const receipt = await send(
      command("training.record_observation/1", {
        training_id: props.training.id,
        is_competent: isCompetent,
        observation: text.trim(),
      }),
    );
    if (receipt !== null) props.onDone();
  };
  return (
    <Card size="small" title={`${name} · ${props.training.number}`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
      >
        <div>
          <label htmlFor={field}>{t("observe_saw")}</label>
          <Input.TextArea
            id={field}
            rows={4}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Radio.Group
          aria-label={t("observe_verdict")}
          value={isCompetent}
          onChange={(event) => setCompetent(event.target.value as boolean)}
          options={[
            { label: t("observe_good"), value: true },
            { label: t("observe_bad"), value: false },
          ]}
        />
        {problem !== null && <ProblemAlert problem={problem} />}
        <div>
          <Button
            type="primary"
            htmlType="submit"
            loading={isSending}
            disabled={text.trim() === "" || isCompetent === null}
          >
            {t("observe_do")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
