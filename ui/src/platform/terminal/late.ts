import type { Registry } from "../registry/registry";

/**
 * Under which kind something is sent: what was done while there is no line is reported as a fact.
 * What may have arrived already goes again as it was; that is the caller's to know.
 */
export function kindOf(registry: Registry, kind: string, isReachable: boolean): string {
  return isReachable ? kind : (registry.command(kind)?.late_as ?? kind);
}
