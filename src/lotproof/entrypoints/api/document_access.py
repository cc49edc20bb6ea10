"""What the description of the API says of permissions and access."""

from typing import Any

from lotproof.kernel.text import Text, t

Asked = dict[str, tuple[Text, tuple[str, ...], dict[str, Any]]]


def access_screens() -> Asked:
    """Path → summary, parts of the path, query."""
    text = {"type": "string"}
    day = {"on": text, "about": text}
    at = "/api/permissions"
    return {
        f"{at}/who": (
            t("who could do something on a day", "某日谁能执行某操作"),
            (),
            {"permission": text, "command": text} | day,
        ),
        f"{at}/of": (
            t("what somebody could do on a day", "某人某日能执行哪些操作"),
            (),
            {"user": text} | day,
        ),
        f"{at}/mine": (
            t("for whom one may act, and one's limits", "可代谁办理，以及本人的限制"),
            (),
            {},
        ),
        f"{at}/own": (
            t("one's own deputies and emergencies", "本人的代理人与应急访问"),
            (),
            {},
        ),
        f"{at}/separations": (
            t("separated duties and who has both", "职责分离与同时持有者"),
            (),
            {},
        ),
        f"{at}/conflicts": (
            t("what a person's new roles would conflict with", "授予新角色将产生的冲突"),
            (),
            {"user": text},
        ),
        f"{at}/use": (
            t("when access was used last, and what conflicts", "权限最近使用与冲突"),
            (),
            {"review": text},
        ),
        f"{at}/grantors": (
            t("who may grant roles, by name", "可授予角色的人员"),
            (),
            {},
        ),
        f"{at}/matrix": (
            t("commands by state and scope", "操作与状态、范围对照"),
            (),
            {},
        ),
    }
