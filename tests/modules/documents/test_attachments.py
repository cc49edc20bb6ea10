"""Files are attached to anything that has an id, and withdrawn with a reason."""

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import timeline
from lotproof.kernel.refusals import Refused
from lotproof.modules.documents.commands import AttachFile, StoreFile, WithdrawAttachment
from lotproof.modules.documents.queries import Attachment, attachments_of_file
from lotproof.modules.documents.rules import ANYTHING, TAKEN, taken_as
from lotproof.modules.documents.vocabulary import AttachmentId
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaKind
from tests.support.plant import Plant

DIGEST, OTHER = "ab" * 32, "cd" * 32
PDF = "application/pdf"


@pytest.fixture
def area(plant: Plant) -> str:
    """Give an area, and a stored file."""
    plant.ok(RegisterUser(login="x", name="X", language=UserLanguage.EN))
    plant.ok(StoreFile(digest=DIGEST, size_bytes=10, media_type=PDF, user_id=UserId(1)), actor=API)
    opened = plant.ok(OpenArea(code="A", name="A", kind=AreaKind.STORAGE))
    return str(opened.value("area_id"))


def attach(plant: Plant, subject: str, digest: str = DIGEST) -> AttachmentId:
    command = AttachFile(subject=subject, digest=digest, name="plan.pdf", media_type=PDF)
    return AttachmentId.parse(plant.ok(command).value("attachment_id"))


def test_an_attachment_is_part_of_the_story_of_its_thing(plant: Plant, area: str) -> None:
    attachment_id = attach(plant, area)
    plant.ok(WithdrawAttachment(attachment_id=attachment_id), reason="Another drawing holds")
    with plant.reader() as reader:
        attachment = reader.get(Attachment, attachment_id)
        assert (attachment.subject, attachment.size_bytes) == (area, 10)
        assert (attachment.state.value, attachment.withdrawn_by) == ("withdrawn", "usr_1")
        assert attachments_of_file(reader, DIGEST) == [attachment]
    with plant.database.snapshot() as connection:
        kinds = [e["kind"] for e in timeline(LedgerView(connection), "are", int(area[4:]))]
    assert kinds == [
        "documents.withdraw_attachment/1", "documents.attach_file/1", "sites.open_area/1",
    ]  # fmt: skip
    plant.check()


def test_the_same_file_belongs_to_many_things_once_each(plant: Plant, area: str) -> None:
    first = attach(plant, area)
    plant.refused(
        "attached_already", AttachFile(subject=area, digest=DIGEST, name="b.pdf", media_type=PDF)
    )
    attach(plant, "usr_1")
    plant.ok(WithdrawAttachment(attachment_id=first), reason="A slip")
    attach(plant, area)
    plant.check()


def test_a_withdrawn_attachment_stays_withdrawn(plant: Plant, area: str) -> None:
    attachment_id = attach(plant, area)
    withdraw = WithdrawAttachment(attachment_id=attachment_id)
    plant.refused("reason_missing", withdraw)
    plant.ok(withdraw, reason="A slip")
    plant.refused("wrong_state", withdraw, reason="Again")


@pytest.mark.parametrize(
    ("subject", "digest", "media_type", "code"),
    [
        ("are_99", DIGEST, PDF, "not_found"),
        ("xyz_1", DIGEST, PDF, "not_found"),
        ("are_1", OTHER, PDF, "file_unknown"),
        ("are_1", DIGEST, "image/png", "file_is_of_other_type"),
    ],
)
def test_what_is_not_there_cannot_be_attached(
    plant: Plant, area: str, subject: str, digest: str, media_type: str, code: str
) -> None:
    command = AttachFile(subject=subject, digest=digest, name="x.pdf", media_type=media_type)
    plant.refused(code, command)


def test_content_is_stored_once(plant: Plant, area: str) -> None:
    again = StoreFile(digest=DIGEST, size_bytes=10, media_type=PDF, user_id=UserId(1))
    plant.refused("duplicate", again, actor=API)


GOOD = [
    (PDF, b"%PDF-1.7\n..."),
    ("image/png", b"\x89PNG\r\n\x1a\n...."),
    ("image/jpeg", b"\xff\xd8\xff\xe0...."),
    ("image/webp", b"RIFF\x10\0\0\0WEBPVP8 "),
    ("image/heic", b"\0\0\0\x18ftypheic"),
    ("video/mp4", b"\0\0\0\x18ftypisom"),
    ("application/zip", b"PK\x03\x04..."),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04..."),
    ("text/plain", "批记录\tok\r\n".encode()),
    ("text/csv", "\ufeffa,b\n1,2\n".encode()),
    ("text/plain", ("a" + "批" * 2000).encode()[:4096]),
    ("application/json", b'{"a": 1}'),
    ("application/xml", b'<?xml version="1.0"?><gudid/>'),
    ("application/octet-stream", b"AC1032\0\0drawing"),
]
BAD = [
    (PDF, b"<html>"),
    ("image/png", b"\xff\xd8\xff\xe0"),
    ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("text/html", b"<!doctype html>"),
    ("text/plain", b"  <script>alert(1)</script>"),
    ("text/plain", b"caf\xe9 ole"),
    ("text/csv", b"a\0b"),
    ("application/xml", b'<?xml version="1.0"?><svg/>'),
    ("application/xml", b'<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>'),
    ("application/octet-stream", b"\x7fELF\x02"),
    ("application/octet-stream", b"MZ\x90\0"),
    ("application/octet-stream", b"#!/bin/sh\n"),
    ("application/octet-stream", b"\xef\xbb\xbf <html>"),
    ("application/x-msdownload", b"MZ"),
    ("", b" <html>"),
]


@pytest.mark.parametrize(("media_type", "head"), GOOD)
def test_files_that_are_what_they_are_said_to_be_are_taken(media_type: str, head: bytes) -> None:
    assert taken_as(media_type, head) == media_type


@pytest.mark.parametrize("media_type", ["application/vnd.ms-excel", "application/step", ""])
def test_other_data_is_kept_as_data(media_type: str) -> None:
    assert taken_as(media_type, b"a,b\n1,2\n") == ANYTHING


@pytest.mark.parametrize(("media_type", "head"), BAD)
def test_what_runs_or_pretends_is_not_taken(media_type: str, head: bytes) -> None:
    with pytest.raises(Refused) as no:
        taken_as(media_type, head)
    assert no.value.code == "file_type_not_taken"


def test_every_type_has_an_example() -> None:
    office = "application/vnd.openxmlformats-officedocument."
    shown = {media_type for media_type, _ in GOOD} | {"image/gif", "image/tiff"}
    assert {each for each in TAKEN if not each.startswith(office)} <= shown
