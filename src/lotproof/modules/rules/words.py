"""What is said together: an action of a rule, a thing that a firing is about."""

from typing import Annotated

from lotproof.kernel.meaning import Meaning, Shape
from lotproof.kernel.text import t
from lotproof.modules.changes.words import TypeOfChange
from lotproof.modules.inspection.vocabulary import StageOf
from lotproof.modules.nonconformance.words import OwnerOf, OwningRole, Parameter, SeverityOf
from lotproof.modules.rules.vocabulary import (
    ACTIONS_MAX,
    ActionText,
    DueWithin,
    ExpectedOfIt,
    FiredAboutOne,
    KindOfAction,
)


class ActionGiven(Shape):
    """One thing that follows, and what its kind demands to be said."""

    kind: KindOfAction
    text: ActionText
    due_days: DueWithin = 7
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    severity: SeverityOf | None = None
    parameter: Parameter | None = None
    expected: ExpectedOfIt | None = None
    stage: StageOf | None = None
    type: TypeOfChange | None = None


ActionsGiven = Annotated[
    list[ActionGiven], Meaning(label=t("Actions", "动作"), items_max=ACTIONS_MAX)
]


class AboutGiven(Shape):
    """One thing that a firing is about."""

    subject: FiredAboutOne


AboutThings = Annotated[
    list[AboutGiven], Meaning(label=t("What it is about", "涉及对象"), items_max=40)
]
