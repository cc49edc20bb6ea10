import { asProblem, type Problem } from "@platform/api/problem";
import type { JsonObject } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { signal } from "@platform/scanning/signal";
import { type Acting, eventValue, isTaken, useAct } from "@platform/terminal/act";
import { isDecimal } from "@platform/terminal/decimal";
import { useKept } from "@platform/terminal/station";
import { type Carrier, prefixOf, readCarrier } from "@platform/terminal/understand";
import { useEffect, useState } from "react";
import { type Delivery, type Location, NOTHING, openOf, quantityOf } from "./delivery";
import { type Lookups, useKnown } from "./use-known";

export type Step = "scan" | "what" | "place" | "label";

/** What was not understood, to be said large. */
export type Said =
  | { code: "item_not_found" | "said_before" | "place_wrong"; text: string }
  | { code: "offline" }
  | { problem: Problem };

/** Which of the inputs came from a code. */
type Scanned = ReadonlySet<"item" | "quantity" | "place">;

export interface Receiving {
  step: Step;
  delivery: Delivery;
  orderId: string | null;
  found: Lookups;
  said: Said | null;
  isReading: boolean;
  scanned: ReadonlySet<string>;
  acting: Acting;
  lotId: string | null;
  keptPlace: string | null;
  take: (text: string, isScan: boolean) => void;
  change: (values: Partial<Delivery>) => void;
  setOrder: (id: string | null) => void;
  go: (step: Step) => void;
  record: (placeId: string, isScan?: boolean) => void;
  next: () => void;
  anew: () => void;
}

/** The way of a delivery: scan, understood, place, label; scans are taken at every step. */
export function useReceiving(): Receiving {
  const [step, setStep] = useState<Step>("scan");
  const [delivery, setDelivery] = useState<Delivery>(NOTHING);
  const [orderId, setOrder] = useState<string | null>(null);
  const [scanned, setScanned] = useState<Scanned>(new Set());
  const [said, setSaid] = useState<Said | null>(null);
  const [isReading, setReading] = useState(false);
  const [lotId, setLotId] = useState<string | null>(null);
  const [keptPlace, keepPlace] = useKept("receiving.place");
  const acting = useAct();
  const { amount } = useFormats();
  const found = useKnown(delivery, orderId);
  const { item, line } = found.known;

  const change = (values: Partial<Delivery>) => setDelivery((before) => ({ ...before, ...values }));
  useLine(delivery, found, change);

  const begin = (values: Partial<Delivery>, from: Delivery) => {
    setDelivery({ ...from, ...values });
    setStep("what");
    setSaid(null);
    acting.clear();
  };
  /** A box after the last one: supplier and paper stay. */
  const carried = (): Delivery => ({
    ...NOTHING,
    supplierId: delivery.supplierId,
    note: delivery.note,
  });

  const place = (location: Location, isScan: boolean) => {
    if (step === "what" || step === "place") {
      if (location.kind !== "quarantine") {
        signal("bad");
        setSaid({ code: "place_wrong", text: location.code });
      } else void record(location.id, isScan);
    } else {
      keepPlace(location.id);
      signal("good");
    }
  };

  const takeSubject = (subject: string, isScan: boolean): boolean => {
    const location = found.places.find((each) => each.id === subject);
    if (location !== undefined) place(location, isScan);
    else if (prefixOf(subject) === "por") setOrder(subject);
    else if (prefixOf(subject) === "pty") change({ supplierId: subject });
    else return false;
    if (location === undefined) signal("good");
    return true;
  };

  const takeCarrier = (carrier: Carrier, text: string, isScan: boolean) => {
    if (carrier.subject !== null && takeSubject(carrier.subject, isScan)) return;
    if (step === "what" && carrier.serial !== null && carrier.item_id === delivery.itemId) {
      return takeSerial(carrier.serial);
    }
    if (carrier.item_id !== null) {
      signal("good");
      setScanned(
        new Set(isScan ? ["item", ...(carrier.quantity ? ["quantity" as const] : [])] : []),
      );
      const sameItem = step === "what" && carrier.item_id === delivery.itemId;
      return begin(valuesOf(carrier, text), sameItem ? delivery : carried());
    }
    if (step === "what" && item?.tracking === "serial" && carrier.kind === "plain") {
      return takeSerial(carrier.text);
    }
    if (step === "what" && carrier.kind === "plain" && delivery.supplierLot === "") {
      signal("good");
      return change({ supplierLot: carrier.text });
    }
    signal("bad");
    setSaid({ code: "item_not_found", text: carrier.di ?? carrier.text });
    if (step === "scan") change({ ...valuesOf(carrier, text), itemId: null });
  };

  const takeSerial = (serial: string) => {
    if (delivery.serials.includes(serial)) {
      signal("bad");
      return setSaid({ code: "said_before", text: serial });
    }
    signal("good");
    setSaid(null);
    change({ serials: [...delivery.serials, serial] });
  };

  const take = async (text: string, isScan: boolean) => {
    if (step === "label") acting.clear();
    setReading(true);
    setSaid(null);
    try {
      takeCarrier(await readCarrier(text), text, isScan);
    } catch (error) {
      const problem = asProblem(error);
      const known = found.items.find((each) => each.number === text.trim());
      const location = found.places.find((each) => each.code === text.trim());
      if (!problem.isConnectionLost) {
        signal("bad");
        setSaid({ problem });
      } else if (location !== undefined) place(location, isScan);
      else if (known !== undefined) begin({ itemId: known.id, unit: known.unit }, carried());
      else {
        signal("bad");
        setSaid({ code: "offline" });
        change({ barcode: text });
      }
    } finally {
      setReading(false);
    }
  };

  const record = async (placeId: string, isScan = false) => {
    const unit = delivery.unit ?? item?.unit;
    const quantity = quantityOf(delivery, item);
    if (
      item === null ||
      unit === undefined ||
      !isDecimal(quantity) ||
      /^0*(\.0*)?$/.test(quantity)
    ) {
      signal("bad");
      return setStep("what");
    }
    keepPlace(placeId);
    const allScanned = isScan && scanned.has("item") && scanned.has("quantity");
    const outcome = await acting.act({
      kind: "warehouse.receive_lot/1",
      body: bodyOf(delivery, item.id, placeId, quantity, unit),
      source: allScanned ? "scan" : "hand",
      about: `${item.number} ${amount(quantity, unit)}${delivery.supplierLot ? ` · ${delivery.supplierLot}` : ""}`,
    });
    if (!isTaken(outcome)) return;
    setLotId(eventValue(outcome, "lot_id"));
    setStep("label");
  };

  const next = () => {
    acting.clear();
    setDelivery(carried());
    setScanned(new Set());
    setSaid(null);
    setLotId(null);
    setStep("scan");
  };
  return {
    step,
    delivery,
    orderId,
    found,
    said,
    isReading,
    scanned,
    acting,
    lotId,
    keptPlace,
    take: (text, isScan) => void take(text, isScan),
    change,
    setOrder,
    go: (to) => {
      setSaid(null);
      if (to === "what" && line !== null && delivery.quantity === "") {
        change({ quantity: openOf(line) });
      }
      setStep(to);
    },
    record: (placeId, isScan) => void record(placeId, isScan),
    next,
    anew: () => {
      next();
      setOrder(null);
      setDelivery(NOTHING);
    },
  };
}

