"""Who stands where: people × documents, one's own trainings, what is overdue; as answers."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, false, or_, select, true

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.reader import Reader
from lotproof.modules.documents.queries import Document, DocumentRevision
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId, DocumentState
from lotproof.modules.items.queries import Routing, RoutingOperation
from lotproof.modules.items.vocabulary import RevisionState
from lotproof.modules.people.queries import Grant, Role, User
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState
from lotproof.modules.sites.queries import Area, Workstation
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.training import rules
from lotproof.modules.training.queries import (
    Requirement,
    Training,
    TrainingException,
    assessment_of,
    attempts_of,
    questions_of,
)
from lotproof.modules.training.vocabulary import (
    ExceptionId,
    ExceptionState,
    RequirementState,
    Standing,
    TrainingId,
    TrainingState,
)

DOCUMENTS_MAX = 200
PEOPLE_MAX = 100
"""People on a page of the matrix."""
LIST_MAX = 200

_USER, _GRANT, _ROLE = User.KIND.table, Grant.KIND.table, Role.KIND.table
_REQUIREMENT, _TRAINING = Requirement.KIND.table, Training.KIND.table
_REVISION, _EXCEPTION = DocumentRevision.KIND.table, TrainingException.KIND.table
_OPERATION, _ROUTING = RoutingOperation.KIND.table, Routing.KIND.table
_STATION = Workstation.KIND.table

TONES = {
    Standing.MISSING: "bad",
    Standing.PLANNED: "wait",
    Standing.IN_TRAINING: "info",
    Standing.OVERDUE: "bad",
    Standing.QUALIFIED: "good",
    Standing.EXPIRING: "warn",
    Standing.EXPIRED: "bad",
    Standing.WITHDRAWN: "muted",
    Standing.EXCEPTION: "warn",
}

_PEOPLE: Statement[Any] = Statement(
    select(_USER.c.id, _USER.c.name, _GRANT.c.role_id)
    .join(_GRANT, (_GRANT.c.user_id == _USER.c.id) & (_GRANT.c.is_granted == true()))
    .join(_ROLE, (_ROLE.c.id == _GRANT.c.role_id) & (_ROLE.c.state == RoleState.ACTIVE.value))
    .where(_USER.c.state == UserState.ACTIVE.value, _USER.c.is_service == false())
    .order_by(_USER.c.name, _USER.c.id, _GRANT.c.role_id)
)
_EFFECTIVE = Statement(
    select(*_REVISION.c).where(_REVISION.c.state == "effective").order_by(_REVISION.c.id),
    DocumentRevision,
)
_IN_AREA: Statement[Any] = Statement(
    select(_OPERATION.c.code, _OPERATION.c.kind)
    .join(_ROUTING, _ROUTING.c.id == _OPERATION.c.routing_id)
    .join(_STATION, _STATION.c.id == _OPERATION.c.workstation_id)
    .where(_ROUTING.c.state == RevisionState.EFFECTIVE.value)
    .where(_STATION.c.area_id == bindparam("area"))
    .distinct()
)
_OVERDUE = Statement(
    select(*_TRAINING.c)
    .where(or_(_TRAINING.c.state == "planned", _TRAINING.c.state == "in_training"))
    .where(_TRAINING.c.due_on < bindparam("today"))
    .order_by(_TRAINING.c.due_on, _TRAINING.c.id)
    .limit(bindparam("most")),
    Training,
)
_ENDING = Statement(
    select(*_TRAINING.c)
    .where(_TRAINING.c.state == TrainingState.QUALIFIED.value)
    .where(_TRAINING.c.expires_on <= bindparam("until"))
    .order_by(_TRAINING.c.expires_on, _TRAINING.c.id)
    .limit(bindparam("most")),
    Training,
)
_TO_OBSERVE = Statement(
    select(*_TRAINING.c)
    .where(or_(_TRAINING.c.state == "planned", _TRAINING.c.state == "in_training"))
    .where(_TRAINING.c.needs_observation == true(), _TRAINING.c.observed_at.is_(None))
    .order_by(_TRAINING.c.due_on, _TRAINING.c.id)
    .limit(bindparam("most")),
    Training,
)


# --- the matrix ---------------------------------------------------------------------------------


def matrix(
    reader: Reader,
    role: int | None = None,
    area: int | None = None,
    search: str = "",
    offset: int = 0,
) -> dict[str, Any]:
    """People who need documents × those documents, a page of people at a time.

    `role` keeps its holders and what it needs, `area` the documents that operations at its
    workstations need, `search` people by name.
    """
    rows = reader.find(Requirement, state=RequirementState.IN_FORCE)
    rows = [row for row in rows if role is None or row.role_id == role]
    if area is not None:
        rows = _of_area(reader, rows, area)
    documents, needed = _documents(reader, rows)
    people = [
        (user, roles)
        for user, roles in _people(reader).items()
        if needed.keys() & roles and search.casefold() in user[1].casefold()
    ]
    page = people[offset : offset + PEOPLE_MAX]
    cells = _Cells(reader, [int(document["id"]) for document in documents])
    return {
        "today": reader.today.isoformat(),
        "documents": [d | {"id": DocumentId.text(d["id"])} for d in documents],
        "people": [
            {
                "id": UserId.text(user[0]),
                "name": user[1],
                "roles": [RoleId.text(each) for each in sorted(roles)],
                "cells": cells.of(user[0], {d for r in roles for d in needed.get(r, ())}),
            }
            for user, roles in page
        ],
        "roles": _roles(reader),
        "areas": [{"id": AreaId.text(a.id), "name": a.name} for a in reader.find(Area)],
        "total": len(people),
        "offset": offset,
        "limit": PEOPLE_MAX,
        "standings": [
            {"value": each.value, "label": _say(each), "tone": TONES[each]} for each in Standing
        ],
    }


def _roles(reader: Reader) -> list[dict[str, Any]]:
    """The roles that requirements name."""
    rows = reader.find(Requirement, state=RequirementState.IN_FORCE)
    named = [reader.get(Role, each) for each in sorted({row.role_id for row in rows})]
    return [{"id": RoleId.text(r.id), "title": {"en": r.title, "zh": r.title_zh}} for r in named]


def _say(standing: Standing) -> dict[str, str]:
    return {"en": standing.label.en, "zh": standing.label.zh}


def _of_area(reader: Reader, rows: list[Requirement], area: int) -> list[Requirement]:
    found = reader.rows(_IN_AREA, area=area)
    targets = {f"code:{code}" for code, _ in found} | {f"kind:{kind}" for _, kind in found}
    return [row for row in rows if row.target in targets]


def _documents(
    reader: Reader, rows: list[Requirement]
) -> tuple[list[dict[str, Any]], dict[int, set[int]]]:
    """The documents of requirements by number, and which each role needs."""
    needed: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        needed[int(row.role_id)].add(int(row.document_id))
    effective = {int(each.document_id): each for each in reader.select(_EFFECTIVE)}
    known = [
        reader.get(Document, each) for each in sorted({d for of in needed.values() for d in of})
    ]
    in_use = [each for each in known if each.state is DocumentState.IN_USE]
    shown = sorted(in_use, key=lambda each: each.number)[:DOCUMENTS_MAX]
    listed: list[dict[str, Any]] = []
    for each in shown:
        revision = effective.get(int(each.id))
        listed.append(
            {
                "id": int(each.id),
                "number": each.number,
                "title": each.title,
                "title_zh": each.title_zh,
                "revision": None if revision is None else revision.revision,
                "revision_id": None if revision is None else DocumentRevisionId.text(revision.id),
            }
        )
    return listed, needed


def _people(reader: Reader) -> dict[tuple[int, str], set[int]]:
    """People at work by name, and the roles they hold."""
    found: dict[tuple[int, str], set[int]] = {}
    for user_id, name, role_id in reader.rows(_PEOPLE):
        found.setdefault((user_id, name), set()).add(role_id)
    return found


class _Cells:
    """What people's trainings on some documents come to; read once."""

    def __init__(self, reader: Reader, documents: list[int]) -> None:
        self._today = reader.today
        self._documents = documents
        self._effective = {int(e.document_id): int(e.id) for e in reader.select(_EFFECTIVE)}
        self._trainings: dict[tuple[int, int], list[Training]] = defaultdict(list)
        for document in documents:
            for each in reader.find(Training, document_id=document):
                self._trainings[int(each.user_id), document].append(each)
        self._exceptions: dict[tuple[int, int], TrainingException] = {
            (int(each.user_id), int(each.document_id)): each
            for each in reader.find(TrainingException, state=ExceptionState.GRANTED)
            if each.until_on >= self._today
        }

    def of(self, user_id: int, needed: set[int]) -> list[dict[str, Any] | None]:
        """One cell a document; None where the person does not need it and was never trained."""
        return [self._cell(user_id, each, each in needed) for each in self._documents]

    def _cell(self, user_id: int, document: int, needed: bool) -> dict[str, Any] | None:
        every = self._trainings.get((user_id, document), [])
        if not needed and not every:
            return None
        revision = self._effective.get(document)
        on_it = [each for each in every if int(each.revision_id) == revision] or every
        exception = self._exceptions.get((user_id, document))
        standing = rules.standing(on_it, self._today, has_exception=exception is not None)
        cell: dict[str, Any] = {"standing": standing.value, "is_needed": needed}
        if on_it:
            last = _telling(on_it, self._today)
            cell |= _dates(last) | {"training_id": TrainingId.text(last.id)}
        if exception is not None:
            cell |= {
                "exception_id": ExceptionId.text(exception.id),
                "until_on": exception.until_on.isoformat(),
            }
        return cell


