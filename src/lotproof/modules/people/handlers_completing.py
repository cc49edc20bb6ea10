"""How a standard role gets what is new in the program."""

from lotproof.kernel.registry import handles
from lotproof.kernel.text import t
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import require_role_apart
from lotproof.modules.people.commands_completing import CompleteRole
from lotproof.modules.people.completing import incomplete_roles
from lotproof.modules.people.events import RoleCompleted
from lotproof.modules.people.handlers_roles import require_all_may
from lotproof.modules.people.records import Role
from lotproof.modules.people.rules import OWN, NothingLacking, require_same_duty
from lotproof.modules.people.vocabulary import ROLE_LIFE, RoleState

_ANYTHING = t("what this program has", "本程序的标准权限")


@handles(CompleteRole, emits=(RoleCompleted,))
def complete_role(command: CompleteRole, work: Work) -> None:
    """As a change of the role: nobody adds to a role of their own but what everybody may do."""
    role = work.take(Role, command.role_id)
    ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    new = {
        each
        for found in incomplete_roles(work)
        if found.role.id == role.id
        for each in found.lacking
    }
    if not new:
        raise NothingLacking(role=role.code, permissions=_ANYTHING)
    unknown = sorted(set(command.not_wanted) - new)
    if unknown:
        raise NothingLacking(role=role.code, permissions=", ".join(unknown[:5]))
    added = sorted(new - set(command.not_wanted))
    after = sorted({*role.permissions, *added})
    require_role_apart(work, role.code, after)
    require_same_duty(role.code, role.permissions, after)
    if set(added) - OWN:
        require_all_may(work, role, set(added) - OWN)
    role.permissions = after
    role.not_wanted = sorted({*role.not_wanted, *command.not_wanted})
    work.record(RoleCompleted(role_id=role.id, permissions=added))
