"""GET /api/training/… and /api/guides: the matrix, one's own trainings, what is overdue, guides."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import Problem, json_response
from lotproof.entrypoints.api.reading import reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.ids import Id
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import Document, DocumentRevision
from lotproof.modules.documents.vocabulary import DocumentRevisionId
from lotproof.modules.people.queries import roles_of
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.training.commands import SetAssessment
from lotproof.modules.training.guides import EVERYONE, Guide, guides
from lotproof.modules.training.matrix import (
    LIST_MAX,
    asked_about,
    matrix,
    mine,
    overdue,
    paper,
    to_observe,
)
from lotproof.modules.training.queries import (
    Training,
    has_acknowledged_policy,
    policy_revision,
    steps_done,
)
from lotproof.modules.training.vocabulary import TrainingId

READ: Final = "training.read"
OBSERVE: Final = "training.observation.record"
_LIST: Final = "50"


def training_routes() -> list[Route]:
    return [
        Route("/api/training/matrix", reading(_matrix)),
        Route("/api/training/mine", reading(_mine)),
        Route("/api/training/overdue", reading(_overdue)),
        Route("/api/training/observations", reading(_observations)),
        Route("/api/training/paper/{training_id}", reading(_paper)),
        Route("/api/training/questions/{revision_id}", reading(_questions)),
        Route("/api/guides", reading(_guides)),
    ]


def _matrix(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?role=rol_1&area=are_1&search=&offset=: a page of people, all documents they need."""
    del plant
    sessions.require(reader, caller, READ)
    query = request.query_params
    role, area = query.get("role"), query.get("area")
    found = matrix(
        reader,
        role=None if role is None else number(RoleId, role),
        area=None if area is None else number(AreaId, area),
        search=query.get("search", "")[:100],
        offset=whole(query.get("offset", "0")),
    )
    return json_response(found)


def _mine(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What is the caller's own needs no permission."""
    del request, plant
    trainings = mine(reader, caller.user_id)
    return json_response(
        {
            "trainings": trainings,
            "to_do": sum(each["state"] in ("planned", "in_training") for each in trainings),
            "policy": _policy(reader, caller),
            "guides": _progress(reader, caller),
        }
    )


def _overdue(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    sessions.require(reader, caller, READ)
    most = min(whole(request.query_params.get("limit", _LIST)), LIST_MAX)
    return json_response(overdue(reader, most))


def _observations(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    del plant
    sessions.require(reader, caller, OBSERVE)
    most = min(whole(request.query_params.get("limit", _LIST)), LIST_MAX)
    return json_response({"trainings": to_observe(reader, caller.user_id, most)})


def _paper(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The questions of one's own training; of others for who may read trainings."""
    del plant
    training = reader.seek(Training, number(TrainingId, request.path_params["training_id"]))
    if training is None or training.user_id != caller.user_id:
        sessions.require(reader, caller, READ)
    if training is None:
        raise Problem(404, "not_found", t("There is no such training.", "没有此培训。"))
    return json_response(paper(reader, training))


def _questions(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The questions that are asked about a revision now, for who sets them; no right answers."""
    del plant
    sessions.require(reader, caller, SetAssessment.SPEC.permission)
    id_ = DocumentRevisionId(number(DocumentRevisionId, request.path_params["revision_id"]))
    revision = reader.get(DocumentRevision, id_)
    return json_response(asked_about(reader, id_) | _named(reader, revision))


def _guides(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """All guides; those of the caller's roles first, with what the caller has completed."""
    del request, plant
    done = {
        (e.guide, e.step): clock.text(e.completed_at) for e in steps_done(reader, caller.user_id)
    }
    own = _own_guides(reader, caller)
    ordered = sorted(guides().values(), key=lambda guide: guide.role not in own)
    return json_response(
        {
            "guides": [
                {
                    "role": guide.role,
                    "title": _said(guide.title),
                    "is_own": guide.role in own,
                    "steps": [_step(guide, n, done) for n in range(len(guide.steps))],
                }
                for guide in ordered
            ]
        }
    )


def _step(guide: Guide, index: int, done: dict[tuple[str, str], str]) -> dict[str, Any]:
    step = guide.steps[index]
    return {
        "code": step.code,
        "title": _said(step.title),
        "do": _said(step.do),
        "evidence": _said(step.evidence),
        "screen": _said(step.screen),
        "path": step.path,
        "completed_at": done.get((guide.role, step.code)),
    }


def _own_guides(reader: Reader, caller: sessions.Caller) -> set[str]:
    return {EVERYONE} | {role.code for role in roles_of(reader, caller.user_id)} & guides().keys()


def _progress(reader: Reader, caller: sessions.Caller) -> list[dict[str, Any]]:
    """How far the caller is with the guides of their roles."""
    done = {(each.guide, each.step) for each in steps_done(reader, caller.user_id)}
    return [
        {
            "role": code,
            "title": _said(guides()[code].title),
            "steps": len(guides()[code].steps),
            "done": sum((code, step.code) in done for step in guides()[code].steps),
        }
        for code in guides()
        if code in _own_guides(reader, caller)
    ]


def _policy(reader: Reader, caller: sessions.Caller) -> dict[str, Any] | None:
    """The accountability policy and whether the caller has acknowledged it; None without one."""
    now = policy_revision(reader)
    if now is None:
        return None
    return _named(reader, now) | {
        "digest": now.digest,
        "file_name": now.name,
        "media_type": now.media_type,
        "is_acknowledged": has_acknowledged_policy(reader, caller.user_id),
    }


def _named(reader: Reader, revision: DocumentRevision) -> dict[str, Any]:
    """What people call a revision."""
    document = reader.get(Document, revision.document_id)
    return {
        "revision_id": DocumentRevisionId.text(revision.id),
        "number": document.number,
        "title": document.title,
        "title_zh": document.title_zh,
        "revision": revision.revision,
    }


def number(of: type[Id], text: str) -> int:
    """The number of an id of one kind; Problem 400 for any other text."""
    try:
        return int(of.parse(text))
    except ValueError:
        raise Problem(
            400,
            "bad_question",
            t(f"This is no id like {of.text(1)}.", f"这不是形如 {of.text(1)} 的编号。"),
        ) from None


def _said(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