def _telling(trainings: list[Training], today: Any) -> Training:
    """The training that decides where somebody stands."""
    valid = [each for each in trainings if rules.counts(each, today)]
    return max(valid or trainings, key=lambda each: each.round)


def _dates(training: Training) -> dict[str, Any]:
    return {
        name: value.isoformat()
        for name, value in (("due_on", training.due_on), ("expires_on", training.expires_on))
        if value is not None
    }


# --- trainings of one or of many ----------------------------------------------------------------


def told(reader: Reader, training: Training) -> dict[str, Any]:
    """One training with all that people ask of it; no right answers."""
    revision = reader.get(DocumentRevision, training.revision_id)
    document = reader.get(Document, training.document_id)
    assessment = assessment_of(reader, training.revision_id)
    standing = rules.standing([training], reader.today, has_exception=False)
    return {
        "id": TrainingId.text(training.id),
        "user_id": UserId.text(training.user_id),
        "document_id": DocumentId.text(document.id),
        "number": document.number,
        "title": document.title,
        "title_zh": document.title_zh,
        "revision_id": DocumentRevisionId.text(revision.id),
        "revision": revision.revision,
        "change_summary": revision.change_summary,
        "digest": revision.digest,
        "file_name": revision.name,
        "media_type": revision.media_type,
        "state": training.state.value,
        "standing": standing.value,
        "standing_label": _say(standing),
        "tone": TONES[standing],
        "needs_assessment": training.needs_assessment,
        "needs_observation": training.needs_observation,
        "attempts": training.attempts,
        "attempts_max": None if assessment is None else assessment.attempts_max,
        "has_questions": assessment is not None,
        "read_at": _at(training.read_at),
        "passed_at": _at(training.passed_at),
        "observed_at": _at(training.observed_at),
        "qualified_at": _at(training.qualified_at),
    } | _dates(training)


