"""Controlled documents themselves: their number, owner, period of review and where they hold."""

from lotproof.kernel.registry import handles
from lotproof.kernel.safety import add_task
from lotproof.kernel.site import TASK_LIFE, Task, TaskId, TaskState
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.documents import rules_control as rules
from lotproof.modules.documents.commands_control import (
    ChangeDocument,
    EndLink,
    LinkDocument,
    RecordReview,
    RegisterDocument,
    RemindOfReview,
)
from lotproof.modules.documents.events_control import (
    DocumentChanged,
    DocumentLinked,
    DocumentRegistered,
    DocumentReviewed,
    LinkEnded,
    ReviewDue,
)
from lotproof.modules.documents.queries_control import effective_revision
from lotproof.modules.documents.records_control import Document, DocumentLink, PeriodicReview
from lotproof.modules.documents.things import require_thing
from lotproof.modules.documents.vocabulary import (
    DOCUMENT_LIFE,
    LINK_LIFE,
    DocumentId,
    DocumentKind,
    DocumentLinkId,
    DocumentReviewId,
    DocumentRevisionId,
    DocumentState,
    LinkState,
    ReviewVerdict,
)
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState

REVIEW_DUE = "document_review_due"
REVISION_DUE = "document_revision_due"
_REVIEW = t("{document}: its periodic review is due on {due}", "{document}：应于 {due} 前定期评审")
_REVISION = t(
    "{document}: the periodic review says “{verdict}”", "{document}：定期评审结论为“{verdict}”"
)


@handles(RegisterDocument, emits=(DocumentRegistered,))
def register_document(command: RegisterDocument, work: Work) -> None:
    require_person(work, command.owner_id)
    document_id = work.new_id(DocumentId)
    work.add(
        Document(
            id=document_id,
            number=command.number or rules.document_number(command.kind, document_id),
            title=command.title,
            kind=command.kind,
            owner_id=command.owner_id,
            registered_by=work.actor,
            registered_at=work.now,
            title_zh=command.title_zh,
            review_months=command.review_months,
        )
    )
    work.record(DocumentRegistered(document_id=document_id))


@handles(ChangeDocument, emits=(DocumentChanged,))
def change_document(command: ChangeDocument, work: Work) -> None:
    document = take_in_use(work, command.document_id)
    require_person(work, command.owner_id)
    document.title, document.title_zh = command.title, command.title_zh
    document.owner_id = command.owner_id
    if document.review_months != command.review_months:
        document.review_months = command.review_months
        set_next_review(work, document)
    work.record(DocumentChanged(document_id=document.id))


@handles(LinkDocument, emits=(DocumentLinked,))
def link_document(command: LinkDocument, work: Work) -> None:
    with work.alone():
        document = work.rely(Document, command.document_id)
        DOCUMENT_LIFE.require(document.number, document.state, DocumentState.IN_USE)
    prefix = command.subject.partition("_")[0]
    if prefix not in rules.LINKABLE or (command.operation is not None and prefix != "itm"):
        raise rules.NotLinkable(subject=command.subject)
    require_thing(work, command.subject)
    for each in work.find(DocumentLink, subject=command.subject, state=LinkState.LINKED):
        if (each.document_id, each.operation) == (document.id, command.operation):
            raise rules.LinkedAlready(number=document.number, subject=command.subject)
    link = work.add(
        DocumentLink(
            id=work.new_id(DocumentLinkId),
            document_id=command.document_id,
            subject=command.subject,
            linked_by=work.actor,
            linked_at=work.now,
            operation=command.operation,
        )
    )
    work.record(DocumentLinked(link_id=link.id, document_id=link.document_id, subject=link.subject))


@handles(EndLink, emits=(LinkEnded,))
def end_link(command: EndLink, work: Work) -> None:
    link = work.take(DocumentLink, command.link_id)
    link.state = LINK_LIFE.move(DocumentLinkId.text(link.id), link.state, LinkState.ENDED)
    link.ended_at = work.now
    work.record(LinkEnded(link_id=link.id, document_id=link.document_id, subject=link.subject))


@handles(RemindOfReview, emits=(ReviewDue,))
def remind_of_review(command: RemindOfReview, work: Work) -> None:
    document = take_in_use(work, command.document_id)
    due_on = document.next_review_on
    if due_on is None or not rules.is_review_near(due_on, document.reminded_for, work.today):
        raise rules.RemindedAlready(number=document.number)
    document.reminded_for = due_on
    detail = _REVIEW.fill(document=_called(document), due=due_on.isoformat())
    open_task(work, document, REVIEW_DUE, detail)
    work.record(ReviewDue(document_id=document.id, due_on=due_on))


@handles(RecordReview, emits=(DocumentReviewed,))
def record_review(command: RecordReview, work: Work) -> None:
    document = take_in_use(work, command.document_id)
    held = effective_revision(work, document.id)
    if document.kind is DocumentKind.EXTERNAL_STANDARD:
        edition = None if held is None else held.revision
        rules.require_edition(document.number, edition, command.edition_found, command.verdict)
    review = work.add(
        PeriodicReview(
            id=work.new_id(DocumentReviewId),
            document_id=document.id,
            verdict=command.verdict,
            note=command.note,
            reviewed_by=work.actor,
            reviewed_at=work.now,
            revision_id=None if held is None else DocumentRevisionId(held.id),
            edition_found=command.edition_found,
        )
    )
    finish_tasks(work, document, REVIEW_DUE)
    set_next_review(work, document)
    if command.verdict is not ReviewVerdict.KEEP:
        detail = _REVISION.fill(document=_called(document), verdict=command.verdict.label)
        open_task(work, document, REVISION_DUE, detail)
    work.record(
        DocumentReviewed(document_id=document.id, review_id=review.id, verdict=command.verdict)
    )


# --- what all files of this module share --------------------------------------------------------


def take_in_use(work: Work, document_id: DocumentId) -> Document:
    """The document, locked; WrongState if it is obsolete."""
    document = work.take(Document, document_id)
    DOCUMENT_LIFE.require(document.number, document.state, DocumentState.IN_USE)
    return document


def require_person(work: Work, user_id: UserId) -> None:
    """NotAnActiveUser for a program, and for whoever has left."""
    user = work.get(User, user_id)
    if user.state is not UserState.ACTIVE or user.is_service:
        raise rules.NotAnActiveUser(user=UserId.text(user_id))


def set_next_review(work: Work, document: Document) -> None:
    """So many months from today; never, where no period is given."""
    months = document.review_months
    document.next_review_on = None if months is None else rules.add_months(work.today, months)


def open_task(work: Work, document: Document, code: str, detail: Text) -> None:
    """Something that a person has to look at; nothing is held by it."""
    add_task(work, DocumentId.text(document.id), code, detail)


def _called(document: Document) -> Text:
    head = document.number
    return Text(f"{head} {document.title}", f"{head} {document.title_zh or document.title}")


def finish_tasks(work: Work, document: Document, code: str) -> None:
    """What the tasks asked for is done."""
    subject = DocumentId.text(document.id)
    for task in work.take_all(Task, state=TaskState.OPEN, subject=subject, code=code):
        task.state = TASK_LIFE.move(TaskId.text(task.id), task.state, TaskState.DONE)
        task.done_at, task.outcome = work.now, work.frame.command.SPEC.label.en
