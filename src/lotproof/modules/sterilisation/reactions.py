"""What follows from a cycle that failed, and what may not be released."""

from collections.abc import Iterator

from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.genealogy.vocabulary import EdgeKind
from lotproof.modules.items.queries import operations
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.production.queries import order_making
from lotproof.modules.sterilisation import rules
from lotproof.modules.sterilisation.events import CycleFinished, CycleRejected, IndicatorsRead
from lotproof.modules.sterilisation.queries import Cycle, cycles_of_lot, loads
from lotproof.modules.sterilisation.vocabulary import CycleId, CycleState
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import Lot, active_holds
from lotproof.modules.warehouse.vocabulary import LotId

_PASSED_ON = (EdgeKind.SPLIT, EdgeKind.MERGED, EdgeKind.RETURNED)
"""The edges over which what became of a lot keeps what was done with it."""


@reacts(CycleFinished, issues=(PlaceHold,))
def hold_broken_off(event: CycleFinished, on: Issuing) -> None:
    """A program that did not run to its end has not sterilised its load."""
    if not event.is_complete:
        _hold(on, event.cycle_id)


@reacts(IndicatorsRead, issues=(PlaceHold,))
def hold_with_indicator(event: IndicatorsRead, on: Issuing) -> None:
    """An indicator that failed stops the load at once, however late it was read."""
    if event.failed:
        _hold(on, event.cycle_id)


@reacts(CycleRejected, issues=(PlaceHold,))
def hold_rejected(event: CycleRejected, on: Issuing) -> None:
    """Whoever lifts the hold decides what becomes of the lot."""
    _hold(on, event.cycle_id)


@MAY_RELEASE.join
def is_sterilised(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """No release before the lot's cycle was accepted, or without one where its routing asks."""
    lot = reader.get(Lot, asked.lot_id)
    return _standing(reader, lot, lot.number, None)


def _hold(on: Issuing, cycle_id: CycleId) -> None:
    """Exactly the lots of the cycle, each once for it."""
    number = on.reader.get(Cycle, cycle_id).number
    cause = f"Sterilisation cycle {number} failed / 灭菌循环 {number} 不合格"
    for load in loads(on.reader, cycle_id):
        if all(hold.cause != cause for hold in active_holds(on.reader, load.lot_id)):
            on.issue(PlaceHold(lot_id=load.lot_id, cause=cause))


def _standing(reader: Reader, lot: Lot, number: str, before: Instant | None) -> Refused | None:
    """How a lot stands by its cycles, or by those of the lots that it was taken from; `number` is
    that of the lot that was asked about.

    Of these only cycles count that began `before` it was taken off: what came out of the chamber
    is sterile, not what bears its name.
    """
    cycles = [each for each in cycles_of_lot(reader, lot.id) if _counts(each, before)]
    match rules.verdict([each.state for each in cycles]):
        case CycleState.ACCEPTED:
            return None
        case CycleState.REJECTED:
            return rules.CycleFailed(cycle=cycles[-1].number, lot=number)
        case None:
            pass
        case state:
            waiting = next(each for each in cycles if each.state is state)
            return rules.CycleNotReviewed(lot=number, cycle=waiting.number, state=state.label)
    for parent in _taken_from(reader, lot):
        found = _standing(reader, parent, number, lot.opened_at)
        if found is not None:
            return found
    if _must_be_sterilised(reader, lot):
        return rules.NotSterilised(lot=number)
    return None


def _counts(cycle: Cycle, before: Instant | None) -> bool:
    if cycle.state is CycleState.CANCELLED:
        return False
    return before is None or (cycle.started_at is not None and cycle.started_at < before)


def _taken_from(reader: Reader, lot: Lot) -> Iterator[Lot]:
    """The lots that it was split off, merged from or returned of."""
    found = trace(reader, int(lot.id), "backward", depth_max=1, with_links=True)
    for link in found.links:
        if EdgeKind(link.kind) in _PASSED_ON:
            first, last = link.parents
            for number in range(first, last + 1):
                yield reader.get(Lot, LotId(number))


def _must_be_sterilised(reader: Reader, lot: Lot) -> bool:
    """Whether the routing of the order that made it has a sterilisation."""
    order = order_making(reader, lot.id)
    if order is None:
        return False
    found = operations(reader, order.routing_id)
    return any(each.kind is OperationKind.STERILISATION for each in found)
