import type { ChartOption } from "@platform/chart/chart";
import type { Ink } from "@platform/chart/ink";
import type { Bucket, SeriesAnswer } from "./types";

/** Words for what is pointed at, and for the marks of both axes, in the present language. */
export interface CurveWords {
  note: (bucket: Bucket) => string;
  time: (ms: number) => string;
  value: (value: number) => string;
}

const LEFT_PX = 60;
/** Two readings that are further apart than so many times the usual distance are not joined. */
const GAP = 6;

/** The mean as a line, lowest to highest as a band, limits as lines, excursions as areas. */
export function curve(answer: SeriesAnswer, ink: Ink, words: CurveWords): ChartOption {
  const limits = answer.point.limits;
  const line = (value: string | undefined, color: string, type: "solid" | "dashed") =>
    value === undefined ? [] : [{ yAxis: Number(value), lineStyle: { color, type, width: 1 } }];
  const points = withGaps(answer.series);
  return {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: LEFT_PX, right: 16, top: 16, bottom: 28 },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: ink.card,
      borderColor: ink.line,
      textStyle: { color: ink.ink, fontSize: 12 },
      formatter: (given) => {
        const one = Array.isArray(given) ? given[0] : given;
        const bucket = points[one?.dataIndex ?? -1];
        return bucket == null ? "" : words.note(bucket);
      },
    },
    xAxis: {
      type: "time",
      min: Date.parse(answer.from),
      max: Date.parse(answer.to),
      axisLine: { lineStyle: { color: ink.line } },
      axisLabel: { color: ink.soft, hideOverlap: true, fontSize: 11, formatter: words.time },
    },
    yAxis: {
      type: "value",
      scale: true,
      min: (span) => bottomOf(answer, span.min),
      max: (span) => topOf(answer, span.max),
      axisLabel: { color: ink.soft, fontSize: 11, formatter: words.value },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [
      {
        type: "line",
        data: points.map((each) => (each === null ? null : [each[0], Number(each[3])])),
        symbol: "none",
        connectNulls: false,
        lineStyle: { color: ink.accent, width: 1.6 },
        markLine: {
          silent: true,
          symbol: "none",
          precision: 6,
          label: { show: false },
          data: [
            ...line(limits?.target, ink.soft, "dashed"),
            ...line(limits?.alert_low, ink.odd, "dashed"),
            ...line(limits?.alert_high, ink.odd, "dashed"),
            ...line(limits?.action_low, ink.bad, "solid"),
            ...line(limits?.action_high, ink.bad, "solid"),
          ],
        },
        markArea: {
          silent: true,
          data: answer.excursions.map((each) => [
            {
              xAxis: Date.parse(each.from),
              itemStyle: { color: each.level === "action" ? ink["bad-soft"] : ink["odd-soft"] },
            },
            { xAxis: Date.parse(each.to ?? answer.to) },
          ]),
        },
      },
      ...(["1", "2"] as const).map((place) => ({
        type: "line" as const,
        data: points.map((each) => (each === null ? null : [each[0], Number(each[place])])),
        symbol: "none" as const,
        connectNulls: false,
        lineStyle: { color: ink.accent, width: 0.6, opacity: 0.5 },
      })),
    ],
  };
}

/** A null where nothing was read for long, so that no line pretends otherwise. */
export function withGaps(series: readonly Bucket[]): (Bucket | null)[] {
  const times = series.map((each) => Date.parse(each[0]));
  const steps = times.slice(1).map((each, index) => each - (times[index] ?? each));
  const usual = [...steps].sort((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0;
  return series.flatMap((each, index) => {
    const step = steps[index - 1];
    return step !== undefined && usual > 0 && step > GAP * usual ? [null, each] : [each];
  });
}

function bottomOf(answer: SeriesAnswer, lowest: number): number {
  const limit = answer.point.limits?.action_low ?? answer.point.limits?.alert_low;
  const low = limit === undefined ? lowest : Math.min(Number(limit), lowest);
  return low - margin(answer, lowest);
}

function topOf(answer: SeriesAnswer, highest: number): number {
  const limit = answer.point.limits?.action_high ?? answer.point.limits?.alert_high;
  const high = limit === undefined ? highest : Math.max(Number(limit), highest);
  return high + margin(answer, highest);
}

/** Room beyond the outermost line. */
function margin(answer: SeriesAnswer, value: number): number {
  const { action_low: low, action_high: high } = answer.point.limits ?? {};
  const width = low !== undefined && high !== undefined ? Number(high) - Number(low) : 0;
  return (width > 0 ? width : Math.abs(value) || 1) * 0.1;
}
