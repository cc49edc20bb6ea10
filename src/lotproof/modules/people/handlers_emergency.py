"""How emergency roles are taken, given back and reviewed, and deputies named."""

from lotproof.kernel.clock import Instant, text
from lotproof.kernel.registry import handles
from lotproof.kernel.safety import add_task
from lotproof.kernel.site import Task, TaskId
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import (
    access_policy,
    comes_to,
    require_apart,
    require_not_registrar,
)
from lotproof.modules.people.commands_access import (
    Delegate,
    EndDelegation,
    GiveBackEmergencyRole,
    ReviewEmergency,
    TakeEmergencyRole,
)
from lotproof.modules.people.events_access import (
    Delegated,
    DelegationEnded,
    EmergencyGivenBack,
    EmergencyReviewed,
    EmergencyTaken,
)
from lotproof.modules.people.grants import counts, end_delegation, granted
from lotproof.modules.people.handlers_reminders import finish_task
from lotproof.modules.people.holdings import holdings, in_own_right
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.records_access import Delegation, Emergency
from lotproof.modules.people.rules import NotAPerson, RoleNotHeld, require_known
from lotproof.modules.people.rules_access import (
    DAY_US,
    HOUR_US,
    EmergencyNotOver,
    EmergencyRunning,
    NobodysDeputy,
    NoEmergency,
    NoSuchPermission,
    NotAnEmergencyRole,
    NotYourDelegation,
    OwnReview,
    earliest,
    require_period,
)
from lotproof.modules.people.vocabulary import (
    ROLE_LIFE,
    RoleId,
    RoleState,
    UserId,
    UserState,
)
from lotproof.modules.people.vocabulary_access import (
    EMERGENCY_LIFE,
    DelegationId,
    EmergencyId,
    EmergencyState,
)

EMERGENCY_TASK = "emergency_to_be_reviewed"
_TAKEN = t(
    "{user} took the emergency role “{role}”; to be reviewed by {due}",
    "{user} 启用了应急角色“{role}”，应于 {due} 前复核",
)


@handles(TakeEmergencyRole, emits=(EmergencyTaken,))
def take_emergency_role(command: TakeEmergencyRole, work: Work) -> None:
    role = work.rely(Role, command.role_id)
    ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    if role.emergency_hours is None:
        raise NotAnEmergencyRole(role=role.code)
    user, grant = _standby(work, role)
    hours = min(command.hours or role.emergency_hours, role.emergency_hours)
    others = comes_to(work, UserId(user.id), without=role.id)
    leave = require_apart(work, user, others, role.permissions)
    wanted = Instant(work.now + hours * HOUR_US)
    until = earliest(wanted, grant.valid_until, leave) or wanted
    grant.taken_from, grant.taken_until = work.now, until
    emergency_id = work.new_id(EmergencyId)
    due_at = Instant(until + access_policy(work).emergency_due_days * DAY_US)
    task = _task(work, emergency_id, user, role, due_at)
    work.add(
        Emergency(
            id=emergency_id,
            user_id=UserId(user.id),
            role_id=RoleId(role.id),
            taken_from=work.now,
            taken_until=until,
            reason=work.reason or "",
            review_due_at=due_at,
            task_id=TaskId(task.id),
        )
    )
    work.record(
        EmergencyTaken(
            emergency_id=emergency_id, user_id=user.id, role_id=role.id, taken_until=until
        )
    )


def _standby(work: Work, role: Role) -> tuple[User, Grant]:
    """The actor, and their grant of the emergency role, which is not taken now."""
    user = work.rely(User, person(work))
    grant = granted(work, UserId(user.id), RoleId(role.id))
    is_early = grant is not None and grant.valid_from is not None and work.now < grant.valid_from
    if grant is None or is_early or not counts(grant, work.now):
        raise RoleNotHeld(user=UserId.text(user.id), role=role.code)
    if grant.taken_until is not None and work.now < grant.taken_until:
        raise EmergencyRunning(role=role.code, until=text(grant.taken_until))
    return user, grant


def _task(work: Work, emergency_id: EmergencyId, user: User, role: Role, due_at: Instant) -> Task:
    """Everybody who looks after tasks sees at once that somebody took an emergency role."""
    subject = EmergencyId.text(emergency_id)
    detail = _TAKEN.fill(
        user=UserId.text(user.id), role=Text(role.title, role.title_zh), due=text(due_at)
    )
    return add_task(work, subject, EMERGENCY_TASK, detail)


