import { Chart } from "@platform/chart/chart";
import { useInk } from "@platform/chart/ink";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { recordPath } from "@platform/screens/paths";
import { type ReactNode, useMemo } from "react";
import { useNavigate } from "react-router-dom";
import styles from "./boards.module.css";
import { gantt, heightOf, type Words } from "./gantt";
import { layOut } from "./lanes";
import { boards } from "./texts";
import type { ScheduleAnswer } from "./types";
import { wallClock } from "./wall";

const RUN = "production.operation_run";

/** The runs as a Gantt chart in the plant's time; a click opens the run. */
export function ScheduleChart(props: { answer: ScheduleAnswer; zone: string }): ReactNode {
  const t = useTexts(boards);
  const formats = useFormats();
  const navigate = useNavigate();
  const ink = useInk();
  const words = useWords();
  const { answer, zone } = props;
  const wall = useMemo(() => wallClock(zone), [zone]);
  const layout = useMemo(
    () => layOut(answer.rows, wall, wall(new Date().toISOString())),
    [answer.rows, wall],
  );
  const option = useMemo(() => {
    const now = wall(new Date().toISOString());
    const span = { first: wall(answer.from), last: wall(answer.to), now };
    return gantt(layout, span, ink, words);
  }, [layout, answer.from, answer.to, wall, ink, words]);
  const label = t("chart", { from: formats.instant(answer.from), to: formats.instant(answer.to) });
  return (
    <>
      <Chart
        option={option}
        label={label}
        height={heightOf(layout)}
        onOpen={(series, datum) => {
          const id = series === 0 ? layout.bars[datum]?.bar.id : undefined;
          if (id !== undefined) void navigate(recordPath(RUN, id));
        }}
      />
      <ul className={styles.legend} aria-label={t("colours")}>
        <li>
          <span className={`${styles.swatch} ${styles.runGood}`} /> {t("tone_good")}
        </li>
        <li>
          <span className={`${styles.swatch} ${styles.runWarn}`} /> ! {t("tone_warn")}
        </li>
        <li>
          <span className={`${styles.swatch} ${styles.runInfo}`} /> ▶ {t("tone_info")}
        </li>
        <li>
          <span className={`${styles.swatch} ${styles.runBad}`} /> ✕ {t("tone_late")}
        </li>
      </ul>
    </>
  );
}

function useWords(): Words {
  const t = useTexts(boards);
  const formats = useFormats();
  return useMemo(() => {
    const { habit } = formats;
    const parts =
      habit.language === "zh"
        ? ({ month: "2-digit", day: "2-digit" } as const)
        : ({ month: "short", day: "numeric" } as const);
    const days = new Intl.DateTimeFormat(habit.locale, { ...parts, timeZone: "UTC" });
    const end = (at: string | null) => (at === null ? t("still_running") : formats.instant(at));
    return {
      now: t("now"),
      tick: (wall) => {
        const at = new Date(wall);
        const clock = at.toISOString().slice(11, 16);
        return clock === "00:00" ? days.format(at) : clock;
      },
      note: ({ bar }) =>
        [
          `${bar.order} · ${bar.item}`,
          `${bar.position} ${bar.operation}`,
          `${formats.instant(bar.from)} – ${end(bar.to)}`,
          [bar.equipment, bar.operator_name].filter(Boolean).join(" · "),
          ...(bar.due_on === null ? [] : [t("due", { date: formats.date(bar.due_on) })]),
          `${t("good")} ${formats.amount(bar.good, bar.unit)}, ${t("scrap")} ${formats.amount(bar.scrapped, bar.unit)}`,
        ].join("\n"),
    };
  }, [t, formats]);
}
