"""What training does when others' facts happen, and where it says no."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS, reacts
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.events_control import RevisionApproved, RevisionEffective
from lotproof.modules.documents.gates import MAY_BECOME_EFFECTIVE, BecomeEffectiveAsked
from lotproof.modules.documents.queries import (
    Document,
    DocumentRevision,
    effective_revision,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.gates import MAY_INSPECT, InspectAsked
from lotproof.modules.inspection.queries import Inspection
from lotproof.modules.items.queries import RoutingOperation
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.events import RoleGranted
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.queries import WorkOrder
from lotproof.modules.signing.gates import MAY_SIGN, SignAsked
from lotproof.modules.training import rules
from lotproof.modules.training.commands import (
    AcknowledgePolicy,
    ChangeRevision,
    PlanPerson,
    PlanRevision,
)
from lotproof.modules.training.queries import (
    Acceptance,
    Requirement,
    asked_at,
    assigned,
    exception_of,
    has_acknowledged_policy,
    is_current,
    merged,
    needs_of,
    policy_revision,
    requirements_of,
    role_ids_of,
    trainings_of,
    untrained,
)
from lotproof.modules.training.rules_targets import (
    DECIDE,
    INSPECTION,
    RECORD,
    RELEASE,
    START,
    command,
)
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import Lot

_NAMED_MAX = 20
"""So many untrained people are named in a refusal; their number is always said."""

# --- what follows -------------------------------------------------------------------------------


@reacts(RevisionApproved, issues=(PlanRevision,))
def plan_training_on_revision(event: RevisionApproved, on: Issuing) -> None:
    """Whoever needs the document has from approval until it is effective to learn the revision."""
    if requirements_of(on.reader, event.document_id):
        on.issue(PlanRevision(revision_id=event.revision_id))


@reacts(RevisionEffective, issues=(ChangeRevision,))
def begin_retraining(event: RevisionEffective, on: Issuing) -> None:
    """What was trained on the former revision counts no more, unless the change is editorial."""
    if requirements_of(on.reader, event.document_id) or assigned(on.reader, event.document_id):
        on.issue(ChangeRevision(revision_id=event.revision_id))


@reacts(RoleGranted, issues=(PlanPerson,))
def plan_for_role(event: RoleGranted, on: Issuing) -> None:
    """Whoever gets a role is trained for it."""
    user = on.reader.get(User, event.user_id)
    is_at_work = user.state is UserState.ACTIVE and not user.is_service
    if is_at_work and needs_of(on.reader, event.user_id):
        on.issue(PlanPerson(user_id=event.user_id))


# --- where it says no ---------------------------------------------------------------------------


@MAY_START.join
def operator_is_trained(asked: StartAsked, reader: Reader) -> Refused | None:
    """An operation is begun by whoever is trained for it and for the machine (21 CFR 11.10(i))."""
    if asked.user_id is None:
        return None
    order = reader.get(WorkOrder, asked.work_order_id)
    operation = reader.get(RoutingOperation, order.routing_id, asked.position)
    targets = [f"code:{operation.code}", f"kind:{operation.kind.value}", command(START)]
    if asked.equipment_id is not None:
        targets.append(EquipmentId.text(asked.equipment_id))
    return _missing(reader, asked.user_id, targets, order.item_id)


@MAY_INSPECT.join
def inspector_is_trained(asked: InspectAsked, reader: Reader) -> Refused | None:
    """Results and decisions come from whoever is trained for the inspection."""
    if asked.user_id is None:
        return None
    inspection = reader.get(Inspection, asked.inspection_id)
    rows = [
        row
        for row in asked_at(reader, [INSPECTION, command(DECIDE if asked.is_decision else RECORD)])
        if row.stage in (None, inspection.stage)
    ]
    return _missing_of(reader, asked.user_id, rows, inspection.item_id)


@MAY_RELEASE.join
def releaser_is_trained(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """A lot is released by whoever is trained to."""
    if asked.user_id is None:
        return None
    lot = reader.get(Lot, asked.lot_id)
    return _missing(reader, asked.user_id, [command(RELEASE)], lot.item_id)


@MAY_SIGN.join
def signer_is_accountable(asked: SignAsked, reader: Reader) -> Refused | None:
    """Nobody signs before they acknowledged the accountability policy (21 CFR 11.10(j)), nor what
    they are not trained for."""
    if asked.command_kind == AcknowledgePolicy.SPEC.kind:
        return None
    if not has_acknowledged_policy(reader, asked.user_id):
        now = policy_revision(reader)
        assert now is not None  # else nothing would be asked
        return rules.PolicyNotAcknowledged(person=UserId.text(asked.user_id), revision=now.revision)
    return _missing(reader, asked.user_id, [command(asked.command_kind)], None)


@MAY_BECOME_EFFECTIVE.join
def people_are_trained(asked: BecomeEffectiveAsked, reader: Reader) -> Refused | None:
    """A revision waits for those who work by it, save those it was decided to go ahead without."""
    revision = reader.get(DocumentRevision, asked.revision_id)
    decision = reader.seek(Acceptance, revision.id)
    accepted = set() if decision is None else {int(each) for each in decision.user_ids}
    left = [each for each in untrained(reader, revision) if int(each) not in accepted]
    if not left:
        return None
    document = reader.get(Document, revision.document_id)
    named = ", ".join(UserId.text(each) for each in left[:_NAMED_MAX])
    return rules.PeopleUntrained(
        count=len(left),
        document=document.number,
        revision=revision.revision,
        people=named if len(left) <= _NAMED_MAX else f"{named} …",
    )


def _missing(
    reader: Reader, user_id: UserId, targets: list[str], item_id: ItemId | None
) -> Refused | None:
    return _missing_of(reader, user_id, asked_at(reader, targets), item_id)


def _missing_of(
    reader: Reader, user_id: UserId, rows: list[Requirement], item_id: ItemId | None
) -> Refused | None:
    """The first procedure that somebody is not trained on though a requirement says so.

    Of several requirements those of the person's own roles count; whoever has none of the roles
    must fulfil all of them. A document without an effective revision asks for nothing: there is
    nothing yet, or no more, to be trained on.
    """
    here = [row for row in rows if row.item_id in (None, item_id)]
    if not here:
        return None
    held = role_ids_of(reader, user_id)
    asked: dict[int, list[Requirement]] = {}
    for row in [row for row in here if row.role_id in held] or here:
        asked.setdefault(int(row.document_id), []).append(row)
    for of in asked.values():
        revision = effective_revision(reader, of[0].document_id)
        if revision is not None and not is_current(reader, user_id, revision, merged(of)):
            return _not_trained(reader, user_id, revision, of[0])
    return None


def _not_trained(
    reader: Reader, user_id: UserId, revision: DocumentRevision, row: Requirement
) -> Refused:
    mine = [
        each
        for each in trainings_of(reader, user_id, revision.document_id)
        if each.revision_id == revision.id
    ]
    has_exception = exception_of(reader, user_id, revision.document_id) is not None
    standing = rules.standing(mine, reader.today, has_exception=has_exception)
    return rules.NotTrained(
        person=UserId.text(user_id),
        document=reader.get(Document, revision.document_id).number,
        revision=revision.revision,
        standing=standing.label,
        what=_what(reader, row),
    )


def _what(reader: Reader, row: Requirement) -> Text:
    """Where the requirement applies, in words."""
    if row.operation_code is not None:
        return t(f"operation {row.operation_code}", f"工序 {row.operation_code}")
    if row.operation_kind is not None:
        return row.operation_kind.label
    if row.equipment_id is not None:
        code = reader.get(Equipment, row.equipment_id).code
        return t(f"equipment {code}", f"设备 {code}")
    if row.command_kind is not None:
        return COMMANDS[row.command_kind].label
    return t("the inspection", "该检验")
