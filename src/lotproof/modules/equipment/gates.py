"""Where others may say no to measuring with equipment."""

from typing import Annotated, Final

from msgspec import Struct

from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId

MeasuredAt = Annotated[Instant, Meaning(label=t("Measured at", "测量时间"))]


class MeasureAsked(Struct, frozen=True, kw_only=True):
    """The instrument with which something was measured, and when."""

    equipment_id: EquipmentId
    at: MeasuredAt


MAY_MEASURE: Final = Gate(
    "equipment.may_measure",
    t("May this instrument be measured with?", "此仪器可否用于测量？"),
    MeasureAsked,
)
