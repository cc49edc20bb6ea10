"""Typed reads of requirements, trainings and what they come to."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, false, or_, select, true

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import (
    DocumentRevision,
    effective_revision,
    revisions,
)
from lotproof.modules.documents.vocabulary import (
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
)
from lotproof.modules.people.queries import Grant, Role, User, roles_of
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState
from lotproof.modules.training import rules
from lotproof.modules.training.records import (
    Acceptance,
    AccountabilityPolicy,
    Acknowledgement,
    Assessment,
    Attempt,
    GuideStepDone,
    Question,
    Requirement,
    Training,
    TrainingException,
)
from lotproof.modules.training.vocabulary import (
    AssessmentState,
    ExceptionState,
    RequirementState,
    TrainingId,
    TrainingState,
)

__all__ = [
    "Acceptance",
    "AccountabilityPolicy",
    "Acknowledgement",
    "Assessment",
    "Attempt",
    "GuideStepDone",
    "Need",
    "Question",
    "Requirement",
    "Training",
    "TrainingException",
    "asked_at",
    "assessment_of",
    "assigned",
    "attempts_of",
    "exception_of",
    "has_acknowledged_policy",
    "is_current",
    "is_qualified",
    "is_trained_on",
    "merged",
    "needs_of",
    "policy_revision",
    "questions_of",
    "requirements_of",
    "role_ids_of",
    "steps_done",
    "trainings_of",
    "untrained",
]

_REQUIREMENT, _USER = Requirement.KIND.table, User.KIND.table
_GRANT, _ROLE, _TRAINING = Grant.KIND.table, Role.KIND.table, Training.KIND.table
_LIVE = (TrainingState.PLANNED, TrainingState.IN_TRAINING, TrainingState.QUALIFIED)

_ASKED_AT = Statement(
    select(*_REQUIREMENT.c)
    .where(_REQUIREMENT.c.state == RequirementState.IN_FORCE.value)
    .where(_REQUIREMENT.c.target.in_([bindparam(f"target_{n}") for n in range(4)]))
    .order_by(_REQUIREMENT.c.id),
    Requirement,
)
_AT_WORK = (_USER.c.state == UserState.ACTIVE.value) & (_USER.c.is_service == false())
_HOLDERS: Statement[Any] = Statement(
    select(_USER.c.id, _REQUIREMENT.c.id)
    .join(_GRANT, _GRANT.c.user_id == _USER.c.id)
    .join(_ROLE, _ROLE.c.id == _GRANT.c.role_id)
    .join(_REQUIREMENT, _REQUIREMENT.c.role_id == _ROLE.c.id)
    .where(_AT_WORK, _GRANT.c.is_granted == true())
    .where(_ROLE.c.state == RoleState.ACTIVE.value)
    .where(_REQUIREMENT.c.state == RequirementState.IN_FORCE.value)
    .where(_REQUIREMENT.c.document_id == bindparam("document"))
    .order_by(_USER.c.id, _REQUIREMENT.c.id)
)
_IN_TRAINING: Statement[Any] = Statement(
    select(_USER.c.id)
    .join(_TRAINING, _TRAINING.c.user_id == _USER.c.id)
    .where(_AT_WORK, _TRAINING.c.document_id == bindparam("document"))
    .where(or_(*(_TRAINING.c.state == state.value for state in _LIVE)))
    .distinct()
    .order_by(_USER.c.id)
)


class Need(NamedTuple):
    """How somebody is to be trained: what all requirements together demand."""

    assessment: bool
    observation: bool
    valid_months: int | None


def merged(requirements: Iterable[Requirement]) -> Need:
    """The strictest of several requirements."""
    rows = list(requirements)
    months = [row.valid_months for row in rows if row.valid_months is not None]
    return Need(
        any(row.needs_assessment for row in rows),
        any(row.needs_observation for row in rows),
        min(months, default=None),
    )


# --- requirements -------------------------------------------------------------------------------


def requirements_of(reader: Reader, document_id: DocumentId) -> list[Requirement]:
    """In force, by id."""
    return reader.find(Requirement, document_id=document_id, state=RequirementState.IN_FORCE)


def asked_at(reader: Reader, targets: Iterable[str]) -> list[Requirement]:
    """The requirements in force at up to four targets, by id."""
    given = [*targets]
    padded = {f"target_{n}": given[n] if n < len(given) else "" for n in range(4)}
    return reader.select(_ASKED_AT, **padded)


def needs_of(reader: Reader, user_id: UserId) -> dict[int, Need]:
    """What the roles of a person demand: document id → how."""
    rows: dict[int, list[Requirement]] = {}
    for role in roles_of(reader, user_id):
        for row in reader.find(Requirement, role_id=role.id, state=RequirementState.IN_FORCE):
            rows.setdefault(int(row.document_id), []).append(row)
    return {document: merged(found) for document, found in sorted(rows.items())}


def assigned(reader: Reader, document_id: DocumentId) -> dict[int, Need]:
    """Everybody at work who needs a document, by role or because they are trained on it: user
    id → how. Whoever needs it by no role is trained in every way that any role demands."""
    rows = {int(row.id): row for row in requirements_of(reader, document_id)}
    held: dict[int, list[Requirement]] = {}
    for user_id, row_id in reader.rows(_HOLDERS, document=int(document_id)):
        held.setdefault(user_id, []).append(rows[row_id])
    everything = list(rows.values())
    others = (row[0] for row in reader.rows(_IN_TRAINING, document=int(document_id)))
    found = {user_id: merged(of) for user_id, of in held.items()}
    for user_id in others:
        found.setdefault(user_id, merged(everything))
    return dict(sorted(found.items()))


def role_ids_of(reader: Reader, user_id: UserId) -> set[RoleId]:
    return {role.id for role in roles_of(reader, user_id)}


# --- trainings ----------------------------------------------------------------------------------


def trainings_of(reader: Reader, user_id: int, document_id: int) -> list[Training]:
    """On every revision, in the order planned."""
    return reader.find(Training, user_id=user_id, document_id=document_id)


def exception_of(
    reader: Reader, user_id: UserId, document_id: DocumentId
) -> TrainingException | None:
    """The exception that holds today."""
    for each in reader.find(TrainingException, user_id=user_id, document_id=document_id):
        if each.state is ExceptionState.GRANTED and each.until_on >= reader.today:
            return each
    return None


def is_current(reader: Reader, user_id: UserId, revision: DocumentRevision, need: Need) -> bool:
    """Whether somebody may work by a revision: qualified on it in the ways needed, on exception,
    or, if the change is editorial, qualified on the revision that holds now."""
    enough = {revision.id}
    if revision.is_editorial and revision.state is not DocumentRevisionState.EFFECTIVE:
        now = effective_revision(reader, revision.document_id)
        enough |= {now.id} if now is not None else set()
    is_trained = any(
        each.revision_id in enough and rules.counts(each, reader.today) and _suffices(each, need)
        for each in trainings_of(reader, user_id, revision.document_id)
    )
    return is_trained or exception_of(reader, user_id, revision.document_id) is not None


def _suffices(training: Training, need: Need) -> bool:
    """What was carried over counts as it did before the editorial change."""
    return rules.covers(training, assessment=need.assessment, observation=need.observation)


def is_qualified(reader: Reader, user_id: UserId, document_id: DocumentId) -> bool:
    """Whether somebody may work by the document now, or is ready for a revision to come."""
    is_trained = any(
        rules.counts(each, reader.today) for each in trainings_of(reader, user_id, document_id)
    )
    return is_trained or exception_of(reader, user_id, document_id) is not None


def is_trained_on(reader: Reader, user_id: UserId, document_id: DocumentId) -> bool:
    """Whether somebody is trained on the effective revision in all the ways that any role demands;
    nobody is where no revision is effective."""
    revision = effective_revision(reader, document_id)
    if revision is None:
        return False
    return is_current(reader, user_id, revision, merged(requirements_of(reader, document_id)))


def untrained(reader: Reader, revision: DocumentRevision) -> list[UserId]:
    """Who needs the revision and is not trained on it, by id; nobody without a requirement."""
    if not requirements_of(reader, revision.document_id):
        return []
    return [
        UserId(user_id)
        for user_id, need in assigned(reader, revision.document_id).items()
        if not is_current(reader, UserId(user_id), revision, need)
    ]


# --- assessments --------------------------------------------------------------------------------


def assessment_of(reader: Reader, revision_id: DocumentRevisionId) -> Assessment | None:
    """The questions that are asked now."""
    return reader.only(Assessment, revision_id=revision_id, state=AssessmentState.IN_USE)


def questions_of(reader: Reader, assessment: Assessment) -> list[Question]:
    """In their order."""
    return reader.find(Question, assessment_id=assessment.id)


def attempts_of(reader: Reader, training_id: TrainingId) -> list[Attempt]:
    """In their order."""
    return reader.find(Attempt, training_id=training_id)


# --- accountability and guides ------------------------------------------------------------------


def policy_revision(reader: Reader) -> DocumentRevision | None:
    """The effective revision of the accountability policy; None where none is designated."""
    policy = reader.seek(AccountabilityPolicy, 1)
    return None if policy is None else effective_revision(reader, policy.document_id)


def has_acknowledged_policy(reader: Reader, user_id: UserId) -> bool:
    """Whether a person may sign (21 CFR 11.10(j)): they acknowledged the effective revision of
    the accountability policy, or one that only editorial changes came after. Where the site has
    designated none, nothing is asked."""
    now = policy_revision(reader)
    if now is None:
        return True
    former = [each for each in revisions(reader, now.document_id) if each.effective_at is not None]
    for each in sorted(former, key=lambda one: one.effective_at or 0, reverse=True):
        if reader.seek(Acknowledgement, user_id, each.id) is not None:
            return True
        if not each.is_editorial:
            return False
    return False


def steps_done(reader: Reader, user_id: UserId) -> list[GuideStepDone]:
    return reader.find(GuideStepDone, user_id=user_id)
