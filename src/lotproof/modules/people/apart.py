"""Whether duties that one person would have go together (21 CFR 11.10(g), Annex 11 §12)."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Reader
from lotproof.modules.people.holdings import holdings
from lotproof.modules.people.records import User
from lotproof.modules.people.records_access import (
    AccessPolicy,
    Delegation,
    Separation,
    SeparationException,
)
from lotproof.modules.people.rules import require_one_duty
from lotproof.modules.people.rules_access import (
    OwnAccount,
    SeparatedDuties,
    clash,
    earliest,
    is_concerned,
    require_unsigned,
)
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.people.vocabulary_access import (
    AccessPolicyId,
    DelegationState,
    ExceptionState,
    SeparationState,
)


def access_policy(reader: Reader) -> AccessPolicy:
    """The site's policy, or the defaults as long as none was set."""
    return reader.seek(AccessPolicy, 1) or AccessPolicy(AccessPolicyId(1))


def comes_to(reader: Reader, user_id: UserId, *, without: int | None = None) -> set[str]:
    """Everything that a user may have, now or later: by roles granted and not yet ended, taken in
    need or on standby, and by delegations. `without` leaves out a role."""
    held = holdings(reader, [user_id])[user_id]
    found = {
        permission
        for each in held
        if each.role_id != without and not each.is_over(reader.now)
        for permission in each.permissions
    }
    for given in reader.find(Delegation, deputy_id=user_id, state=DelegationState.GIVEN):
        if reader.now < given.valid_until:
            found.update(given.permissions)
    return found


def separations(reader: Reader) -> list[Separation]:
    """Those in force, by id."""
    return reader.find(Separation, state=SeparationState.ACTIVE)


class Clash(NamedTuple):
    """Two duties that somebody has or would have together; `until` when an exception ends."""

    separation: Separation
    first: str
    second: str
    until: Instant | None


def clashes(
    reader: Reader,
    user: User,
    together: Collection[str],
    separated: Iterable[Separation],
    new: Collection[str] | None = None,
) -> list[Clash]:
    """Which of these separations a user would break, with an exception or without one.

    With `new`, only those that these permissions have a part in.
    """
    found = []
    for each in separated:
        pair = clash(together, each.first, each.second)
        if pair is not None and (new is None or is_concerned(new, each.first, each.second)):
            found.append(Clash(each, *pair, _leave(reader, user, each)))
    return found


def each_comes_to(reader: Reader, users: Sequence[int]) -> dict[int, set[str]]:
    """What `comes_to` says, of many users at once."""
    held = holdings(reader, users)
    found = {
        user: {p for each in held[user] if not each.is_over(reader.now) for p in each.permissions}
        for user in users
    }
    for given in reader.find(Delegation, state=DelegationState.GIVEN):
        if given.deputy_id in found and reader.now < given.valid_until:
            found[given.deputy_id].update(given.permissions)
    return found


def require_apart(
    reader: Reader, user: User, before: Collection[str], new: Collection[str]
) -> Instant | None:
    """Refuse what a user may not have beside what they have.

    Managing people and doing business never go together. Duties that the site has separated do
    with an exception only: then the end of the first of these is returned, else None.
    """
    together = {*before, *new}
    require_one_duty(together)
    if user.is_service:
        require_unsigned(UserId.text(user.id), new)
    ends: list[Instant] = []
    for each in separations(reader):
        pair = clash(together, each.first, each.second)
        if pair is None or not is_concerned(new, each.first, each.second):
            continue
        until = _leave(reader, user, each)
        if until is None:
            raise SeparatedDuties(
                who=UserId.text(user.id), first=pair[0], second=pair[1], separation=each.code
            )
        ends.append(until)
    return earliest(*ends)


def require_role_apart(reader: Reader, code: str, permissions: Collection[str]) -> None:
    """Refuse a role that has by itself what no person has."""
    require_one_duty(permissions)
    for each in separations(reader):
        pair = clash(permissions, each.first, each.second)
        if pair is not None:
            raise SeparatedDuties(who=code, first=pair[0], second=pair[1], separation=each.code)


def require_not_registrar(reader: Reader, user: User, *giving: str | None) -> None:
    """Where it takes two administrators: who registered an account gives it nothing."""
    is_person = user.registered_by is not None and user.registered_by.startswith(UserId.prefix)
    if is_person and user.registered_by in giving and access_policy(reader).is_separated:
        raise OwnAccount(user=UserId.text(user.id))


def _leave(reader: Reader, user: User, separation: Separation) -> Instant | None:
    """Until when an exception lets the user have both duties; None without one."""
    found = reader.find(SeparationException, user_id=user.id, state=ExceptionState.APPROVED)
    ends = [
        each.until
        for each in found
        if each.separation_id == separation.id and reader.now < each.until
    ]
    return max(ends, default=None)
