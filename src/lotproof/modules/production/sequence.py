"""The order of operations: what comes before what, what a check covers, what must be done first.

A routing has operations that units go through and checks between them: a line clearance covers
the operations after it up to the next clearance; a first article covers the operation before it,
or, where none is before it, the one after.
"""

from collections.abc import Iterable, Sequence

from lotproof.kernel.refusals import Refused
from lotproof.modules.items.queries import RoutingOperation
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.production.records import FirstArticle, LineClearance
from lotproof.modules.sites.vocabulary import WorkstationId

CHECKS = frozenset({OperationKind.LINE_CLEARANCE, OperationKind.FIRST_ARTICLE})


class NotInRouting(
    Refused,
    code="operation_not_in_routing",
    en="Work order {order} has no operation {position}. Its routing has {known}.",
    zh="工单 {order} 没有工序 {position}。其工艺路线含 {known}。",
    http_status=404,
):
    """The frozen routing revision has no such position."""


class NotThatKind(
    Refused,
    code="operation_of_other_kind",
    en="Operation {position} of work order {order} is {kind}; this is for {wanted}.",
    zh="工单 {order} 的工序 {position} 为“{kind}”；此操作仅适用于“{wanted}”。",
):
    """Units do not go through a check, and a check is not run as an operation."""


class LineNotCleared(
    Refused,
    code="line_not_cleared",
    en="Workstation {workstation} is not cleared for work order {order} (operation {position})."
    " Clear the line first.",
    zh="工位 {workstation} 尚未为工单 {order} 清场（工序 {position}）。请先清场。",
):
    """No passed clearance for this order at this workstation, or another order ran there since."""


class FirstArticleOpen(
    Refused,
    code="first_article_open",
    en="The first article at operation {position} of work order {order} is not accepted."
    " Have it approved by somebody other than the operator.",
    zh="工单 {order} 工序 {position} 的首件尚未判定合格。请由操作者以外的人判定。",
):
    """Nothing goes on behind a first article that is not accepted."""


class OwnFirstArticle(
    Refused,
    code="own_first_article",
    en="{who} ran the operation whose first article this is. Somebody else must decide.",
    zh="{who} 是该首件的操作者，须由他人判定首件。",
):
    """The operator does not judge the own first article."""


def operation_at(
    operations: Iterable[RoutingOperation], order: str, position: int
) -> RoutingOperation:
    """The operation at a position; NotInRouting otherwise."""
    known = list(operations)
    for each in known:
        if each.position == position:
            return each
    raise NotInRouting(
        order=order, position=position, known=", ".join(str(each.position) for each in known)
    )


def require_kind(operation: RoutingOperation, order: str, wanted: OperationKind) -> None:
    """Refuse with NotThatKind unless the operation is of the wanted kind."""
    if operation.kind != wanted:
        raise NotThatKind(
            order=order,
            position=operation.position,
            kind=operation.kind.label,
            wanted=wanted.label,
        )


def require_counted(operation: RoutingOperation, order: str) -> None:
    """Refuse with NotThatKind where units do not go through."""
    if operation.kind in CHECKS:
        raise NotThatKind(
            order=order,
            position=operation.position,
            kind=operation.kind.label,
            wanted=OperationKind.PROCESS.label,
        )


def counted(operations: Iterable[RoutingOperation]) -> list[int]:
    """The positions that units go through, ascending."""
    return sorted(each.position for each in operations if each.kind not in CHECKS)


def before(operations: Iterable[RoutingOperation], position: int) -> int | None:
    """The nearest position before this one that units go through."""
    return max((p for p in counted(operations) if p < position), default=None)


def after(operations: Iterable[RoutingOperation], position: int) -> int | None:
    """The nearest position after this one that units go through."""
    return min((p for p in counted(operations) if p > position), default=None)


def clearance_over(operations: Iterable[RoutingOperation], position: int) -> int | None:
    """The line clearance that covers an operation: the nearest before it."""
    return max(_positions(operations, OperationKind.LINE_CLEARANCE, below=position), default=None)


def covered_by(operations: Sequence[RoutingOperation], first_article: int) -> int | None:
    """The operation whose first unit is decided at this check."""
    found = before(operations, first_article)
    return after(operations, first_article) if found is None else found


def articles_before(operations: Iterable[RoutingOperation], position: int) -> list[int]:
    """The first-article checks that stand before an operation."""
    return sorted(_positions(operations, OperationKind.FIRST_ARTICLE, below=position))


def articles_over(operations: Sequence[RoutingOperation], position: int) -> list[int]:
    """The first-article checks that decide on the first unit of an operation."""
    return sorted(
        each.position
        for each in operations
        if each.kind == OperationKind.FIRST_ARTICLE
        and covered_by(operations, each.position) == position
    )


def latest_article(articles: Iterable[FirstArticle], position: int) -> FirstArticle | None:
    """The decision in force at a check: the last one taken."""
    return max((a for a in articles if a.position == position), key=lambda a: a.id, default=None)


def require_articles(
    articles: Sequence[FirstArticle], positions: Iterable[int], order: str
) -> None:
    """Refuse with FirstArticleOpen unless all these checks were last decided accepted."""
    for position in positions:
        decision = latest_article(articles, position)
        if decision is None or not decision.is_accepted:
            raise FirstArticleOpen(order=order, position=position)


def latest_clearance(
    clearances: Iterable[LineClearance], position: int, workstation_id: WorkstationId
) -> LineClearance | None:
    """The last clearance of a workstation for a check of the order."""
    return max(
        (c for c in clearances if (c.position, c.workstation_id) == (position, workstation_id)),
        key=lambda c: c.id,
        default=None,
    )


def next_to_repeat(operations: Iterable[RoutingOperation], position: int, last: int) -> int | None:
    """After repeating `position`, the next operation to repeat up to and including `last`."""
    return min((p for p in counted(operations) if position < p <= last), default=None)


def _positions(
    operations: Iterable[RoutingOperation], kind: OperationKind, *, below: int
) -> list[int]:
    return [each.position for each in operations if each.kind == kind and each.position < below]
