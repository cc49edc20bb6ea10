"""Reading genealogy: where units went, and what they came from."""

from typing import cast

from lotproof.kernel.work import Reader, Work
from lotproof.modules.genealogy import traversal
from lotproof.modules.genealogy.lookups import Link
from lotproof.modules.genealogy.spans import Span
from lotproof.modules.genealogy.statements import Dialect, Direction
from lotproof.modules.genealogy.traversal import Reached, Trace

__all__ = ["Direction", "Link", "Reached", "Span", "Trace", "trace"]


def trace(
    reader: Reader,
    start: int | Span,
    direction: Direction,
    *,
    depth_max: int | None = None,
    limit: int | None = None,
    with_links: bool = False,
) -> Trace:
    """All descendants ("forward") or ancestors ("backward") of a unit or a run of units.

    Parameters and errors are those of `traversal.trace`. What the unit of work has written
    so far is seen.
    """
    if isinstance(reader, Work):
        reader.flush()
    return traversal.trace(
        reader.connection.rows,
        cast("Dialect", reader.connection.dialect.name),
        start,
        direction,
        depth_max=depth_max,
        limit=limit,
        with_links=with_links,
    )
