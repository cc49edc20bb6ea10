"""Who may do what: roles of people, and what the program's own actors may do."""

from typing import Final

from sqlalchemy import bindparam, select, true

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.rules import SESSION_RECORD
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState

CONSOLE: Final = "sys_console"
"""Whoever has the data folder in their hands."""
API: Final = "sys_api"
"""The web interface, for what happens before somebody is signed in."""

SYSTEM_ACTORS: Final[dict[str, tuple[str, ...]]] = {
    CONSOLE: (
        "equipment.",
        "items.item.",
        "items.package.",
        "kernel.ledger.export",
        "kernel.ledger.open",
        "kernel.task.finish",
        "parties.party.",
        "people.",
        "sites.",
        "warehouse.balance.",
        "warehouse.location.",
    ),
    API: ("people.session.",),
}
"""Beginnings of the permissions of each: setting up and importing, but no business."""

_USER, _GRANT, _ROLE = User.KIND.table, Grant.KIND.table, Role.KIND.table

_HELD = (
    select(_ROLE.c.id, _ROLE.c.permissions)
    .join(_GRANT, _GRANT.c.role_id == _ROLE.c.id)
    .join(_USER, _USER.c.id == _GRANT.c.user_id)
    .where(_USER.c.id == bindparam("user"), _USER.c.state == UserState.ACTIVE.value)
    .where(_GRANT.c.is_granted == true(), _ROLE.c.state == RoleState.ACTIVE.value)
    .order_by(_ROLE.c.id)
)
_ROLES: Statement[Role] = Statement(_HELD)
_ROLES_KEPT: Statement[Role] = Statement(_HELD.with_for_update(read=True))
"""Kept as they are until commit, so that nobody acts by a role after its end was recorded."""


class RoleAuthority:
    """The kernel's authority (21 CFR 11.10(g)): users by their roles, system actors by table."""

    def __init__(self, *, is_locking: bool = False) -> None:
        """`is_locking` where the answer decides about a write in the same transaction."""
        self._roles = _ROLES_KEPT if is_locking else _ROLES

    kinds = frozenset((User.KIND.name, Grant.KIND.name, Role.KIND.name))

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        """`rol_3` for a user, the actor itself for a system actor; None: not permitted.

        One query; nothing is remembered, so that a revoked grant counts at once.
        """
        if permission == SESSION_RECORD and actor != API:
            return None
        if actor in SYSTEM_ACTORS:
            return actor if permission.startswith(SYSTEM_ACTORS[actor]) else None
        try:
            user = UserId.parse(actor)
        except ValueError:
            return None
        # A list is stored as JSON; names of permissions contain nothing that JSON escapes.
        quoted = f'"{permission}"'
        for role_id, permissions in reader.rows(self._roles, user=int(user)):
            if quoted in permissions:
                return RoleId.text(role_id)
        return None
