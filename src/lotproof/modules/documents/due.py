"""What happens to documents by itself: a revision's day comes, a periodic review comes near."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.documents.commands_control import MakeEffective, RemindOfReview
from lotproof.modules.documents.records_control import Document, DocumentRevision
from lotproof.modules.documents.rules_control import REMINDED_DAYS_BEFORE
from lotproof.modules.documents.vocabulary import (
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
    DocumentState,
)

_REVISION, _DOCUMENT = DocumentRevision.KIND.table, Document.KIND.table

_COME = Statement(
    select(*_REVISION.c)
    .where(_REVISION.c.state == DocumentRevisionState.APPROVED.value)
    .where(_REVISION.c.effective_on <= bindparam("today"))
    .order_by(_REVISION.c.id),
    DocumentRevision,
)
_NEAR = Statement(
    select(*_DOCUMENT.c)
    .where(_DOCUMENT.c.state == DocumentState.IN_USE.value)
    .where(_DOCUMENT.c.next_review_on <= bindparam("until"))
    .where(
        or_(
            _DOCUMENT.c.reminded_for.is_(None),
            _DOCUMENT.c.reminded_for != _DOCUMENT.c.next_review_on,
        )
    )
    .order_by(_DOCUMENT.c.id),
    Document,
)


@due("documents.become_effective")
def become_effective(reader: Reader) -> Iterator[Command]:
    """Approved revisions whose day has come."""
    for each in reader.select(_COME, today=reader.today.isoformat()):
        yield MakeEffective(revision_id=DocumentRevisionId(each.id))


@due("documents.be_reviewed")
def be_reviewed(reader: Reader) -> Iterator[Command]:
    """Documents whose periodic review is near and has no task yet."""
    until = reader.today + timedelta(days=REMINDED_DAYS_BEFORE)
    for each in reader.select(_NEAR, until=until.isoformat()):
        yield RemindOfReview(document_id=DocumentId(each.id))
