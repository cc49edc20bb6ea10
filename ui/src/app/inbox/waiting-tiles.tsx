import type { Waiting } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { listPath } from "@platform/screens/paths";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

/** One tile a kind of work; it opens the list of what waits. */
export function WaitingTiles(props: { waiting: Waiting[] }): ReactNode {
  const say = useSay();
  const t = usePlatformTexts();
  const { number, ago } = useFormats();
  return (
    <div className="tiles">
      {props.waiting.map((each) => (
        <Link key={each.code} to={listPath(each.kind, each.filters)} className="tile">
          <strong>
            {number(each.count)}
            {each.count_is_exact === false && "+"}
          </strong>
          <span>{say(each.label)}</span>
          {each.oldest_at && (
            <span className="soft small">{t("inbox_since", { when: ago(each.oldest_at) })}</span>
          )}
        </Link>
      ))}
    </div>
  );
}
