import { Button } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTexts } from "../i18n/texts";
import style from "./terminal.module.css";
import { terminal } from "./texts";

export interface BigChoice {
  key: string;
  title: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
  tone?: "good" | "bad" | "odd";
  isDisabled?: boolean;
}

const SHOWN_MAX = 24;

/**
 * A few large things to choose from: tap, or arrows and Enter, or their number. Many are shown in
 * parts, so that hundreds stay quick.
 */
export function Choices(props: {
  label: string;
  choices: readonly BigChoice[];
  chosen?: string | null;
  onChoose: (key: string) => void;
  isFocused?: boolean;
  isColumn?: boolean;
}): ReactNode {
  const t = useTexts(terminal);
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(SHOWN_MAX);
  const all = props.choices;
  const first = all.slice(0, shown);
  useEffect(() => {
    if (!props.isFocused) return;
    const buttons = buttonsOf(place.current);
    const chosen = buttons.find((each) => each.getAttribute("aria-pressed") === "true");
    (chosen ?? buttons[0])?.focus({ preventScroll: true });
  }, [props.isFocused]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in all browsers
    <div
      ref={place}
      role="group"
      aria-label={props.label}
      className={props.isColumn ? style.choicesColumn : style.choices}
      onKeyDown={(event) => onArrows(event, place.current)}
    >
      {first.map((choice) => (
        <button
          key={choice.key}
          type="button"
          className={`${style.choice} ${choice.tone ? style[choice.tone] : ""}`}
          aria-pressed={props.chosen === undefined ? undefined : props.chosen === choice.key}
          disabled={choice.isDisabled}
          onClick={() => props.onChoose(choice.key)}
        >
          <span className={style.choiceText}>
            <span className={style.choiceTitle}>{choice.title}</span>
            {choice.detail && <span className={style.choiceDetail}>{choice.detail}</span>}
          </span>
          {choice.aside && <span className={style.choiceAside}>{choice.aside}</span>}
        </button>
      ))}
      {all.length > shown && (
        <Button size="large" onClick={() => setShown(shown + SHOWN_MAX * 4)}>
          {t("more", { count: Math.min(all.length - shown, SHOWN_MAX * 4) })}
        </Button>
      )}
    </div>
  );
}

function buttonsOf(place: HTMLElement | null): HTMLButtonElement[] {
  return [...(place?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? [])];
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

function onArrows(event: KeyboardEvent, place: HTMLElement | null): void {
  const buttons = buttonsOf(place);
  const step = STEPS[event.key];
  if (step !== undefined) {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    buttons[Number(event.key) - 1]?.focus();
  }
}
