import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { chosenText, isWhole } from "./standing";
import { training as words } from "./texts";
import styles from "./training.module.css";
import type { PaperAnswer } from "./types";

/** The questions, as long as there are attempts; and how the attempts so far went. */
export function Questions(props: { answer: PaperAnswer; isMine: boolean }): ReactNode {
  const t = useTexts(words);
  const { training, questions, attempts } = props.answer;
  const left = (training.attempts_max ?? 0) - training.attempts;
  const mayTry =
    props.isMine && training.read_at !== null && training.passed_at === null && left > 0;
  return (
    <>
      {questions.length === 0 ? (
        <p className="soft">{t("step_questions_none")}</p>
      ) : (
        <p className="soft">
          {t("step_questions_lead", {
            mark: props.answer.pass_mark ?? questions.length,
            total: questions.length,
          })}{" "}
          {training.passed_at === null && t("step_questions_left", { count: Math.max(left, 0) })}
        </p>
      )}
      {attempts.length > 0 && (
        <section aria-label={t("attempts")}>
          <ul className={styles.list}>
            {attempts.map((each) => (
              <li key={each.number} className={styles.stepHead}>
                <span>
                  {t("attempt", {
                    number: each.number,
                    correct: each.correct,
                    total: each.total,
                  })}
                </span>
                <ToneTag tone={each.is_passed ? "good" : "bad"}>
                  {t(each.is_passed ? "passed" : "failed")}
                </ToneTag>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayTry && questions.length > 0 && <Sheet key={training.attempts} answer={props.answer} />}
    </>
  );
}

function Sheet({ answer }: { answer: PaperAnswer }): ReactNode {
  const t = useTexts(words);
  const [chosen, setChosen] = useState<ReadonlyMap<number, readonly number[]>>(new Map());
  const { send, isSending, problem } = useSend();
  const positions = answer.questions.map((each) => each.position);
  const isReady = isWhole(positions, chosen);
  const handIn = () =>
    void send(
      command("training.take_assessment/1", {
        training_id: answer.training.id,
        answers: positions.map((position) => ({
          position,
          chosen: chosenText(chosen.get(position) ?? []),
        })),
      }),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        handIn();
      }}
    >
      {answer.questions.map((each) => (
        <fieldset key={each.position} className={styles.question}>
          <legend>
            {each.position}. {each.text}
          </legend>
          <Checkbox.Group
            className={styles.choices}
            value={[...(chosen.get(each.position) ?? [])]}
            onChange={(values) => setChosen(new Map(chosen).set(each.position, values))}
            options={each.choices.map((choice, index) => ({ label: choice, value: index + 1 }))}
          />
        </fieldset>
      ))}
      {problem !== null && <ProblemAlert problem={problem} />}
      <Button type="primary" htmlType="submit" disabled={!isReady} loading={isSending}>
        {t("step_questions_do")}
      </Button>
      {!isReady && <p className="soft small">{t("step_questions_all")}</p>}
    </form>
  );
}
