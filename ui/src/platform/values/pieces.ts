/** A sentence taken apart into what is shown in a way of its own, and the words between. */
export type Piece = { at: number; text: string } & (
  | { kind: "words" | "id" | "instant" }
  | { kind: "amount"; figure: string; unit: string }
);

const SPECIAL =
  /(?<instant>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(?<id>\b[a-z]{2,5}_\d{1,19}\b)|(?<figure>-?\d+(?:\.\d+)?) (?<unit>[A-Za-z%][A-Za-z0-9/]*)/g;

export function pieces(sentence: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const words = (until: number) => {
    if (until > at) found.push({ kind: "words", at, text: sentence.slice(at, until) });
  };
  for (const match of sentence.matchAll(SPECIAL)) {
    words(match.index);
    const [text] = match;
    const { instant, id, figure, unit } = match.groups ?? {};
    if (figure !== undefined && unit !== undefined) {
      found.push({ kind: "amount", at: match.index, text, figure, unit });
    } else if (id !== undefined) {
      found.push({ kind: "id", at: match.index, text });
    } else if (instant !== undefined) {
      found.push({ kind: "instant", at: match.index, text });
    }
    at = match.index + text.length;
  }
  words(sentence.length);
  return found;
}
