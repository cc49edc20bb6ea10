import { PlusOutlined } from "@ant-design/icons";
import { command, useSend } from "@platform/api/commands";
import type { Receipt } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { IdPicker } from "@platform/pick/id-picker";
import { ReceiptView } from "@platform/receipt/receipt-view";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { Alert, Button, Card, InputNumber } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useSearchParams } from "react-router-dom";
import {
  keysText,
  lackOf,
  moved,
  newQuestion,
  newSalt,
  QUESTIONS_MAX,
  type QuestionDraft,
  shownOf,
} from "./drafting";
import { QuestionEditor } from "./question-editor";
import { titleOf } from "./standing";
import { training as words } from "./texts";
import type { QuestionsAnswer } from "./types";
import { useQuestions } from "./use-training";

const KIND = "training.set_assessment/1";
const ATTEMPTS = 3;
const ATTEMPTS_MAX = 20;

/** `/do/training.set_assessment/1?revision_id=drv_3`: the questions about a revision. */
export default function Editor(): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const command = useRegistry().command(KIND);
  const id = useId();
  const [asked, setAsked] = useSearchParams();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const revisionId = asked.get("revision_id");
  const field = command?.fields.find(({ name }) => name === "revision_id");
  if (command === undefined || field === undefined) return null;
  return (
    <div className="narrow">
      <PageHead title={say(command.label)} lead={t("editor_lead")} />
      {receipt !== null ? (
        <ReceiptView
          receipt={receipt}
          about={revisionId ?? undefined}
          onAgain={() => setReceipt(null)}
        />
      ) : (
        <div className="stack">
          <Card size="small">
            <label htmlFor={id}>{say(field.label)}</label>
            <IdPicker
              id={id}
              prefix="drv"
              value={revisionId}
              onChange={(next) => setAsked(next === null ? {} : { revision_id: next })}
            />
          </Card>
          {revisionId !== null && (
            <OfRevision key={revisionId} revisionId={revisionId} onDone={setReceipt} />
          )}
        </div>
      )}
    </div>
  );
}

function OfRevision(props: { revisionId: string; onDone: (receipt: Receipt) => void }): ReactNode {
  const question = useQuestions(props.revisionId);
  return <Asked question={question}>{(answer) => <Sheet {...props} answer={answer} />}</Asked>;
}

function Sheet(props: {
  revisionId: string;
  answer: QuestionsAnswer;
  onDone: (receipt: Receipt) => void;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { answer } = props;
  const [questions, setQuestions] = useState<readonly QuestionDraft[]>(() => begun(answer));
  const [mark, setMark] = useState<number | null>(answer.pass_mark);
  const [attempts, setAttempts] = useState<number | null>(answer.attempts_max ?? ATTEMPTS);
  const [isChecked, setChecked] = useState(false);
  const { send, isSending, problem } = useSend();
  const isWhole = questions.every((each) => lackOf(each) === null);
  const isMarked = mark !== null && mark <= questions.length && attempts !== null;
  const put = (at: number, question: QuestionDraft) =>
    setQuestions(questions.map((each, index) => (index === at ? question : each)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isWhole || !isMarked) return;
    const receipt = await send(
      command(KIND, {
        revision_id: props.revisionId,
        questions: shownOf(questions),
        keys: keysText(questions, newSalt()),
        pass_mark: mark,
        attempts_max: attempts,
      }),
    );
    if (receipt !== null) props.onDone(receipt);
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>
        <strong>{answer.number}</strong> {say(titleOf(answer))} ·{" "}
        {t("revision", { revision: answer.revision })}
      </p>
      {answer.questions.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t("editor_again")}
          description={t("editor_again_lead")}
        />
      )}
      {questions.map((question, at) => (
        <QuestionEditor
          key={question.key}
          question={question}
          number={at + 1}
          count={questions.length}
          isChecked={isChecked}
          onChange={(next) => put(at, next)}
          onMove={(by) => setQuestions(moved(questions, at, by))}
          onRemove={() => setQuestions(questions.filter(({ key }) => key !== question.key))}
        />
      ))}
      <div>
        <Button
          icon={<PlusOutlined />}
          disabled={questions.length >= QUESTIONS_MAX}
          onClick={() => setQuestions([...questions, newQuestion()])}
        >
          {t("question_add")}
        </Button>
      </div>
      <Marks
        count={questions.length}
        mark={mark}
        attempts={attempts}
        isWrong={isChecked && !isMarked}
        onMark={setMark}
        onAttempts={setAttempts}
      />
      <p className="soft small">{t("editor_secret")}</p>
      {problem !== null && <ProblemAlert problem={problem} />}
      {isChecked && !isWhole && <Alert type="error" showIcon title={t("editor_lacks")} />}
      <div>
        <Button type="primary" htmlType="submit" loading={isSending}>
          {t("editor_do")}
        </Button>
      </div>
    </form>
  );
}

/** The questions that are asked now, without the right answers, which nobody is shown. */
function begun(answer: QuestionsAnswer): readonly QuestionDraft[] {
  if (answer.questions.length === 0) return [newQuestion()];
  return answer.questions.map((each) => newQuestion(each.text, each.choices));
}

function Marks(props: {
  count: number;
  mark: number | null;
  attempts: number | null;
  isWrong: boolean;
  onMark: (mark: number | null) => void;
  onAttempts: (attempts: number | null) => void;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const id = useId();
  const fields = useRegistry().command(KIND)?.fields ?? [];
  const label = (name: string) => {
    const field = fields.find((each) => each.name === name);
    return field === undefined ? name : say(field.label);
  };
  const isMarkWrong = props.mark === null || props.mark > props.count;
  return (
    <Card size="small">
      <div className="fields">
        <div className="field">
          <label htmlFor={`${id}-mark`}>{label("pass_mark")}</label>
          <InputNumber
            id={`${id}-mark`}
            min={1}
            max={QUESTIONS_MAX}
            precision={0}
            value={props.mark}
            status={props.isWrong && isMarkWrong ? "error" : ""}
            onChange={props.onMark}
          />
          <span className={`small ${props.isWrong && isMarkWrong ? "bad" : "soft"}`}>
            {t("editor_of", { count: props.count })}
          </span>
        </div>
        <div className="field">
          <label htmlFor={`${id}-attempts`}>{label("attempts_max")}</label>
          <InputNumber
            id={`${id}-attempts`}
            min={1}
            max={ATTEMPTS_MAX}
            precision={0}
            value={props.attempts}
            status={props.isWrong && props.attempts === null ? "error" : ""}
            onChange={props.onAttempts}
          />
        </div>
      </div>
    </Card>
  );
}
