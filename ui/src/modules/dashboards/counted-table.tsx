import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { SCREENS } from "@platform/screens/registration";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { CopyRows } from "./copy-rows";
import styles from "./dashboards.module.css";
import { dashboards } from "./texts";
import type { Counted } from "./types";

/** Lots as they are now, a bar and a figure each; a figure opens the board of exactly those. */
export function CountedTable(props: {
  title: string;
  counted: readonly Counted[];
  /** The board that narrows itself by this name. */
  board: string;
  name: string;
}): ReactNode {
  const t = useTexts(dashboards);
  const say = useSay();
  const { number } = useFormats();
  const most = Math.max(1, ...props.counted.map((each) => each.lots));
  const rows = props.counted.map((each) => [say(each.label), each.lots]);
  const board = SCREENS.find((each) => each.path === props.board);
  return (
    <article className={styles.card} aria-label={props.title}>
      <header className={styles.cardHead}>
        <h3>
          {t("lots_all")} <span className="soft small">({t("now")})</span>
        </h3>
        <CopyRows label={props.title} rows={[[t("status"), t("lots")], ...rows]} />
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("status")}</th>
            <td />
            <th scope="col" className={styles.end}>
              {t("lots")}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.counted.map((each) => (
            <tr key={each.code}>
              <th scope="row">{say(each.label)}</th>
              <td className={styles.barCell}>
                <span className={styles.bar} aria-hidden>
                  <span
                    className={styles[`fill_${each.tone}`]}
                    style={{ width: `${(100 * each.lots) / most}%` }}
                  />
                </span>
              </td>
              <td className={styles.end}>
                {board === undefined || each.lots === 0 ? (
                  <span className="number">{number(each.lots)}</span>
                ) : (
                  <Link
                    to={`${board.path}?${new URLSearchParams({ [props.name]: each.code })}`}
                    className="number"
                  >
                    {number(each.lots)}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
