import { command, useSend } from "@platform/api/commands";
import type { RecordValues } from "@platform/api/types";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import { type Drafts, type Entered, savedAnswers, toSend } from "./answers";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { ChangePage } from "./types";

const ANSWER = "changes.answer_questions/1";
type Verdict = "affected" | "unaffected" | "not_applicable";

/** Every question of the checklist with its answer; a form while the change is assessed. */
export function Checklist({ page }: { page: ChangePage }): ReactNode {
  const t = useTexts(changes);
  const mayAssess = usePermission(useRegistry().command(ANSWER)?.permission);
  const isOpen = page.order["state"] === "triaged" && mayAssess;
  const saved = savedAnswers(page.answers);
  const [drafts, setDrafts] = useState<Drafts>({});
  const { send, isSending, problem } = useSend();
  const entered = { ...saved, ...drafts };
  const waiting = toSend(drafts, saved);
  const save = async () => {
    const sent = await send(
      command(ANSWER, {
        change_order_id: String(page.order["id"]),
        answers: waiting.map(({ question_id, answer }) => ({
          question_id,
          verdict: answer.verdict as Verdict,
          text: answer.text,
        })),
      }),
    );
    if (sent) setDrafts({});
  };
  return (
    <Card
      size="small"
      title={t("checklist")}
      extra={
        <span className="soft">
          {t("answered", { count: page.answers.length, total: page.questions.length })}
        </span>
      }
    >
      <div className="stack">
        {page.questions.map((question) => (
          <Question
            key={String(question["id"])}
            question={question}
            entered={entered[String(question["id"])]}
            isOpen={isOpen}
            onChange={(answer) => setDrafts({ ...drafts, [String(question["id"])]: answer })}
          />
        ))}
        {problem && <ProblemAlert problem={problem} />}
        {isOpen && (
          <div>
            <Button
              type="primary"
              disabled={waiting.length === 0}
              loading={isSending}
              onClick={() => void save()}
            >
              {t("save")} ({waiting.length})
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function Question(props: {
  question: RecordValues;
  entered: Entered | undefined;
  isOpen: boolean;
  onChange: (answer: Entered) => void;
}): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const language = useLanguage();
  const registry = useRegistry();
  const { question, entered, isOpen } = props;
  const verdicts = registry.field("changes.answer", "verdict")?.choices ?? [];
  const areas = registry.field("changes.question", "area")?.choices ?? [];
  const area = areas.find((choice) => choice.value === question["area"]);
  const text = String(language === "zh" ? question["text_zh"] : question["text"]);
  const verdict = verdicts.find((choice) => choice.value === entered?.verdict);
  const now = entered ?? { verdict: "", text: "" };
  return (
    <div className={styles.question}>
      <div>
        <div className="soft small">
          {String(question["code"])} · {area && say(area.label)}
        </div>
        {text}
      </div>
      {isOpen ? (
        <>
          <Select<string>
            aria-label={`${t("verdict")}: ${text}`}
            value={now.verdict || undefined}
            placeholder={t("verdict")}
            options={verdicts.map((each) => ({ value: each.value, label: say(each.label) }))}
            onChange={(value) => props.onChange({ ...now, verdict: value })}
          />
          <Input.TextArea
            aria-label={`${t("answer")}: ${text}`}
            value={now.text}
            placeholder={t("answer")}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            onChange={(event) => props.onChange({ ...now, text: event.target.value })}
          />
        </>
      ) : (
        <>
          <div>
            {verdict ? (
              <ToneTag tone={verdict.value === "affected" ? "warn" : "plain"}>
                {say(verdict.label)}
              </ToneTag>
            ) : (
              <span className="soft">{t("unanswered")}</span>
            )}
          </div>
          <div className="soft">{entered?.text}</div>
        </>
      )}
    </div>
  );
}
