"""Carrying out who must know what, and planning it."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents.queries import (
    Document,
    DocumentRevision,
    revisions,
)
from lotproof.modules.documents.vocabulary import (
    DOCUMENT_LIFE,
    DOCUMENT_REVISION_LIFE,
    DocumentRevisionState,
    DocumentState,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.items.queries import Item
from lotproof.modules.people.queries import Role
from lotproof.modules.people.vocabulary import ROLE_LIFE, RoleState, UserId
from lotproof.modules.training import rules, rules_targets
from lotproof.modules.training.commands import (
    ChangeRevision,
    PlanPerson,
    PlanRevision,
    PlanTraining,
    SetAssessment,
    SetRequirement,
    WithdrawRequirement,
)
from lotproof.modules.training.events import (
    AssessmentSet,
    NeedChecked,
    PersonQualified,
    QualificationExpired,
    RequirementSet,
    RequirementWithdrawn,
    TrainingPlanned,
)
from lotproof.modules.training.planning import (
    add_training,
    expire,
    is_to_be_known,
    needs_plan,
    plan_document,
    plan_missing,
    qualify,
    require_at_work,
)
from lotproof.modules.training.queries import (
    Need,
    assigned,
    merged,
    needs_of,
    requirements_of,
    trainings_of,
)
from lotproof.modules.training.records import Assessment, Question, Requirement, Training
from lotproof.modules.training.vocabulary import (
    ASSESSMENT_LIFE,
    REQUIREMENT_LIFE,
    AssessmentId,
    AssessmentState,
    RequirementId,
    RequirementState,
    TrainingId,
    TrainingState,
)

# --- requirements -------------------------------------------------------------------------------


@handles(SetRequirement, emits=(RequirementSet, TrainingPlanned))
def set_requirement(command: SetRequirement, work: Work) -> None:
    with work.alone():
        role = work.rely(Role, command.role_id)
        ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    with work.alone():
        document = work.rely(Document, command.document_id)
        DOCUMENT_LIFE.require(document.number, document.state, DocumentState.IN_USE)
    target = rules_targets.target_of(command)
    if command.command_kind is not None:
        rules_targets.require_guarded(command.command_kind)
    if command.item_id is not None:
        work.get(Item, command.item_id)
    if command.equipment_id is not None:
        work.get(Equipment, command.equipment_id)
    requirement = work.add(
        Requirement(
            id=work.new_id(RequirementId),
            target=target,
            set_by=work.actor,
            **command.given(),
        )
    )
    work.record(
        RequirementSet(
            requirement_id=requirement.id,
            role_id=requirement.role_id,
            document_id=requirement.document_id,
        )
    )
    plan_document(work, document)


@handles(WithdrawRequirement, emits=(RequirementWithdrawn,))
def withdraw_requirement(command: WithdrawRequirement, work: Work) -> None:
    requirement = work.take(Requirement, command.requirement_id)
    requirement.state = REQUIREMENT_LIFE.move(
        RequirementId.text(requirement.id), requirement.state, RequirementState.WITHDRAWN
    )
    work.record(
        RequirementWithdrawn(
            requirement_id=requirement.id,
            role_id=requirement.role_id,
            document_id=requirement.document_id,
        )
    )


# --- assessments --------------------------------------------------------------------------------


@handles(SetAssessment, emits=(AssessmentSet,))
def set_assessment(command: SetAssessment, work: Work) -> None:
    revision = work.rely(DocumentRevision, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision,
        revision.state,
        DocumentRevisionState.DRAFT,
        DocumentRevisionState.IN_REVIEW,
        DocumentRevisionState.APPROVED,
        DocumentRevisionState.EFFECTIVE,
    )
    rules.require_answerable(command.questions, command.keys, command.pass_mark)
    before = work.take_all(Assessment, revision_id=revision.id)
    for each in before:
        if each.state is AssessmentState.IN_USE:
            name = AssessmentId.text(each.id)
            each.state = ASSESSMENT_LIFE.move(name, each.state, AssessmentState.REPLACED)
    assessment = work.add(
        Assessment(
            id=work.new_id(AssessmentId),
            revision_id=revision.id,
            version=len(before) + 1,
            questions=len(command.questions),
            pass_mark=command.pass_mark,
            attempts_max=command.attempts_max,
            keys=command.keys,
            set_by=work.actor,
        )
    )
    work.add_all(
        Question(assessment.id, position, each.text, each.choices)
        for position, each in enumerate(command.questions, 1)
    )
    work.record(
        AssessmentSet(
            assessment_id=assessment.id,
            revision_id=revision.id,
            questions=assessment.questions,
        )
    )


# --- planning -----------------------------------------------------------------------------------


@handles(PlanTraining, emits=(TrainingPlanned,))
def plan_training(command: PlanTraining, work: Work) -> None:
    revision = work.rely(DocumentRevision, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision,
        revision.state,
        DocumentRevisionState.APPROVED,
        DocumentRevisionState.EFFECTIVE,
    )
    user = require_at_work(work, command.user_id)
    for each in trainings_of(work, user.id, revision.document_id):
        if each.revision_id == revision.id and each.state in rules.OPEN:
            raise rules.TrainingUnderWay(
                person=UserId.text(user.id), training=TrainingId.text(each.id)
            )
    own = needs_of(work, user.id).get(int(revision.document_id))
    need = own or merged(requirements_of(work, revision.document_id))
    add_training(work, user.id, revision, need, command.due_on)


@handles(PlanPerson, emits=(NeedChecked, TrainingPlanned))
def plan_person(command: PlanPerson, work: Work) -> None:
    user = require_at_work(work, command.user_id)
    for document_id, need in needs_of(work, user.id).items():
        for revision in filter(
            is_to_be_known, work.find(DocumentRevision, document_id=document_id)
        ):
            plan_missing(work, revision, {user.id: need})
    work.record(NeedChecked(user_id=user.id))


@handles(PlanRevision, emits=(NeedChecked, TrainingPlanned))
def plan_revision(command: PlanRevision, work: Work) -> None:
    revision = work.rely(DocumentRevision, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision,
        revision.state,
        DocumentRevisionState.APPROVED,
        DocumentRevisionState.EFFECTIVE,
    )
    plan_missing(work, revision, assigned(work, revision.document_id))
    work.record(NeedChecked(revision_id=revision.id))


@handles(
    ChangeRevision, emits=(NeedChecked, PersonQualified, QualificationExpired, TrainingPlanned)
)
def change_revision(command: ChangeRevision, work: Work) -> None:
    revision = work.rely(DocumentRevision, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision, revision.state, DocumentRevisionState.EFFECTIVE
    )
    people = assigned(work, revision.document_id)  # before anything is ended
    over = {
        each.id
        for each in revisions(work, revision.document_id)
        if each.state in (DocumentRevisionState.SUPERSEDED, DocumentRevisionState.OBSOLETE)
    }
    for state in (TrainingState.PLANNED, TrainingState.IN_TRAINING, TrainingState.QUALIFIED):
        for old in work.take_all(Training, document_id=revision.document_id, state=state):
            if old.revision_id in over:
                if revision.is_editorial and rules.counts(old, work.today):
                    _carry_over(work, old, revision)
                expire(work, old)
    plan_missing(work, revision, people)
    work.record(NeedChecked(revision_id=revision.id))


def _carry_over(work: Work, old: Training, revision: DocumentRevision) -> None:
    """Nothing has to be done differently: what was shown counts on, until the same day."""
    need = Need(old.needs_assessment, old.needs_observation, old.valid_months)
    if not needs_plan(work, old.user_id, revision, need):
        mine = trainings_of(work, old.user_id, revision.document_id)
        if any(each.revision_id == revision.id for each in mine):
            return
    new = add_training(work, old.user_id, revision, need, None)
    new.carried_from_id = old.id
    new.read_at, new.passed_at = old.read_at, old.passed_at
    new.observed_at, new.observed_by = old.observed_at, old.observed_by
    qualify(work, new, old.expires_on)
