import { useSyncExternalStore } from "react";
import type { Command } from "../api/commands";
import { Problem } from "../api/problem";
import type { Receipt } from "../api/types";
import { newId } from "../api/uuid";
import { text } from "../i18n/text";

/** A command that waits for its signer. */
export interface Waiting {
  command: Command;
  done: (receipt: Receipt) => void;
  failed: (problem: Problem) => void;
}

let signedKinds: ReadonlySet<string> = new Set();
let waiting: readonly Waiting[] = [];
const listeners = new Set<() => void>();

/** Which kinds of commands are signed, as the registry says. */
export function knowSigned(kinds: Iterable<string>): void {
  signedKinds = new Set(kinds);
}

export function isSigned(kind: string): boolean {
  return signedKinds.has(kind);
}

function become(next: readonly Waiting[]): void {
  waiting = next;
  for (const tell of listeners) tell();
}

/** Ask the person to sign; the receipt, or a Problem when it was refused or given up. */
export function askSignature(command: Command): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const one: Waiting = {
      // By its id the dialog tells it from the next one.
      command: { ...command, id: command.id ?? newId() },
      done: (receipt) => {
        become(waiting.filter((each) => each !== one));
        resolve(receipt);
      },
      failed: (problem) => {
        become(waiting.filter((each) => each !== one));
        reject(problem);
      },
    };
    become([...waiting, one]);
  });
}

export function notSigned(): Problem {
  return new Problem({
    status: 0,
    code: "not_signed",
    message: text("Not signed; nothing was done.", "未签名，操作未执行。"),
  });
}

export function waitingFirst(): Waiting | null {
  return waiting[0] ?? null;
}

/** The first command that waits for a signature; the others follow. */
export function useWaiting(): Waiting | null {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, waitingFirst);
}
