import { DeleteOutlined } from "@ant-design/icons";
import { Input, type InputRef } from "antd";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useFormats } from "../formats/use-formats";
import { useTexts } from "../i18n/texts";
import { useRegistry } from "../registry/registry";
import { isHandheld } from "../scanning/camera-button";
import { useFieldScan } from "../scanning/scanning";
import { signal } from "../scanning/signal";
import { fitsDecimals, isDecimal } from "./decimal";
import { gaugeReading } from "./gauge";
import style from "./terminal.module.css";
import { terminal } from "./texts";

/** Full-width digits and decimal commas as the server takes them. */
export function plainNumber(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\u2212]/g, (sign) => (sign === "\u2212" ? "-" : ""))
    .replace(",", ".");
}

/** A large figure with its unit; on touch screens with a keypad for gloves. */
export function BigAmount(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  unit?: string | null;
  isWhole?: boolean;
  isWrong?: boolean;
  isFocused?: boolean;
  focusKey?: string | number;
  /** A gauge that types, or a scan, came while the field was in use. */
  onGauge?: (text: string) => void;
  /** What is no number and was sent with Enter: a slow scanner, or a number typed in the wrong place. */
  onText?: (text: string) => void;
  hint?: ReactNode;
  isSmall?: boolean;
}): ReactNode {
  const t = useTexts(terminal);
  const { unit } = useFormats();
  const before = useRef("");
  if (props.value === "" || isDecimal(props.value)) before.current = props.value;
  const id = useId();
  const box = useRef<InputRef>(null);
  const place = useRef<HTMLDivElement>(null);
  const { isFocused = true, focusKey } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what asks for it
  useEffect(() => {
    if (isFocused && !isHandheld()) box.current?.focus({ cursor: "all", preventScroll: true });
  }, [isFocused, focusKey]);
  useFieldScan(place, (scan) => {
    // Quick fingers look like a scanner.
    const read = scan.data.length < 8 ? gaugeReading(scan.data) : null;
    if (props.onGauge) props.onGauge(scan.data);
    else if (read !== null) props.onChange(read.value);
    else props.onText?.(scan.text);
  });
  const decimals = useRegistry().unit(props.unit ?? "")?.decimals;
  const isTooFine = decimals !== undefined && !fitsDecimals(props.value, decimals);
  const isWrong = props.isWrong || isTooFine;
  const enter = () => {
    const text = props.value.trim();
    if (isTooFine) return signal("bad");
    if (text === "" || isDecimal(text) || props.onText === undefined) return props.onEnter();
    props.onChange(before.current);
    props.onText(text);
  };
  return (
    <div className={props.isSmall ? style.amountSmall : style.amount} ref={place}>
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        ref={box}
        size="large"
        className={style.figure}
        value={props.value}
        inputMode={isHandheld() ? "none" : "decimal"}
        autoComplete="off"
        status={isWrong ? "error" : ""}
        aria-invalid={isWrong}
        suffix={props.unit ? <span className={style.unit}>{unit(props.unit)}</span> : undefined}
        onChange={(event) => props.onChange(plainNumber(event.target.value))}
        onPressEnter={(event) => {
          event.preventDefault();
          enter();
        }}
      />
      {isTooFine && (
        <div className="bad" role="alert">
          {t("too_fine", { count: decimals })}
        </div>
      )}
      {props.hint && <div className="soft">{props.hint}</div>}
      {isHandheld() && (
        <Keypad value={props.value} isWhole={props.isWhole ?? false} onChange={props.onChange} />
      )}
    </div>
  );
}

const KEYS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", "."] as const;

export function Keypad(props: {
  value: string;
  isWhole: boolean;
  onChange: (value: string) => void;
}): ReactNode {
  const t = useTexts(terminal);
  const press = (key: string) => {
    if (key === "." && (props.isWhole || props.value.includes("."))) return;
    props.onChange(props.value + key);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in all browsers
    <div className={style.keypad} role="group" aria-label={t("keypad")}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={key === "." ? t("keypad_point") : key}
          disabled={key === "." && props.isWhole}
          onClick={() => press(key)}
        >
          {key}
        </button>
      ))}
      <button type="button" onClick={() => press("0")}>
        0
      </button>
      <button
        type="button"
        aria-label={t("keypad_delete")}
        onClick={() => props.onChange(props.value.slice(0, -1))}
      >
        <DeleteOutlined aria-hidden />
      </button>
    </div>
  );
}
