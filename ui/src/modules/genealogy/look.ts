import type { Ink } from "@platform/chart/ink";
import type { Formats } from "@platform/formats/use-formats";
import type { ElementDefinition, StylesheetJson } from "cytoscape";
import type { Graph, GraphNode, ServerTone } from "./types";

export const [NODE_WIDTH, NODE_HEIGHT] = [216, 48];
const LINE_MAX = 27;
/** A drawing with more nodes or edges than this begins at its start, with plain lines. */
export const MANY = 600;

/** A shape for each tone, so that colour is not alone. */
export const SHAPES: Readonly<Record<ServerTone, string>> = {
  good: "round-rectangle",
  info: "cut-rectangle",
  wait: "barrel",
  warn: "bottom-round-rectangle",
  bad: "octagon",
  muted: "rectangle",
};

/** Text and ground of a tone. */
export function toneColours(tone: ServerTone, of: Ink): { line: string; fill: string } {
  switch (tone) {
    case "good":
      return { line: of.good, fill: of["good-soft"] };
    case "bad":
      return { line: of.bad, fill: of["bad-soft"] };
    case "wait":
    case "warn":
      return { line: of.odd, fill: of["odd-soft"] };
    case "info":
      return { line: of.accent, fill: of["accent-soft"] };
    case "muted":
      return { line: of.soft, fill: of.ground };
  }
}

const PLAIN = { "curve-style": "haystack", "haystack-radius": 0 };
const ARROW = {
  "line-opacity": 0.55,
  "curve-style": "straight",
  "source-endpoint": "90deg",
  "target-endpoint": "270deg",
  "target-arrow-shape": "triangle",
  "arrow-scale": 0.8,
};

/** What is drawn how; many edges are lines without ends, which are drawn several times as fast. */
export function styleOf(of: Ink, font: string, isMany: boolean): StylesheetJson {
  const tones = (Object.keys(SHAPES) as ServerTone[]).map((tone) => {
    const { line, fill } = toneColours(tone, of);
    return {
      selector: `node.${tone}`,
      style: { shape: SHAPES[tone], "border-color": line, "background-color": fill },
    };
  });
  return [
    {
      selector: "node",
      style: {
        width: NODE_WIDTH,
        height: NODE_HEIGHT,
        label: "data(label)",
        color: of.ink,
        "font-family": font,
        "font-size": 12.5,
        "text-wrap": "wrap",
        "text-valign": "center",
        "text-halign": "center",
        "line-height": 1.35,
        "border-width": 1.5,
        "min-zoomed-font-size": 6,
      },
    },
    ...tones,
    { selector: "node.group", style: { "border-style": "double", "border-width": 5 } },
    { selector: "node.possible", style: { "border-style": "dashed" } },
    {
      selector: "node.start",
      style: {
        width: NODE_WIDTH + 20,
        "border-width": 4,
        "border-color": of.accent,
        "font-weight": "bold",
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.2,
        "line-color": isMany ? of.line : of.soft,
        ...(isMany ? PLAIN : ARROW),
        "target-arrow-color": of.soft,
      },
    },
    { selector: "edge.possible", style: { "line-style": "dashed" } },
    { selector: ".faded", style: { opacity: 0.35 } },
    {
      selector: "edge.path",
      style: {
        width: 2.6,
        "line-color": of.accent,
        "line-opacity": 1,
        "z-index": 1,
        "target-arrow-color": of.accent,
      },
    },
    {
      selector: "node.chosen",
      style: {
        "underlay-color": of.accent,
        "underlay-opacity": 0.28,
        "underlay-padding": 7,
      },
    },
  ] as StylesheetJson;
}

/** How many columns a text takes: a Chinese character takes two. */
function columns(character: string): number {
  return /[\u2e80-\uffef]/u.test(character) ? 2 : 1;
}

/** A text that fits one line of a node. */
export function cut(text: string, max = LINE_MAX): string {
  let taken = 0;
  let shown = "";
  for (const character of text) {
    taken += columns(character);
    if (taken > max) return `${shown.trimEnd()}…`;
    shown += character;
  }
  return text;
}

export interface Words {
  say: (text: { en: string; zh: string }) => string;
  /** What items are called in the present language, by id. */
  items: ReadonlyMap<string, string>;
  group: (count: number) => string;
  possible: string;
}

/** Two lines: which unit, and what it is with its state. */
export function labelOf(node: GraphNode, words: Words): string {
  const state = words.say(node.state_label);
  const item =
    node.item_id === undefined ? node.unit : (words.items.get(node.item_id) ?? node.item);
  const marks = [state, ...(node.is_possible ? [words.possible] : [])].join(" · ");
  const room = LINE_MAX - [...marks].reduce((sum, each) => sum + columns(each), 3);
  const second = room > 4 ? `${cut(item ?? "", room)} · ${marks}` : cut(marks);
  const first = node.group
    ? `${words.group(node.group.count)}: ${node.group.first_name}…`
    : node.name;
  return `${cut(first)}\n${second}`;
}

/** What Cytoscape draws of an answer. */
export function elementsOf(graph: Graph, words: Words): ElementDefinition[] {
  const nodes = graph.nodes.map((node): ElementDefinition => {
    const classes = [
      node.tone,
      ...(node.group ? ["group"] : []),
      ...(node.is_possible ? ["possible"] : []),
      ...(node.id === graph.subject ? ["start"] : []),
    ];
    return {
      group: "nodes",
      data: { id: node.id, label: labelOf(node, words) },
      position: { x: node.x, y: node.y },
      classes,
    };
  });
  const edges = graph.edges.map(
    (edge): ElementDefinition => ({
      group: "edges",
      data: { id: `${edge.from} ${edge.to} ${edge.kind}`, source: edge.from, target: edge.to },
      classes: edge.is_possible ? ["possible"] : [],
    }),
  );
  return [...nodes, ...edges];
}

/** `12.5 kg` of the server in the words of the person. */
export function quantityOf(node: GraphNode, formats: Formats): string | null {
  if (node.quantity === undefined || node.group !== undefined) return null;
  const [figure = "", unit] = node.quantity.split(" ");
  return formats.amount(figure, unit);
}
