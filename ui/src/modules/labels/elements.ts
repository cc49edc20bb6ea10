import { between, micrometres, millimetres, snapped } from "./lengths";

export type ElementKind = "text" | "code" | "interpretation" | "sign" | "line";

/** One thing on a label and its box in mm, as `labelling.draft_template` takes it. */
export interface LabelElement {
  kind: ElementKind;
  from_left: string;
  from_top: string;
  width: string;
  height: string;
  unit: string;
  content?: string;
  letters?: string;
  is_bold?: boolean;
  carrier?: "data_matrix" | "code_128" | "qr";
  sign?: string;
}

export interface Design {
  width: string;
  height: string;
  elements: LabelElement[];
}

/** In micrometres. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const STEP = 500;
const LEAST = 200;

export function boxOf(element: LabelElement): Box {
  return {
    left: micrometres(element.from_left) ?? 0,
    top: micrometres(element.from_top) ?? 0,
    width: micrometres(element.width) ?? LEAST,
    height: micrometres(element.height) ?? LEAST,
  };
}

export function sizeOf(design: Pick<Design, "width" | "height">): {
  width: number;
  height: number;
} {
  return {
    width: micrometres(design.width) ?? STEP,
    height: micrometres(design.height) ?? STEP,
  };
}

export function withBox(element: LabelElement, box: Box): LabelElement {
  return {
    ...element,
    from_left: millimetres(box.left),
    from_top: millimetres(box.top),
    width: millimetres(box.width),
    height: millimetres(box.height),
  };
}

/** Moved by micrometres, on the grid, but never over the edge of the label. */
export function moved(
  element: LabelElement,
  by: { x: number; y: number },
  design: Pick<Design, "width" | "height">,
): LabelElement {
  const box = boxOf(element);
  const label = sizeOf(design);
  return withBox(element, {
    ...box,
    left: between(snapped(box.left + by.x, STEP), 0, Math.max(0, label.width - box.width)),
    top: between(snapped(box.top + by.y, STEP), 0, Math.max(0, label.height - box.height)),
  });
}

/** Made larger or smaller at its lower right corner, within the label. */
export function resized(
  element: LabelElement,
  by: { x: number; y: number },
  design: Pick<Design, "width" | "height">,
): LabelElement {
  const box = boxOf(element);
  const label = sizeOf(design);
  const grown = (length: number, delta: number, most: number) =>
    delta === 0 ? length : between(snapped(length + delta, STEP), LEAST, Math.max(LEAST, most));
  return withBox(element, {
    ...box,
    width: grown(box.width, by.x, label.width - box.left),
    height: grown(box.height, by.y, label.height - box.top),
  });
}

const FIRST: Readonly<Record<ElementKind, Omit<LabelElement, "kind" | "unit">>> = {
  text: { ...at("30", "4"), content: "{lot.number}", letters: "3" },
  code: { ...at("16", "16"), carrier: "data_matrix" },
  interpretation: { ...at("40", "5"), letters: "2.2" },
  sign: { ...at("8", "5.4"), sign: "lot" },
  line: { ...at("40", "0.3") },
};

function at(width: string, height: string) {
  return { from_left: "2", from_top: "2", width, height };
}

/** A new element that fits on the label. */
export function newElement(kind: ElementKind, design: Design): LabelElement {
  const element: LabelElement = { kind, unit: "mm", ...FIRST[kind] };
  const label = sizeOf(design);
  const box = boxOf(element);
  const width = Math.min(box.width, Math.max(LEAST, label.width - 2 * STEP));
  const height = Math.min(box.height, Math.max(LEAST, label.height - 2 * STEP));
  return moved(withBox(element, { ...box, width, height }), { x: 0, y: 0 }, design);
}

/** Whether it goes over the edge, which is refused. */
export function isOutside(element: LabelElement, design: Design): boolean {
  const box = boxOf(element);
  const label = sizeOf(design);
  return box.left + box.width > label.width || box.top + box.height > label.height;
}

export function replaced<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((each, index) => (index === at ? item : each));
}

export function removed<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

const STORED = ["template_id", "position"];

/** A stored element (`labelling.element`) as a command takes it. */
export function fromRecord(record: Readonly<Record<string, unknown>>): LabelElement {
  const given = Object.entries(record).filter(
    ([name, value]) => !STORED.includes(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(given) as unknown as LabelElement;
}
