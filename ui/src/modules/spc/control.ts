import type { ChartOption } from "@platform/chart/chart";
import type { Ink } from "@platform/chart/ink";
import type { LineSeriesOption } from "echarts/charts";
import type { Figures, PlottedPoint } from "./types";

/** A point that a rule names, or that is left out. */
export interface Mark {
  at: string;
  part: "middle" | "spread";
  /** What stands beside the point; empty for the others of a pattern. */
  sign: string;
}

export interface Drawing {
  points: readonly PlottedPoint[];
  marks: readonly Mark[];
  leftOut: ReadonlySet<string>;
}

/** Words for what is pointed at, and for the marks of both axes, in the present language. */
export interface ControlWords {
  note: (point: PlottedPoint, part: "middle" | "spread") => string;
  time: (ms: number) => string;
  value: (value: number) => string;
}

export const HEIGHT_PX = 300;
export const WITH_SPREAD_PX = 460;
const LEFT_PX = 64;
const EDGES = [1, 2, 3] as const;

export function hasSpread(points: readonly PlottedPoint[]): boolean {
  return points.some((each) => each[5] !== null);
}

/** Points on their centre line between their limits; those that a rule names stand out. */
export function control(drawing: Drawing, ink: Ink, words: ControlWords): ChartOption {
  const parts = hasSpread(drawing.points) ? (["middle", "spread"] as const) : (["middle"] as const);
  const two = parts.length === 2;
  return {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: two
      ? [
          { left: LEFT_PX, right: 24, top: 24, height: 220 },
          { left: LEFT_PX, right: 24, top: 292, height: 132 },
        ]
      : [{ left: LEFT_PX, right: 24, top: 24, bottom: 28 }],
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      confine: true,
      backgroundColor: ink.card,
      borderColor: ink.line,
      textStyle: { color: ink.ink, fontSize: 12 },
      formatter: (given) => {
        const one = Array.isArray(given) ? given[0] : given;
        const point = drawing.points[one?.dataIndex ?? -1];
        const part = parts[Math.floor((one?.seriesIndex ?? 0) / (EDGES.length + 1))] ?? "middle";
        return point === undefined ? "" : words.note(point, part);
      },
    },
    xAxis: parts.map((_, index) => ({
      type: "time" as const,
      gridIndex: index,
      axisLine: { lineStyle: { color: ink.line }, onZero: false },
      axisLabel: {
        show: index === parts.length - 1,
        color: ink.soft,
        hideOverlap: true,
        fontSize: 11,
        formatter: words.time,
      },
    })),
    yAxis: parts.map((_, index) => ({
      type: "value" as const,
      gridIndex: index,
      scale: true,
      splitNumber: index === 0 ? 5 : 3,
      axisLabel: { color: ink.soft, fontSize: 11, formatter: words.value },
      splitLine: { show: false },
    })),
    series: parts.flatMap((part, index) => seriesOf(drawing, part, index, ink)),
  };
}

function seriesOf(
  drawing: Drawing,
  part: "middle" | "spread",
  index: number,
  ink: Ink,
): LineSeriesOption[] {
  const named = new Map<string, string>();
  for (const mark of drawing.marks) {
    if (mark.part !== part) continue;
    const known = named.get(mark.at);
    named.set(mark.at, [known, mark.sign].filter(Boolean).join(" "));
  }
  const figures = drawing.points.map((each) => [each[0], figuresOf(each, part)] as const);
  const axis = { xAxisIndex: index, yAxisIndex: index };
  return [
    {
      ...axis,
      type: "line" as const,
      symbol: "circle",
      lineStyle: { color: ink.accent, width: 1.2 },
      data: figures.map(([at, found]) => ({
        value: [Date.parse(at), found === null ? null : Number(found[0])],
        ...lookOf(
          named.get(at) ?? (isBeyond(found) ? "" : undefined),
          drawing.leftOut.has(at),
          ink,
        ),
      })),
    },
    ...EDGES.map((place) => ({
      ...axis,
      type: "line" as const,
      silent: true,
      symbol: "none",
      step: "middle" as const,
      lineStyle:
        place === 2
          ? { color: ink.soft, width: 1 }
          : { color: ink.bad, width: 1, type: "dashed" as const },
      data: figures.map(([at, found]) => [
        Date.parse(at),
        found === null ? null : Number(found[place]),
      ]),
    })),
  ];
}

function isBeyond(found: Figures | null): boolean {
  if (found === null) return false;
  const [value, lower, , upper] = found.map(Number) as [number, number, number, number];
  return value < lower || value > upper;
}

function figuresOf(point: PlottedPoint, part: "middle" | "spread"): Figures | null {
  return part === "middle" ? [point[1], point[2], point[3], point[4]] : point[5];
}

function lookOf(sign: string | undefined, isOut: boolean, ink: Ink) {
  if (isOut) {
    return {
      symbol: "emptyDiamond",
      symbolSize: 9,
      itemStyle: { color: ink.soft, borderColor: ink.soft },
    };
  }
  if (sign === undefined) return { symbolSize: 5, itemStyle: { color: ink.accent } };
  return {
    symbol: "rect",
    symbolSize: 8,
    itemStyle: { color: ink.bad },
    label: { show: sign !== "", formatter: sign, position: "top" as const, color: ink.bad },
  };
}

const SIGNS: Readonly<Record<string, string>> = {
  western_electric_4: "W4",
  drift: "↗",
  step: "⇕",
  unlike_sisters: "≠",
};

/** A short sign of a rule: the number that Nelson gave it. */
export function signOf(rule: string): string {
  return SIGNS[rule] ?? rule.replace("nelson_", "");
}

/** All points of the patterns that signals name, signed at the point where each was noticed. */
export function marksOf(
  points: readonly PlottedPoint[],
  signals: readonly {
    rule: string;
    part: "middle" | "spread";
    from: string;
    at: string;
    last: string;
  }[],
): Mark[] {
  return signals
    .filter((each) => !(each.rule in SIGNS) || each.rule === "western_electric_4")
    .flatMap((signal) =>
      points
        .map((each) => each[0])
        .filter((at) => isWithin(at, signal))
        .map((at) => ({
          at,
          part: signal.part,
          sign: at === signal.at ? signOf(signal.rule) : "",
        })),
    );
}

/** Rule 1 is of single points, so that those between two of them are not part of it. */
function isWithin(at: string, signal: { rule: string; from: string; at: string; last: string }) {
  if (signal.rule === "nelson_1") return at === signal.at || at === signal.last;
  return Date.parse(signal.from) <= Date.parse(at) && Date.parse(at) <= Date.parse(signal.last);
}
