import { currentLanguage } from "../i18n/language";
import { answers } from "../kept/kept";
import { reportReachable } from "./connection";
import { connectionLost, Problem, problemOf, unexpectedAnswer } from "./problem";

const TIMEOUT_MS = 60_000;
/** What signing in, a new password or a second factor mends; then the request goes again. */
const SESSION_GONE = new Set(["not_signed_in", "new_password_due", "second_factor_due"]);
const UNREACHED = new Set([502, 503, 504]);

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  query?: Query;
  /** Sent as JSON, unless it is a Blob. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Sign-in itself is not asked to sign in. */
  isSignIn?: boolean;
}

/** Set by the session: resolves once the same person is signed in again, else rejects. */
type Recover = (problem: Problem) => Promise<void>;
let recover: Recover | null = null;

export function recoverWith(next: Recover): void {
  recover = next;
}

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? path : `${path}?${search}`;
}

/**
 * The JSON answer of the server; throws Problem. Without the line, the last answer where such are
 * kept.
 */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const isReading = (options.method ?? "GET") === "GET" && !options.isSignIn;
  const from = address(path, options.query);
  try {
    const answer = await callJson<T>(path, options);
    if (isReading && answers.takes(from)) void answers.keep({ [from]: answer });
    return answer;
  } catch (error) {
    const isLost = error instanceof Problem && error.isConnectionLost;
    if (!isLost || !isReading || !answers.takes(from)) throw error;
    const last = await answers.last(from);
    if (last === undefined) throw error;
    return last as T;
  }
}

async function callJson<T>(path: string, options: Call): Promise<T> {
  const response = await callRaw(path, options);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw unexpectedAnswer(response.status);
  }
}

/** The answer as it came, of a request that went well; throws Problem. */
export async function callRaw(path: string, options: Call = {}): Promise<Response> {
  const response = await reach(path, options);
  if (response.ok) return response;
  const problem = problemOf(response.status, await response.json().catch(() => null));
  const isSessionGone = SESSION_GONE.has(problem.code);
  if (isSessionGone && !options.isSignIn && recover !== null) {
    await recover(problem);
    return callRaw(path, options);
  }
  throw problem;
}

async function reach(path: string, options: Call): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(address(path, options.query), {
      method: options.method ?? "GET",
      headers: headersOf(options),
      body: bodyOf(options.body),
      credentials: "same-origin",
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    // A proxy's answer without problem details says that nobody stands behind it.
    const isUnreached = UNREACHED.has(response.status) && !isJson(response);
    reportReachable(!isUnreached);
    if (isUnreached) throw connectionLost();
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    reportReachable(false);
    throw connectionLost();
  }
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get("content-type") ?? "");
}

function headersOf(options: Call): Record<string, string> {
  const isObject = options.body !== undefined && !(options.body instanceof Blob);
  return {
    accept: "application/json",
    "accept-language": currentLanguage(),
    "x-lotproof-ui": "1",
    ...(isObject ? { "content-type": "application/json" } : {}),
    ...options.headers,
  };
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined) return undefined;
  return body instanceof Blob ? body : JSON.stringify(body);
}
