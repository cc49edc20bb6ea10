import {
  BarChart,
  type BarSeriesOption,
  CustomChart,
  type CustomSeriesOption,
  LineChart,
  type LineSeriesOption,
} from "echarts/charts";
import {
  DataZoomComponent,
  type DataZoomComponentOption,
  GridComponent,
  type GridComponentOption,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  type TooltipComponentOption,
} from "echarts/components";
import { type ComposeOption, type ECharts, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactNode, useEffect, useRef } from "react";

use([
  BarChart,
  CanvasRenderer,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
]);

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | DataZoomComponentOption
  | GridComponentOption
  | LineSeriesOption
  | TooltipComponentOption
>;

/**
 * A drawing by ECharts. It has no content for those who do not see it: whoever draws shows the
 * same figures as a table beside it. Import it only in screens that are loaded when opened.
 */
export function Chart(props: {
  option: ChartOption;
  /** What is drawn, in words. */
  label: string;
  height: number;
  /** What was clicked: the index of its series and of its datum. */
  onOpen?: (series: number, datum: number) => void;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const open = useRef(props.onOpen);
  open.current = props.onOpen;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = init(element);
    chart.current = made;
    made.on("click", ({ seriesIndex, dataIndex }) => open.current?.(seriesIndex ?? 0, dataIndex));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...props.option }, { notMerge: true });
  }, [props.option]);
  return <div ref={place} role="img" aria-label={props.label} style={{ height: props.height }} />;
}
