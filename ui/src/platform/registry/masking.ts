import { usePerson } from "../session/store";
import type { Field, KindInfo } from "./types";

/** Whether a field of this kind is kept from the person: it can be neither sought nor sorted by. */
export function useIsHidden(kind: KindInfo): (field: Field) => boolean {
  const { permissions } = usePerson();
  return (field) => isHidden(kind, field, permissions);
}

export function isHidden(kind: KindInfo, field: Field, permissions: ReadonlySet<string>): boolean {
  return field.masked === true && kind.unmasks !== null && !permissions.has(kind.unmasks);
}