@handles(GiveBackEmergencyRole, emits=(EmergencyGivenBack,))
def give_back_emergency_role(command: GiveBackEmergencyRole, work: Work) -> None:
    user_id, role = person(work), work.get(Role, command.role_id)
    grant = granted(work, user_id, command.role_id)
    taken = work.take_all(Emergency, user_id=user_id, role_id=command.role_id)
    running = next((each for each in taken if work.now < each.taken_until), None)
    if grant is None or running is None:
        raise NoEmergency(role=role.code)
    grant.taken_until = running.taken_until = work.now
    work.record(
        EmergencyGivenBack(emergency_id=running.id, user_id=user_id, role_id=command.role_id)
    )


@handles(ReviewEmergency, emits=(EmergencyReviewed,))
def review_emergency(command: ReviewEmergency, work: Work) -> None:
    emergency = work.take(Emergency, command.emergency_id)
    which = EmergencyId.text(emergency.id)
    state = EMERGENCY_LIFE.move(which, emergency.state, EmergencyState.REVIEWED)
    if work.is_own(UserId.text(emergency.user_id)):
        raise OwnReview
    if work.now < emergency.taken_until:
        raise EmergencyNotOver(emergency=which, until=text(emergency.taken_until))
    emergency.state, emergency.verdict, emergency.remark = state, command.verdict, command.remark
    emergency.reviewed_by, emergency.reviewed_at = work.actor, work.now
    for task_id in (emergency.task_id, emergency.overdue_task_id):
        finish_task(work, task_id, command.remark)
    work.record(EmergencyReviewed(emergency_id=emergency.id, verdict=command.verdict))


# --- deputies -----------------------------------------------------------------------------------


@handles(Delegate, emits=(Delegated,))
def delegate(command: Delegate, work: Work) -> None:
    delegator = work.rely(User, person(work))
    permissions = sorted(set(command.permissions))
    require_known(permissions)
    _require_in_own_right(work, delegator, permissions)
    deputy = work.take(User, command.deputy_id)
    is_other = deputy.id != delegator.id
    if not is_other or deputy.is_service or deputy.state is not UserState.ACTIVE:
        raise NobodysDeputy(user=UserId.text(deputy.id))
    require_not_registrar(work, deputy, work.actor, work.behalf)
    since = work.now if command.valid_from is None else command.valid_from
    days = access_policy(work).delegation_days
    require_period(work.now, since, command.valid_until, days)
    leave = require_apart(work, deputy, comes_to(work, command.deputy_id), permissions)
    delegation = work.add(
        Delegation(
            id=work.new_id(DelegationId),
            user_id=UserId(delegator.id),
            deputy_id=command.deputy_id,
            permissions=permissions,
            valid_from=since,
            valid_until=earliest(command.valid_until, leave) or command.valid_until,
        )
    )
    work.record(
        Delegated(delegation_id=delegation.id, user_id=delegator.id, deputy_id=command.deputy_id)
    )


def _require_in_own_right(work: Work, user: User, permissions: list[str]) -> None:
    """What somebody holds by roles, not as a deputy, in an emergency, or as everybody does."""
    held = holdings(work, [user.id])[user.id]
    for each in held:
        work.rely(Role, each.role_id)
    missing = sorted(set(permissions) - in_own_right(held, work.now))
    if missing or not permissions:
        which = missing[0] if missing else "–"
        raise NoSuchPermission(user=UserId.text(user.id), permission=which)


@handles(EndDelegation, emits=(DelegationEnded,))
def end_one_delegation(command: EndDelegation, work: Work) -> None:
    delegation = work.take(Delegation, command.delegation_id)
    pair = (UserId.text(delegation.user_id), UserId.text(delegation.deputy_id))
    if work.actor not in pair:
        raise NotYourDelegation(delegation=DelegationId.text(delegation.id))
    end_delegation(work, delegation)
    work.record(DelegationEnded(delegation_id=delegation.id))


def person(work: Work) -> UserId:
    """The actor as a user; the program's own actors have neither emergencies nor deputies."""
    try:
        return UserId.parse(work.actor)
    except ValueError:
        raise NotAPerson(actor=work.actor) from None
