"""Where others may say no to what a steriliser is about to do, and to its review."""

from typing import Final

from msgspec import Struct

from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.sterilisation.vocabulary import CycleId


class CycleAsked(Struct, frozen=True, kw_only=True):
    """The cycle, and the steriliser it runs on; `user_id` is absent when a program asks."""

    cycle_id: CycleId
    equipment_id: EquipmentId
    user_id: UserId | None = None


MAY_RUN: Final = Gate(
    "sterilisation.may_run",
    t("May this cycle be started?", "该灭菌循环可否启动？"),
    CycleAsked,
)
MAY_ACCEPT: Final = Gate(
    "sterilisation.may_accept",
    t("May this cycle be accepted?", "该灭菌循环可否认可？"),
    CycleAsked,
)
