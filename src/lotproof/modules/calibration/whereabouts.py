"""Where lots are now: in stock, in production, with whom."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import Amount, convert, parse_amount
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Span, trace
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.production.queries import materials, order_making, orders_using
from lotproof.modules.production.vocabulary import WorkOrderId, WorkOrderState
from lotproof.modules.sales.queries import ShipmentLine, shipments_of_lots
from lotproof.modules.sales.vocabulary import LineState
from lotproof.modules.warehouse.queries import Lot, stock_of_lot
from lotproof.modules.warehouse.vocabulary import LotState

UNITS_MAX = 200_000
"""So many units that came of a lot are followed."""

_OPEN = (WorkOrderState.PLANNED, WorkOrderState.RELEASED, WorkOrderState.IN_PROGRESS)
_LOT = Lot.KIND.table
_LOTS: Statement[Lot] = Statement(
    select(_LOT.c.id)
    .where(_LOT.c.id >= bindparam("first"), _LOT.c.id <= bindparam("last"))
    .order_by(_LOT.c.id)
)


class Reach(NamedTuple):
    """The lots that came of some, themselves among them; whether all units were followed."""

    lot_ids: list[LotId]
    is_complete: bool


class Whereabouts(NamedTuple):
    """Where a lot is; quantities in its unit."""

    lot: Lot
    in_stock: Amount
    shipped: Amount
    work_order_ids: list[WorkOrderId]
    consignee_ids: list[PartyId]
    is_picked: bool

    @property
    def is_in_house(self) -> bool:
        return bool(self.in_stock or self.work_order_ids or self.is_picked)

    @property
    def can_be_held(self) -> bool:
        """What was rejected is not used anyway."""
        return self.is_in_house and self.lot.state is not LotState.REJECTED


def reached(reader: Reader, lot_ids: Iterable[LotId]) -> Reach:
    """The lots and all lots that were made from them, by number."""
    found, spans, is_complete = set(lot_ids), set[Span](), True
    for lot_id in sorted(found):
        way = trace(reader, int(lot_id), "forward", limit=UNITS_MAX)
        is_complete = is_complete and way.is_complete
        spans |= {(run.first, run.last) for run in way.reached}
    for first, last in sorted(spans):
        found |= {LotId(row[0]) for row in reader.rows(_LOTS, first=first, last=last)}
    return Reach(sorted(found), is_complete)


def whereabouts(reader: Reader, lot_id: LotId) -> Whereabouts:
    """Where the lot is now."""
    lot = reader.get(Lot, lot_id)
    shipped, consignees = 0, set[PartyId]()
    for each in shipments_of_lots(reader, [(int(lot_id), int(lot_id))]):
        net = parse_amount(each["quantity"], each["unit"]) - parse_amount(
            each["returned"], each["unit"]
        )
        shipped += convert(Amount(net), each["unit"], lot.unit)
        consignees.add(PartyId.parse(each["consignee_id"]))
    picked = reader.find(ShipmentLine, lot_id=lot_id, state=LineState.PICKED)
    return Whereabouts(
        lot=lot,
        in_stock=Amount(sum(each.quantity for each in stock_of_lot(reader, lot_id))),
        shipped=Amount(shipped),
        work_order_ids=_orders(reader, lot_id),
        consignee_ids=sorted(consignees),
        is_picked=bool(picked),
    )


def _orders(reader: Reader, lot_id: LotId) -> list[WorkOrderId]:
    """Orders under way that make the lot, or still have some of it."""
    found: set[WorkOrderId] = set()
    making = order_making(reader, lot_id)
    if making is not None and making.state in _OPEN:
        found.add(WorkOrderId(making.id))
    for order in orders_using(reader, lot_id):
        if order.state in _OPEN:
            found |= {
                WorkOrderId(order.id)
                for each in materials(reader, order.id)
                if each.lot_id == lot_id
                and each.issued > each.consumed + each.returned + each.scrapped
            }
    return sorted(found)
