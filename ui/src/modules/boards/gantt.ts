import type { ChartOption } from "@platform/chart/chart";
import type { Ink } from "@platform/chart/ink";
import type { CustomSeriesOption } from "echarts/charts";
import { format } from "echarts/core";
import { barShape, nowShape } from "./gantt-shapes";
import type { Drawn, Layout } from "./lanes";

export const LINE_PX = 34;
const HEAD_PX = 30;
const FOOT_PX = 44;
const NAME_PX = 128;
const NAME_FONT_PX = 11;
const CODE_FONT_PX = 12;
const HOUR_MS = 3_600_000;

/** Words and numbers of the drawing, in the present language. */
export interface Words {
  /** Of an instant of the wall clock on the axis. */
  tick: (wall: number) => string;
  /** Lines of the note that a bar shows. */
  note: (drawn: Drawn) => string;
  now: string;
}

export function heightOf(layout: Layout): number {
  return HEAD_PX + layout.lines.length * LINE_PX + FOOT_PX;
}

/** Runs as bars on the lines of their workstations. */
export function gantt(
  layout: Layout,
  span: { first: number; last: number; now: number },
  ink: Ink,
  words: Words,
): ChartOption {
  const family = getComputedStyle(document.body).fontFamily;
  return {
    useUTC: true,
    textStyle: { fontFamily: family },
    grid: { left: NAME_PX + 12, right: 16, top: HEAD_PX, bottom: FOOT_PX, outerBoundsMode: "none" },
    tooltip: tooltip(layout, ink, words),
    xAxis: {
      type: "time",
      position: "top",
      min: span.first,
      max: span.last,
      axisLabel: { color: ink.soft, hideOverlap: true, formatter: words.tick },
      axisLine: { lineStyle: { color: ink.line } },
      splitLine: { show: true, lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: layout.lines.map((_, at) => String(at)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
      axisLabel: {
        color: ink.ink,
        interval: 0,
        formatter: (at: string) => nameOf(layout, Number(at), family),
        rich: { name: { color: ink.soft, fontSize: NAME_FONT_PX, lineHeight: 14 } },
      },
      splitLine: { show: true, lineStyle: { color: ink.line, opacity: 0.6 } },
    },
    dataZoom: [
      { type: "inside", filterMode: "weakFilter", zoomOnMouseWheel: "ctrl", minValueSpan: HOUR_MS },
      {
        type: "slider",
        filterMode: "weakFilter",
        height: 18,
        bottom: 10,
        labelFormatter: (wall: number) => words.tick(wall),
        textStyle: { color: ink.soft },
        borderColor: ink.line,
        fillerColor: ink["accent-soft"],
        minValueSpan: HOUR_MS,
        brushSelect: false,
      },
    ],
    series: [bars(layout, ink), nowLine(span.now, ink, words.now)],
  };
}

/** Code over name; the name as far as there is room for it. */
function nameOf(layout: Layout, at: number, family: string): string {
  const line = layout.lines[at];
  if (line === undefined || !line.isFirst) return "";
  const cut = (text: string, size: number) =>
    format.truncateText(text, NAME_PX, `${size}px ${family}`, "…").replace(/[{}|]/g, " ");
  return `${cut(line.row.code, CODE_FONT_PX)}\n{name|${cut(line.row.name, NAME_FONT_PX)}}`;
}

function tooltip(layout: Layout, ink: Ink, words: Words): ChartOption["tooltip"] {
  return {
    // Drawn as text: names that people give are never markup.
    renderMode: "richText",
    confine: true,
    backgroundColor: ink.card,
    borderColor: ink.line,
    textStyle: { color: ink.ink, fontSize: 12, lineHeight: 18 },
    formatter: (given) => {
      const one = Array.isArray(given) ? given[0] : given;
      const drawn = one?.seriesIndex === 0 ? layout.bars[one.dataIndex] : undefined;
      return drawn === undefined ? "" : words.note(drawn);
    },
  };
}

function bars(layout: Layout, ink: Ink): CustomSeriesOption {
  return {
    type: "custom",
    clip: true,
    encode: { x: [1, 2], y: 0 },
    data: layout.bars.map((each) => [each.line, each.first, each.last]),
    renderItem: (params, api) => {
      const drawn = layout.bars[params.dataIndex];
      return drawn === undefined ? null : barShape(drawn, params, api, ink);
    },
  };
}

function nowLine(now: number, ink: Ink, name: string): CustomSeriesOption {
  return {
    type: "custom",
    silent: true,
    clip: true,
    encode: { x: 0 },
    data: [[now, 0]],
    renderItem: (params, api) => nowShape(params, api, ink, name),
  };
}
