import { useTexts } from "@platform/i18n/texts";
import { signal } from "@platform/scanning/signal";
import { useRows } from "@platform/terminal/rows";
import { useKept } from "@platform/terminal/station";
import { Select } from "antd";
import type { ReactNode } from "react";
import type { Equipment } from "./records";
import { inspection } from "./texts";

export interface InstrumentChoice {
  id: string | null;
  all: readonly Equipment[];
  choose: (id: string | null) => void;
  /** The instrument whose code was scanned; false if the text is none. */
  take: (text: string) => boolean;
}

/** With what a characteristic is measured; this bench keeps it until another is chosen. */
export function useInstrument(characteristic: string): InstrumentChoice {
  const { rows } = useRows<Equipment>("equipment.equipment", {
    kind: "measuring",
    state: "available",
  });
  const [kept, keep] = useKept(`instrument.${characteristic}`);
  const known = rows.find((each) => each.id === kept);
  return {
    id: known?.id ?? null,
    all: rows,
    choose: keep,
    take: (text) => {
      const found = rows.find((each) => each.code === text.trim());
      if (found === undefined) return false;
      keep(found.id);
      signal("good");
      return true;
    },
  };
}

export function Instrument({ instrument }: { instrument: InstrumentChoice }): ReactNode {
  const t = useTexts(inspection);
  if (instrument.all.length === 0) return null;
  return (
    <Select
      aria-label={t("instrument")}
      prefix={<span className="soft">{t("instrument")}</span>}
      placeholder={t("instrument_none")}
      allowClear
      value={instrument.id ?? undefined}
      onChange={(id: string | undefined) => instrument.choose(id ?? null)}
      options={instrument.all.map((each) => ({
        value: each.id,
        label: `${each.code} · ${each.name}`,
      }))}
      styles={{ root: { minWidth: 260, flex: "1 1 260px" } }}
    />
  );
}
