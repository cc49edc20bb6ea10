"""Rows whose number or instant lies in one of many spans, read by index on both engines.

The spans come first and drive. What is asked of the rows besides stands outside of a subquery
with OFFSET 0, so that no planner leads by another index, or takes a range join for a fixed share
of the table and scans it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, column, select, true, values

from lotproof.kernel.database import Row, Statement
from lotproof.kernel.work import Reader

Span = tuple[int, int]
"""(first, last), both inside."""

CHUNK = 100
"""Spans that one statement asks for."""
_UNITS_AT_ONCE = 20_000
"""Longer spans are asked for in pieces, so that memory follows the page of the answer."""
_EMPTY: Span = (1, 0)

Build = Callable[[Any], Select[Any]]
"""The query over the rows inside the spans: a subquery with the table's columns and SPAN."""

SPAN = "span_first"
"""The column that says where the span of a row begins, to group by."""

_SPANS = (
    values(column("first", BigInteger), column("last", BigInteger), name="spans")
    .data(
        [
            (bindparam(f"a{i}", type_=BigInteger), bindparam(f"z{i}", type_=BigInteger))
            for i in range(CHUNK)
        ]
    )
    .cte("spans")
)


class Spanned:
    """One query over the rows of `table` whose column `by` lies in one of the spans asked for."""

    def __init__(self, table: Any, by: str, build: Build) -> None:
        inside = table.c[by].between(_SPANS.c.first, _SPANS.c.last)
        first = _SPANS.c.first.label(SPAN)
        lateral = table.select().where(inside).offset(0).correlate(_SPANS).lateral("inside")
        joined = {
            "sqlite": select(first, *table.c).join_from(_SPANS, table, inside),
            "postgresql": select(first, *lateral.c).join_from(_SPANS, lateral, true()),
        }
        self._statements: dict[str, Statement[Any]] = {
            name: Statement(build(query.offset(0).subquery("rows")))
            for name, query in joined.items()
        }

    def rows(self, reader: Reader, group: list[Span]) -> list[Row]:
        """The rows of at most CHUNK disjoint spans."""
        padded = [*group, *[_EMPTY] * (CHUNK - len(group))]
        places = {f"a{i}": first for i, (first, _) in enumerate(padded)}
        places |= {f"z{i}": last for i, (_, last) in enumerate(padded)}
        return reader.rows(self._statements[reader.connection.dialect.name], **places)


def groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans in groups that one statement can ask for and one list can hold."""
    group: list[Span] = []
    room = _UNITS_AT_ONCE
    for start, last in spans:
        first = start
        while first <= last:
            end = min(last, first + room - 1)
            group.append((first, end))
            room -= end - first + 1
            first = end + 1
            if len(group) == CHUNK or room == 0:
                yield group
                group, room = [], _UNITS_AT_ONCE
    if group:
        yield group
