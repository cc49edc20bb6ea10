import type { Text } from "@platform/i18n/text";

/** Who did it: a person, a machine, a rule that follows by itself, or another program. */
export type By = "person" | "machine" | "rule" | "program";

interface Placed {
  id: string;
  /** The entry it is, or the entry that the reading stands in. */
  seq: number;
  at: string;
  x: number;
  y: number;
}

/** Something the reader may not see: only that it was. */
export interface Hidden extends Placed {
  type: "entry" | "reading";
  is_hidden: true;
}

export interface EntryNode extends Placed {
  type: "entry";
  is_hidden: false;
  by: By;
  kind: string;
  label: Text;
  outcome: "done" | "refused" | "failed";
  actor: string;
  behalf: string | null;
  source: string;
  trust: string;
  said: Text[];
  occurred: string;
  /** Ids of what it made that somebody has to deal with. */
  made: string[];
}

export interface ReadingNode extends Placed {
  type: "reading";
  is_hidden: false;
  excursion: string;
  point_id: string;
  point: string;
  name: Text;
  unit: string;
  value: string;
  limit: string | null;
  level: "alert" | "action";
  side: "low" | "high";
  actor: string;
  trust: string;
  part: string;
  /** Which of the readings of its entry it is, from 0; null where they are withheld. */
  place: number | null;
}

export type ChainNode = Hidden | EntryNode | ReadingNode;

export interface ChainEdge {
  from: string;
  to: string;
  /** What was dealt with; null where one followed from the other by itself. */
  via: string | null;
}

export interface Chain {
  about: string;
  nodes: ChainNode[];
  edges: ChainEdge[];
  focus: string;
  is_cut: boolean;
}
