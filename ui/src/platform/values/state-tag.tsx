import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import { untranslated } from "../i18n/text";
import { useRegistry } from "../registry/registry";
import { type Tone, toneOf } from "./tone";

/** The state of a record by its label and tone. */
export function StateTag(props: { kind: string; state: string }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const name = registry.kind(props.kind)?.state;
  const choices = name == null ? null : registry.field(props.kind, name)?.choices;
  const label = choices?.find((choice) => choice.value === props.state)?.label;
  return (
    <ToneTag tone={toneOf(props.kind, props.state)}>
      {say(label ?? untranslated(props.state))}
    </ToneTag>
  );
}

/** A word on its tone's colour. */
export function ToneTag(props: { tone: Tone; children: ReactNode }): ReactNode {
  return <span className={`tone tone-${props.tone}`}>{props.children}</span>;
}
