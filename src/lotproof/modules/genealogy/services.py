"""Writing genealogy inside the unit of work of whoever knows what went where.

The caller holds a lock on the record of the parent or the child, so that nobody else adds the
same edge at the same time. Fresh units (`is_new`) have no edges yet, which saves the look.
"""

from collections.abc import Iterable

from lotproof.kernel.work import Defect, Work
from lotproof.modules.genealogy.records import Edge, EdgeRun
from lotproof.modules.genealogy.spans import join
from lotproof.modules.genealogy.tables import size_class
from lotproof.modules.genealogy.vocabulary import Certainty, EdgeKind, Side


def link(
    work: Work,
    parent: int,
    child: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
    is_new: bool = False,
) -> None:
    """Say that `parent` went into `child`; said again, the edge stands twice.

    `mixed`: the child is a lot and got the parent, which of its units did is not known.
    `possible`: it is not recorded whether the child got the parent.
    """
    _distinct(parent, child, child)
    certainty = _certainty(mixed, possible)
    key = {
        "parent_id": int(parent),
        "child_id": int(child),
        "kind": int(kind),
        "certainty": certainty,
    }
    found = [] if is_new else work.take_all(Edge, **key)
    if found:
        found[0].standing_count += 1
    else:
        work.add(Edge(**key, standing_count=1))


def link_run(
    work: Work,
    parent: int,
    first: int,
    last: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
    is_new: bool = False,
) -> None:
    """Say that `parent` went into each of the consecutive units `first`..`last`."""
    if first == last:
        link(work, parent, first, kind, mixed=mixed, possible=possible, is_new=is_new)
    else:
        certainty = _certainty(mixed, possible)
        _add_run(work, Side.CHILDREN, parent, first, last, kind, certainty, is_new=is_new)


def link_parents_run(
    work: Work,
    first: int,
    last: int,
    child: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
    is_new: bool = False,
) -> None:
    """Say that each of the consecutive units `first`..`last` went into `child`."""
    if first == last:
        link(work, first, child, kind, mixed=mixed, possible=possible, is_new=is_new)
    else:
        certainty = _certainty(mixed, possible)
        _add_run(work, Side.PARENTS, child, first, last, kind, certainty, is_new=is_new)


def link_children(
    work: Work, parent: int, children: Iterable[int], kind: EdgeKind, *, is_new: bool = False
) -> None:
    """Say that `parent` went into each of the children; consecutive ones are one run."""
    for first, last in join((int(each), int(each)) for each in children):
        link_run(work, parent, first, last, kind, is_new=is_new)


def link_parents(
    work: Work, parents: Iterable[int], child: int, kind: EdgeKind, *, is_new: bool = False
) -> None:
    """Say that each of the parents went into `child`; consecutive ones are one run."""
    for first, last in join((int(each), int(each)) for each in parents):
        link_parents_run(work, first, last, child, kind, is_new=is_new)


def cancel_into(work: Work, child: int, kind: EdgeKind) -> None:
    """Take back everything of this kind that ever went into `child`, single edges and runs."""
    edges: list[Edge | EdgeRun] = [*work.take_all(Edge, child_id=int(child), kind=int(kind))]
    side = int(Side.PARENTS)
    edges += work.take_all(EdgeRun, side=side, unit_id=int(child), kind=int(kind))
    for edge in edges:
        edge.standing_count = 0


def cancel(
    work: Work,
    parent: int,
    child: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
) -> None:
    """Take back one `link` of the same content; there being none is a defect of the caller."""
    found = work.take_all(
        Edge,
        parent_id=int(parent),
        child_id=int(child),
        kind=int(kind),
        certainty=_certainty(mixed, possible),
    )
    _take_back(found, f"{parent} → {child}")


def cancel_run(
    work: Work,
    parent: int,
    first: int,
    last: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
) -> None:
    """Take back one `link_run` of the same content, as a whole."""
    if first == last:
        cancel(work, parent, first, kind, mixed=mixed, possible=possible)
    else:
        _cancel_run(work, Side.CHILDREN, parent, first, last, kind, _certainty(mixed, possible))


def cancel_parents_run(
    work: Work,
    first: int,
    last: int,
    child: int,
    kind: EdgeKind,
    *,
    mixed: bool = False,
    possible: bool = False,
) -> None:
    """Take back one `link_parents_run` of the same content, as a whole."""
    if first == last:
        cancel(work, first, child, kind, mixed=mixed, possible=possible)
    else:
        _cancel_run(work, Side.PARENTS, child, first, last, kind, _certainty(mixed, possible))


def _certainty(mixed: bool, possible: bool) -> int:
    if mixed and possible:
        raise Defect("an edge is mixed or possible, not both")
    return int(Certainty.MIXED if mixed else Certainty.POSSIBLE if possible else Certainty.EXACT)


def _distinct(unit: int, first: int, last: int) -> None:
    if first > last or first <= unit <= last:
        raise Defect(f"{unit} cannot be linked with {first}..{last}")


def _add_run(
    work: Work,
    side: Side,
    unit: int,
    first: int,
    last: int,
    kind: EdgeKind,
    certainty: int,
    *,
    is_new: bool,
) -> None:
    _distinct(unit, first, last)
    found = [] if is_new else _taken_run(work, side, unit, first, last, kind, certainty)
    if found:
        found[0].standing_count += 1
    else:
        work.add(
            EdgeRun(
                side=int(side),
                unit_id=int(unit),
                first_id=int(first),
                last_id=int(last),
                kind=int(kind),
                certainty=certainty,
                size_class=size_class(first, last),
                standing_count=1,
            )
        )


def _cancel_run(
    work: Work, side: Side, unit: int, first: int, last: int, kind: EdgeKind, certainty: int
) -> None:
    found = _taken_run(work, side, unit, first, last, kind, certainty)
    _take_back(found, f"{unit} with {first}..{last}")


def _taken_run(
    work: Work, side: Side, unit: int, first: int, last: int, kind: EdgeKind, certainty: int
) -> list[EdgeRun]:
    return work.take_all(
        EdgeRun,
        side=int(side),
        unit_id=int(unit),
        first_id=int(first),
        last_id=int(last),
        kind=int(kind),
        certainty=certainty,
    )


def _take_back(found: list[Edge] | list[EdgeRun], what: str) -> None:
    if not found or not found[0].standing_count:
        raise Defect(f"there is no standing edge {what} to cancel")
    found[0].standing_count -= 1
