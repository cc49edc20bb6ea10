import { createContext, useContext } from "react";
import type { Text } from "../i18n/text";
import { type FormValue, type FormValues, type Path, pathText, valueAt } from "./values";

/** What the controls of one form share. */
export interface FormState {
  values: FormValues;
  problems: ReadonlyMap<string, Text>;
  /** `isScan` when the value came from a scanner and not from keys. */
  set: (path: Path, value: FormValue | undefined, isScan?: boolean) => void;
  /** Begins the ids of this form's controls. */
  id: string;
}

export const FormContext = createContext<FormState | null>(null);

export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (state === null) throw new Error("a control stands in a form");
  return state;
}

export interface Control {
  id: string;
  value: FormValue | undefined;
  problem: Text | undefined;
  set: (value: FormValue | undefined, isScan?: boolean) => void;
}

export function useControl(path: Path): Control {
  const form = useFormState();
  const place = pathText(path);
  return {
    id: `${form.id}-${place.replace(/[^a-z0-9_]+/gi, "-")}`,
    value: valueAt(form.values, path),
    problem: form.problems.get(place),
    set: (value, isScan) => form.set(path, value, isScan),
  };
}
