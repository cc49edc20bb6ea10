"""What a consumption says in the genealogy.

A lot → the output lot, or exactly the serials it went into. Of several lots of one item in one
output lot it is not known which unit got which: all their edges to it are mixed, the first one
too, which is therefore taken back and said again when a second lot comes.
"""

from collections.abc import Sequence

from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import cancel, link, link_parents_run, link_run
from lotproof.modules.genealogy.vocabulary import EdgeKind, LotId, SerialId
from lotproof.modules.production.records import Consumption
from lotproof.modules.production.rules import spans


def link_lot(
    work: Work, lot_id: LotId, output_lot_id: LotId, earlier: Sequence[Consumption]
) -> None:
    """A lot went into the output lot; `earlier` are the consumptions of the same item in it."""
    is_mixed = _mix(work, lot_id, output_lot_id, earlier)
    if lot_id not in {each.lot_id for each in earlier if not each.is_exact}:
        link(work, lot_id, output_lot_id, EdgeKind.CONSUMED, mixed=is_mixed)


def link_lot_exactly(
    work: Work,
    lot_id: LotId,
    output_lot_id: LotId,
    into: Sequence[SerialId],
    earlier: Sequence[Consumption],
) -> None:
    """A lot went into exactly these serials; other lots of its item are then mixed in the rest."""
    _mix(work, lot_id, output_lot_id, earlier)
    for first, last in spans(into):
        link_run(work, lot_id, first, last, EdgeKind.CONSUMED)


def link_serials(work: Work, serial_ids: Sequence[SerialId], child: int, *, mixed: bool) -> None:
    """Components with numbers went into one unit, or into a lot of which one unit got each."""
    for first, last in spans(serial_ids):
        link_parents_run(work, first, last, child, EdgeKind.CONSUMED, mixed=mixed)


def _mix(work: Work, lot_id: LotId, output_lot_id: LotId, earlier: Sequence[Consumption]) -> bool:
    """Whether several lots of the item are in the output lot now; corrects what was said so far."""
    lots = {each.lot_id for each in earlier}
    if lots <= {lot_id}:
        return False
    if len(lots) == 1 and not all(each.is_exact for each in earlier):
        first = next(iter(lots))
        cancel(work, first, output_lot_id, EdgeKind.CONSUMED)
        link(work, first, output_lot_id, EdgeKind.CONSUMED, mixed=True)
    return True
