import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { Name } from "../names/name";

const AN_ID = /^[a-z]+_\d+$/;

/** The records that a signature is on. */
export function Covers(props: {
  of: readonly { kind: string; key: string; label: Text }[];
  /** Names without links, in a dialog that must not be left by accident. */
  isPlain?: boolean;
}): ReactNode {
  const say = useSay();
  return (
    <ul className="sign-covers">
      {props.of.map(({ kind, key, label }) => (
        <li key={`${kind} ${key}`}>
          {say(label)} {AN_ID.test(key) ? <Name id={key} isPlain={props.isPlain ?? false} /> : key}
        </li>
      ))}
    </ul>
  );
}
