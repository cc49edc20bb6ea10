"""Typed reads of templates, runs, checks and accounts."""

from typing import NamedTuple

from lotproof.kernel.site import FallbackHold
from lotproof.kernel.work import Reader
from lotproof.modules.labelling import rules
from lotproof.modules.labelling.records import (
    LabelAccount,
    LabelCheck,
    LabelElement,
    LabelRun,
    LabelTemplate,
)
from lotproof.modules.labelling.vocabulary import (
    ElementGiven,
    LabelRunId,
    LabelTemplateId,
    TemplateState,
)
from lotproof.modules.warehouse.vocabulary import LotId

__all__ = [
    "LabelAccount",
    "LabelCheck",
    "LabelElement",
    "LabelRecord",
    "LabelRun",
    "LabelTemplate",
    "accounts",
    "approved_template",
    "checks",
    "elements",
    "is_held",
    "label_record",
    "runs",
    "templates",
    "unaccounted",
]


class LabelRecord(NamedTuple):
    """What the history record of a lot says of its labels; `held` are runs found wrong."""

    accounts: list[LabelAccount]
    runs: list[LabelRun]
    held: list[LabelRun]


def templates(reader: Reader, target: str) -> list[LabelTemplate]:
    """Every version of one label, the oldest first."""
    return reader.find(LabelTemplate, target=target)


def approved_template(reader: Reader, target: str) -> LabelTemplate | None:
    return reader.only(LabelTemplate, target=target, state=TemplateState.APPROVED)


def elements(reader: Reader, template_id: LabelTemplateId) -> list[ElementGiven]:
    """In the order in which they are drawn."""
    return [
        ElementGiven(
            kind=each.kind,
            from_left=each.from_left,
            from_top=each.from_top,
            width=each.width,
            height=each.height,
            unit=each.unit,
            content=each.content,
            letters=each.letters,
            is_bold=each.is_bold,
            carrier=each.carrier,
            sign=each.sign,
        )
        for each in reader.find(LabelElement, template_id=template_id)
    ]


def runs(reader: Reader, lot_id: LotId) -> list[LabelRun]:
    """Of all labels of the lot, in the order in which they were printed."""
    return reader.find(LabelRun, lot_id=lot_id)


def checks(reader: Reader, run_id: LabelRunId) -> list[LabelCheck]:
    return reader.find(LabelCheck, run_id=run_id)


def accounts(reader: Reader, lot_id: LotId) -> list[LabelAccount]:
    """One for each kind of label of the lot."""
    return reader.find(LabelAccount, lot_id=lot_id)


def unaccounted(account: LabelAccount) -> int:
    """Labels of which nobody has said what became of them; below zero, surplus ones."""
    return rules.unaccounted(
        account.issued, account.used, account.destroyed, account.returned, account.accepted
    )


def is_held(reader: Reader, run: LabelRun) -> bool:
    """Whether a label of the run was found wrong and its task is not finished."""
    subject = LabelRunId.text(run.id)
    return run.mismatches > 0 and bool(reader.find(FallbackHold, subject=subject, is_active=True))


def label_record(reader: Reader, lot_id: LotId) -> LabelRecord:
    """All that was printed for a lot and what became of it."""
    found = runs(reader, lot_id)
    return LabelRecord(
        accounts(reader, lot_id), found, [each for each in found if is_held(reader, each)]
    )
