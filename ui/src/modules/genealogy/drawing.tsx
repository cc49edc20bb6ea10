import { useInk } from "@platform/chart/ink";
import { useTexts } from "@platform/i18n/texts";
import cytoscape, { type Core } from "cytoscape";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";
import styles from "./genealogy.module.css";
import { elementsOf, labelOf, MANY, styleOf, type Words } from "./look";
import { type Arrow, between, type Neighbours, stepped } from "./paths";
import { genealogy } from "./texts";
import type { Graph } from "./types";

const ZOOM_STEP = 1.25;
const [ZOOM_MIN, ZOOM_MAX] = [0.04, 2.5];
/** Below this, labels cannot be read: the drawing begins at its start instead of with all. */
const READABLE = 0.45;

export interface DrawingHandle {
  fit: () => void;
  zoom: (by: number) => void;
  toStart: () => void;
}

/** The drawing itself; the server says what stands where. */
export function Drawing(props: {
  graph: Graph;
  neighbours: Neighbours;
  words: Words;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onOpen: (id: string) => void;
  onContinue: (id: string) => void;
  /** Another value shows the drawing from its beginning. */
  view: string;
  handle: RefObject<DrawingHandle | null>;
}): ReactNode {
  const t = useTexts(genealogy);
  const { graph, neighbours, chosen } = props;
  const place = useRef<HTMLDivElement>(null);
  const isMany = graph.edges.length > MANY;
  const core = useCore(place, isMany, props.onChoose, props.onOpen);
  useElements(core, graph, props.view, props.words);
  useLabels(core, graph, props.words);
  useChosen(core, graph, neighbours, chosen);
  useEffect(() => {
    props.handle.current = {
      fit: () => core.current?.fit(undefined, 24),
      zoom: (by) => zoom(core.current, by),
      toStart: () => begin(core.current, graph.subject),
    };
  }, [core, graph, props.handle]);
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (acted(event.key, chosen, core.current, props)) event.preventDefault();
  };
  return (
    <div
      role="application"
      aria-label={t("drawing")}
      aria-describedby="drawing-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is walked by keyboard
      tabIndex={0}
      className={styles.drawing}
      onKeyDown={onKey}
    >
      <div ref={place} className={styles.canvas} />
    </div>
  );
}

const ARROWS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

/** What a key does; false for a key that means nothing here. */
function acted(
  key: string,
  chosen: string | null,
  core: Core | null,
  props: Parameters<typeof Drawing>[0],
): boolean {
  const { graph, neighbours } = props;
  if (ARROWS.has(key)) {
    const next =
      chosen === null ? graph.subject : stepped(graph.nodes, neighbours, chosen, key as Arrow);
    if (next !== null) {
      props.onChoose(next);
      reveal(core, next);
    }
    return true;
  }
  if (key === "+" || key === "=") zoom(core, ZOOM_STEP);
  else if (key === "-") zoom(core, 1 / ZOOM_STEP);
  else if (key === "0") core?.fit(undefined, 24);
  else if (key === "Escape" && chosen !== null) props.onChoose(null);
  else if (key === "Enter" && chosen !== null) props.onOpen(chosen);
  else if (key.toLowerCase() === "g" && chosen !== null) props.onContinue(chosen);
  else return false;
  return true;
}

function useCore(
  place: RefObject<HTMLDivElement | null>,
  isMany: boolean,
  onChoose: (id: string | null) => void,
  onOpen: (id: string) => void,
): RefObject<Core | null> {
  const core = useRef<Core | null>(null);
  const latest = useRef({ onChoose, onOpen });
  latest.current = { onChoose, onOpen };
  const ink = useInk();
  useEffect(() => {
    if (place.current === null) return;
    const made = cytoscape({
      container: place.current,
      minZoom: ZOOM_MIN,
      maxZoom: ZOOM_MAX,
      autoungrabify: true,
      boxSelectionEnabled: false,
      selectionType: "single",
      textureOnViewport: true,
      hideEdgesOnViewport: false,
      pixelRatio: "auto",
    });
    made.on("tap", "node", (event) => latest.current.onChoose(event.target.id()));
    made.on("dbltap", "node", (event) => latest.current.onOpen(event.target.id()));
    made.on("tap", (event) => event.target === made && latest.current.onChoose(null));
    core.current = made;
    return () => {
      core.current = null;
      made.destroy();
    };
  }, [place]);
  useEffect(() => {
    if (place.current === null || core.current === null) return;
    const font = getComputedStyle(place.current).fontFamily;
    core.current.style(styleOf(ink, font, isMany));
  }, [ink, isMany, place]);
  return core;
}

function useElements(core: RefObject<Core | null>, graph: Graph, view: string, words: Words): void {
  const shown = useRef<string | null>(null);
  const latest = useRef(words);
  latest.current = words;
  useEffect(() => {
    const now = core.current;
    if (now === null) return;
    now.batch(() => {
      now.elements().remove();
      now.add(elementsOf(graph, latest.current));
    });
    if (shown.current !== view) begin(now, graph.subject);
    shown.current = view;
  }, [core, graph, view]);
}

/** Labels come apart from nodes: names of items and another language do not draw all anew. */
function useLabels(core: RefObject<Core | null>, graph: Graph, words: Words): void {
  useEffect(() => {
    core.current?.batch(() => {
      for (const node of graph.nodes) {
        const drawn = core.current?.getElementById(node.id);
        const label = labelOf(node, words);
        // Each label that is set is measured anew.
        if (drawn?.data("label") !== label) drawn?.data("label", label);
      }
    });
  }, [core, graph, words]);
}

/** The ways between the start and what is chosen stand out. */
function useChosen(
  core: RefObject<Core | null>,
  graph: Graph,
  neighbours: Neighbours,
  chosen: string | null,
): void {
  useEffect(() => {
    const now = core.current;
    if (now === null) return;
    now.batch(() => {
      now.elements().removeClass("faded path chosen");
      if (chosen === null || now.getElementById(chosen).empty()) return;
      const way = between(neighbours, graph.subject, chosen);
      now.nodes().forEach((node) => {
        if (!way.has(node.id())) node.addClass("faded");
      });
      now.edges().forEach((edge) => {
        const { source, target } = edge.data() as { source: string; target: string };
        edge.addClass(way.has(source) && way.has(target) ? "path" : "faded");
      });
      now.getElementById(chosen).addClass("chosen");
    });
  }, [core, graph, neighbours, chosen]);
}

/** All of a small drawing; of a large one the start, large enough to be read. */
function begin(core: Core | null, start: string): void {
  if (core === null) return;
  core.resize();
  core.fit(undefined, 24);
  if (core.zoom() > 1) core.zoom(1);
  if (core.zoom() >= READABLE && core.nodes().length < MANY) return void core.center();
  core.zoom(READABLE * 1.4);
  core.center(core.getElementById(start));
}

function zoom(core: Core | null, by: number): void {
  if (core === null) return;
  const middle = { x: core.width() / 2, y: core.height() / 2 };
  core.zoom({ level: core.zoom() * by, renderedPosition: middle });
}

/** Bring a node into the picture where it is not. */
function reveal(core: Core | null, id: string): void {
  const node = core?.getElementById(id);
  if (!core || !node || node.empty()) return;
  const box = node.renderedBoundingBox();
  const isSeen = box.x1 > 0 && box.y1 > 0 && box.x2 < core.width() && box.y2 < core.height();
  if (!isSeen) core.center(node);
}
