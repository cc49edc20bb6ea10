import { type Signal, signalsOf } from "../scan";

const SILENT = "lotproof.silent";

export function isSilent(): boolean {
  return localStorage.getItem(SILENT) === "yes";
}

export function setSilent(silent: boolean): void {
  localStorage.setItem(SILENT, silent ? "yes" : "no");
}

let signals: ((signal: Signal) => void) | null = null;

/** Let a person hear and feel whether a scan was taken. */
export function signal(which: Signal): void {
  signals ??= signalsOf(window, { isSilent });
  signals(which);
}
