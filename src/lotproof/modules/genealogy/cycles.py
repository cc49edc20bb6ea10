"""Cycles met on a walk, which rework and returns may make. They are reported, never followed.

Ids are given in order of time, so most edges go from a smaller number to a greater. Every cycle
has an edge that does not; only those are looked at. And a cycle lies between the least child
and the greatest parent of such edges, which bounds the search.
"""

from collections.abc import Iterator, Sequence

from lotproof.modules.genealogy.lookups import Link, Lookups
from lotproof.modules.genealogy.spans import Span, SpanSet, join
from lotproof.modules.genealogy.statements import Direction


def closing_links(
    lookups: Lookups, direction: Direction, followed: SpanSet, suspects: Sequence[Span]
) -> tuple[Link, ...]:
    """The walked edges, child not younger than parent, from whose child the parent is reached.

    `followed` are the units whose edges were walked in `direction`, `suspects` the units that
    were come to against the order of time.
    """
    links = _against_time(lookups, direction, followed, join(suspects))
    if not links:
        return ()
    window = min(link.child_first for link in links), max(link.parent_last for link in links)
    # One search from all children together mostly clears all edges: lots topped up later.
    from_all = _reach(lookups, join(link.children for link in links), "forward", window)
    closing = [
        part
        for link in links
        if from_all.inside([link.parents])
        for part in _closing_parts(lookups, link, window)
    ]
    return tuple(closing)


def _against_time(
    lookups: Lookups, direction: Direction, followed: SpanSet, suspects: list[Span]
) -> list[Link]:
    """The edges between `followed` and `suspects` whose child is not younger than the parent."""
    parents, children = followed, SpanSet(suspects)
    opposite: Direction = "backward"
    if direction == "backward":
        parents, children, opposite = children, parents, "forward"
    found = {
        part
        for link in lookups.links(suspects, opposite)
        for part in link.clipped(parents, children)
        if part.child_first <= part.parent_last
    }
    return sorted(found)


def _closing_parts(lookups: Lookups, link: Link, window: Span) -> Iterator[Link]:
    """The edges of a link that close a cycle, found from that side of it which is one unit."""
    if link.child_first == link.child_last:
        descendants = _reach(lookups, [link.children], "forward", window)
        return link.clipped(parents=descendants, children=SpanSet([link.children]))
    ancestors = _reach(lookups, [link.parents], "backward", window)
    return link.clipped(parents=SpanSet([link.parents]), children=ancestors)


def _reach(lookups: Lookups, start: Sequence[Span], direction: Direction, window: Span) -> SpanSet:
    """The start, disjoint spans, and all that it leads to by ways inside the window."""
    reached = SpanSet(start)
    frontier = list(reached)
    while frontier:
        found = join(lookups.step(frontier, direction).all())
        frontier = reached.add(SpanSet([window]).inside(found))
    return reached
