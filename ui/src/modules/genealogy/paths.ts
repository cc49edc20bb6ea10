import type { GraphEdge, GraphNode } from "./types";

/** Who goes into whom, both ways round. */
export interface Neighbours {
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

export function neighboursOf(edges: readonly GraphEdge[]): Neighbours {
  const children = new Map<string, string[]>();
  const parents = new Map<string, string[]>();
  const put = (into: Map<string, string[]>, from: string, to: string) => {
    const known = into.get(from);
    if (known === undefined) into.set(from, [to]);
    else known.push(to);
  };
  for (const { from, to } of edges) {
    put(children, from, to);
    put(parents, to, from);
  }
  return { children, parents };
}

function reached(from: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([from]);
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const each of next.get(at) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      waiting.push(each);
    }
  }
  return found;
}

/** Everything on any way between two nodes, with both ends; the two alone if there is none. */
export function between(neighbours: Neighbours, one: string, other: string): Set<string> {
  const { children, parents } = neighbours;
  const ways = [
    [one, other],
    [other, one],
  ] as const;
  for (const [from, to] of ways) {
    const down = reached(from, children);
    if (!down.has(to)) continue;
    const up = reached(to, parents);
    return new Set([...down].filter((each) => up.has(each)));
  }
  return new Set([one, other]);
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The node that an arrow key leads to: along a way sideways, within the level up and down. */
export function stepped(
  nodes: readonly GraphNode[],
  neighbours: Neighbours,
  from: string,
  arrow: Arrow,
): string | null {
  const here = nodes.find(({ id }) => id === from);
  if (here === undefined) return nodes.find(({ level }) => level === 0)?.id ?? null;
  const near = (found: readonly GraphNode[]) =>
    found.reduce<GraphNode | null>(
      (best, each) =>
        best === null || Math.abs(each.y - here.y) < Math.abs(best.y - here.y) ? each : best,
      null,
    )?.id ?? null;
  if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
    const next = arrow === "ArrowLeft" ? neighbours.parents : neighbours.children;
    const ids = new Set(next.get(from));
    return near(nodes.filter(({ id }) => ids.has(id)));
  }
  const isDown = arrow === "ArrowDown";
  return near(
    nodes.filter((each) => each.x === here.x && (isDown ? each.y > here.y : each.y < here.y)),
  );
}
