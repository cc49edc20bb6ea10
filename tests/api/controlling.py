"""A document under control, made by requests."""

from typing import Any

import pytest

from lotproof.adapters.typesetting import pdf
from lotproof.kernel.clock import Instant
from lotproof.modules.signing.judging import Signatures
from tests.api.door import Door
from tests.support.plant import Unasked

AUTHOR, REVIEWER, APPROVER, HOLDER = "engineer", "inspector", "quality_manager", "operator"


def three_pages(text: str) -> bytes:
    """A PDF of three A5 pages that say a text."""
    pages = "\n#pagebreak()\n".join(f"{text}, page {n}" for n in (1, 2, 3))
    source = f'#set text(font: "Noto Sans SC")\n#set page(paper: "a5")\n{pages}'
    return pdf(source, {}, Instant(0))


def stored(door: Door, content: bytes, media_type: str = "application/pdf") -> str:
    """The digest of a file that the author brought."""
    answer = door.ask(
        "POST", "/api/files", AUTHOR, content=content, headers={"content-type": media_type}
    )
    assert answer.status == 200, answer.json
    return str(answer.json["digest"])


def done(door: Door, who: str, kind: str, /, **body: Any) -> dict[str, Any]:
    """All fields of the events of a command that was done."""
    reason = body.pop("reason", None)
    answer = door.post(f"documents.{kind}/1", body, who, reason=reason)
    assert answer.status == 200, answer.json
    return {name: value for event in answer.json["events"] for name, value in event.items()}


def registered(door: Door, **more: Any) -> str:
    for who in (AUTHOR, REVIEWER, APPROVER, HOLDER):
        door.token(who)
    owner = f"usr_{door.user(AUTHOR)}"
    given = {"kind": "sop", "title": "Welding", "owner_id": owner} | more
    return str(done(door, AUTHOR, "register_document", **given)["document_id"])


def submitted(door: Door, document_id: str, revision: str, content: bytes, **more: Any) -> str:
    found = done(
        door, AUTHOR, "draft_revision", document_id=document_id, revision=revision,
        digest=stored(door, content, **more), name=f"SOP 焊接 {revision}.pdf",
        change_summary="As tried in the line",
    )  # fmt: skip
    revision_id = str(found["revision_id"])
    with door.plant.reader() as reader:
        today = reader.today.isoformat()
    done(
        door, AUTHOR, "submit_revision", revision_id=revision_id, effective_on=today,
        reviewers=[f"usr_{door.user(REVIEWER)}"], approvers=[f"usr_{door.user(APPROVER)}"],
    )  # fmt: skip
    return revision_id


def effective(door: Door, document_id: str, revision: str, content: bytes, **more: Any) -> str:
    revision_id = submitted(door, document_id, revision, content, **more)
    done(door, REVIEWER, "review_revision", revision_id=revision_id)
    done(door, APPROVER, "approve_revision", revision_id=revision_id)
    done(door, APPROVER, "make_effective", revision_id=revision_id)
    return revision_id


@pytest.fixture
def unsigned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask nobody for a signature: what signatures must be is tried elsewhere."""
    monkeypatch.setattr(Signatures, "check", Unasked.check)
