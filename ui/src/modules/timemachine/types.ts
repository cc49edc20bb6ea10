import type { Named } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";
import type { StoryEntry } from "@platform/replay";

/** An entry of a story, with what the server tells besides what the replay needs. */
export interface TimeEntry extends StoryEntry {
  outcome: "done" | "refused" | "failed";
  reason: string | null;
  command_id: string;
  is_partly_hidden: boolean;
}

export interface Relative extends Named {
  id: string;
  relation: Text;
}

/** Answer of `GET /api/story/{subject}`. */
export interface StoryAnswer {
  subject: string;
  size: number;
  family: Relative[];
  entries: TimeEntry[];
  is_cut: boolean;
  hidden: { kind: string; label: Text }[];
}

/** One moment of `GET /api/plant/moments`; `size` is the ledger's at its end. */
export interface Moment {
  from: string;
  to: string;
  entries: number;
  refused: number;
  size: number;
}

export interface Building {
  state: "building";
  progress: { done: number; total: number };
}

export interface KindStates {
  kind: string;
  label: Text;
  states: { state: string; label: Text; count: number }[];
}

/** Answer of `GET /api/plant/at/{size}`. */
export interface PlantThen {
  size: number;
  at: string | null;
  states: KindStates[];
  stock?: {
    item_id: string;
    location_id: string;
    status: string;
    quantity: string;
    unit: string;
  }[];
  clipped?: boolean;
}
