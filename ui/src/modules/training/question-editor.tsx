import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  PlusOutlined,
} from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { Button, Card, Checkbox, Input } from "antd";
import { type ReactNode, useId } from "react";
import {
  CHOICES_MAX,
  CHOICES_MIN,
  type ChoiceDraft,
  lackOf,
  newChoice,
  type QuestionDraft,
} from "./drafting";
import { training as words } from "./texts";
import styles from "./training.module.css";

interface Props {
  question: QuestionDraft;
  number: number;
  count: number;
  /** Say what is missing: once somebody has tried to send it. */
  isChecked: boolean;
  onChange: (question: QuestionDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One question: its words, its choices, and which of them are right. */
export function QuestionEditor(props: Props): ReactNode {
  const t = useTexts(words);
  const id = useId();
  const { question, number } = props;
  const lack = props.isChecked ? lackOf(question) : null;
  return (
    <Card
      size="small"
      role="group"
      aria-label={t("question_n", { number })}
      title={t("question_n", { number })}
      extra={<Tools {...props} />}
    >
      <label htmlFor={id}>{t("question_text")}</label>
      <Input.TextArea
        id={id}
        value={question.text}
        maxLength={1000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        status={lack === "lack_text" ? "error" : ""}
        onChange={(event) => props.onChange({ ...question, text: event.target.value })}
      />
      <Choices {...props} />
      {lack !== null && (
        <p className="bad" role="alert">
          {t(lack)}
        </p>
      )}
    </Card>
  );
}

function Tools(props: Props): ReactNode {
  const t = useTexts(words);
  const { number, count } = props;
  return (
    <>
      <Button
        type="text"
        icon={<ArrowUpOutlined />}
        aria-label={t("question_up", { number })}
        disabled={number === 1}
        onClick={() => props.onMove(-1)}
      />
      <Button
        type="text"
        icon={<ArrowDownOutlined />}
        aria-label={t("question_down", { number })}
        disabled={number === count}
        onClick={() => props.onMove(1)}
      />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t("question_remove", { number })}
        disabled={count === 1}
        onClick={props.onRemove}
      />
    </>
  );
}

function Choices(props: Props): ReactNode {
  const t = useTexts(words);
  const { question, onChange } = props;
  const { choices } = question;
  const put = (choice: ChoiceDraft) =>
    onChange({
      ...question,
      choices: choices.map((each) => (each.key === choice.key ? choice : each)),
    });
  return (
    <>
      <p className="soft small">{t("choice_lead")}</p>
      <ul className={styles.list}>
        {choices.map((choice, index) => (
          <li key={choice.key} className={styles.choice}>
            <Checkbox
              aria-label={t("choice_right_n", { number: index + 1 })}
              checked={choice.isRight}
              onChange={(event) => put({ ...choice, isRight: event.target.checked })}
            >
              {t("choice_right")}
            </Checkbox>
            <Input
              aria-label={t("choice_n", { number: index + 1 })}
              value={choice.text}
              maxLength={400}
              onChange={(event) => put({ ...choice, text: event.target.value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("choice_remove", { number: index + 1 })}
              disabled={choices.length <= CHOICES_MIN}
              onClick={() =>
                onChange({ ...question, choices: choices.filter(({ key }) => key !== choice.key) })
              }
            />
          </li>
        ))}
      </ul>
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        disabled={choices.length >= CHOICES_MAX}
        onClick={() => onChange({ ...question, choices: [...choices, newChoice()] })}
      >
        {t("choice_add")}
      </Button>
    </>
  );
}
