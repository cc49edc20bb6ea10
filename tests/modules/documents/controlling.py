"""People and files to bring documents under control in tests."""

from datetime import date
from typing import Any

from lotproof.modules.documents.commands import StoreFile
from lotproof.modules.documents.commands_control import (
    ApproveRevision,
    DraftRevision,
    MakeEffective,
    RegisterDocument,
    ReviewRevision,
    SetEffectiveDate,
    SubmitRevision,
)
from lotproof.modules.documents.vocabulary import DocumentId, DocumentKind, DocumentRevisionId
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from tests.support.plant import Plant

AUTHOR, REVIEWER, APPROVER, HOLDER = "usr_1", "usr_2", "usr_3", "usr_4"
FIRST_DAY = date(2026, 3, 2)
"""At the site, when the clock of a test begins."""


def people_and_files(plant: Plant) -> None:
    """Register usr_1 … usr_4; store the files aa…, bb… and cc…."""
    for login in ("author", "reviewer", "approver", "holder"):
        plant.ok(RegisterUser(login=login, name=login.title(), language=UserLanguage.EN))
    for byte in ("aa", "bb", "cc"):
        command = StoreFile(
            digest=byte * 32, size_bytes=10, media_type="application/pdf", user_id=UserId(1)
        )
        plant.ok(command, actor=API)


def registered(plant: Plant, kind: DocumentKind = DocumentKind.SOP, **more: Any) -> DocumentId:
    command = RegisterDocument(kind=kind, title="Welding", owner_id=UserId(1), **more)
    return DocumentId.parse(plant.ok(command).value("document_id"))


def drafted(
    plant: Plant, document_id: DocumentId, revision: str = "A", byte: str = "aa"
) -> DocumentRevisionId:
    command = DraftRevision(
        document_id=document_id,
        revision=revision,
        digest=byte * 32,
        name=f"{revision}.pdf",
        change_summary="First" if revision == "A" else "Changed",
    )
    return DocumentRevisionId.parse(plant.ok(command, actor=AUTHOR).value("revision_id"))


def submitted(
    plant: Plant, document_id: DocumentId, revision: str = "A", byte: str = "aa", **more: Any
) -> DocumentRevisionId:
    revision_id = drafted(plant, document_id, revision, byte)
    command = SubmitRevision(
        revision_id=revision_id, reviewers=[UserId(2)], approvers=[UserId(3)], **more
    )
    plant.ok(command, actor=AUTHOR)
    return revision_id


def approved(
    plant: Plant, document_id: DocumentId, revision: str = "A", byte: str = "aa", **more: Any
) -> DocumentRevisionId:
    revision_id = submitted(plant, document_id, revision, byte, **more)
    plant.ok(ReviewRevision(revision_id=revision_id), actor=REVIEWER)
    plant.ok(ApproveRevision(revision_id=revision_id), actor=APPROVER)
    return revision_id


def effective(
    plant: Plant, document_id: DocumentId, revision: str = "A", byte: str = "aa"
) -> DocumentRevisionId:
    revision_id = approved(plant, document_id, revision, byte)
    with plant.reader() as reader:
        today = reader.today
    plant.ok(SetEffectiveDate(revision_id=revision_id, effective_on=today))
    plant.ok(MakeEffective(revision_id=revision_id))
    return revision_id
