import { useTexts } from "@platform/i18n/texts";
import { SCREENS } from "@platform/screens/registration";
import { usePermission } from "@platform/session/store";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./dashboards.module.css";
import type { Figure } from "./rows";
import { lastDay } from "./span";
import { dashboards } from "./texts";
import { To } from "./to";
import type { DashboardAnswer, Point } from "./types";
import { useFigureWords, usePeriodName } from "./use-words";

/** The same as the drawing in figures, the latest period first. */
export function FigureTable(props: {
  figure: Figure;
  answer: DashboardAnswer;
  label: string;
}): ReactNode {
  const t = useTexts(dashboards);
  const { figure, answer } = props;
  const nameOf = usePeriodName(answer.period);
  const label = t("table", { label: props.label });
  const rows = answer.buckets.flatMap((bucket, at) => {
    const point = figure.series[at];
    return point === undefined ? [] : [{ bucket, point, last: lastDay(answer, at) }];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard, too
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("when")}</th>
            <th scope="col" className={styles.end}>
              {figure.isShare ? "%" : t("value")}
            </th>
            {figure.isShare && (
              <th scope="col" className={styles.end}>
                {t("part_of")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ bucket, point, last }) => (
            <tr key={bucket.day}>
              <th scope="row">
                <PeriodLink first={bucket.day} last={last} name={nameOf(bucket.day)} />
              </th>
              <Cells figure={figure} point={point} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cells(props: { figure: Figure; point: Point }): ReactNode {
  const t = useTexts(dashboards);
  const { figure, point } = props;
  const words = useFigureWords(figure);
  if (!figure.isShare) {
    return (
      <td className={styles.end}>
        <To kind={figure.kind} filters={point.filters}>
          {words.value(point)}
        </To>
      </td>
    );
  }
  if (point.value === null) {
    return (
      <td colSpan={2} className={`${styles.end} soft`} title={t("no_data")}>
        –
      </td>
    );
  }
  return (
    <>
      <td className={styles.end}>
        <To kind={figure.kind} filters={point.filters}>
          {words.value(point)}
        </To>
      </td>
      <td className={`${styles.end} ${styles.parts}`}>
        <To kind={figure.kind} filters={point.part_filters ?? null}>
          {words.part(point)}
        </To>
        /
        <To kind={figure.kind} filters={point.filters}>
          {words.whole(point)}
        </To>
      </td>
    </>
  );
}

/** Days of the ledger: all that was sealed in them. */
export function useEntriesPath(): ((first: string, last: string) => string) | null {
  const ledger = SCREENS.find((each) => each.path === "/ledger");
  const isPermitted = usePermission(ledger?.permission);
  if (ledger === undefined || !isPermitted) return null;
  return (first, last) => `${ledger.path}?${new URLSearchParams({ from: first, to: last })}`;
}

function PeriodLink(props: { first: string; last: string; name: string }): ReactNode {
  const t = useTexts(dashboards);
  const pathOf = useEntriesPath();
  if (pathOf === null) return props.name;
  return (
    <Link
      to={pathOf(props.first, props.last)}
      title={t("entries_of", { period: props.name })}
      className={styles.quiet}
    >
      {props.name}
    </Link>
  );
}
