import { useControl } from "@platform/form/context";
import { FieldBox } from "@platform/form/field-box";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import type { Field } from "@platform/registry/types";
import { Alert, Button, Card, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { completed, placeOf, suggestions } from "./completing";
import styles from "./rules.module.css";
import { rules } from "./texts";
import type { Fault, Word } from "./types";

/** The condition with completion of its words, what is wrong with it below, and all words beside. */
export function ConditionBox(props: {
  field: Field;
  words: readonly Word[];
  faults: readonly Fault[] | undefined;
}): ReactNode {
  const say = useSay();
  const control = useControl(["condition"]);
  const area = useRef<TextAreaRef>(null);
  const [caret, setCaret] = useState(0);
  const text = typeof control.value === "string" ? control.value : "";
  const offered = suggestions(text, caret, props.words);

  const take = (name: string) => {
    const [next, place] = completed(text, caret, name);
    control.set(next);
    setCaret(place);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.resizableTextArea?.textArea.setSelectionRange(place, place);
    });
  };

  return (
    <div className={styles.editor}>
      <div className={styles.condition}>
        <FieldBox
          id={control.id}
          label={say(props.field.label)}
          isRequired
          help={props.field.help}
          problem={control.problem}
          isWide
        >
          <Input.TextArea
            ref={area}
            id={control.id}
            aria-describedby={`${control.id}-said`}
            autoSize={{ minRows: 4, maxRows: 12 }}
            spellCheck={false}
            value={text}
            maxLength={props.field.length_max ?? undefined}
            onChange={(event) => {
              control.set(event.target.value);
              setCaret(event.target.selectionStart);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          />
        </FieldBox>
        <div className={styles.suggestions}>
          {offered.map((word) => (
            <Button key={word.name} size="small" onClick={() => take(word.name)}>
              {word.name}
            </Button>
          ))}
        </div>
        {props.faults !== undefined && text.trim() !== "" && (
          <Faults text={text} faults={props.faults} />
        )}
      </div>
      <Words words={props.words} onTake={take} />
    </div>
  );
}

function Faults(props: { text: string; faults: readonly Fault[] }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  if (props.faults.length === 0) return <Alert type="success" showIcon title={t("no_fault")} />;
  return props.faults.map((fault) => {
    const [before, from] = placeOf(props.text, fault);
    return (
      <Alert
        key={`${fault.line} ${fault.column} ${fault.message.en}`}
        className={styles.fault}
        type="error"
        showIcon
        title={say(fault.message)}
        description={
          <div className={styles.fault}>
            <span className="small">{t("at", { line: fault.line, column: fault.column })}</span>
            <pre>
              {before}
              <mark>{from}</mark>
            </pre>
          </div>
        }
      />
    );
  });
}

function Words(props: { words: readonly Word[]; onTake: (name: string) => void }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const [wanted, setWanted] = useState("");
  const shown = useMemo(() => {
    const part = wanted.trim().toLowerCase();
    return props.words.filter(
      (word) =>
        word.name.includes(part) ||
        word.label.en.toLowerCase().includes(part) ||
        word.label.zh.includes(part),
    );
  }, [props.words, wanted]);
  return (
    <Card size="small" title={t("words")}>
      <p className="soft small">{t("words_lead")}</p>
      <Input
        allowClear
        aria-label={t("words_find")}
        placeholder={t("words_find")}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
      <section className={styles.words} aria-label={t("words")} tabIndex={0}>
        {shown.map((word) => (
          <button
            key={word.name}
            type="button"
            className={styles.word}
            onClick={() => props.onTake(word.name)}
          >
            <code>{word.name}</code>
            <span className="soft small">
              {say(word.label)} · {word.type}
              {word.unit !== null && ` · ${t("unit", { unit: word.unit })}`}
              {word.is_optional && ` · ${t("may_lack")}`}
              {word.choices.length > 0 &&
                ` · ${word.choices.map((each) => `${each.value} (${say(each.label)})`).join(", ")}`}
            </span>
          </button>
        ))}
      </section>
    </Card>
  );
}
