"""What a consumption says in the genealogy.

A lot → the output lot, or exactly the serials it went into. Of several lots of one item in one
output lot it is not known which unit got which: all their edges to it are mixed, the first one
too, which is therefore taken back and said again when a second lot comes.
"""

from collections.abc import Sequence

from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import cancel, link, link_parents_run, link_run
from lotproof.modules.genealogy.vocabulary import EdgeKind, LotId, SerialId
from lotproof.modules.production.records import Ingredient, WorkOrder
from lotproof.modules.production.rules import spans
from lotproof.modules.warehouse.queries import Lot


def link_lot(
    work: Work, order: WorkOrder, lot: Lot, output_lot_id: LotId, into: Sequence[SerialId]
) -> None:
    """A lot went into exactly the serials `into`, or without any into the output lot."""
    ingredients = work.take_all(
        Ingredient, work_order_id=order.id, output_lot_id=output_lot_id, item_id=lot.item_id
    )
    own = next((each for each in ingredients if each.lot_id == lot.id), None)
    others = [each for each in ingredients if each is not own]
    if own is None:
        own = work.add(Ingredient(order.id, output_lot_id, lot.id, lot.item_id, False))
        if len(others) == 1 and others[0].is_throughout:
            _mix(work, others[0].lot_id, output_lot_id)
    for first, last in spans(into):
        link_run(work, lot.id, first, last, EdgeKind.CONSUMED)
    if not into and not own.is_throughout:
        own.is_throughout = True
        link(work, lot.id, output_lot_id, EdgeKind.CONSUMED, mixed=bool(others), is_new=True)


def link_serials(work: Work, serial_ids: Sequence[SerialId], child: int, *, mixed: bool) -> None:
    """Components with numbers went into one unit, or into a lot of which one unit got each.

    The edges are new: a component is consumed once.
    """
    for first, last in spans(serial_ids):
        link_parents_run(work, first, last, child, EdgeKind.CONSUMED, mixed=mixed, is_new=True)


def _mix(work: Work, lot_id: LotId, output_lot_id: LotId) -> None:
    """The only lot of its item so far is not the only one any more."""
    cancel(work, lot_id, output_lot_id, EdgeKind.CONSUMED)
    link(work, lot_id, output_lot_id, EdgeKind.CONSUMED, mixed=True, is_new=True)
