import { type Command, command, sendCommands } from "@platform/api/commands";
import { type Problem, problemOf } from "@platform/api/problem";
import type { JsonObject, Receipt } from "@platform/api/types";
import { newId } from "@platform/api/uuid";

export const HOLD = "warehouse.place_hold/1";
/** As many as the server takes in one request. */
export const AT_ONCE = 100;

/** A lot to be held; without an outcome nobody knows yet whether it was. */
export interface Holding {
  readonly lot: string;
  readonly command: Command;
  readonly outcome?: Outcome;
}

export type Outcome = { is: "done"; receipt: Receipt } | { is: "refused"; problem: Problem };

/** One hold a lot, all for one cause; their ids stay, so that none is placed twice. */
export function holdingsOf(lots: readonly string[], cause: string): Holding[] {
  return lots.map((lot) => ({
    lot,
    command: command(HOLD, { lot_id: lot, cause }, { id: newId() }),
  }));
}

/** What the server said of a command that stood in a list. */
export function outcomeOf(answer: Receipt | JsonObject): Outcome {
  if (answer.outcome === "done") return { is: "done", receipt: answer as Receipt };
  return { is: "refused", problem: problemOf(Number((answer as JsonObject).status), answer) };
}

/**
 * Send what has no outcome yet, a request after the other; `tell` hears of each how all stand.
 * A lost connection is thrown; sent again, the same ids get the same answers.
 */
export async function place(
  holdings: readonly Holding[],
  tell: (now: Holding[]) => void,
): Promise<Holding[]> {
  let now = [...holdings];
  const open = now.filter(({ outcome }) => outcome === undefined);
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const part = open.slice(start, start + AT_ONCE);
    const answers = await sendCommands(part.map((each) => each.command));
    const known = new Map(part.map(({ lot }, n) => [lot, answers[n]] as const));
    now = now.map((each) => {
      const answer = known.get(each.lot);
      return answer === undefined ? each : { ...each, outcome: outcomeOf(answer) };
    });
    tell(now);
  }
  return now;
}
