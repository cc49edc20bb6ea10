import { Chart } from "@platform/chart/chart";
import { useInk } from "@platform/chart/ink";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { type ReactNode, useMemo } from "react";
import { control, HEIGHT_PX, hasSpread, type Mark, WITH_SPREAD_PX } from "./control";
import { spc } from "./texts";
import type { PlottedPoint, Rule } from "./types";

const NOTHING: ReadonlySet<string> = new Set();

/** Points between their limits; what rules name stands out, and says why where it is pointed at. */
export function Drawing(props: {
  points: readonly PlottedPoint[];
  marks: readonly Mark[];
  /** Rules that fired at a point, by its instant and chart. */
  fired: readonly (Rule & { at: string; part: "middle" | "spread" })[];
  leftOut?: ReadonlySet<string>;
  label: string;
  onPoint?: (at: string) => void;
}): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const ink = useInk();
  const { decimal, instant } = useFormats();
  const { points, marks, fired, leftOut = NOTHING, onPoint } = props;
  const option = useMemo(
    () =>
      control({ points, marks, leftOut }, ink, {
        note: (point, part) => {
          const found = part === "middle" ? point[1] : (point[5]?.[0] ?? "");
          const rules = fired.filter((each) => each.at === point[0] && each.part === part);
          return [
            instant(point[0], "seconds"),
            decimal(found),
            ...(leftOut.has(point[0]) ? [t("note_left_out")] : []),
            ...rules.map((each) => say(each.label)),
          ].join("\n");
        },
        time: (ms) => instant(new Date(ms).toISOString()),
        value: (value) => decimal(String(Number(value.toPrecision(6)))),
      }),
    [points, marks, fired, leftOut, ink, decimal, instant, say, t],
  );
  const open = (_: number, datum: number) => {
    const at = points[datum]?.[0];
    if (at !== undefined) onPoint?.(at);
  };
  const height = hasSpread(points) ? WITH_SPREAD_PX : HEIGHT_PX;
  return <Chart option={option} label={props.label} height={height} onOpen={open} />;
}
