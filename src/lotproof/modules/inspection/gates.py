"""Where others may say no to what inspectors report and decide."""

from typing import Annotated, Final

from msgspec import Struct

from lotproof.kernel.meaning import Meaning
from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.inspection.vocabulary import InspectionId
from lotproof.modules.people.vocabulary import UserId

IsDecision = Annotated[bool, Meaning(label=t("To be decided", "作出判定"))]


class InspectAsked(Struct, frozen=True, kw_only=True):
    """Results that this person reports, or the decision that they are about to take.

    `user_id` is absent when a program does it.
    """

    inspection_id: InspectionId
    is_decision: IsDecision
    user_id: UserId | None = None


MAY_INSPECT: Final = Gate(
    "inspection.may_inspect",
    t("May this person inspect this lot?", "此人可否检验该批？"),
    InspectAsked,
)
