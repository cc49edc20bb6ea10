import { Alert, Button, DatePicker, Slider } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";
import type { Told } from "../api/types";
import { useDateFormat } from "../form/plain-inputs";
import { useFormats } from "../formats/use-formats";
import { instantOf, wallOf } from "../formats/zoned";
import { usePlatformTexts } from "../texts";
import { useTimeline } from "./use-record";

const MOMENT = "as_of";

export interface AsOfState {
  /** A tree size or RFC 3339 time; null for now. */
  moment: string | null;
  isOpen: boolean;
  toggle: () => void;
  go: (moment: string | null) => void;
}

/** The moment that a page shows, kept in its address. */
export function useAsOf(): AsOfState {
  const [search, setSearch] = useSearchParams();
  const moment = search.get(MOMENT) || null;
  const isOpen = search.has(MOMENT);
  const put = useCallback(
    (value: string | null) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === null) next.delete(MOMENT);
          else next.set(MOMENT, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return {
    moment,
    isOpen,
    toggle: () => put(isOpen ? null : ""),
    go: (next) => put(next ?? ""),
  };
}

/** A slider over everything that ever happened to a thing, and a clear word on what is shown. */
export function AsOf(props: {
  subject: string;
  asOf: AsOfState;
  size: number | undefined;
}): ReactNode {
  const t = usePlatformTexts();
  const { instant, habit, number } = useFormats();
  const format = useDateFormat();
  const { asOf } = props;
  const { data } = useTimeline(props.subject);
  const moments = useMemo(() => [...(data ?? [])].reverse(), [data]);
  const at = positionOf(moments, asOf.moment);
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? at;
  const entry = moments[shown];
  const go = (position: number) => {
    setDragged(null);
    const chosen = moments[position];
    asOf.go(chosen === undefined ? null : String(chosen.seq + 1));
  };
  const { when, seq } = described(moments[at], asOf.moment, props.size);
  return (
    <section className="as-of" aria-label={t("record_as_of")}>
      <div className="as-of-line">
        <Slider
          className="as-of-slider"
          min={0}
          max={moments.length}
          value={shown}
          onChange={setDragged}
          onChangeComplete={go}
          disabled={moments.length === 0}
          ariaLabelForHandle={t("record_as_of")}
          tooltip={{
            formatter: () => (entry ? instant(entry.recorded) : t("record_present")),
          }}
        />
        <DatePicker
          showTime={{ format: "HH:mm" }}
          format={`${format} HH:mm`}
          aria-label={t("record_as_of")}
          disabledDate={(day) => day.isAfter(dayjs(), "day")}
          value={when === null ? null : dayjs(wallOf(when, habit.zone))}
          onChange={(chosen) =>
            asOf.go(chosen && instantOf(chosen.format("YYYY-MM-DDTHH:mm:ss"), habit.zone))
          }
        />
        {asOf.moment !== null && (
          <Button type="primary" onClick={() => asOf.go(null)}>
            {t("record_to_present")}
          </Button>
        )}
      </div>
      {asOf.moment === null ? (
        <p className="soft small">{t("record_as_of_lead")}</p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={
            when === null
              ? t("record_as_of_seq", { seq: number(seq) })
              : t("record_as_of_banner", { when: instant(when, "seconds"), seq: number(seq) })
          }
        />
      )}
    </section>
  );
}

/** The place on the slider: the last moment not after the one shown; the end for now. */
function positionOf(moments: readonly Told[], moment: string | null): number {
  if (moment === null) return moments.length;
  const isSize = /^[0-9]+$/.test(moment);
  const later = moments.findIndex((each) =>
    isSize ? each.seq >= Number(moment) : each.recorded > moment,
  );
  return Math.max((later === -1 ? moments.length : later) - 1, 0);
}

/** When the shown moment was, where that is known, and the last entry that it rests on. */
function described(
  entry: Told | undefined,
  moment: string | null,
  size: number | undefined,
): { when: string | null; seq: number } {
  if (moment === null) return { when: null, seq: 0 };
  if (!/^[0-9]+$/.test(moment)) return { when: moment, seq: Math.max((size ?? 1) - 1, 0) };
  const seq = Math.max(Number(moment) - 1, 0);
  return { when: entry?.seq === seq ? entry.recorded : null, seq };
}
