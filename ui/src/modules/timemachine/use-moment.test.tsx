import { cleanup, renderHook } from "@testing-library/react";
import { BrowserRouter } from "react-router-dom";
import { afterEach, expect, test } from "vitest";
import { useKeptMoment } from "./use-moment";

afterEach(cleanup);

function shown(address: string, seq: number | null) {
  window.history.replaceState(null, "", address);
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <BrowserRouter basename="/app/">{children}</BrowserRouter>
  );
  const first = { seq, isPlaying: false };
  return renderHook(({ seq, isPlaying }) => useKeptMoment(seq, isPlaying), {
    wrapper,
    initialProps: first,
  });
}

const address = () => window.location.pathname + window.location.search;

test("the moment that is shown stands in the address", () => {
  const { rerender } = shown("/app/time/lot_1", 5);
  expect(address()).toBe("/app/time/lot_1?at=5");
  rerender({ seq: 6, isPlaying: true });
  expect(address()).toBe("/app/time/lot_1?at=5");
  rerender({ seq: 7, isPlaying: false });
  expect(address()).toBe("/app/time/lot_1?at=7");
  rerender({ seq: null, isPlaying: false });
  expect(address()).toBe("/app/time/lot_1");
});

test("another page that is being loaded keeps its address", () => {
  const { rerender } = shown("/app/time/lot_1", 5);
  window.history.pushState(null, "", "/app/entry/40");
  rerender({ seq: 6, isPlaying: false });
  expect(address()).toBe("/app/entry/40");
});
