/** The time machine's buttons, as a pure reducer: time comes in with each tick. */
export interface Player {
  /** How many entries are shown as done, 0 to `length`. */
  readonly position: number;
  readonly length: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  /** Thousandths of a step that have gone by, below 1,000. */
  readonly owed: number;
}

/** Entries a second. */
export const SPEEDS = [1, 2, 5, 20, 100] as const;
export type Speed = (typeof SPEEDS)[number];

export type Action =
  /** Another story: shown from its end, where today is. */
  | { readonly do: "load"; readonly length: number }
  | { readonly do: "play" }
  | { readonly do: "pause" }
  | { readonly do: "toggle" }
  | { readonly do: "seek"; readonly position: number }
  /** Forward, or backward when negative; by hand, so playing stops. */
  | { readonly do: "step"; readonly by: number }
  | { readonly do: "speed"; readonly speed: Speed }
  /** Time that went by since the last tick. */
  | { readonly do: "tick"; readonly ms: number };

export function playerOf(length: number): Player {
  return { position: length, length, isPlaying: false, speed: 2, owed: 0 };
}

export function played(player: Player, action: Action): Player {
  switch (action.do) {
    case "load":
      return { ...playerOf(action.length), speed: player.speed };
    case "play":
      return started(player);
    case "pause":
      return { ...player, isPlaying: false, owed: 0 };
    case "toggle":
      return player.isPlaying ? played(player, { do: "pause" }) : started(player);
    case "seek":
      return { ...player, position: within(player, action.position), owed: 0 };
    case "step": {
      const position = within(player, player.position + action.by);
      return { ...player, position, isPlaying: false, owed: 0 };
    }
    case "speed":
      return { ...player, speed: action.speed };
    case "tick":
      return player.isPlaying ? ticked(player, action.ms) : player;
  }
}

/** From the end, playing begins anew. */
function started(player: Player): Player {
  if (player.length === 0) return player;
  const position = player.position >= player.length ? 0 : player.position;
  return { ...player, position, isPlaying: true, owed: 0 };
}

function ticked(player: Player, ms: number): Player {
  const owed = player.owed + Math.max(ms, 0) * player.speed;
  const position = within(player, player.position + Math.floor(owed / 1000));
  if (position === player.length) return { ...player, position, isPlaying: false, owed: 0 };
  return { ...player, position, owed: owed % 1000 };
}

function within(player: Player, position: number): number {
  return Math.min(Math.max(Math.round(position), 0), player.length);
}
