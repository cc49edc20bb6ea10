import type { Waiting } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { listPath } from "@platform/screens/paths";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

/** One tile a kind of work; it opens the list of what waits. */
export function WaitingTiles(props: { waiting: Waiting[] }): ReactNode {
  const say = useSay();
  const { number } = useFormats();
  return (
    <div className="tiles">
      {props.waiting.map((each) => (
        <Link key={each.code} to={listPath(each.kind, each.filters)} className="tile">
          <strong>{number(each.count)}</strong>
          <span>{say(each.label)}</span>
        </Link>
      ))}
    </div>
  );
}