/** The most likely line is taken by itself as long as nobody has chosen one. */
function useLine(
  delivery: Delivery,
  found: Lookups,
  change: (values: Partial<Delivery>) => void,
): void {
  const { item } = found.known;
  const first = found.lines[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new first line is proposed
  useEffect(() => {
    if (item === null || delivery.lineId !== null || !found.known.isLookedUp) return;
    if (first === undefined || first.item_id !== item.id) {
      if (delivery.unit === null) change({ unit: item.unit });
      return;
    }
    change({
      lineId: first.id,
      unit: delivery.unit ?? item.unit,
      supplierId: delivery.supplierId ?? found.orders.get(first.order_id)?.supplier_id ?? null,
      ...(delivery.quantity === "" && first.unit === item.unit && { quantity: openOf(first) }),
    });
  }, [item?.id, first?.id, found.known.isLookedUp]);
}

function valuesOf(carrier: Carrier, text: string): Partial<Delivery> {
  return {
    itemId: carrier.item_id,
    barcode: text.replaceAll("\u001d", "<GS>"),
    ...(carrier.lot !== null && { supplierLot: carrier.lot }),
    ...(carrier.made_on !== null && { madeOn: carrier.made_on }),
    ...(carrier.expires_on !== null && { expiresOn: carrier.expires_on }),
    ...(carrier.quantity !== null && { quantity: String(carrier.quantity) }),
    ...(carrier.serial !== null && { serials: [carrier.serial] }),
  };
}

function bodyOf(
  delivery: Delivery,
  itemId: string,
  placeId: string,
  quantity: string,
  unit: string,
): JsonObject {
  const given: JsonObject = { item_id: itemId, location_id: placeId, quantity, unit };
  if (delivery.lineId !== null && delivery.lineId !== "") given.line_id = delivery.lineId;
  if (delivery.supplierId !== null) given.supplier_id = delivery.supplierId;
  if (delivery.supplierLot !== "") given.supplier_lot = delivery.supplierLot;
  if (delivery.madeOn !== "") given.made_on = delivery.madeOn;
  if (delivery.expiresOn !== "") given.expires_on = delivery.expiresOn;
  if (delivery.serials.length > 0) given.serials = [...delivery.serials];
  if (delivery.note !== "") given.delivery_note = delivery.note;
  if (delivery.barcode !== null) given.barcode = delivery.barcode;
  return given;
}
