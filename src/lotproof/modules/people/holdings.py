"""What people hold, looked up at once: for whom, by which role, from when until when, for what."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, true

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.rules import OWN
from lotproof.modules.people.vocabulary import RoleState, UserState

_USER, _GRANT, _ROLE = User.KIND.table, Grant.KIND.table, Role.KIND.table

_HELD = (
    select(
        _USER.c.id,
        _USER.c.is_service,
        _ROLE.c.id,
        _ROLE.c.permissions,
        _ROLE.c.emergency_hours,
        _GRANT.c.scope,
        _GRANT.c.valid_from,
        _GRANT.c.valid_until,
        _GRANT.c.taken_from,
        _GRANT.c.taken_until,
    )
    .join(_GRANT, _GRANT.c.role_id == _ROLE.c.id)
    .join(_USER, _USER.c.id == _GRANT.c.user_id)
    .where(_USER.c.state == UserState.ACTIVE.value)
    .where(_GRANT.c.is_granted == true(), _ROLE.c.state == RoleState.ACTIVE.value)
    .order_by(_USER.c.id, _ROLE.c.id)
)


class Held(NamedTuple):
    """A role of an active user; `stored` are its permissions as JSON, `scope` a JSON list."""

    role_id: int
    stored: str
    scope: str | None = None
    since: int | None = None
    until: int | None = None
    is_service: bool = False
    is_emergency: bool = False
    is_standby: bool = False
    """An emergency role that is not taken: it permits nothing."""
    ends: int | None = None
    """When it is taken away by itself; of an emergency role, not merely given back."""

    @property
    def is_plain(self) -> bool:
        """Whether it holds at all times, for everything, for a person."""
        return not (self.scope or self.since or self.until or self.is_service or self.is_emergency)

    @property
    def permissions(self) -> frozenset[str]:
        return frozenset(json.loads(self.stored))

    @property
    def limits(self) -> list[str]:
        """What it is limited to; empty: nothing."""
        found: list[str] = json.loads(self.scope) if self.scope else []
        return found

    def permits(self, permission: str) -> bool:
        # A list is stored as JSON; names of permissions contain nothing that JSON escapes.
        return f'"{permission}"' in self.stored

    def is_over(self, now: Instant) -> bool:
        return self.ends is not None and now >= self.ends

    def counts_at(self, now: Instant) -> bool:
        if self.is_standby or (self.since is not None and now < self.since):
            return False
        return self.until is None or now < self.until


@cache
def _statement(count: int, *, is_locking: bool) -> Statement[Any]:
    """The roles of so many users. Locked, nobody acts by a role after its end was recorded."""
    held = _HELD.where(_USER.c.id.in_([bindparam(f"user_{n}") for n in range(count)]))
    return Statement(held.with_for_update(read=True) if is_locking else held)


def holdings(
    reader: Reader, users: Sequence[int], *, is_locking: bool = False
) -> dict[int, list[Held]]:
    """By user, in order of roles: every grant that is not taken away, ended by time or not."""
    known: dict[int, list[Held]] = {user: [] for user in users}
    if users:
        given = {f"user_{n}": user for n, user in enumerate(sorted(users))}
        for row in reader.rows(_statement(len(users), is_locking=is_locking), **given):
            known[row[0]].append(_held(*row[1:]))
    return known


def in_own_right(held: Sequence[Held], now: Instant) -> frozenset[str]:
    """What roles permit somebody now, and a deputy may be given: nothing of an emergency, nor what
    everybody may."""
    counting = (each for each in held if not each.is_emergency and each.counts_at(now))
    return frozenset().union(*(each.permissions for each in counting)) - OWN


def _held(
    is_service: bool,
    role_id: int,
    permissions: str,
    hours: int | None,
    scope: str | None,
    *times: int | None,
) -> Held:
    since, ends, taken_from, taken_until = times
    until, is_emergency = ends, hours is not None
    if is_emergency:
        # Taken within its own time, or else on standby.
        since = max(each for each in (since, taken_from, 0) if each is not None)
        until = min((each for each in (ends, taken_until) if each is not None), default=None)
    is_standby = is_emergency and taken_until is None
    return Held(
        role_id, permissions, scope, since, until, bool(is_service), is_emergency, is_standby, ends
    )
