import { useSyncExternalStore } from "react";
import { call, recoverWith } from "../api/client";
import { isServerReachable, onReachable } from "../api/connection";
import { Problem } from "../api/problem";
import type { SessionAnswer } from "../api/types";
import { suggestLanguage } from "../i18n/language";
import { text } from "../i18n/text";
import { answers } from "../kept/kept";
import { isLeaving, noteLeaving } from "./leaving";
import { answerChallenge, askChallenge } from "./passkey";

export interface Person {
  userId: string;
  login: string;
  name: string;
  needsNewPassword: boolean;
  needsSecondFactor: boolean;
  permissions: ReadonlySet<string>;
}

/**
 * `unknown` before the server was asked; `out` nobody; `in` somebody at work; `ended` somebody's
 * session is over while their work is still on the screen; `password_due` a new password comes
 * before anything else, `factor_due` a second factor does.
 */
export type SessionState =
  | { phase: "unknown" }
  | { phase: "out" }
  | { phase: "in" | "ended" | "password_due" | "factor_due"; person: Person };

interface Waiter {
  resolve: () => void;
  reject: (problem: Problem) => void;
}

let state: SessionState = { phase: "unknown" };
let waiters: Waiter[] = [];
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function sessionState(): SessionState {
  return state;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSessionState(): SessionState {
  return useSyncExternalStore(onSession, sessionState);
}

/** Whoever is at work; only for what is shown after sign-in. */
export function usePerson(): Person {
  const now = useSessionState();
  if (!("person" in now)) throw new Error("nobody is signed in");
  return now.person;
}

export function usePermission(code: string | null | undefined): boolean {
  const { permissions } = usePerson();
  return code == null || permissions.has(code);
}

function personOf(answer: SessionAnswer): Person {
  return {
    userId: answer.user_id,
    login: answer.login,
    name: answer.name,
    needsNewPassword: answer.needs_new_password,
    needsSecondFactor: answer.needs_second_factor,
    permissions: new Set(answer.permissions),
  };
}

/**
 * Ask who is signed in; nobody is an answer, an unreachable server is thrown. Without the line
 * whoever was signed in here goes on, as long as the session would.
 */
export async function loadSession(): Promise<void> {
  try {
    await finishLeaving();
    await enter(await call<SessionAnswer>("/api/session", { isSignIn: true }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) return out();
    const last = error.isConnectionLost && !isLeaving() ? await answers.lastSession() : undefined;
    if (last === undefined) throw error;
    suggestLanguage(last.language);
    become({ phase: "in", person: personOf(last) });
    askWhenReachable();
  }
}

/** Who came in without the line is known to the server or not: asked as soon as it is there. */
function askWhenReachable(): void {
  const stop = onReachable(() => {
    if (!isServerReachable()) return;
    stop();
    // An ended session brings the sign-in over the screen.
    call<SessionAnswer>("/api/session").then(enter, () => askWhenReachable());
  });
}

/**
 * Throws Problem for a wrong password, a lock-out, or a lost connection, and `code_needed` with
 * a ticket where a code has to follow.
 */
export function signIn(login: string, password: string): Promise<void> {
  return come("/api/session", { login, password });
}

/** The second step; without ticket the browser keeps that of a single sign-on. */
export function giveCode(ticket: string | null, code: string): Promise<void> {
  return come("/api/session/code", { ticket, code });
}

export async function signInByPasskey(): Promise<void> {
  const asked = await askChallenge();
  const credential = await answerChallenge(asked);
  await come("/api/session/passkey", { ticket: asked.ticket, credential });
}

async function come(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  await finishLeaving();
  await call(path, { method: "POST", body, isSignIn: true });
  await enter(await call<SessionAnswer>("/api/session", { isSignIn: true }));
}

async function enter(answer: SessionAnswer): Promise<void> {
  const person = personOf(answer);
  suggestLanguage(answer.language);
  const before = "person" in state ? state.person : null;
  if (before !== null && before.userId !== person.userId) abandon();
  if (person.needsNewPassword) return become({ phase: "password_due", person });
  if (person.needsSecondFactor) return become({ phase: "factor_due", person });
  await answers.begin(answer);
  become({ phase: "in", person });
  const waiting = waiters;
  waiters = [];
  for (const waiter of waiting) waiter.resolve();
}

/** Requests of one person are never sent in the name of another. */
function abandon(): void {
  const waiting = waiters;
  waiters = [];
  const problem = new Problem({
    status: 401,
    code: "other_person",
    message: text(
      "Somebody else has signed in. What was not sent before is dropped.",
      "已由他人登录，之前未发送的内容已放弃。",
    ),
  });
  for (const waiter of waiting) waiter.reject(problem);
}

/** Without the line, nobody is here any more either; the session ends when the line is back. */
export async function signOut(): Promise<void> {
  abandon();
  noteLeaving(true);
  try {
    await finishLeaving();
  } catch (error) {
    if (!(error instanceof Problem && error.isConnectionLost)) throw error;
  }
  await out();
}

/** End a session whose person has left. */
async function finishLeaving(): Promise<void> {
  if (!isLeaving()) return;
  try {
    await call("/api/session", { method: "DELETE", isSignIn: true });
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
  noteLeaving(false);
}

async function out(): Promise<void> {
  await answers.forget();
  become({ phase: "out" });
}

/** Leave without the server: the session there is over already. */
export function leave(): Promise<void> {
  abandon();
  return out();
}

/** After a new password the session goes on. */
export async function passwordChanged(): Promise<void> {
  await enter(await call<SessionAnswer>("/api/session", { isSignIn: true }));
}

const PHASES: Readonly<Record<string, "password_due" | "factor_due">> = {
  new_password_due: "password_due",
  second_factor_due: "factor_due",
};

recoverWith((problem) => {
  if (!("person" in state)) {
    return out().then(() => Promise.reject(problem));
  }
  void answers.close();
  become({ phase: PHASES[problem.code] ?? "ended", person: state.person });
  return new Promise((resolve, reject) => {
    waiters.push({ resolve, reject });
  });
});
