import { asProblem } from "@platform/api/problem";
import { Chart } from "@platform/chart/chart";
import { useInk } from "@platform/chart/ink";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRows } from "@platform/terminal/rows";
import { terminal } from "@platform/terminal/texts";
import { type ReactNode, useMemo } from "react";
import style from "./bench.module.css";
import type { Characteristic, Result } from "./records";
import { inspection } from "./texts";
import { pointsOf, trendOption } from "./trend";
import type { BenchSight } from "./use-bench";

const SHOWN = 60;

/** The last values of a characteristic over all lots, with its limits. */
export function Trend(props: { sight: BenchSight; characteristic: Characteristic }): ReactNode {
  const t = useTexts(inspection);
  const l = useTexts(terminal);
  const say = useSay();
  const { amount } = useFormats();
  const ink = useInk();
  const { sight, characteristic } = props;
  const { rows, error } = useRows<Result>("inspection.result", {
    characteristic_id: characteristic.id,
    sort: "-id",
    limit: SHOWN,
  });
  const points = useMemo(() => pointsOf(rows, sight.inspection.id), [rows, sight.inspection.id]);
  const option = useMemo(() => {
    const shown = (value: string) => amount(value, characteristic.unit);
    return trendOption(points, characteristic, ink, {
      low: (value) => l("low", { value: shown(value) }),
      high: (value) => l("high", { value: shown(value) }),
    });
  }, [points, characteristic, ink, amount, l]);
  const label = t("trend", { name: characteristic.name });
  return (
    <section className={style.card}>
      <div className={style.title}>
        <h2>{label}</h2>
        <span className="soft small">
          ● {t("trend_now")} · <span aria-hidden>•</span> {t("trend_earlier")}
        </span>
      </div>
      {error !== null && <p className="odd">{say(asProblem(error).text)}</p>}
      {error === null && points.length === 0 && <p className="soft">{t("trend_none")}</p>}
      <Chart option={option} label={label} height={240} />
      <ol className="unseen">
        {points.map((point, at) => (
          <li key={point.id}>
            {t("trend_number", { number: at + 1, value: amount(point.value, characteristic.unit) })}
          </li>
        ))}
      </ol>
    </section>
  );
}
