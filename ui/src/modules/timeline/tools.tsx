import { useDateFormat } from "@platform/form/plain-inputs";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { Button, DatePicker, Segmented, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { type Filters, isFiltered, OUTCOMES, type Outcome } from "./filters";
import { timeline } from "./texts";
import styles from "./timeline.module.css";

/** What of the story is shown: by kind, outcome, days. */
export function Tools(props: {
  filters: Filters;
  isPerson: boolean;
  /** Kinds that were seen already: offered first. */
  seen: ReadonlySet<string>;
  put: (change: Partial<Filters>) => void;
}): ReactNode {
  const t = useTexts(timeline);
  const format = useDateFormat();
  const { filters, put } = props;
  const days = [filters.from, filters.to].map((day) => (day === null ? null : dayjs(day)));
  return (
    <div className={styles.tools}>
      {props.isPerson && (
        <Segmented
          aria-label={t("side")}
          value={filters.isBy ? "by" : "about"}
          onChange={(side) => put({ isBy: side === "by" })}
          options={(["about", "by"] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      <Kinds filters={filters} seen={props.seen} put={put} />
      <Select<Outcome | "">
        aria-label={t("outcome")}
        value={filters.outcome ?? ""}
        onChange={(outcome) => put({ outcome: outcome === "" ? null : outcome })}
        className={styles.outcome}
        options={[
          { value: "", label: t("outcome_any") },
          ...OUTCOMES.map((value) => ({ value, label: t(`outcome_${value}`) })),
        ]}
      />
      <DatePicker.RangePicker
        aria-label={t("period")}
        format={format}
        allowEmpty={[true, true]}
        placeholder={[t("from"), t("to")]}
        value={[days[0] ?? null, days[1] ?? null]}
        onChange={(chosen) =>
          put({
            from: chosen?.[0]?.format("YYYY-MM-DD") ?? null,
            to: chosen?.[1]?.format("YYYY-MM-DD") ?? null,
          })
        }
      />
      {isFiltered(filters) && (
        <Button type="text" onClick={() => put({ kinds: [], outcome: null, from: null, to: null })}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

function Kinds(props: {
  filters: Filters;
  seen: ReadonlySet<string>;
  put: (change: Partial<Filters>) => void;
}): ReactNode {
  const t = useTexts(timeline);
  const say = useSay();
  const registry = useRegistry();
  const options = registry.commands
    .map(({ kind, label }) => ({ value: kind, label: say(label) }))
    .sort(
      (one, other) =>
        Number(props.seen.has(other.value)) - Number(props.seen.has(one.value)) ||
        one.label.localeCompare(other.label),
    );
  return (
    <Select
      mode="multiple"
      aria-label={t("kinds")}
      className={styles.kinds}
      placeholder={t("kinds_any")}
      value={props.filters.kinds}
      onChange={(kinds: string[]) => props.put({ kinds })}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      maxTagCount="responsive"
      allowClear
    />
  );
}
