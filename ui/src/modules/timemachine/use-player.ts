import { type Action, type Player, played, playerOf } from "@platform/replay";
import { useEffect, useReducer, useRef } from "react";

/** The time machine's buttons, with the clock that drives them while they play. */
export function usePlayer(length: number, first?: number): [Player, (action: Action) => void] {
  const [player, act] = useReducer(played, length, (all) =>
    first === undefined ? playerOf(all) : played(playerOf(all), { do: "seek", position: first }),
  );
  const { isPlaying } = player;
  useFollow(player, length, act);
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let frame = requestAnimationFrame(tick);
    function tick(now: number) {
      act({ do: "tick", ms: now - last });
      last = now;
      frame = requestAnimationFrame(tick);
    }
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
  return [player, act];
}

/** The story grows while one looks: whoever stands at its end stays there, others stay in the past. */
function useFollow(player: Player, length: number, act: (action: Action) => void): void {
  const latest = useRef(player);
  latest.current = player;
  useEffect(() => {
    const { position, length: known } = latest.current;
    if (known === length) return;
    act({ do: "load", length });
    if (position < known) act({ do: "seek", position });
  }, [length, act]);
}
