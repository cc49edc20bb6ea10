import { Chart } from "@platform/chart/chart";
import { useInk } from "@platform/chart/ink";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { listPath } from "@platform/screens/paths";
import { type ReactNode, useMemo } from "react";
import { useNavigate } from "react-router-dom";
import { CopyRows } from "./copy-rows";
import styles from "./dashboards.module.css";
import { drawing } from "./drawing";
import { FigureTable } from "./figure-table";
import type { Figure } from "./rows";
import { shortName } from "./span";
import { dashboards } from "./texts";
import { To } from "./to";
import type { DashboardAnswer } from "./types";
import { useFigureWords, usePeriodName } from "./use-words";

const HEIGHT_PX = 170;

/** A figure over time: its total, a drawing, and beside it the same as a table. */
export function FigureCard(props: {
  figure: Figure;
  answer: DashboardAnswer;
  /** Under the total. */
  note?: ReactNode;
}): ReactNode {
  const say = useSay();
  const { figure, answer } = props;
  const words = useFigureWords(figure);
  const label = say(figure.label);
  return (
    <article className={styles.card} aria-label={label}>
      <header className={styles.cardHead}>
        <div>
          <h3>{label}</h3>
          <div className={styles.total}>
            <To kind={figure.kind} filters={figure.total.filters}>
              {words.value(figure.total)}
            </To>
            {figure.isShare && figure.total.value !== null && <Parts figure={figure} />}
            {props.note}
          </div>
        </div>
        <CopyRows label={label} rows={useRows(figure, answer)} />
      </header>
      <div className={styles.cardBody}>
        <Drawing figure={figure} answer={answer} label={label} />
        <FigureTable figure={figure} answer={answer} label={label} />
      </div>
    </article>
  );
}

/** Of a share what it is made of: “88 of 92”, each with its list. */
function Parts({ figure }: { figure: Figure }): ReactNode {
  const t = useTexts(dashboards);
  const words = useFigureWords(figure);
  const { total } = figure;
  const said = t("of", { part: words.part(total), whole: words.whole(total) });
  return (
    <span className="small">
      <To kind={figure.kind} filters={total.part_filters ?? null}>
        {said}
      </To>
    </span>
  );
}

function Drawing(props: { figure: Figure; answer: DashboardAnswer; label: string }): ReactNode {
  const t = useTexts(dashboards);
  const ink = useInk();
  const navigate = useNavigate();
  const { habit, number } = useFormats();
  const { figure, answer } = props;
  const words = useFigureWords(figure);
  const nameOf = usePeriodName(answer.period);
  const option = useMemo(() => {
    const days = answer.buckets.map((each) => each.day);
    return drawing(figure, ink, {
      names: days.map((day) => shortName(day, answer.period, habit.locale)),
      note: (at) => {
        const point = figure.series[at];
        if (point === undefined) return "";
        const of = t("of", { part: words.part(point), whole: words.whole(point) });
        const value = words.value(point);
        return `${nameOf(days[at] ?? "")}\n${figure.isShare && point.value !== null ? `${value} (${of})` : value}`;
      },
      tick: (value) => (figure.isShare ? `${number(value)}%` : number(value)),
    });
  }, [figure, answer, ink, habit, number, words, nameOf, t]);
  return (
    <Chart
      option={option}
      label={t("chart", { label: props.label })}
      height={HEIGHT_PX}
      onOpen={(_, at) => {
        const filters = figure.series[at]?.filters;
        if (filters) void navigate(listPath(figure.kind, filters));
      }}
    />
  );
}

/** The table as it is copied: plain numbers, which spreadsheets can reckon with. */
function useRows(figure: Figure, answer: DashboardAnswer): (string | number | null)[][] {
  const t = useTexts(dashboards);
  const { unit } = useFormats();
  const heading = figure.unit === null ? t("value") : `${t("value")} (${unit(figure.unit)})`;
  const heads = figure.isShare ? [t("when"), "%", t("value"), t("part_of")] : [t("when"), heading];
  const row = (name: string, point: Figure["total"]) =>
    figure.isShare
      ? [name, point.value, point.part ?? null, point.whole ?? null]
      : [name, point.value];
  return [
    heads,
    ...answer.buckets.flatMap((each, at) => {
      const point = figure.series[at];
      return point === undefined ? [] : [row(each.day, point)];
    }),
    row(t("total"), figure.total),
  ];
}
