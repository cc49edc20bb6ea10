import type { Ink } from "@platform/chart/ink";
import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
} from "echarts";
import type { Drawn } from "./lanes";

const BAR_PX = 24;
const SIGNS: Readonly<Record<string, string>> = { info: "▶ ", warn: "! ", bad: "✕ " };
const NAMED_FROM_PX = 46;
const LEAST_PX = 3;

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A run: a bar with its name where there is room; one that goes on is open at its end. */
export function barShape(
  drawn: Drawn,
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
  ink: Ink,
): CustomSeriesRenderItemReturn {
  const area = params.coordSys as unknown as Area;
  const [start = 0, middle = 0] = api.coord([drawn.first, drawn.line]);
  const [end = 0] = api.coord([drawn.last, drawn.line]);
  const left = Math.max(start, area.x);
  const right = Math.min(Math.max(end, start + LEAST_PX), area.x + area.width);
  if (right <= left) return null;
  const { fill, edge } = coloursOf(drawn, ink);
  const width = right - left;
  const isOpen = drawn.bar.to === null;
  const shape = { x: left, y: middle - BAR_PX / 2, width, height: BAR_PX, r: isOpen ? 0 : 3 };
  return {
    type: "group",
    children: [
      {
        type: "rect",
        shape,
        style: { fill, stroke: edge, lineWidth: 1, lineDash: isOpen ? [4, 3] : undefined },
      },
      {
        type: "text",
        silent: true,
        ignore: width < NAMED_FROM_PX,
        style: {
          x: left + 6,
          y: middle,
          text: labelOf(drawn),
          fill: ink.ink,
          fontSize: 11,
          verticalAlign: "middle",
          width: width - 10,
          overflow: "truncate",
        },
      },
    ],
  };
}

function coloursOf(drawn: Drawn, ink: Ink): { fill: string; edge: string } {
  switch (drawn.bar.tone) {
    case "info":
      return { fill: ink["accent-soft"], edge: ink.accent };
    case "bad":
      return { fill: ink["bad-soft"], edge: ink.bad };
    case "warn":
      return { fill: ink["odd-soft"], edge: ink.odd };
    default:
      return { fill: ink["good-soft"], edge: ink.good };
  }
}

/** A sign says beside the colour how the run is. */
function labelOf({ bar }: Drawn): string {
  return `${SIGNS[bar.tone] ?? ""}${bar.order} · ${bar.operation}`;
}

/** The present as an upright line. */
export function nowShape(
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
  ink: Ink,
  name: string,
): CustomSeriesRenderItemReturn {
  const area = params.coordSys as unknown as Area;
  const [x = 0] = api.coord([api.value(0), 0]);
  if (x < area.x || x > area.x + area.width) return null;
  const bottom = area.y + area.height;
  return {
    type: "group",
    children: [
      {
        type: "line",
        shape: { x1: x, y1: area.y, x2: x, y2: bottom },
        style: { stroke: ink.accent, lineWidth: 1.5 },
      },
      {
        type: "text",
        style: {
          x: x - 4,
          y: bottom - 12,
          text: name,
          fill: ink.accent,
          align: "right",
          fontSize: 11,
        },
      },
    ],
  };
}