def _at(instant: Any) -> str | None:
    return None if instant is None else clock.text(instant)


def mine(reader: Reader, user_id: UserId) -> list[dict[str, Any]]:
    """Somebody's trainings that count or are to be done: what is to be done first."""
    live = (TrainingState.PLANNED, TrainingState.IN_TRAINING, TrainingState.QUALIFIED)
    found = [each for state in live for each in reader.find(Training, user_id=user_id, state=state)]
    found.sort(key=lambda each: (each.state is live[2], str(each.due_on), int(each.id)))
    return [told(reader, each) for each in found[:LIST_MAX]]


def asked_about(reader: Reader, revision_id: DocumentRevisionId) -> dict[str, Any]:
    """The questions about a revision that are asked now, and what passes; no right answers."""
    assessment = assessment_of(reader, revision_id)
    questions = [] if assessment is None else questions_of(reader, assessment)
    return {
        "questions": [
            {"position": each.position, "text": each.text, "choices": each.choices}
            for each in questions
        ],
        "pass_mark": None if assessment is None else assessment.pass_mark,
        "attempts_max": None if assessment is None else assessment.attempts_max,
    }


def paper(reader: Reader, training: Training) -> dict[str, Any]:
    """The questions of a training and the attempts so far: how many were right, not which."""
    return asked_about(reader, training.revision_id) | {
        "training": told(reader, training),
        "attempts": [
            {
                "number": each.number,
                "correct": each.correct,
                "total": each.total,
                "is_passed": each.is_passed,
                "taken_at": clock.text(each.taken_at),
            }
            for each in attempts_of(reader, training.id)
        ],
    }


def overdue(reader: Reader, most: int) -> dict[str, Any]:
    """Open trainings whose day is over, and qualifications that are over or end soon."""
    until = reader.today + timedelta(days=rules.SOON_DAYS)
    late = reader.select(_OVERDUE, today=reader.today.isoformat(), most=most)
    ending = reader.select(_ENDING, until=until.isoformat(), most=most)
    return {
        "overdue": [told(reader, each) for each in late],
        "ending": [told(reader, each) for each in ending],
    }


def to_observe(reader: Reader, trainer: UserId, most: int) -> list[dict[str, Any]]:
    """Trainings of others that wait for an observation by somebody qualified, such as this one."""
    able = {
        int(each.document_id)
        for each in reader.find(Training, user_id=trainer, state=TrainingState.QUALIFIED)
        if rules.counts(each, reader.today)
    } | {
        int(each.document_id)
        for each in reader.find(TrainingException, user_id=trainer, state=ExceptionState.GRANTED)
        if each.until_on >= reader.today
    }
    found = [
        each
        for each in reader.select(_TO_OBSERVE, most=LIST_MAX)
        if int(each.document_id) in able and each.user_id != trainer
    ]
    return [told(reader, each) for each in found[:most]]
