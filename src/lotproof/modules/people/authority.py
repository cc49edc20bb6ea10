"""Who may do what: roles of people, and what the program's own actors may do."""

import contextlib
import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import Command, CommandSpec
from lotproof.kernel.work import Reader
from lotproof.modules.people.apart import require_apart
from lotproof.modules.people.holdings import Held, holdings
from lotproof.modules.people.queries import deputyships
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.records_access import Delegation, Separation, SeparationException
from lotproof.modules.people.rules import PROGRAMS_OWN, duties
from lotproof.modules.people.rules_access import (
    NotADeputy,
    OutsideScope,
    ServiceCannotSign,
    is_unlimited,
    is_within,
)
from lotproof.modules.people.scope import TARGETS, checkable, named_by
from lotproof.modules.people.vocabulary import RoleId, UserId

CONSOLE: Final = "sys_console"
"""Whoever has the data folder in their hands."""
API: Final = "sys_api"
"""The web interface, for what happens before somebody is signed in."""
CLOCK: Final = "sys_clock"
"""The program itself, for what is to happen on a day that has come."""
POST: Final = "sys_post"
"""The program itself, as it sends what waits in the outbox."""

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
        "notifications.duty.",
        "parties.party.",
        "people.",
        "signing.root.",
        "sites.",
        "warehouse.balance.",
        "warehouse.location.",
    ),
    API: (
        "people.session.",
        "credentials.factor.",
        "documents.file.",
        "rules.firing.",
        "rules.trial.",
        "signing.failure.",
    ),
    CLOCK: (
        "alerts.alert.clear",
        "alerts.alert.escalate",
        "calibration.overdue.announce",
        "changes.emergency.lapse",
        "documents.revision.make_effective",
        "documents.document.remind",
        "notifications.task.announce",
        "monitoring.silence.note",
        "people.review.remind",
        "spc.chart.look_ahead",
        "transmission.transmission.expire",
    ),
    POST: ("notifications.delivery.",),
}
"""Beginnings of the permissions of each: setting up and importing, but no business."""


class RoleAuthority:
    """The kernel's authority (21 CFR 11.10(g)): users by their roles, system actors by table."""

    kinds = frozenset(
        each.KIND.name for each in (User, Grant, Role, Delegation, Separation, SeparationException)
    )

    def __init__(
        self, *, is_locking: bool = False, known: Mapping[str, list[Held]] | None = None
    ) -> None:
        """`is_locking` where the answer decides about a write in the same transaction."""
        self._is_locking = is_locking
        self._known: Mapping[str, list[Held]] = known or {}

    def among(self, reader: Reader, actors: Collection[str]) -> "RoleAuthority":
        users = {}
        for actor in actors:
            with contextlib.suppress(ValueError):
                users[int(UserId.parse(actor))] = actor
        held = holdings(reader, list(users), is_locking=self._is_locking)
        known = {actor: held[user] for user, actor in users.items()}
        return RoleAuthority(is_locking=self._is_locking, known=known)

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        """`rol_3` for a user, the actor itself for a system actor; None: not for any input.

        Nothing is remembered beyond a transaction, so that a revoked grant counts at once.
        """
        if permission in PROGRAMS_OWN and actor not in (API, POST):
            return None
        if actor in SYSTEM_ACTORS:
            return actor if permission.startswith(SYSTEM_ACTORS[actor]) else None
        held = self._held(reader, actor)
        for each in held:
            if each.is_plain and each.permits(permission):
                return None if _is_mixed(permission, held) else RoleId.text(each.role_id)
        return None

    def may(self, reader: Reader, actor: str, permission: str) -> bool:
        """Whether the actor has the permission now, if only for some things or for reading."""
        if self.role(reader, actor, permission) is not None:
            return True
        held = self._held(reader, actor) if permission not in PROGRAMS_OWN else []
        if any(each.permits(permission) and each.counts_at(reader.now) for each in held):
            return not _is_mixed(permission, held)
        return permission.endswith(".read") and any(
            permission in given.permissions for given in running_delegations(reader, actor)
        )

    def limited(
        self, reader: Reader, actor: str, behalf: str | None, command: Command
    ) -> str | None:
        """The role for this very command, limited or on behalf; a refusal says why there is none.

        A delegated permission is exercised with the delegator's role, within its limits.
        """
        if behalf is not None and actor not in SYSTEM_ACTORS:
            return self._on_behalf(reader, actor, behalf, command)
        if actor in SYSTEM_ACTORS:
            return self.role(reader, actor, command.SPEC.permission)
        held, spec = self._held(reader, actor), command.SPEC
        found = _judged(reader, held, spec, command.given())
        if found is None:
            return None
        if found.is_service and spec.signs is not None:
            raise ServiceCannotSign(user=actor, permission=spec.permission)
        if not found.is_service:
            _require_apart(reader, actor, _held_by(held), spec.permission)
        return RoleId.text(found.role_id)

    def _held(self, reader: Reader, actor: str) -> list[Held]:
        known = self._known.get(actor)
        return self.among(reader, [actor])._known.get(actor, []) if known is None else known

    def _on_behalf(self, reader: Reader, actor: str, behalf: str, command: Command) -> str | None:
        permission = command.SPEC.permission
        given = [
            each
            for each in running_delegations(reader, actor)
            if UserId.text(each.user_id) == behalf and permission in each.permissions
        ]
        theirs = self._held(reader, behalf)
        if not given or not any(each.permits(permission) for each in theirs):
            raise NotADeputy(person=behalf[:40], permission=permission)
        found = _judged(reader, theirs, command.SPEC, command.given())
        if found is None:
            return None
        own = _held_by(self._held(reader, actor))
        _require_apart(reader, actor, own, permission)
        return RoleId.text(found.role_id)


