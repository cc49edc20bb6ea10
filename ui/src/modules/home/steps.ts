import type { CommandInfo } from "@platform/registry/types";
import type { Screen } from "@platform/screens/registration";

/** Commands with which the work of a role begins, in the order of a product's way. */
const STARTS = [
  "people.register_user/1",
  "items.register_item/1",
  "purchasing.draft_order/1",
  "purchasing.approve_order/1",
  "warehouse.receive_lot/1",
  "production.plan_work_order/1",
  "production.start_operation/1",
  "inspection.record_result/1",
  "warehouse.release_lot/1",
  "sales.draft_order/1",
  "sales.create_shipment/1",
] as const;

const STARTS_MAX = 3;

type May = (permission: string | null) => boolean;

/** Of the commands those with which somebody with these permissions begins. */
export function startsOf(
  command: (kind: string) => CommandInfo | undefined,
  may: May,
): CommandInfo[] {
  const known = STARTS.flatMap((kind) => command(kind) ?? []);
  return known.filter((each) => may(each.permission)).slice(0, STARTS_MAX);
}

const GROUPS: readonly (Screen["group"] | undefined)[] = ["work", "quality", "insight"];

/**
 * The screens at which somebody works, in the order of the navigation: where they may do what is
 * done there. Whoever does nothing anywhere, such as an auditor, looks: those are places of insight.
 */
export function placesOf(
  screens: readonly Screen[],
  command: (kind: string) => CommandInfo | undefined,
  may: May,
): Screen[] {
  const open = screens.filter((each) => each.group !== undefined && may(each.permission));
  const mayDo = (kind: string) => {
    const known = command(kind);
    return known !== undefined && may(known.permission);
  };
  const worked = open.filter((each) => each.does?.some(mayDo));
  const places = worked.length > 0 ? worked : open.filter((each) => each.group === "insight");
  const rank = (each: Screen) => 1000 * GROUPS.indexOf(each.group) + (each.rank ?? 100);
  return places.sort((one, other) => rank(one) - rank(other));
}
