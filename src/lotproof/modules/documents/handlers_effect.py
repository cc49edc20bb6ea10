"""What holds and what no more: effective, superseded, obsolete, and the copies on paper."""

from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import handles
from lotproof.kernel.text import t
from lotproof.kernel.work import Work
from lotproof.modules.documents import rules_control as rules
from lotproof.modules.documents.commands_control import (
    AccountForCopy,
    ExportDeviceFile,
    IssueCopies,
    MakeEffective,
    MakeObsolete,
    PrintCopy,
    SetEffectiveDate,
)
from lotproof.modules.documents.events_control import (
    CopyAccounted,
    CopyIssued,
    CopyPrinted,
    CopyRecalled,
    DeviceFileExported,
    DocumentObsolete,
    EffectiveDateSet,
    RevisionEffective,
    RevisionSuperseded,
)
from lotproof.modules.documents.gates import MAY_BECOME_EFFECTIVE, BecomeEffectiveAsked
from lotproof.modules.documents.handlers_register import (
    REVIEW_DUE,
    REVISION_DUE,
    finish_tasks,
    require_person,
    set_next_review,
)
from lotproof.modules.documents.handlers_revisions import OPEN, take_revision, withdraw
from lotproof.modules.documents.queries_control import copies
from lotproof.modules.documents.records_control import Document, DocumentCopy, DocumentRevision
from lotproof.modules.documents.things import require_thing
from lotproof.modules.documents.vocabulary import (
    COPY_LIFE,
    DOCUMENT_LIFE,
    DOCUMENT_REVISION_LIFE,
    CopyState,
    DocumentCopyId,
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
    DocumentState,
)


@handles(SetEffectiveDate, emits=(EffectiveDateSet,))
def set_effective_date(command: SetEffectiveDate, work: Work) -> None:
    revision = take_revision(work, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision, revision.state, DocumentRevisionState.APPROVED
    )
    if command.effective_on < work.today:
        raise rules.EffectiveDatePast(on=command.effective_on.isoformat())
    revision.effective_on = command.effective_on
    work.record(
        EffectiveDateSet(
            document_id=revision.document_id,
            revision_id=command.revision_id,
            effective_on=command.effective_on,
        )
    )


@handles(MakeEffective, emits=(RevisionEffective, RevisionSuperseded, CopyRecalled))
def make_effective(command: MakeEffective, work: Work) -> None:
    """The one before is superseded in the same transaction: never two hold, and never none."""
    revision = take_revision(work, command.revision_id)
    state = DOCUMENT_REVISION_LIFE.move(
        revision.revision, revision.state, DocumentRevisionState.EFFECTIVE
    )
    if revision.effective_on is None:
        raise rules.EffectiveDateMissing(revision=revision.revision)
    if work.today < revision.effective_on:
        raise rules.NotYetItsDay(revision=revision.revision, on=revision.effective_on.isoformat())
    asked = BecomeEffectiveAsked(
        document_id=DocumentId(revision.document_id), revision_id=command.revision_id
    )
    work.ask(MAY_BECOME_EFFECTIVE, asked)
    for former in work.take_all(
        DocumentRevision,
        document_id=revision.document_id,
        state=DocumentRevisionState.EFFECTIVE,
    ):
        _end(work, former, DocumentRevisionState.SUPERSEDED)
        work.record(RevisionSuperseded(document_id=former.document_id, revision_id=former.id))
    revision.state, revision.effective_at = state, work.now
    document = work.take(Document, revision.document_id)
    set_next_review(work, document)
    for code in (REVIEW_DUE, REVISION_DUE):
        finish_tasks(work, document, code)
    work.record(
        RevisionEffective(document_id=revision.document_id, revision_id=command.revision_id)
    )


@handles(MakeObsolete, emits=(DocumentObsolete, CopyRecalled))
def make_obsolete(command: MakeObsolete, work: Work) -> None:
    document = work.take(Document, command.document_id)
    document.state = DOCUMENT_LIFE.move(document.number, document.state, DocumentState.OBSOLETE)
    document.next_review_on = None
    for each in work.take_all(DocumentRevision, document_id=command.document_id):
        if each.state in OPEN:
            withdraw(work, each)
        elif each.state in (DocumentRevisionState.EFFECTIVE, DocumentRevisionState.SUPERSEDED):
            _end(work, each, DocumentRevisionState.OBSOLETE)
    for code in (REVIEW_DUE, REVISION_DUE):
        finish_tasks(work, document, code)
    work.record(DocumentObsolete(document_id=command.document_id))


@handles(IssueCopies, emits=(CopyIssued,))
def issue_copies(command: IssueCopies, work: Work) -> None:
    revision = take_revision(work, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision, revision.state, DocumentRevisionState.EFFECTIVE
    )
    last = max((each.number for each in copies(work, command.revision_id)), default=0)
    for number, holder in enumerate(command.holders, start=last + 1):
        require_person(work, holder)
        copy = work.add(
            DocumentCopy(
                id=work.new_id(DocumentCopyId),
                document_id=DocumentId(revision.document_id),
                revision_id=command.revision_id,
                number=number,
                holder_id=holder,
                issued_by=work.actor,
                issued_at=work.now,
                place=command.place,
            )
        )
        work.record(CopyIssued(copy_id=copy.id, revision_id=command.revision_id, number=number))


@handles(PrintCopy, emits=(CopyPrinted,))
def print_copy(command: PrintCopy, work: Work) -> None:
    copy = work.take(DocumentCopy, command.copy_id)
    COPY_LIFE.require(DocumentCopyId.text(copy.id), copy.state, CopyState.ISSUED)
    if copy.printed_at is not None:
        number = work.get(Document, copy.document_id).number
        raise rules.CopyPrintedAlready(copy=copy.number, number=number)
    copy.printed_at, copy.printed_digest = work.now, command.digest
    work.record(
        CopyPrinted(
            copy_id=command.copy_id,
            revision_id=copy.revision_id,
            digest=command.digest,
            language=command.language,
        )
    )


@handles(AccountForCopy, emits=(CopyAccounted,))
def account_for_copy(command: AccountForCopy, work: Work) -> None:
    copy = work.take(DocumentCopy, command.copy_id)
    copy.state = COPY_LIFE.move(
        DocumentCopyId.text(copy.id), copy.state, rules.STATE_AT_END[command.end]
    )
    copy.ended_at = work.now
    work.record(
        CopyAccounted(copy_id=command.copy_id, revision_id=copy.revision_id, end=command.end)
    )


@handles(ExportDeviceFile, emits=(DeviceFileExported,))
def export_device_file(command: ExportDeviceFile, work: Work) -> None:
    if not command.subject.startswith("itm_"):
        raise NotFound(what=t("item", "物料"), which=command.subject)
    require_thing(work, command.subject)
    work.record(DeviceFileExported(subject=command.subject, on=command.on, digest=command.digest))


def _end(work: Work, revision: DocumentRevision, to: DocumentRevisionState) -> None:
    """It holds no more, and what of it is on paper is to be brought back."""
    revision.state = DOCUMENT_REVISION_LIFE.move(revision.revision, revision.state, to)
    revision.effective_until = revision.effective_until or work.now
    revision_id = DocumentRevisionId(revision.id)
    for copy in work.take_all(DocumentCopy, revision_id=revision_id, state=CopyState.ISSUED):
        copy.state = COPY_LIFE.move(DocumentCopyId.text(copy.id), copy.state, CopyState.RECALLED)
        work.record(CopyRecalled(copy_id=DocumentCopyId(copy.id), revision_id=revision_id))
