import { Fragment, type ReactNode } from "react";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { Name } from "../names/name";
import { useRegistry } from "../registry/registry";
import { pieces } from "./pieces";

/** A sentence of an event or a refusal: names in place of ids, units and instants as people write
 * them. Plain: without links, where nobody is to be led away. */
export function Said(props: { said: Text; isPlain?: boolean }): ReactNode {
  const registry = useRegistry();
  const formats = useFormats();
  const sentence = useSay()(props.said);
  const shown = (piece: ReturnType<typeof pieces>[number]): ReactNode => {
    switch (piece.kind) {
      case "id":
        return registry.kindOfId(piece.text) ? (
          <Name id={piece.text} isPlain={props.isPlain === true} />
        ) : (
          piece.text
        );
      case "amount":
        return registry.unit(piece.unit) ? formats.amount(piece.figure, piece.unit) : piece.text;
      case "instant":
        return formats.instant(piece.text);
      case "words":
        return piece.text;
    }
  };
  return pieces(sentence).map((piece) => <Fragment key={piece.at}>{shown(piece)}</Fragment>);
}
