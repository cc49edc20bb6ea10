/** Places for the states of a life cycle: by how many moves they are from the beginning. */
export interface PlacedState {
  state: string;
  x: number;
  y: number;
  width: number;
}

export interface PlacedMove {
  from: PlacedState;
  to: PlacedState;
  isBack: boolean;
}

export interface LifeLayout {
  states: PlacedState[];
  moves: PlacedMove[];
  width: number;
  height: number;
}

export const STATE_HEIGHT = 30;
const ROW = 46;
const GAP = 56;
const MARGIN = 2;
const BACK_DEPTH = 26;
const SIDE = 40;

type Life = Readonly<Record<string, readonly string[]>>;

/** Moves from the first declared state to each; a state that nothing leads to begins as well. */
function ranks(life: Life): Map<string, number> {
  const names = Object.keys(life);
  const reached = new Set(Object.values(life).flat());
  const first = names.filter((name, at) => at === 0 || !reached.has(name));
  const found = new Map(first.map((name) => [name, 0]));
  const queue = [...first];
  for (let at = 0; at < queue.length; at += 1) {
    const name = queue[at] ?? "";
    for (const next of life[name] ?? []) {
      if (found.has(next)) continue;
      found.set(next, (found.get(name) ?? 0) + 1);
      queue.push(next);
    }
  }
  return found;
}

/** Room for a label: Chinese characters are as wide as they are high. */
export function labelWidth(label: string): number {
  const wide = [...label].filter((each) => (each.codePointAt(0) ?? 0) > 0x2e7f).length;
  return wide * 14 + ([...label].length - wide) * 7.4;
}

export function layoutOf(life: Life, labelOf: (state: string) => string): LifeLayout {
  const byRank = new Map<number, string[]>();
  for (const [state, rank] of ranks(life)) {
    byRank.set(rank, [...(byRank.get(rank) ?? []), state]);
  }
  const rows = Math.max(...[...byRank.values()].map((column) => column.length));
  const height = rows * ROW;
  const states: PlacedState[] = [];
  let x = MARGIN;
  for (let rank = 0; rank < byRank.size; rank += 1) {
    const column = byRank.get(rank) ?? [];
    const width = Math.max(...column.map((state) => labelWidth(labelOf(state)))) + 28;
    const top = (height - column.length * ROW) / 2 + ROW / 2;
    for (const [at, state] of column.entries()) states.push({ state, x, y: top + at * ROW, width });
    x += width + GAP;
  }
  const places = new Map(states.map((place) => [place.state, place]));
  const moves = Object.entries(life).flatMap(([name, nexts]) =>
    nexts.flatMap((next): PlacedMove[] => {
      const [from, to] = [places.get(name), places.get(next)];
      return from && to ? [{ from, to, isBack: to.x <= from.x }] : [];
    }),
  );
  const depth = moves.some(({ from, to }) => to.x < from.x) ? BACK_DEPTH : 0;
  const side = moves.some(isBeside) ? SIDE : 0;
  return { states, moves, width: x - GAP + MARGIN + side, height: height + depth };
}

/** Within a column past another state: the line goes round it. */
function isBeside({ from, to }: PlacedMove): boolean {
  return from.x === to.x && Math.abs(from.y - to.y) > ROW;
}

/** The line of a move: straight ahead, or below and back. */
export function pathOf({ from, to, isBack }: PlacedMove): string {
  if (!isBack) {
    const [x1, x2] = [from.x + from.width, to.x - 6];
    const middle = (x1 + x2) / 2;
    return `M${x1} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${x2} ${to.y}`;
  }
  const low = STATE_HEIGHT / 2;
  if (isBeside({ from, to, isBack })) {
    const x = from.x + from.width;
    return `M${x} ${from.y} C${x + SIDE} ${from.y} ${x + SIDE} ${to.y} ${x + 6} ${to.y}`;
  }
  if (from.x === to.x) {
    const isDown = to.y > from.y;
    const [y1, y2] = isDown ? [from.y + low, to.y - low - 6] : [from.y - low, to.y + low + 6];
    const x = from.x + from.width / 2 + (isDown ? 8 : -8);
    return `M${x} ${y1} L${x} ${y2}`;
  }
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const bottom = Math.max(from.y, to.y) + low + BACK_DEPTH;
  return `M${x1} ${from.y + low} C${x1} ${bottom} ${x2} ${bottom} ${x2} ${to.y + low + 6}`;
}
