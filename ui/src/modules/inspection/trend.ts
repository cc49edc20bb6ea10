import type { ChartOption } from "@platform/chart/chart";
import type { Ink } from "@platform/chart/ink";
import type { Characteristic, Result } from "./records";

/** A value in the order in which it was measured. */
export interface Point {
  id: string;
  value: string;
  isWithin: boolean;
  isOwn: boolean;
}

/** Standing values, oldest first; those of the inspection at hand are told apart. */
export function pointsOf(results: readonly Result[], inspectionId: string): Point[] {
  return results
    .filter((each) => each.state === "standing" && each.value !== undefined)
    .map((each) => ({
      id: each.id,
      value: each.value ?? "",
      isWithin: each.within,
      isOwn: each.inspection_id === inspectionId,
    }))
    .sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("_") + 1));
}

/** The limits as lines over all values; the axis has room for both. */
export function trendOption(
  points: readonly Point[],
  characteristic: Characteristic,
  ink: Ink,
  said: { low: (value: string) => string; high: (value: string) => string },
): ChartOption {
  const { low, high } = characteristic;
  const lines = [
    ...(low === undefined ? [] : [{ yAxis: Number(low), name: said.low(low) }]),
    ...(high === undefined ? [] : [{ yAxis: Number(high), name: said.high(high) }]),
  ];
  const [least, most] = rangeOf(points, characteristic);
  return {
    grid: { left: 8, right: 12, top: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: "item", formatter: "{c}" },
    xAxis: {
      type: "category",
      data: points.map((_, at) => String(at + 1)),
      axisLabel: { color: ink.soft },
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      min: least,
      max: most,
      axisLabel: { color: ink.soft, showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: ink.line, opacity: 0.5 } },
    },
    series: [
      {
        type: "line",
        data: points.map((point) => ({
          value: Number(point.value),
          symbol: point.isWithin ? "circle" : "diamond",
          symbolSize: point.isOwn ? 11 : point.isWithin ? 6 : 9,
          itemStyle: { color: colourOf(point, ink) },
        })),
        lineStyle: { color: ink.soft, width: 1, opacity: 0.6 },
        markLine: {
          silent: true,
          symbol: "none",
          // Its default rounds limits to two digits.
          precision: 12,
          lineStyle: { color: ink.bad, type: "solid", width: 2 },
          label: { position: "insideStartTop", color: ink.bad, formatter: "{b}" },
          data: lines,
        },
      },
    ],
  } as ChartOption;
}

function colourOf(point: Point, ink: Ink): string {
  if (!point.isWithin) return ink.bad;
  return point.isOwn ? ink.accent : ink.soft;
}

const ROOM = 0.2;

/** From the least to the most of limits and values, with room beyond both. */
export function rangeOf(points: readonly Point[], { low, high }: Characteristic): [number, number] {
  const known = [low, high, ...points.map((point) => point.value)]
    .filter((each) => each !== undefined)
    .map(Number);
  if (known.length === 0) return [0, 1];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const room = (most - least || Math.abs(most) || 1) * ROOM;
  return [least - room, most + room];
}
