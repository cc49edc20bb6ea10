import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { type Standing, useStanding } from "../acting/acting";
import { chosenBehalf } from "../acting/chosen";
import { type Sending, useSend } from "../api/commands";
import type { JsonObject, Receipt } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { instantOf } from "../formats/zoned";
import { type Text, text } from "../i18n/text";
import { useRegistry } from "../registry/registry";
import type { CommandInfo } from "../registry/types";
import { usePerson } from "../session/store";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { bodyOf, problemsOf } from "./body";
import type { FormState } from "./context";
import { draftPlace, dropDraft, keepable, keepDraft, readDraft } from "./draft";
import { type FormValues, firstValues, fromJson, type Path, pathText, withValue } from "./values";

const KEEP_AFTER_MS = 400;
/** Places of the envelope; no field of an input begins with a colon. */
export const REASON = ":reason";
export const OCCURRED = ":occurred";

export interface CommandFormState {
  state: FormState;
  /** In whose name a permission of the command may be used, and in whose it is. */
  standing: Standing;
  behalf: string | null;
  setBehalf: (behalf: string | null) => void;
  reason: string;
  setReason: (reason: string) => void;
  occurred: string;
  setOccurred: (wall: string) => void;
  sending: Sending;
  /** When the draft that stands here was kept; null if nothing was restored. */
  draftAt: string | null;
  startAnew: () => void;
  submit: () => Promise<void>;
}

/**
 * Everything that a form of a command keeps; `given` are inputs that are known already, and
 * `forWhom` the person for whom a deputy comes here.
 */
export function useCommandForm(
  command: CommandInfo,
  given: JsonObject,
  onDone: (receipt: Receipt) => void,
  forWhom: string | null,
): CommandFormState {
  const registry = useRegistry();
  const { habit } = useFormats();
  const id = useId();
  const draft = useDraft(command, given);
  const [values, setValues] = useState<FormValues>(draft.first);
  const [reason, setReason] = useState(draft.reason);
  const [occurred, setOccurred] = useState("");
  const [problems, setProblems] = useState<ReadonlyMap<string, Text>>(new Map());
  const scanned = useRef(new Set<string>());
  const sending = useSend();
  const standing = useStanding(command.permission);
  const [chosen, setBehalf] = useState<string | null>(forWhom ?? chosenBehalf());
  const behalf = behalfOf(standing, chosen);
  useKeeping(draft.place, command, values, reason, sending.receipt === null);

  const set = useCallback<FormState["set"]>((path, value, isScan) => {
    const place = pathText(path);
    if (isScan) scanned.current.add(place);
    else scanned.current.delete(place);
    setValues((now) => withValue(now, path as Path, value));
    setProblems((now) => withoutPlace(now, place));
  }, []);

  const submit = async () => {
    const decimals = (unit: string) => registry.unit(unit)?.decimals;
    const read = bodyOf(command.fields, values, { zone: habit.zone, decimals });
    const wrong = new Map(read.problems);
    if (command.needs_reason && reason.trim() === "") {
      wrong.set(REASON, text(en.form_needed, zh.form_needed));
    }
    setProblems(wrong);
    if (wrong.size > 0) return;
    const receipt = await sending.send({
      kind: command.kind,
      body: read.body,
      source: isScan(command, scanned.current) ? "scan" : "hand",
      ...(behalf !== null && { behalf }),
      ...(reason.trim() !== "" && { reason: reason.trim() }),
      ...(occurred !== "" && { occurred: instantOf(`${occurred}:00`, habit.zone) }),
    });
    if (receipt === null) return;
    draft.drop();
    onDone(receipt);
  };

  const refused = sending.problem?.fields;
  useEffect(() => {
    if (refused && refused.length > 0) setProblems(problemsOf(refused));
  }, [refused]);

  const state = useMemo(() => ({ values, problems, set, id }), [values, problems, set, id]);
  return {
    state,
    standing,
    behalf,
    setBehalf,
    reason,
    setReason: (next) => {
      setReason(next);
      setProblems((now) => withoutPlace(now, REASON));
    },
    occurred,
    setOccurred,
    sending,
    draftAt: draft.at,
    startAnew: () => {
      draft.drop();
      setValues(draft.empty);
      setReason("");
    },
    submit,
  };
}

/** Whoever may not do it in their own name does it for the first who lent the permission. */
function behalfOf({ isOwn, lent }: Standing, chosen: string | null): string | null {
  if (lent.some(({ behalf }) => behalf === chosen)) return chosen;
  return isOwn ? null : (lent[0]?.behalf ?? null);
}

/** What was put right is not wrong any more; nor is what stood in it. */
function withoutPlace(problems: ReadonlyMap<string, Text>, place: string) {
  const isIn = (each: string) =>
    each === place || each.startsWith(`${place}.`) || each.startsWith(`${place}[`);
  if (![...problems.keys()].some(isIn)) return problems;
  return new Map([...problems].filter(([each]) => !isIn(each)));
}

/** All ids that the command needs came from a scanner. */
function isScan(command: CommandInfo, scanned: ReadonlySet<string>): boolean {
  const needed = command.fields.filter((field) => field.type === "id" && field.required);
  return needed.length > 0 && needed.every((field) => scanned.has(field.name));
}

function useDraft(command: CommandInfo, given: JsonObject) {
  const { userId } = usePerson();
  const place = draftPlace(userId, command.kind, JSON.stringify(given));
  const [found, setFound] = useState(() => readDraft(place));
  const empty = useMemo(
    () => ({ ...firstValues(command.fields), ...fromJson(command.fields, given) }),
    [command, given],
  );
  return {
    empty,
    first: found === null ? empty : { ...empty, ...found.values },
    reason: found?.reason ?? "",
    at: found?.at ?? null,
    drop: () => {
      dropDraft(place);
      setFound(null);
    },
    place,
  };
}

/** Keeps what is being filled in, from the first change until it is sent. */
function useKeeping(
  place: string,
  command: CommandInfo,
  values: FormValues,
  reason: string,
  isOpen: boolean,
): void {
  const first = useRef(values);
  useEffect(() => {
    if (!isOpen || (values === first.current && reason === "")) return;
    const timer = setTimeout(() => {
      const at = new Date().toISOString();
      keepDraft(place, { at, values: keepable(command, values), reason });
    }, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [place, command, values, reason, isOpen]);
}
