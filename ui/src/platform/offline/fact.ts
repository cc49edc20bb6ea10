import type { FieldProblem, Problem } from "../api/problem";
import type { JsonObject } from "../api/types";
import { type Text, text } from "../i18n/text";

/** A command as a screen hands it over. */
export interface Entered {
  readonly kind: string;
  readonly body: JsonObject;
  /** Made here if absent; the same id again is the same fact. */
  readonly id?: string;
  readonly reason?: string;
  /** When it happened, if not now (RFC 3339). */
  readonly occurred?: string;
  readonly station?: string;
  /** User id and name of whoever a deputy acts for. */
  readonly behalf?: string;
  readonly behalfName?: string;
  readonly source: "hand" | "scan";
  /** What it is, for lists: the command's label and what it is about. */
  readonly label: Text;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

/** A fact that is kept on this device until the ledger has it, or a person has dealt with it. */
export interface Fact extends Entered {
  /** Facts go in the order of these numbers, which the store gives. */
  readonly order: number;
  readonly id: string;
  readonly occurred: string;
  /** When it was entered here (RFC 3339). */
  readonly entered: string;
  readonly userId: string;
  readonly userName: string;
  /** How often it was sent without an answer. */
  readonly tries: number;
  /** Why the server did not take it; null while it waits. */
  readonly rejection: Rejection | null;
}

export interface Rejection {
  readonly status: number;
  readonly code: string;
  readonly message: Text;
  readonly fields: readonly FieldProblem[];
  /** Whether the refusal itself is recorded. Otherwise the server keeps nothing of it. */
  readonly isRecorded: boolean;
  /** RFC 3339. */
  readonly at: string;
}

export function rejectionOf(problem: Problem, at: string): Rejection {
  const { status, code, text: message, fields, recorded } = problem;
  return { status, code, message, fields, isRecorded: recorded !== null, at };
}

/** Answers after which the same fact may go through by itself a little later. */
const WAITING_STATUSES = new Set([401, 408, 425, 429, 502, 503, 504]);

/** Whether a fact stays where it is after this problem: line, sign-in or server are at fault. */
export function isWaitingFor(problem: Problem): boolean {
  return (
    problem.isConnectionLost ||
    problem.code === "new_password_due" ||
    problem.code === "second_factor_due" ||
    WAITING_STATUSES.has(problem.status)
  );
}

/** A rejected fact as a person reads it. */
export interface RejectedItem {
  readonly fact: Fact;
  readonly what: Text;
  readonly why: Text;
  readonly next: Text;
  /** The same content may be sent again under the same id: the server kept nothing of it. */
  readonly canSendAgain: boolean;
}

const NEXT_RECORDED = text(
  "The refusal is recorded. Enter the fact again as it should be, then mark this one as dealt with.",
  "拒绝已登记。请重新正确录入该事实，然后将此项标记为已处理。",
);
const NEXT_UNRECORDED = text(
  "Nothing of it is recorded. Send it again; if it stays so, enter it anew and tell whoever looks after the program.",
  "尚未登记任何内容。请重新发送；如仍失败，请重新录入并联系系统管理员。",
);

export function rejectedItem(fact: Fact, rejection: Rejection): RejectedItem {
  const canSendAgain = !rejection.isRecorded;
  return {
    fact,
    what: fact.label,
    why: rejection.message,
    next: canSendAgain ? NEXT_UNRECORDED : NEXT_RECORDED,
    canSendAgain,
  };
}
