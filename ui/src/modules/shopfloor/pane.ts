import type { Acting } from "@platform/terminal/act";
import type { Workstation } from "./records";
import type { Sight } from "./use-order";

/** What each part of an operation's screen gets. */
export interface PaneProps {
  sight: Sight;
  acting: Acting;
  station: Workstation | null;
  /** Done here: on to whatever is next. */
  onNext: () => void;
}

/** The workstation as the ledger names where something was entered. */
export function stationOf(station: Workstation | null): { station?: string } {
  return station === null ? {} : { station: station.code };
}
