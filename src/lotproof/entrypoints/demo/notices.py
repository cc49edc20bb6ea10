"""Who has to know of what, and what became of messages: one sent, one refused, one in doubt."""

from collections.abc import Callable
from typing import Any

from lotproof.entrypoints.demo.world import World
from lotproof.kernel.work import Reader
from lotproof.modules.notifications.queries import Channel
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId

_POST = "sys_post"
_DUTIES = (
    ("quality_manager", "start_withdrawn", "serious"),
    ("quality_manager", "alert", "warning"),
    ("quality_manager", "task", "info"),
    ("engineer", "start_withdrawn", "serious"),
)


def finish(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """Channels that lead nowhere in a demonstration, duties, and a few notices."""
    if look(lambda reader: reader.find(Channel)):
        return
    for code, topic, severity in _DUTIES:
        world.do(
            "quality",
            "notifications.assign_duty",
            role_id=_role(look, code),
            topic=topic,
            severity_min=severity,
        )
    _mail(world)
    _group(world)
    world.do(
        "quality",
        "notifications.notify",
        topic="rule",
        severity="warning",
        title="SEAL-02: look at the seal strength of the last lots",
        title_zh="SEAL-02：请查看最近各批的热封强度",
        detail="Three results in a row lay below the centre line.",
        detail_zh="连续三个结果低于中心线。",
        about=world.ids["SEAL-02"],
        role_id=_role(look, "engineer"),
        user_id=world.users["quality"],
    )


def _mail(world: World) -> None:
    channel_id = world.do(
        "engineer",
        "notifications.define_channel",
        code="mail",
        name="Plant mail 厂内邮件",
        kind="mail",
        address="smtps://mail.example.com",
        language="zh",
        sender="lotproof@example.com",
    ).value("channel_id")
    world.do("quality", "notifications.set_mail", mail="quality@example.com")
    world.do("quality", "notifications.subscribe", channel_id=channel_id, severity_min="critical")


def _group(world: World) -> None:
    channel_id = world.do(
        "engineer",
        "notifications.define_channel",
        code="maintenance-group",
        name="Maintenance group 设备维修群",
        kind="wecom",
        address="https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        language="zh",
    ).value("channel_id")
    for number in range(3):
        message = {
            "message_id": world.do(
                "engineer", "notifications.test_channel", channel_id=channel_id
            ).value("message_id"),
            "attempt": 1,
        }
        world.do(_POST, "notifications.take_message", **message)
        if number == 0:
            world.do(_POST, "notifications.report_sent", receipt="0 ok", **message)
        else:
            trouble = ("refused", "unanswered")[number - 1]
            said = ("93000 invalid webhook url", "")[number - 1]
            world.do(_POST, "notifications.report_trouble", trouble=trouble, said=said, **message)


def _role(look: Callable[[Callable[[Reader], Any]], Any], code: str) -> str:
    role = look(lambda reader: role_by_code(reader, code))
    assert role is not None, "the standard roles are defined first"
    return RoleId.text(role.id)
