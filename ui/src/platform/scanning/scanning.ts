import { type RefObject, useEffect, useRef } from "react";
import { listenToWedge, type Scanned } from "../scan";
import { sessionState } from "../session/store";

/** What is done with a scan. */
export type ScanHandler = (scan: Scanned) => void;

/** Fields that take scans while they are in use, and screens that take all others. */
const fields = new Map<Element, ScanHandler>();
let screens: { current: ScanHandler }[] = [];

/**
 * Take the scans of a screen while it is shown. Scans into a field that wants them go there; of
 * several screens the one that came last gets the scan, and without any it opens what it names.
 */
export function useScan(handler: ScanHandler, isEnabled = true): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!isEnabled) return;
    screens = [...screens, latest];
    return () => {
      screens = screens.filter((each) => each !== latest);
    };
  }, [isEnabled]);
}

/** Take the scans that come while a field inside an element is in use. */
export function useFieldScan(place: RefObject<Element | null>, handler: ScanHandler): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    fields.set(element, (scan) => latest.current(scan));
    return () => {
      fields.delete(element);
    };
  }, [place]);
}

function handlerOfField(field: Element | null): ScanHandler | undefined {
  for (let at = field; at !== null; at = at.parentElement) {
    const handler = fields.get(at);
    if (handler !== undefined) return handler;
  }
  return undefined;
}

/** Hand a scan to whoever wants it; `field` is the one in use. */
export function handOver(scan: Scanned, field: Element | null, otherwise: ScanHandler): void {
  const handler = handlerOfField(field) ?? screens[screens.length - 1]?.current ?? otherwise;
  handler(scan);
}

/** The one listener to scanners that type; `otherwise` gets what no field and no screen wants. */
export function useWedge(otherwise: ScanHandler, onTorn: () => void): void {
  const latest = useRef({ otherwise, onTorn });
  latest.current = { otherwise, onTorn };
  useEffect(
    () =>
      listenToWedge(window, {
        onScan: (scan) => {
          // Nobody works behind the sign-in that covers the screen.
          if (scan.isKept || sessionState().phase !== "in") return;
          handOver(scan, scan.field, latest.current.otherwise);
        },
        onTorn: () => latest.current.onTorn(),
      }),
    [],
  );
}
