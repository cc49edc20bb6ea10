import type { Ink } from "@platform/chart/ink";
import type { ElementDefinition, StylesheetJson } from "cytoscape";
import type { By, Chain, ChainNode } from "./types";

export const [NODE_WIDTH, NODE_HEIGHT] = [236, 52];
const LINE_MAX = 30;

/** What a node is, for its shape and its colours. */
export type Sort = By | "reading" | "hidden";
export const SORTS: readonly Sort[] = ["reading", "machine", "rule", "person", "program", "hidden"];

export function sortOf(node: ChainNode): Sort {
  if (node.is_hidden) return "hidden";
  return node.type === "reading" ? "reading" : node.by;
}

/** A shape for each sort, so that colour is not alone. */
const SHAPES: Readonly<Record<Sort, string>> = {
  reading: "octagon",
  machine: "cut-rectangle",
  rule: "rectangle",
  person: "round-rectangle",
  program: "barrel",
  hidden: "rectangle",
};

function coloursOf(sort: Sort, of: Ink): { line: string; fill: string } {
  switch (sort) {
    case "reading":
      return { line: of.bad, fill: of["bad-soft"] };
    case "machine":
      return { line: of.odd, fill: of["odd-soft"] };
    case "rule":
      return { line: of.accent, fill: of["accent-soft"] };
    case "person":
      return { line: of.good, fill: of["good-soft"] };
    case "program":
    case "hidden":
      return { line: of.soft, fill: of.ground };
  }
}

export function styleOf(of: Ink, font: string): StylesheetJson {
  const sorts = SORTS.map((sort) => {
    const { line, fill } = coloursOf(sort, of);
    return {
      selector: `node.${sort}`,
      style: { shape: SHAPES[sort], "border-color": line, "background-color": fill },
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
      },
    },
    ...sorts,
    { selector: "node.hidden", style: { "border-style": "dashed" } },
    { selector: "node.focus", style: { "border-width": 4, "font-weight": "bold" } },
    {
      selector: "node.chosen",
      style: {
        "underlay-color": of.accent,
        "underlay-opacity": 0.28,
        "underlay-padding": 7,
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.4,
        "line-color": of.soft,
        "curve-style": "straight",
        "source-endpoint": "90deg",
        "target-endpoint": "270deg",
        "target-arrow-shape": "triangle",
        "target-arrow-color": of.soft,
        "arrow-scale": 0.8,
      },
    },
    { selector: "edge.dealt", style: { "line-style": "dashed" } },
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

/** The two lines of each node, by its id. */
export type Labels = ReadonlyMap<string, readonly [string, string]>;

/** What Cytoscape draws. */
export function elementsOf(chain: Chain, labels: Labels): ElementDefinition[] {
  const nodes = chain.nodes.map((node): ElementDefinition => {
    const [first, second] = labels.get(node.id) ?? [node.id, ""];
    return {
      group: "nodes",
      data: { id: node.id, label: `${cut(first)}\n${cut(second)}` },
      position: { x: node.x, y: node.y },
      classes: [sortOf(node), ...(node.id === chain.focus ? ["focus"] : [])],
    };
  });
  const edges = chain.edges.map(
    ({ from, to, via }): ElementDefinition => ({
      group: "edges",
      data: { id: `${from} ${to}`, source: from, target: to },
      classes: via === null || from.startsWith("reading:") ? [] : ["dealt"],
    }),
  );
  return [...nodes, ...edges];
}
