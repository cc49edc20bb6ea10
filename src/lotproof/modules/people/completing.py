"""Which standard roles of a site lack permissions that came with a newer program."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from lotproof.kernel.reader import Reader
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions
from lotproof.modules.people.queries import Role, roles
from lotproof.modules.people.rules import OWN, known_permissions
from lotproof.modules.people.vocabulary import RoleState


class Incomplete(NamedTuple):
    """A standard role, and what it lacks, sorted."""

    role: Role
    lacking: list[str]


def incomplete_roles(reader: Reader) -> list[Incomplete]:
    """The active standard roles that lack something new, by id."""
    known = roles(reader)
    named = frozenset(permission for role in known for permission in role.permissions)
    found = ((role, lacking(role, named, _standard(known_permissions()))) for role in known)
    return [Incomplete(role, new) for role, new in found if new]


def lacking(role: Role, named: Iterable[str], standard: Mapping[str, frozenset[str]]) -> list[str]:
    """What a role lacks of the standard role of its code, sorted; nothing if it is not active.

    `named` are the permissions that any role of the site names: what no role names is new. What
    another role has was there when the site decided who has it, so only what everybody may do for
    themselves is added in any case.
    """
    if role.state is not RoleState.ACTIVE or role.code not in standard:
        return []
    new = (standard[role.code] - frozenset(named)) | (standard[role.code] & OWN)
    return sorted(new - {*role.permissions, *role.not_wanted})


@cache
def _standard(known: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """What each standard role permits, by code; made once for a registry."""
    del known
    return {role.code: frozenset(permissions(role)) for role in STANDARD_ROLES}
