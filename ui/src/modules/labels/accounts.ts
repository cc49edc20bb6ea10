import type { Records } from "../../generated/registry";
/** What became of the labels of one kind of a lot. */
export type Account = Pick<
  Records["labelling.account"],
  "lot_id" | "target" | "issued" | "used" | "destroyed" | "returned" | "accepted"
>;

export const SAID = ["used", "destroyed", "returned"] as const;
export type Said = Readonly<Record<(typeof SAID)[number], number>>;
export const NOTHING: Said = { used: 0, destroyed: 0, returned: 0 };

/** Labels of which nobody has said what became of them; below zero, surplus ones. */
export function unaccounted(account: Account, more: Said = NOTHING): number {
  const said = SAID.reduce((sum, name) => sum + account[name] + more[name], 0);
  return account.issued - said - account.accepted;
}

/** The package level in a target like `pkl_2`; null for an item's own label. */
export function levelOf(target: string): string | null {
  return target.startsWith("pkl_") ? target : null;
}
