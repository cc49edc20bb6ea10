import { useMemo } from "react";
import { useLedger } from "../api/ledger";
import { useLanguage } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import * as pure from "./formats";

export interface Formats {
  habit: pure.Habit;
  date: (date: string) => string;
  instant: (instant: string, precision?: "seconds") => string;
  ago: (instant: string) => string;
  number: (value: number) => string;
  decimal: (decimal: string) => string;
  /** A decimal text and the code of its unit: “1,200.5 kg” / “1,200.5 千克”. */
  amount: (decimal: string, unit: string | null | undefined) => string;
  unit: (code: string) => string;
  bytes: (bytes: number) => string;
}

/** Short signs that are the same in both languages and shorter than the unit's name. */
const SIGNS = new Set([
  "mg",
  "g",
  "kg",
  "mL",
  "L",
  "mm",
  "m",
  "s",
  "min",
  "h",
  "kPa",
  "MPa",
  "N",
  "kGy",
  "mg/L",
  "%",
  "N/15mm",
]);
const OWN_SIGNS: Readonly<Record<string, string>> = { Cel: "°C", uL: "µL", um: "µm", m2: "m²" };

export function useFormats(): Formats {
  const language = useLanguage();
  const registry = useRegistry();
  const zone = useLedger()?.zone ?? "UTC";
  return useMemo(() => {
    const locale = pure.localeOf(language, navigator.languages);
    const habit: pure.Habit = { language, locale, zone };
    const unit = (code: string) =>
      OWN_SIGNS[code] ?? (SIGNS.has(code) ? code : (registry.unit(code)?.label[language] ?? code));
    return {
      habit,
      unit,
      date: (date) => pure.formatDate(date, habit),
      instant: (instant, precision) => pure.formatInstant(instant, habit, precision),
      ago: (instant) => pure.formatAgo(instant, habit, new Date()),
      number: (value) => pure.formatNumber(value, habit),
      decimal: (decimal) => pure.formatDecimal(decimal, habit),
      amount: (decimal, code) => {
        const figure = pure.formatDecimal(decimal, habit);
        return code ? `${figure}\u00a0${unit(code)}` : figure;
      },
      bytes: (bytes) => pure.formatBytes(bytes, habit),
    };
  }, [language, registry, zone]);
}
