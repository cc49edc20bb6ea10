import { isText, type Text, text, untranslated } from "../i18n/text";

export interface FieldProblem {
  path: string;
  label: Text;
  message: Text;
}

interface ProblemParts {
  status: number;
  code: string;
  message: Text;
  fields?: FieldProblem[];
  commandId?: string | null;
  recorded?: string | null;
  ticket?: string | null;
}

/** Why a request did not do what was asked, in both languages (RFC 9457 problem details). */
export class Problem extends Error {
  readonly status: number;
  /** Stable and public, like `wrong_state`; made here for what the server could not say. */
  readonly code: string;
  readonly text: Text;
  readonly fields: readonly FieldProblem[];
  /** The sealed refusal, if the server recorded it. */
  readonly commandId: string | null;
  readonly recorded: string | null;
  /** With `code_needed`: to be brought back with the code. */
  readonly ticket: string | null;

  constructor(parts: ProblemParts) {
    super(parts.message.en);
    this.name = "Problem";
    this.status = parts.status;
    this.code = parts.code;
    this.text = parts.message;
    this.fields = parts.fields ?? [];
    this.commandId = parts.commandId ?? null;
    this.recorded = parts.recorded ?? null;
    this.ticket = parts.ticket ?? null;
  }

  /** Nobody knows whether the server got it: the same id may be sent again. */
  get isConnectionLost(): boolean {
    return this.code === "connection_lost";
  }

  get isNotPermitted(): boolean {
    return this.code === "not_permitted";
  }
}

export function connectionLost(): Problem {
  return new Problem({
    status: 0,
    code: "connection_lost",
    message: text(
      "The server cannot be reached. What you entered is kept here; try again in a moment.",
      "无法连接服务器。已输入的内容保留在此，请稍后重试。",
    ),
  });
}

export function unexpectedAnswer(status: number): Problem {
  return new Problem({
    status,
    code: "unexpected_answer",
    message: text(
      `The server gave an answer (${status}) that this screen does not understand. Load the page again; if it stays so, tell whoever looks after the program.`,
      `服务器返回了此页面无法理解的应答（${status}）。请刷新页面；如仍出现，请联系系统管理员。`,
    ),
  });
}

/** The problem that an answer's body describes; `unexpected_answer` if it describes none. */
export function problemOf(status: number, body: unknown): Problem {
  if (!isObject(body) || typeof body.code !== "string") return unexpectedAnswer(status);
  const detail = typeof body.detail === "string" ? body.detail : body.code;
  return new Problem({
    status,
    code: body.code,
    message: isText(body.message) ? body.message : untranslated(detail),
    fields: Array.isArray(body.fields) ? body.fields.flatMap(fieldProblem) : [],
    commandId: typeof body.id === "string" ? body.id : null,
    recorded: typeof body.recorded === "string" ? body.recorded : null,
    ticket: typeof body.ticket === "string" ? body.ticket : null,
  });
}

function fieldProblem(value: unknown): FieldProblem[] {
  if (!isObject(value) || typeof value.path !== "string") return [];
  const texts = isObject(value.texts) ? value.texts : value;
  return [{ path: value.path, label: anyText(texts.label), message: anyText(texts.message) }];
}

function anyText(value: unknown): Text {
  if (isText(value)) return value;
  return untranslated(typeof value === "string" ? value : "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whatever was thrown, as a problem; a defect of this program says so. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({
    status: 0,
    code: "screen_failed",
    message: text(
      "This screen failed. Nothing was recorded by it. Load the page again.",
      "页面出错，未记录任何内容。请刷新页面。",
    ),
  });
}
