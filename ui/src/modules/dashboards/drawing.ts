import type { ChartOption } from "@platform/chart/chart";
import type { Ink } from "@platform/chart/ink";
import { type Figure, floorOf, heightOf } from "./rows";

/** Names of the periods and values in words, in the present language. */
export interface Words {
  names: string[];
  /** What a datum says when it is pointed at. */
  note: (at: number) => string;
  tick: (value: number) => string;
}

const LEFT_PX = 44;

/** Numbers as columns from zero, shares as a line with its points. */
export function drawing(figure: Figure, ink: Ink, words: Words): ChartOption {
  const values = figure.series.map(heightOf);
  const floor = figure.isShare ? floorOf(figure.series) : 0;
  return {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: LEFT_PX, right: 10, top: 12, bottom: 24 },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: figure.isShare ? "line" : "shadow" },
      backgroundColor: ink.card,
      borderColor: ink.line,
      textStyle: { color: ink.ink, fontSize: 12 },
      formatter: (given) => {
        const one = Array.isArray(given) ? given[0] : given;
        return one === undefined ? "" : words.note(one.dataIndex);
      },
    },
    xAxis: {
      type: "category",
      data: words.names,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
      axisLabel: { color: ink.soft, hideOverlap: true, fontSize: 11 },
    },
    yAxis: {
      type: "value",
      min: floor,
      max: figure.isShare ? 100 : undefined,
      interval: figure.isShare ? (100 - floor) / 2 : undefined,
      minInterval: figure.isShare ? undefined : 1,
      splitNumber: 3,
      axisLabel: { color: ink.soft, fontSize: 11, formatter: words.tick },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: figure.isShare
      ? {
          type: "line",
          data: values,
          symbol: "circle",
          symbolSize: 7,
          showAllSymbol: true,
          connectNulls: false,
          lineStyle: { color: ink.accent, width: 2 },
          itemStyle: { color: ink.accent },
        }
      : {
          type: "bar",
          data: values,
          barMaxWidth: 26,
          itemStyle: { color: ink.accent, borderRadius: [2, 2, 0, 0] },
        },
  };
}
