"""From when a change holds: a day, a work order or a lot, and what that keeps from happening.

What orders are made by (bills of materials, routings) begins with the very order or lot that is
named: orders before it are not begun by the new version, it and later ones not by the former. An
order that is under way keeps its version. Everything else is in force for all at once, and so
does not become effective before the order is released or the lot is there.
"""

from collections.abc import Sequence
from typing import Final

from lotproof.kernel.control import control_of
from lotproof.kernel.reader import Reader
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.changes import rules
from lotproof.modules.changes.records import ChangedObject, ChangeOrder
from lotproof.modules.changes.vocabulary import (
    HELD_TO,
    STOPPING,
    EffectivePoint,
    RunningOrders,
)
from lotproof.modules.items.queries import Bom, Routing
from lotproof.modules.items.vocabulary import BomId, RoutingId
from lotproof.modules.production.queries import WorkOrder, work_order_by_number
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.warehouse.queries import lots_by_number
from lotproof.modules.warehouse.vocabulary import LotId

_FROZEN: Final = (Bom, Routing)
"""What each order keeps as it was when the order was planned."""
_UNSAID: Final = t("a work order or lot that its release has to name", "放行时须写明的首个工单或批")
_BY_NUMBER: Final = (EffectivePoint.WORK_ORDER, EffectivePoint.LOT)


def start_text(change: ChangeOrder) -> Text:
    """From when the change holds, in words."""
    if change.effective_point not in _BY_NUMBER:
        day = "" if change.effective_on is None else change.effective_on.isoformat()
        return Text(day, day)
    if change.effective_with is None:
        return _UNSAID
    label = change.effective_point.label
    return Text(f"{label.en} {change.effective_with}", f"{label.zh} {change.effective_with}")


def not_effective_yet(reader: Reader, change: ChangeOrder, subject: str) -> Refused | None:
    """Why what the change lists cannot change yet."""
    is_early = change.effective_on is not None and reader.today < change.effective_on
    if is_early or not _has_begun(reader, change, subject):
        day = change.effective_on
        start = Text(*[day.isoformat()] * 2) if is_early and day else start_text(change)
        return rules.ChangeNotYetEffective(number=change.number, start=start, subject=subject)
    return None


def _has_begun(reader: Reader, change: ChangeOrder, subject: str) -> bool:
    if change.effective_point not in _BY_NUMBER:
        return True
    if change.effective_with is None:
        return False
    control = control_of(subject)
    if control is not None and control.kind.cls in _FROZEN:
        return True
    if change.effective_point is EffectivePoint.LOT:
        return first_lot(reader, change) is not None
    order = work_order_by_number(reader, change.effective_with)
    return order is not None and order.state not in (
        WorkOrderState.PLANNED,
        WorkOrderState.CANCELLED,
    )


def first_lot(reader: Reader, change: ChangeOrder) -> LotId | None:
    """The lot that the change begins with; of several items with that number, the first."""
    found = lots_by_number(reader, change.effective_with or "")
    return LotId(min(each.id for each in found)) if found else None


def start_refused(
    reader: Reader, change: ChangeOrder, order: WorkOrder, *, is_new: bool
) -> Refused | None:
    """Why an order on a version that the change introduces (`is_new`) or replaces is not begun."""
    if not is_new and change.running_orders is RunningOrders.STOP and change.state in STOPPING:
        return rules.OrderOnFormerVersion(number=change.number, order=order.number)
    if order.state is WorkOrderState.IN_PROGRESS or change.state not in HELD_TO:
        return None
    if change.effective_point not in _BY_NUMBER or change.effective_with is None:
        return None
    is_from = _is_from_then_on(reader, change, order)
    if is_new and not is_from:
        return rules.OrderBeforeChange(
            number=change.number, start=start_text(change), order=order.number
        )
    if not is_new and is_from:
        return rules.OrderAfterChange(
            number=change.number, start=start_text(change), order=order.number
        )
    return None


def require_first_order(
    reader: Reader, change: ChangeOrder, listed: Sequence[ChangedObject]
) -> None:
    """The order that the change begins with is not frozen to a version that it replaces."""
    order = work_order_by_number(reader, change.effective_with or "")
    if change.effective_point is not EffectivePoint.WORK_ORDER or order is None:
        return
    frozen = (BomId.text(order.bom_id), RoutingId.text(order.routing_id))
    if any(each.current in frozen and each.proposed is not None for each in listed):
        raise rules.FirstOrderOnFormerVersion(order=order.number)


def _is_from_then_on(reader: Reader, change: ChangeOrder, order: WorkOrder) -> bool:
    """Whether the order is the one that the change begins with, or comes after it."""
    if change.effective_point is EffectivePoint.WORK_ORDER:
        first = work_order_by_number(reader, change.effective_with or "")
        return first is not None and order.id >= first.id
    lot = first_lot(reader, change)
    return lot is not None and (order.output_lot_id is None or order.output_lot_id >= lot)
