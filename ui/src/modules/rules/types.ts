import type { Named } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";

export interface Trigger {
  kind: string;
  module: Text;
  label: Text;
}

/** A word of conditions; `unit` is the word that holds its unit. */
export interface Word {
  name: string;
  type: string;
  label: Text;
  unit: string | null;
  is_optional: boolean;
  choices: readonly { value: string; label: Text }[];
}

/** Line and column begin at 1. */
export interface Fault {
  line: number;
  column: number;
  message: Text;
}

export interface Case {
  seq: number;
  occurred: string;
  told: Text;
  about: readonly string[];
  values: Readonly<Record<string, string>>;
  failure: Text | null;
}

export interface Trial {
  since: string;
  until: string;
  facts: number;
  fired: number;
  failed: number;
  cases: readonly Case[];
  names: Readonly<Record<string, Named>>;
}

/** One answer of a free trial; it goes on before `next_before`. */
export interface TrialPage extends Trial {
  next_before: number | null;
}
