import { useEffect } from "react";
import { useHref, useLocation, useSearchParams } from "react-router-dom";

const MOMENT = "at";

/** The moment in the address: a number of an entry or a time; null for the present. */
export function useMoment(): string | null {
  const [search] = useSearchParams();
  return search.get(MOMENT);
}

/** Keeps the moment that is shown in the address, so that a link opens the same. */
export function useKeptMoment(seq: number | null, isPlaying: boolean): void {
  const [search, setSearch] = useSearchParams();
  const here = useHref(useLocation().pathname);
  const kept = search.get(MOMENT);
  const shown = seq === null ? null : String(seq);
  useEffect(() => {
    // The address may be another page's already, which is still being loaded: it stays that.
    if (isPlaying || kept === shown || window.location.pathname !== here) return;
    setSearch(shown === null ? {} : { [MOMENT]: shown }, { replace: true });
  }, [isPlaying, kept, shown, here, setSearch]);
}
