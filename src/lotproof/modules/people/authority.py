"""Who may do what: roles of people, and what the program's own actors may do."""

import contextlib
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, select, true

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.rules import PROGRAMS_OWN
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState

CONSOLE: Final = "sys_console"
"""Whoever has the data folder in their hands."""
API: Final = "sys_api"
"""The web interface, for what happens before somebody is signed in."""
CLOCK: Final = "sys_clock"
"""The program itself, for what is to happen on a day that has come."""

SYSTEM_ACTORS: Final[dict[str, tuple[str, ...]]] = {
    CONSOLE: (
        "equipment.",
        "credentials.identity.",
        "credentials.link.",
        "credentials.policy.",
        "items.item.",
        "items.package.",
        "kernel.ledger.export",
        "kernel.ledger.open",
        "kernel.task.finish",
        "parties.party.",
        "people.",
        "signing.root.",
        "sites.",
        "warehouse.balance.",
        "warehouse.location.",
    ),
    API: ("people.session.", "credentials.factor.", "documents.file."),
    CLOCK: ("documents.revision.make_effective", "documents.document.remind"),
}
"""Beginnings of the permissions of each: setting up and importing, but no business."""

_USER, _GRANT, _ROLE = User.KIND.table, Grant.KIND.table, Role.KIND.table

_HELD = (
    select(_USER.c.id, _ROLE.c.id, _ROLE.c.permissions)
    .join(_GRANT, _GRANT.c.role_id == _ROLE.c.id)
    .join(_USER, _USER.c.id == _GRANT.c.user_id)
    .where(_USER.c.state == UserState.ACTIVE.value)
    .where(_GRANT.c.is_granted == true(), _ROLE.c.state == RoleState.ACTIVE.value)
    .order_by(_USER.c.id, _ROLE.c.id)
)

_Roles = list[tuple[int, str]]
"""Ids of roles and their permissions as stored, in order of id."""


@cache
def _held_by(count: int, *, is_locking: bool) -> Statement[Any]:
    """The roles of so many users. Locked, nobody acts by a role after its end was recorded."""
    held = _HELD.where(_USER.c.id.in_([bindparam(f"user_{n}") for n in range(count)]))
    return Statement(held.with_for_update(read=True) if is_locking else held)


class RoleAuthority:
    """The kernel's authority (21 CFR 11.10(g)): users by their roles, system actors by table."""

    kinds = frozenset((User.KIND.name, Grant.KIND.name, Role.KIND.name))

    def __init__(
        self, *, is_locking: bool = False, known: Mapping[str, _Roles] | None = None
    ) -> None:
        """`is_locking` where the answer decides about a write in the same transaction."""
        self._is_locking = is_locking
        self._known: Mapping[str, _Roles] = known or {}

    def among(self, reader: Reader, actors: Collection[str]) -> "RoleAuthority":
        users = {}
        for actor in actors:
            with contextlib.suppress(ValueError):
                users[int(UserId.parse(actor))] = actor
        known: dict[str, _Roles] = {actor: [] for actor in users.values()}
        if users:
            held = _held_by(len(users), is_locking=self._is_locking)
            given = {f"user_{n}": user for n, user in enumerate(sorted(users))}
            for user, role, permissions in reader.rows(held, **given):
                known[users[user]].append((role, permissions))
        return RoleAuthority(is_locking=self._is_locking, known=known)

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        """`rol_3` for a user, the actor itself for a system actor; None: not permitted.

        Nothing is remembered beyond a transaction, so that a revoked grant counts at once.
        """
        if permission in PROGRAMS_OWN and actor != API:
            return None
        if actor in SYSTEM_ACTORS:
            return actor if permission.startswith(SYSTEM_ACTORS[actor]) else None
        held = self._known.get(actor)
        if held is None:
            held = self.among(reader, [actor])._known.get(actor, [])
        # A list is stored as JSON; names of permissions contain nothing that JSON escapes.
        quoted = f'"{permission}"'
        for role_id, permissions in held:
            if quoted in permissions:
                return RoleId.text(role_id)
        return None
