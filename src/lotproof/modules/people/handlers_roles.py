"""How roles are defined, given and taken away; joiner, mover and leaver."""

from collections.abc import Iterable

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import (
    comes_to,
    require_apart,
    require_not_registrar,
    require_role_apart,
)
from lotproof.modules.people.commands import (
    ChangeRole,
    DefineRole,
    GrantRole,
    RetireRole,
    RevokeRole,
)
from lotproof.modules.people.commands_access import ChangeGrant, EndUser, MoveUser
from lotproof.modules.people.events import (
    RoleChanged,
    RoleDefined,
    RoleGranted,
    RoleRetired,
    RoleRevoked,
)
from lotproof.modules.people.events_access import GrantChanged, UserEnded, UserMoved
from lotproof.modules.people.grants import counts, give, granted, receiver, take_all_away
from lotproof.modules.people.records import ApiToken, Grant, Role, User
from lotproof.modules.people.rules import (
    OwnGrant,
    RoleHeld,
    RoleNotHeld,
    require_known,
    require_same_duty,
)
from lotproof.modules.people.rules_access import SeparatedDuties
from lotproof.modules.people.services import end_sessions
from lotproof.modules.people.vocabulary import (
    ROLE_LIFE,
    USER_LIFE,
    RoleId,
    RoleState,
    TokenState,
    UserId,
    UserState,
)


@handles(DefineRole, emits=(RoleDefined,))
def define_role(command: DefineRole, work: Work) -> None:
    permissions = sorted(set(command.permissions))
    require_known(permissions)
    require_role_apart(work, command.code, permissions)
    role_id = work.new_id(RoleId)
    role = Role(role_id, command.code, command.title, command.title_zh, permissions)
    role.emergency_hours = command.emergency_hours
    work.add(role)
    work.record(RoleDefined(role_id=role_id))


@handles(ChangeRole, emits=(RoleChanged,))
def change_role(command: ChangeRole, work: Work) -> None:
    role = work.take(Role, command.role_id)
    ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    permissions = sorted(set(command.permissions))
    require_known(permissions)
    require_role_apart(work, role.code, permissions)
    require_same_duty(role.code, role.permissions, permissions)
    more = set(permissions) - set(role.permissions)
    if more:
        require_all_may(work, role, more)
    role.title, role.title_zh, role.permissions = command.title, command.title_zh, permissions
    work.record(RoleChanged(role_id=role.id))


@handles(RetireRole, emits=(RoleRetired,))
def retire_role(command: RetireRole, work: Work) -> None:
    role = work.take(Role, command.role_id)
    role.state = ROLE_LIFE.move(role.code, role.state, RoleState.RETIRED)
    work.record(RoleRetired(role_id=role.id))


@handles(GrantRole, emits=(RoleGranted,))
def grant_role(command: GrantRole, work: Work) -> None:
    user = receiver(work, command.user_id)
    if counts(granted(work, command.user_id, command.role_id), work.now):
        role = work.get(Role, command.role_id)
        ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
        raise RoleHeld(user=UserId.text(user.id), role=role.code)
    times = (command.valid_from, command.valid_until)
    give(work, user, command.role_id, command.scope, times)
    work.record(RoleGranted(user_id=command.user_id, role_id=command.role_id))


@handles(ChangeGrant, emits=(GrantChanged,))
def change_grant(command: ChangeGrant, work: Work) -> None:
    user = receiver(work, command.user_id)
    role = work.get(Role, command.role_id)
    if not counts(granted(work, command.user_id, command.role_id), work.now):
        raise RoleNotHeld(user=UserId.text(user.id), role=role.code)
    times = (command.valid_from, command.valid_until)
    give(work, user, command.role_id, command.scope, times)
    work.record(GrantChanged(user_id=command.user_id, role_id=command.role_id))


@handles(RevokeRole, emits=(RoleRevoked,))
def revoke_role(command: RevokeRole, work: Work) -> None:
    user, role = work.get(User, command.user_id), work.get(Role, command.role_id)
    grant = granted(work, command.user_id, command.role_id)
    if grant is None or not grant.is_granted:
        raise RoleNotHeld(user=UserId.text(user.id), role=role.code)
    grant.is_granted = False
    work.record(RoleRevoked(user_id=command.user_id, role_id=command.role_id))


@handles(MoveUser, emits=(UserMoved,))
def move_user(command: MoveUser, work: Work) -> None:
    user = receiver(work, command.user_id)
    take_all_away(work, command.user_id)
    for each in command.roles:
        give(work, user, each.role_id, each.scope, (each.valid_from, each.valid_until))
    work.record(UserMoved(user_id=command.user_id))


@handles(EndUser, emits=(UserEnded,))
def end_user(command: EndUser, work: Work) -> None:
    user = work.take(User, command.user_id)
    if user.state is UserState.ACTIVE:
        user.state = USER_LIFE.move(UserId.text(user.id), user.state, UserState.DEACTIVATED)
    take_all_away(work, command.user_id)
    end_sessions(work, command.user_id)
    for token in work.take_all(ApiToken, user_id=user.id, state=TokenState.VALID):
        token.state, token.revoked_at = TokenState.REVOKED, work.now
    work.record(UserEnded(user_id=command.user_id))


def require_all_may(work: Work, role: Role, more: Iterable[str]) -> None:
    """Whoever has the role must be allowed to have more of it, and from the actor."""
    for grant in work.find(Grant, role_id=role.id, is_granted=True):
        if not counts(grant, work.now):
            continue
        if UserId.text(grant.user_id) in (work.actor, work.behalf):
            raise OwnGrant
        user = work.get(User, grant.user_id)
        require_not_registrar(work, user, work.actor, work.behalf)
        before = comes_to(work, UserId(user.id))
        until = require_apart(work, user, before, list(more))
        if until is not None and (grant.valid_until is None or grant.valid_until > until):
            # The exception would be over before the role is.
            raise SeparatedDuties(
                who=UserId.text(user.id), first=role.code, second=min(more), separation="…"
            )
