"""What the inbox of whoever manages roles has: standard roles that are older than the program."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.own_work import own_work
from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.people.actors import user_of
from lotproof.modules.people.commands_completing import CompleteRole
from lotproof.modules.people.completing import Incomplete, incomplete_roles
from lotproof.modules.people.queries import permissions_of
from lotproof.modules.people.vocabulary import RoleId

_NAMED_MAX = 3


@own_work("people.roles_to_complete", t("Roles that lack new permissions", "缺少新权限的角色"))
def roles_to_complete(reader: Reader, actor: str) -> Iterator[Awaited]:
    """For those who may change roles; what the roles are to have is decided by them."""
    person = user_of(actor)
    if person is None or CompleteRole.SPEC.permission not in permissions_of(reader, person):
        return
    for found in incomplete_roles(reader):
        id_ = RoleId.text(found.role.id)
        yield Awaited(
            subject=id_,
            title=_title(found),
            command=CompleteRole.SPEC.kind,
            given={"role_id": id_},
        )


def _title(found: Incomplete) -> Text:
    """The role, and what the first of the permissions allow."""
    role = found.role
    labels = [permission_label(each) for each in found.lacking[:_NAMED_MAX]]
    more = f" +{len(found.lacking) - len(labels)}" if len(found.lacking) > len(labels) else ""
    return Text(
        f"{role.title}: " + "; ".join(each.en for each in labels) + more,
        f"{role.title_zh}：" + "；".join(each.zh for each in labels) + more,
    )
