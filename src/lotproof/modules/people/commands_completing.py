"""What can be asked of standard roles that are older than the program."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import NotWanted, RoleId


@command(
    "people.complete_role/1",
    t("Add new permissions to standard role", "为标准角色补充新权限"),
    permission="people.role.change",
    zh="把本程序新增、站点的标准角色尚缺的权限补入；不需要的列出后不再提示。",
    needs_reason=True,
)
class CompleteRole(Command):
    """Add to a standard role what this program has and the site's role, being older, lacks.

    What is named as not wanted is left out and not proposed again.
    """

    role_id: RoleId
    not_wanted: NotWanted = field(default_factory=list)
