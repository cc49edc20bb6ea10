import { useTexts } from "@platform/i18n/texts";
import { Input } from "antd";
import { type ReactNode, useEffect, useId, useState } from "react";
import { micrometres } from "./lengths";
import { labels } from "./texts";

/** A length in mm; what is none yet stays with the field until it is one. */
export function LengthField(props: {
  label: string;
  value: string;
  onChange: (mm: string) => void;
}): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const [text, setText] = useState(props.value);
  const { value } = props;
  useEffect(() => {
    setText((now) => (micrometres(now) === micrometres(value) ? now : value));
  }, [value]);
  const isWrong = micrometres(text) === null;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        status={isWrong ? "error" : ""}
        aria-invalid={isWrong}
        aria-describedby={`${id}-said`}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          if (micrometres(next) !== null) props.onChange(next.trim());
        }}
      />
      {isWrong && (
        <span id={`${id}-said`} className="field-said bad" role="alert">
          {t("design_not_length")}
        </span>
      )}
    </div>
  );
}
