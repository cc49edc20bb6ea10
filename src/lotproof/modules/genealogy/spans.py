"""Sets of whole numbers kept as spans, so that memory follows the spans and not the numbers."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""(first, last), both inside; first <= last."""


def join(spans: Iterable[Span]) -> list[Span]:
    """Spans in any order, overlapping or not → ascending, disjoint, touching ones made one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            if last > joined[-1][1]:
                joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def unit_count(spans: Iterable[Span]) -> int:
    """How many numbers disjoint spans hold."""
    return sum(last - first + 1 for first, last in spans)


class SpanSet:
    """A growing set. Arguments and answers of its methods are spans as `join` gives them.

    A look-up costs O(log n) in the number n of spans held.
    """

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._replace(join(spans))

    def __iter__(self) -> Iterator[Span]:
        return zip(self._firsts, self._lasts, strict=True)

    def add(self, spans: Iterable[Span]) -> list[Span]:
        """Put the spans in; give back the part that was not there before."""
        fresh = self.outside(spans)
        if len(fresh) * 16 > len(self._firsts):
            self._replace(join([*self, *fresh]))
        else:
            for span in fresh:
                self._insert(span)
        return fresh

    def inside(self, spans: Iterable[Span]) -> list[Span]:
        """The part of the spans that is in the set."""
        found: list[Span] = []
        for first, last in spans:
            index = bisect_left(self._lasts, first)
            while index < len(self._firsts) and self._firsts[index] <= last:
                found.append((max(first, self._firsts[index]), min(last, self._lasts[index])))
                index += 1
        return found

    def outside(self, spans: Iterable[Span]) -> list[Span]:
        """The part of the spans that is not in the set."""
        missing: list[Span] = []
        for first, last in spans:
            index = bisect_left(self._lasts, first)
            while index < len(self._firsts) and self._firsts[index] <= last:
                if first < self._firsts[index]:
                    missing.append((first, self._firsts[index] - 1))
                first = self._lasts[index] + 1  # noqa: PLW2901 - what is left of the span
                index += 1
            if first <= last:
                missing.append((first, last))
        return missing

    def _replace(self, spans: list[Span]) -> None:
        self._firsts = [first for first, _ in spans]
        self._lasts = [last for _, last in spans]

    def _insert(self, span: Span) -> None:
        """Put in a span that holds nothing of the set, joined with neighbours that it touches."""
        first, last = span
        low = high = bisect_left(self._firsts, first)
        if low and self._lasts[low - 1] + 1 == first:
            low -= 1
            first = self._firsts[low]
        if high < len(self._firsts) and self._firsts[high] == last + 1:
            last = self._lasts[high]
            high += 1
        self._firsts[low:high] = [first]
        self._lasts[low:high] = [last]
