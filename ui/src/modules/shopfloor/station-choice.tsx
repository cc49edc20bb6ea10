import { useTexts } from "@platform/i18n/texts";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Choices } from "@platform/terminal/choices";
import { useRows } from "@platform/terminal/rows";
import { useKept } from "@platform/terminal/station";
import style from "@platform/terminal/terminal.module.css";
import type { ReactNode } from "react";
import type { Workstation } from "./records";
import { shopfloor } from "./texts";

const ALL = "all";

/** Which workstation this terminal stands at; kept on the device. Null: not chosen yet. */
export function useStation(): {
  /** Null for all workstations. */
  id: string | null;
  station: Workstation | null;
  isChosen: boolean;
  all: readonly Workstation[];
  isLoading: boolean;
  error: Error | null;
  choose: (id: string | null) => void;
} {
  const [kept, keep] = useKept("workstation");
  const { rows, isLoading, error } = useRows<Workstation>("sites.workstation", {
    state: "in_use",
    sort: "code",
  });
  const station = rows.find((each) => each.id === kept) ?? null;
  return {
    id: station?.id ?? null,
    station,
    isChosen: kept === ALL || station !== null,
    all: rows,
    isLoading,
    error,
    choose: keep,
  };
}

export function StationChoice(props: { station: ReturnType<typeof useStation> }): ReactNode {
  const t = useTexts(shopfloor);
  const { all, isLoading, error, choose, id } = props.station;
  if (error !== null) return <ErrorState error={error} />;
  if (isLoading) return <LoadingState />;
  return (
    <>
      <h2 className={style.cardTitle}>{t("station_choose")}</h2>
      <Choices
        label={t("station_choose")}
        isFocused
        chosen={id}
        choices={[
          ...all.map((each) => ({ key: each.id, title: each.code, detail: each.name })),
          { key: ALL, title: t("station_all") },
        ]}
        onChoose={choose}
      />
    </>
  );
}
