"""Carrying out the accountability policy and the guides."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents.queries import Document
from lotproof.modules.documents.vocabulary import (
    DOCUMENT_LIFE,
    DocumentRevisionId,
    DocumentState,
)
from lotproof.modules.people.actors import require_person
from lotproof.modules.training import rules
from lotproof.modules.training.commands import (
    AcknowledgePolicy,
    CompleteGuideStep,
    DesignatePolicy,
)
from lotproof.modules.training.events import (
    GuideStepCompleted,
    PolicyAcknowledged,
    PolicyDesignated,
)
from lotproof.modules.training.guides import has_step
from lotproof.modules.training.queries import policy_revision
from lotproof.modules.training.records import (
    AccountabilityPolicy,
    Acknowledgement,
    GuideStepDone,
)
from lotproof.modules.training.vocabulary import PolicyId


@handles(DesignatePolicy, emits=(PolicyDesignated,))
def designate_policy(command: DesignatePolicy, work: Work) -> None:
    document = work.rely(Document, command.document_id)
    DOCUMENT_LIFE.require(document.number, document.state, DocumentState.IN_USE)
    if work.seek(AccountabilityPolicy, 1) is None:
        work.add(AccountabilityPolicy(work.new_id(PolicyId), document.id, work.actor))
    else:
        policy = work.take(AccountabilityPolicy, 1)
        policy.document_id, policy.set_by = document.id, work.actor
    work.record(PolicyDesignated(document_id=document.id))


@handles(AcknowledgePolicy, emits=(PolicyAcknowledged,))
def acknowledge_policy(command: AcknowledgePolicy, work: Work) -> None:
    person = require_person(work.actor)
    now = policy_revision(work)
    if now is None or now.id != command.revision_id:
        raise rules.NotThePolicy(revision=DocumentRevisionId.text(command.revision_id))
    work.add(Acknowledgement(person, now.id, work.now))
    work.record(PolicyAcknowledged(user_id=person, revision_id=now.id))


@handles(CompleteGuideStep, emits=(GuideStepCompleted,))
def complete_guide_step(command: CompleteGuideStep, work: Work) -> None:
    person = require_person(work.actor)
    if not has_step(command.guide, command.step):
        raise rules.NoSuchGuideStep(guide=command.guide, step=command.step)
    work.add(GuideStepDone(person, command.guide, command.step, work.now))
    work.record(GuideStepCompleted(user_id=person, guide=command.guide, step=command.step))
