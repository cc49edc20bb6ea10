"""What somebody is told of their own access: deputies, emergencies, limits."""

from typing import Any

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Reader
from lotproof.modules.people.apart import access_policy
from lotproof.modules.people.holdings import Held, holdings, in_own_right
from lotproof.modules.people.queries import Delegation, Emergency, Role, User, deputyships
from lotproof.modules.people.vocabulary import RoleId, UserId, UserState
from lotproof.modules.people.vocabulary_access import DelegationId, DelegationState, EmergencyId


def acting(reader: Reader, user_id: UserId) -> dict[str, Any]:
    """For whom one may act now, which roles are for emergencies, which are limited."""
    held = holdings(reader, [user_id])[user_id]
    return {
        "delegations": [
            _delegation(each)
            | {
                "behalf": UserId.text(each.user_id),
                "name": reader.get(User, each.user_id).name,
            }
            for each in deputyships(reader, user_id)
        ],
        "emergency": [_role(reader, each) for each in held if each.is_emergency],
        "limited": [
            _role(reader, each)
            for each in held
            if not each.is_emergency and (each.limits or each.since or each.until)
        ],
    }


def giving(reader: Reader, user_id: UserId) -> dict[str, Any]:
    """One's deputies, what can be given to one, who could be one; and one's emergencies."""
    held = holdings(reader, [user_id])[user_id]
    given = reader.find(Delegation, user_id=user_id, state=DelegationState.GIVEN)
    people = reader.find(User, state=UserState.ACTIVE)
    return {
        "given": [
            _delegation(each)
            | {
                "deputy": UserId.text(each.deputy_id),
                "name": reader.get(User, each.deputy_id).name,
            }
            for each in given
            if reader.now < each.valid_until
        ],
        "delegable": sorted(in_own_right(held, reader.now)),
        "delegation_days": access_policy(reader).delegation_days,
        "people": [
            {"id": UserId.text(user.id), "name": user.name}
            for user in people
            if not user.is_service and user.id != user_id
        ],
        "taken": [_emergency(reader, each) for each in reader.find(Emergency, user_id=user_id)],
    }


def _delegation(each: Delegation) -> dict[str, Any]:
    return {
        "delegation_id": DelegationId.text(each.id),
        "permissions": each.permissions,
        "valid_from": clock.text(each.valid_from),
        "valid_until": clock.text(each.valid_until),
    }


def _emergency(reader: Reader, each: Emergency) -> dict[str, Any]:
    return {
        "emergency_id": EmergencyId.text(each.id),
        "role_id": RoleId.text(each.role_id),
        "title": _title(reader.get(Role, each.role_id)),
        "from": clock.text(each.taken_from),
        "until": clock.text(each.taken_until),
        "reason": each.reason,
        "state": each.state.value,
        "verdict": None if each.verdict is None else each.verdict.value,
    }


def _role(reader: Reader, held: Held) -> dict[str, Any]:
    role = reader.get(Role, held.role_id)
    counts = held.counts_at(reader.now)
    return {
        "role_id": RoleId.text(held.role_id),
        "code": role.code,
        "title": _title(role),
        "permissions": role.permissions,
        "hours": role.emergency_hours,
        "scope": held.limits,
        "counts": counts,
        "from": None if held.since is None else clock.text(Instant(held.since)),
        "until": None if held.until is None else clock.text(Instant(held.until)),
    }


def _title(role: Role) -> dict[str, str]:
    return {"en": role.title, "zh": role.title_zh}
