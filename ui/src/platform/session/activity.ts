import { useEffect } from "react";
import { call } from "../api/client";
import { answers } from "../kept/kept";
import { sessionState } from "./store";

const BEAT_MS = 60_000;
const SIGNS = ["keydown", "pointerdown", "wheel"] as const;

/**
 * Once a minute: whoever is at work keeps the session, of whoever is away we ask whether it is
 * over, so that sign-in covers the screen when the idle limit passes and not at the next click.
 */
export function useActivity(): void {
  useEffect(() => {
    let isUsed = false;
    const use = () => {
      isUsed = true;
    };
    const beat = () => {
      if (sessionState().phase !== "in") return;
      const method = isUsed ? "PUT" : "GET";
      if (isUsed) void answers.used();
      isUsed = false;
      // A lost connection shows in the banner, an ended session in the sign-in over the screen.
      call("/api/session", { method }).catch(() => undefined);
    };
    const timer = setInterval(beat, BEAT_MS);
    for (const sign of SIGNS) addEventListener(sign, use, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, use);
    };
  }, []);
}
