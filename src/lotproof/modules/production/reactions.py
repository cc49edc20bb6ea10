"""Where production has a say in what others do."""

from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.production.queries import order_making
from lotproof.modules.production.rules import WorkOrderOpen
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.vocabulary import LotId


@MAY_RELEASE.join
def order_is_closed(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """A lot is not released while its order may still add to it or to its record."""
    order = order_making(reader, asked.lot_id)
    if order is None or order.state is WorkOrderState.CLOSED:
        return None
    return WorkOrderOpen(lot=LotId.text(asked.lot_id), order=order.number, state=order.state.label)
