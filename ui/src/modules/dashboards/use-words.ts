import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useMemo } from "react";
import type { Figure } from "./rows";
import { longName } from "./span";
import { dashboards } from "./texts";
import type { Length, Point } from "./types";

export interface FigureWords {
  /** The value with its unit or per cent. */
  value: (point: Point) => string;
  part: (point: Point) => string;
  whole: (point: Point) => string;
}

/** How the numbers of a figure are written. */
export function useFigureWords(figure: Figure): FigureWords {
  const t = useTexts(dashboards);
  const { number, amount, decimal } = useFormats();
  const { unit, isShare } = figure;
  return useMemo(() => {
    const plain = (value: number | string | undefined) =>
      typeof value === "string" ? decimal(value) : number(value ?? 0);
    return {
      value: ({ value }) => {
        if (value === null) return t("no_data");
        if (isShare) return `${number(Number(value))}\u00a0%`;
        return unit === null ? plain(value) : amount(String(value), unit);
      },
      part: (point) => plain(point.part),
      whole: (point) => plain(point.whole),
    };
  }, [t, number, amount, decimal, unit, isShare]);
}

/** The name of a period where there is room. */
export function usePeriodName(length: Length): (day: string) => string {
  const t = useTexts(dashboards);
  const { date, habit } = useFormats();
  return useMemo(
    () => (day: string) => {
      const name = longName(day, length, habit.locale, date);
      return length === "week" ? t("week_of", { day: name }) : name;
    },
    [t, date, habit, length],
  );
}
