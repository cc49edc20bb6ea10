import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Commands } from "../../generated/registry";
import { askSignature, isSigned } from "../signing/store";
import { call } from "./client";
import { asProblem, Problem } from "./problem";
import { useSameId } from "./same-id";
import type { JsonObject, Receipt } from "./types";
import { newId } from "./uuid";

/** A command to be sent; without `id` a new one is made. */
export interface Command {
  kind: string;
  body: JsonObject;
  id?: string;
  reason?: string;
  /** When it happened, if not now (RFC 3339). */
  occurred?: string;
  /** When it was entered here, of what was queued (RFC 3339). */
  entered?: string;
  station?: string;
  /** The person for whom a deputy acts. */
  behalf?: string;
  /** `scan` if all that the command needs came from a scanner. */
  source?: "hand" | "scan";
  /** What the signature of a signed command is made of. */
  signing?: JsonObject;
}

/** A command whose input the compiler knows. */
export function command<K extends keyof Commands>(
  kind: K,
  body: Commands[K],
  more: Omit<Command, "kind" | "body"> = {},
): Command {
  return { ...more, kind, body: body as unknown as JsonObject };
}

/** Waits between tries after a lost connection; the id stays, so it is done once. */
const PAUSES_MS = [400, 1200, 3000];

/** Send one command; a refusal is thrown as Problem. What is signed asks its signer first. */
export async function sendCommand(command: Command): Promise<Receipt> {
  return isSigned(command.kind) ? askSignature(command) : postCommand(command);
}

/** The same without asking anybody. */
export async function postCommand(command: Command): Promise<Receipt> {
  const { kind, ...rest } = command;
  const body = { source: "hand", ...rest, id: command.id ?? newId() };
  for (const pause of [...PAUSES_MS, null]) {
    try {
      return await call<Receipt>(`/api/commands/${kind}`, { method: "POST", body });
    } catch (error) {
      if (!(error instanceof Problem && error.isConnectionLost) || pause === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Error("the last try returns or throws");
}

/**
 * Send up to 100 commands in their order; answers stand in the same order. They go in one request,
 * but for those that are signed: each of these asks its signer, for itself.
 */
export async function sendCommands(commands: Command[]): Promise<(Receipt | JsonObject)[]> {
  const answers: (Receipt | JsonObject)[] = [];
  let together: Command[] = [];
  for (const each of commands) {
    if (!isSigned(each.kind)) {
      together.push(each);
      continue;
    }
    answers.push(...(await sendTogether(together)), await signedAnswer(each));
    together = [];
  }
  return [...answers, ...(await sendTogether(together))];
}

async function sendTogether(commands: Command[]): Promise<(Receipt | JsonObject)[]> {
  if (commands.length === 0) return [];
  const given = commands.map((each) => ({ source: "hand", ...each, id: each.id ?? newId() }));
  const { answers } = await call<{ answers: (Receipt | JsonObject)[] }>("/api/commands", {
    method: "POST",
    body: { commands: given },
  });
  return answers;
}

/** The receipt, or the problem as the body that the server would have given. */
async function signedAnswer(command: Command): Promise<Receipt | JsonObject> {
  try {
    return await askSignature(command);
  } catch (error) {
    const { status, code, text, isConnectionLost } = asProblem(error);
    if (isConnectionLost) throw error;
    return { status, code, message: { ...text } };
  }
}

export interface Sending {
  send: (command: Command) => Promise<Receipt | null>;
  isSending: boolean;
  problem: Problem | null;
  receipt: Receipt | null;
  reset: () => void;
}

/**
 * Sends commands of a screen. `send` gives the receipt, or null after a problem, which then
 * stands in `problem`. The same content again after a lost connection goes with the same id.
 */
export function useSend(): Sending {
  const queries = useQueryClient();
  const sendOnce = useSameId();
  const mutation = useMutation({
    mutationFn: (command: Command) =>
      sendOnce(command, (id) => sendCommand({ ...command, id: command.id ?? id })),
    onSuccess: () => void queries.invalidateQueries(),
  });
  return {
    send: (command) => mutation.mutateAsync(command).catch(() => null),
    isSending: mutation.isPending,
    problem: mutation.error === null ? null : asProblem(mutation.error),
    receipt: mutation.data ?? null,
    reset: mutation.reset,
  };
}
