import { type ReactNode, useId, useMemo } from "react";
import { useSay } from "../i18n/language";
import { untranslated } from "../i18n/text";
import { useRegistry } from "../registry/registry";
import type { KindInfo } from "../registry/types";
import { usePlatformTexts } from "../texts";
import { toneOf } from "../values/tone";
import { layoutOf, pathOf, STATE_HEIGHT } from "./life-layout";

/** The states of a kind and the moves between them, with the present one marked. */
export function LifeCycle(props: { kind: KindInfo; state: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const arrow = useId();
  const { kind, state } = props;
  const choices = registry.field(kind.name, kind.state ?? "")?.choices;
  const labels = useMemo(
    () => new Map(choices?.map((choice) => [choice.value, choice.label])),
    [choices],
  );
  const labelOf = (name: string) => say(labels.get(name) ?? untranslated(name));
  const { states, moves, width, height } = layoutOf(kind.life ?? {}, labelOf);
  const next = kind.life?.[state] ?? [];
  return (
    <div className="scroll-x">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${t("record_life")}: ${labelOf(state)}`}
        className="life"
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 8 8"
            refX="1"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" className="life-arrow" />
          </marker>
        </defs>
        {moves.map((move) => (
          <path
            key={`${move.from.state} ${move.to.state}`}
            d={pathOf(move)}
            className={move.from.state === state ? "life-move life-next" : "life-move"}
            markerEnd={`url(#${arrow})`}
          />
        ))}
        {states.map((place) => {
          const isHere = place.state === state;
          const tone = toneOf(kind.name, place.state);
          const open = next.includes(place.state) ? "life-state life-open" : "life-state";
          return (
            <g key={place.state} className={isHere ? `life-here tone-${tone}` : open}>
              <rect
                x={place.x}
                y={place.y - STATE_HEIGHT / 2}
                width={place.width}
                height={STATE_HEIGHT}
                rx={STATE_HEIGHT / 2}
              />
              <text
                x={place.x + place.width / 2}
                y={place.y}
                dominantBaseline="central"
                textAnchor="middle"
              >
                {labelOf(place.state)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
