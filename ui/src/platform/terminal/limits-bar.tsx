import type { ReactNode } from "react";
import { useFormats } from "../formats/use-formats";
import { useTexts } from "../i18n/texts";
import { scaleOf } from "./limits";
import style from "./terminal.module.css";
import { terminal } from "./texts";

export interface LimitsOf {
  low?: string | null;
  high?: string | null;
  target?: string | null;
  unit?: string | null;
}

export interface Mark {
  key: string;
  value: string;
  isWithin: boolean;
}

const WIDTH = 600;
const HEIGHT = 64;
const TOP = 22;
const THICK = 20;

/** Limits drawn to scale with the sealed values of this order; the last one is the largest. */
export function LimitsBar(props: { limits: LimitsOf; marks: readonly Mark[] }): ReactNode {
  const t = useTexts(terminal);
  const { amount } = useFormats();
  const { low, high, target, unit } = props.limits;
  const number = (text: string | null | undefined) => (text == null ? null : Number(text));
  const values = props.marks.map((mark) => Number(mark.value));
  const scale = scaleOf(number(low), number(high), number(target), values);
  const x = (place: number) => Math.round(place * WIDTH);
  const from = x(scale.low ?? 0);
  const to = x(scale.high ?? 1);
  const said = [
    low == null ? null : t("low", { value: amount(low, unit) }),
    target == null ? null : t("target", { value: amount(target, unit) }),
    high == null ? null : t("high", { value: amount(high, unit) }),
  ].filter((each) => each !== null);
  return (
    <figure className={style.limits}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={said.join(", ") || t("no_limit")}
      >
        <rect x={0} y={TOP} width={WIDTH} height={THICK} rx={4} className={style.limitsOut} />
        <rect x={from} y={TOP} width={to - from} height={THICK} className={style.limitsIn} />
        {scale.low !== null && <line x1={from} x2={from} y1={10} y2={54} />}
        {scale.high !== null && <line x1={to} x2={to} y1={10} y2={54} />}
        {scale.target !== null && (
          <line
            x1={x(scale.target)}
            x2={x(scale.target)}
            y1={TOP}
            y2={TOP + THICK}
            className={style.limitsTarget}
          />
        )}
        {props.marks.map((mark, at) => {
          const isLast = at === props.marks.length - 1;
          const size = isLast ? 10 : 6;
          const [cx, cy] = [x(scale.at(Number(mark.value))), TOP + THICK / 2];
          return mark.isWithin ? (
            <circle key={mark.key} cx={cx} cy={cy} r={size} className={style.markIn} />
          ) : (
            <path
              key={mark.key}
              d={`M${cx} ${cy - size - 3} l${size + 3} ${size + 3} l${-size - 3} ${size + 3} l${-size - 3} ${-size - 3}z`}
              className={style.markOut}
            />
          );
        })}
      </svg>
      <figcaption className={style.limitsSaid}>
        <span>{low == null ? t("no_limit") : t("low", { value: amount(low, unit) })}</span>
        {target != null && <span>{t("target", { value: amount(target, unit) })}</span>}
        <span>{high == null ? t("no_limit") : t("high", { value: amount(high, unit) })}</span>
      </figcaption>
    </figure>
  );
}
