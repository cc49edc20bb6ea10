"""Where others may say no to what production is about to do."""

from typing import Final

from msgspec import Struct

from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.production.vocabulary import OperationPosition, WorkOrderId


class StartAsked(Struct, frozen=True, kw_only=True):
    """The operation that this person is about to run, on this equipment.

    `user_id` is absent when a program starts it.
    """

    work_order_id: WorkOrderId
    position: OperationPosition
    equipment_id: EquipmentId | None = None
    user_id: UserId | None = None


MAY_START: Final = Gate(
    "production.may_start",
    t("May this person start this operation on this equipment?", "此人可否用此设备开工此工序？"),
    StartAsked,
)
