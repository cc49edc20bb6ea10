import { describe, expect, it } from "vitest";
import { type Action, type Player, played, playerOf } from "./player";

function pressed(player: Player, ...actions: Action[]): Player {
  return actions.reduce(played, player);
}

const tick = (ms: number): Action => ({ do: "tick", ms });

describe("the player", () => {
  it("begins at the end, where today is, and plays from the start", () => {
    const player = playerOf(10);
    expect([player.position, player.isPlaying]).toEqual([10, false]);
    const playing = pressed(player, { do: "play" });
    expect([playing.position, playing.isPlaying]).toEqual([0, true]);
  });

  it("goes on from where it was paused", () => {
    const player = pressed(playerOf(10), { do: "seek", position: 4 }, { do: "toggle" }, tick(1500));
    expect([player.position, player.owed]).toEqual([7, 0]);
    const paused = pressed(player, { do: "toggle" }, tick(5000));
    expect([paused.position, paused.isPlaying]).toEqual([7, false]);
    expect(pressed(paused, { do: "toggle" }).position).toBe(7);
  });

  it("keeps parts of a step, so that many short ticks are one long one", () => {
    const start = pressed(playerOf(100), { do: "play" }, { do: "speed", speed: 5 });
    const many = pressed(start, ...Array.from({ length: 125 }, () => tick(16)));
    expect(many.position).toBe(pressed(start, tick(2000)).position);
    expect(many.position).toBe(10);
  });

  it("stops at the end", () => {
    const player = pressed(playerOf(5), { do: "play" }, { do: "speed", speed: 100 }, tick(1000));
    expect([player.position, player.isPlaying, player.owed]).toEqual([5, false, 0]);
  });

  it("steps by hand both ways, within the story, and stops playing", () => {
    const player = pressed(playerOf(3), { do: "play" }, { do: "step", by: 1 });
    expect([player.position, player.isPlaying]).toEqual([1, false]);
    expect(pressed(player, { do: "step", by: -5 }).position).toBe(0);
    expect(pressed(player, { do: "step", by: 9 }).position).toBe(3);
    expect(pressed(player, { do: "seek", position: -1 }).position).toBe(0);
  });

  it("scrubs while it plays", () => {
    const player = pressed(playerOf(9), { do: "play" }, { do: "seek", position: 6 }, tick(500));
    expect([player.position, player.isPlaying]).toEqual([7, true]);
  });

  it("takes another story with the speed that was chosen", () => {
    const loaded = pressed(playerOf(9), { do: "speed", speed: 20 }, { do: "load", length: 4 });
    expect([loaded.position, loaded.length, loaded.speed]).toEqual([4, 4, 20]);
  });

  it("has nothing to play in an empty story", () => {
    expect(pressed(playerOf(0), { do: "play" }, tick(1000))).toEqual(playerOf(0));
  });

  it("does not go backward when a clock does", () => {
    const player = pressed(playerOf(9), { do: "play" }, tick(1000), tick(-5000));
    expect(player.position).toBe(2);
  });
});
