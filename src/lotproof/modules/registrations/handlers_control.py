"""How requests about requirements and renewals are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.registrations import rules
from lotproof.modules.registrations.commands import (
    DeclareRequirement,
    DropRenewal,
    EndRequirement,
    RecordApplication,
)
from lotproof.modules.registrations.events import (
    ApplicationRecorded,
    RenewalDropped,
    RequirementDeclared,
    RequirementEnded,
)
from lotproof.modules.registrations.queries import has_operation
from lotproof.modules.registrations.records import Renewal, Requirement
from lotproof.modules.registrations.vocabulary import (
    RENEWAL_LIFE,
    REQUIREMENT_LIFE,
    RenewalId,
    RenewalState,
    RequirementId,
    RequirementState,
)


@handles(DeclareRequirement, emits=(RequirementDeclared,))
def declare_requirement(command: DeclareRequirement, work: Work) -> None:
    rules.require_sensible(
        command.required, market=command.market, operation=command.operation_code
    )
    code = command.operation_code
    if code is not None and not has_operation(work, code):
        raise rules.OperationUnknown(operation=code)
    if command.item_id is not None:
        work.get(Item, command.item_id)
    requirement = work.add(
        Requirement(
            id=work.new_id(RequirementId),
            declared_by=work.actor,
            declared_at=work.now,
            **command.given(),
        )
    )
    work.record(RequirementDeclared(requirement_id=requirement.id))


@handles(EndRequirement, emits=(RequirementEnded,))
def end_requirement(command: EndRequirement, work: Work) -> None:
    requirement = work.take(Requirement, command.requirement_id)
    name = RequirementId.text(requirement.id)
    state = REQUIREMENT_LIFE.move(name, requirement.state, RequirementState.ENDED)
    if work.is_own(requirement.declared_by):
        raise rules.EndedByDeclarer(person=work.actor, what=name)
    requirement.state, requirement.ended_by = state, work.actor
    work.record(RequirementEnded(requirement_id=requirement.id))


@handles(RecordApplication, emits=(ApplicationRecorded,))
def record_application(command: RecordApplication, work: Work) -> None:
    renewal = work.take(Renewal, command.renewal_id)
    renewal.state = RENEWAL_LIFE.move(
        RenewalId.text(renewal.id), renewal.state, RenewalState.APPLIED
    )
    renewal.applied_on = command.applied_on
    renewal.application_number = command.application_number
    work.record(ApplicationRecorded(renewal_id=renewal.id))


@handles(DropRenewal, emits=(RenewalDropped,))
def drop_renewal(command: DropRenewal, work: Work) -> None:
    renewal = work.take(Renewal, command.renewal_id)
    renewal.state = RENEWAL_LIFE.move(
        RenewalId.text(renewal.id), renewal.state, RenewalState.DROPPED
    )
    work.record(RenewalDropped(renewal_id=renewal.id))
