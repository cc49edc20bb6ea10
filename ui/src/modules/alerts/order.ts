import type { Records } from "../../generated/registry";

export type Alert = Records["alerts.alert"];
export type Severity = Alert["severity"];

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ["critical", "serious", "warning", "info"];

export const SHOWN = ["everything", "mine", "unanswered", "late"] as const;
export type Shown = (typeof SHOWN)[number];

/** Whether nobody has answered although the time to do so is over. */
export function isLate(alert: Alert, now: Date): boolean {
  return (
    alert.state === "open" &&
    alert.due_at !== undefined &&
    new Date(alert.due_at).getTime() < now.getTime()
  );
}

/** The gravest first; of these what nobody has answered, then the oldest. */
export function inOrder(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      Number(one.state !== "open") - Number(other.state !== "open") ||
      one.raised_at.localeCompare(other.raised_at),
  );
}

/** Whether an alert belongs to what is shown; `me` is asked by name or by one of `roles`. */
export function isShown(
  alert: Alert,
  shown: Shown,
  me: string,
  roles: ReadonlySet<string>,
  now: Date,
): boolean {
  switch (shown) {
    case "everything":
      return true;
    case "mine":
      return (
        alert.owner_id === me ||
        alert.acknowledged_by === me ||
        (alert.owner_role_id !== undefined &&
          roles.has(alert.owner_role_id) &&
          (alert.owner_id === undefined || alert.level !== "owner"))
      );
    case "unanswered":
      return alert.state === "open";
    case "late":
      return isLate(alert, now);
  }
}

/** The neighbour of what is chosen, `step` further; the first or last where nothing is chosen. */
export function neighbour(
  ids: readonly string[],
  chosen: string | null,
  step: 1 | -1,
): string | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  if (at === -1) return (step === 1 ? ids[0] : ids[ids.length - 1]) ?? null;
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)] ?? null;
}