def running_delegations(reader: Reader, actor: str) -> list[Delegation]:
    """What an actor may do on behalf of others now; nothing for the program's own actors."""
    try:
        return deputyships(reader, UserId.parse(actor))
    except ValueError:
        return []


def scope_refusal(
    reader: Reader, actor: str, spec: CommandSpec, given: Mapping[str, Any]
) -> Refused | None:
    """Why the limits of an actor's roles keep it from a command of which some fields are given;
    None where they do not, or where other fields would tell."""
    authority = RoleAuthority().among(reader, [actor])
    if authority.role(reader, actor, spec.permission) is not None:
        return None
    held = authority._known.get(actor, [])
    told = set(named_by(reader, spec, given)) | (set(TARGETS) - set(checkable(spec)))
    known = [
        each._replace(scope=json.dumps([x for x in each.limits if x.partition("_")[0] in told]))
        for each in held
    ]
    try:
        _judged(reader, known, spec, given)
    except Refused as refusal:
        return refusal
    return None


def _held_by(held: Collection[Held]) -> set[str]:
    return {permission for each in held if not each.is_standby for permission in each.permissions}


def _is_mixed(permission: str, held: Collection[Held]) -> bool:
    """Whether somebody who does business, too, would manage people; looked at only then."""
    if not duties((permission,))[0]:
        return False
    managing, business = duties(_held_by(held))
    return bool(managing and business)


def _require_apart(reader: Reader, actor: str, held: Collection[str], permission: str) -> None:
    """What is not held once and for all is looked at again when somebody acts by it."""
    require_apart(reader, reader.get(User, UserId.parse(actor)), held, (permission,))


def _judged(
    reader: Reader, held: Collection[Held], spec: CommandSpec, given: Mapping[str, Any]
) -> Held | None:
    """The first of these roles that permits a command with what it names, now."""
    permission, named, outside = spec.permission, None, None
    for each in held:
        if not (each.permits(permission) and each.counts_at(reader.now)):
            continue
        if not each.limits or is_unlimited(permission):
            return each
        named = named_by(reader, spec, given) if named is None else named
        if is_within(named, each.limits):
            return each
        outside = each
    if outside is not None:
        raise OutsideScope(
            role=RoleId.text(outside.role_id),
            permission=permission,
            scope=", ".join(outside.limits),
        )
    return None
