"""Pure decisions about controlled documents, and their refusals."""

import calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from lotproof.kernel.refusals import Refused
from lotproof.modules.documents.vocabulary import CopyEnd, CopyState, DocumentKind, ReviewVerdict

REMINDED_DAYS_BEFORE: Final = 30
"""So long before a periodic review is due its task is opened."""

LINKABLE: Final = frozenset({"are", "eqp", "itm", "wst"})
"""Prefixes of what a document can hold for: areas, equipment, items, workstations."""

STATE_AT_END: Final = {
    CopyEnd.RETURNED: CopyState.RETURNED,
    CopyEnd.DESTROYED: CopyState.DESTROYED,
    CopyEnd.LOST: CopyState.LOST,
}
_BEGINNING: Final = {
    DocumentKind.SOP: "SOP",
    DocumentKind.DRAWING: "DWG",
    DocumentKind.SPECIFICATION: "SPC",
    DocumentKind.IFU: "IFU",
    DocumentKind.TEMPLATE: "TPL",
    DocumentKind.EXTERNAL_STANDARD: "STD",
    DocumentKind.POLICY: "POL",
    DocumentKind.FORM: "FRM",
}


class DocumentRevisionOpen(
    Refused,
    code="document_revision_open",
    en="Revision {revision} of {number} is not effective yet. Finish or withdraw it first.",
    zh="{number} 的版本 {revision} 尚未生效。请先完成或撤回该版本。",
):
    """Of one document, one revision at a time is on its way."""


class NotTheAuthor(
    Refused,
    code="not_the_author",
    en="Revision {revision} was drafted by {author}. Only its author may change or submit it.",
    zh="版本 {revision} 由 {author} 编制。仅编制人可修改或送审。",
):
    """The author signs for what the author wrote."""


class PartsNotApart(
    Refused,
    code="document_parts_not_apart",
    en="{user} cannot have two parts in one revision. Author, reviewers and approvers are different"
    " people.",
    zh="{user} 不能在同一版本中兼任两种职责。编制、审核、批准须为不同人员。",
):
    """Maker ≠ reviewer ≠ approver."""


class NobodyDecides(
    Refused,
    code="nobody_decides",
    en="A revision needs at least one reviewer and one approver. Name them.",
    zh="版本至少需一名审核人和一名批准人。请指定。",
    http_status=422,
):
    """ISO 13485 §4.2.4 a): reviewed and approved before issue."""


class NotAnActiveUser(
    Refused,
    code="not_an_active_person",
    en="{user} is deactivated or a program. Name somebody who works here.",
    zh="{user} 已停用或为程序账户。请指定在职人员。",
    http_status=422,
):
    """Programs do not sign, and who has left does not decide."""


class NotAskedOf(
    Refused,
    code="step_not_asked",
    en="{user} is not asked to {duty} revision {revision} now. Wait for those before, or have it"
    " submitted to you.",
    zh="目前不需要 {user} 对版本 {revision} 进行{duty}。请等待前序人员，或请编制人指定您。",
):
    """Only those who were named decide, in their turn."""


class EffectiveDatePast(
    Refused,
    code="effective_date_past",
    en="{on} is past. A revision becomes effective today or later.",
    zh="{on} 已过。版本只能于当日或以后生效。",
    http_status=422,
):
    """Nothing is made valid backwards."""


class EffectiveDateMissing(
    Refused,
    code="effective_date_missing",
    en="No day is set on which revision {revision} becomes effective. Set it first.",
    zh="版本 {revision} 未设定生效日期。请先设定。",
):
    """Somebody says when people have to work by it."""


class NotYetItsDay(
    Refused,
    code="not_yet_effective_day",
    en="Revision {revision} becomes effective on {on}. Wait, or set another day.",
    zh="版本 {revision} 将于 {on} 生效。请等待，或更改日期。",
):
    """A day that was announced is kept."""


class NotLinkable(
    Refused,
    code="document_not_linkable",
    en="A document cannot hold for {subject}. Link it to an item, area, workstation or equipment;"
    " an operation needs its item.",
    zh="文件不能关联到 {subject}。请关联物料、区域、工位或设备；指定工序时须给出物料。",
    http_status=422,
):
    """A workplace is what somebody works at or on."""


class LinkedAlready(
    Refused,
    code="document_linked_already",
    en="{number} holds for {subject} already. There is nothing to do.",
    zh="{number} 已适用于 {subject}，无需再关联。",
):
    """One link says it."""


class CopyPrintedAlready(
    Refused,
    code="copy_printed_already",
    en="Copy {copy} of {number} was printed before. Account for it, and issue a new one.",
    zh="{number} 的副本 {copy} 已打印过。请先处置该副本，再发放新副本。",
):
    """One number, one paper."""


class RemindedAlready(
    Refused,
    code="review_reminded_already",
    en="The review of {number} is not due yet, or its task is open. There is nothing to do.",
    zh="{number} 的评审尚未到期，或任务已开立，无需操作。",
):
    """One due date, one task."""


class EditionMissing(
    Refused,
    code="edition_missing",
    en="{number} is an external standard. Say which edition is the newest.",
    zh="{number} 为外来标准。请填写查得的最新版次。",
    http_status=422,
):
    """A standard is watched, not only read again."""


class EditionIsNewer(
    Refused,
    code="edition_is_newer",
    en="{number} is held in edition {held}, and {found} was found. It does not simply still hold:"
    " say that it is to be revised.",
    zh="{number} 现持有版次为 {held}，查得版次为 {found}。不能判为继续有效，请选择需修订。",
):
    """GMP of China, Art. 44: new editions are taken over."""


def document_number(kind: DocumentKind, document_id: int) -> str:
    """The number of a document for which none was given: `SOP-0012`, as orders are numbered."""
    return f"{_BEGINNING[kind]}-{document_id:04d}"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_review_near(next_review_on: date | None, reminded_for: date | None, today: date) -> bool:
    """Whether a task is to be opened for the review now."""
    if next_review_on is None or next_review_on == reminded_for:
        return False
    return next_review_on <= today + timedelta(days=REMINDED_DAYS_BEFORE)


def require_apart(author: str, reviewers: Sequence[str], approvers: Sequence[str]) -> None:
    """NobodyDecides without a reviewer or approver; PartsNotApart for one who is named twice."""
    if not reviewers or not approvers:
        raise NobodyDecides
    for user, count in Counter([author, *reviewers, *approvers]).items():
        if count > 1:
            raise PartsNotApart(user=user)


def require_edition(number: str, held: str | None, found: str | None, says: ReviewVerdict) -> None:
    """EditionMissing if nobody looked; EditionIsNewer if another is called still valid."""
    if found is None:
        raise EditionMissing(number=number)
    if says is ReviewVerdict.KEEP and held is not None and found != held:
        raise EditionIsNewer(number=number, held=held, found=found)


def placed(reviewers: int, approvers: int, *, is_in_order: bool) -> list[int]:
    """The position of each step, reviewers first: who shares one is asked at the same time."""
    if is_in_order:
        return list(range(1, reviewers + approvers + 1))
    return [1] * reviewers + [2] * approvers
