import { useCallback, useState } from "react";
import { usePerson } from "../session/store";

/** A question somebody asks often, by a name of their own. */
export interface SavedView {
  name: string;
  /** The search part of the address. */
  search: string;
}

function read(place: string): SavedView[] {
  const kept = localStorage.getItem(place);
  return kept === null ? [] : (JSON.parse(kept) as SavedView[]);
}

/** The saved views of a kind of record, for this person in this browser. */
export function useViews(kind: string) {
  const { userId } = usePerson();
  const place = `lotproof.views.${userId}.${kind}`;
  const [views, setViews] = useState(() => read(place));
  const keep = useCallback(
    (next: SavedView[]) => {
      localStorage.setItem(place, JSON.stringify(next));
      setViews(next);
    },
    [place],
  );
  return {
    views,
    save: (view: SavedView) => keep([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(views.filter((view) => view.name !== name)),
  };
}
