"""Who may do what for a time or for a part: separations, emergencies, deputies, a review."""

from datetime import timedelta

from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import dump
from lotproof.modules.people.default_separations import default_separation_commands

CONSOLE = "sys_console"
_EMERGENCY, _SEPARATION = "role:emergency", "separation:order_and_approve"
_HOURS = 2
_DECIDED = 4
"""Lines of the open review that somebody has looked at already."""


def prepare(world: World, roles: dict[str, str]) -> None:
    """The standard separations, a role limited to one area, and an emergency that was reviewed."""
    for command in default_separation_commands():
        kind = command.SPEC.kind.removesuffix("/1")
        found = world.do(CONSOLE, kind, **dump(command)).value("separation_id")
        world.ids[f"separation:{command.code}"] = found
    _limited(world, roles["operator"])
    world.ids[_EMERGENCY] = world.do(
        CONSOLE,
        "people.define_role",
        code="emergency_restart",
        title="Restart in an emergency",
        title_zh="应急重启",
        permissions=["equipment.equipment.release", "equipment.read"],
        emergency_hours=_HOURS,
    ).value("role_id")
    role = {"role_id": world.ids[_EMERGENCY]}
    world.do(CONSOLE, "people.grant_role", user_id=world.users["operator"], **role)
    taken = world.do(
        "operator",
        "people.take_emergency_role",
        reason="Sealing line down at night, engineer not reached 夜间封口线停机，联系不上工程师",
        **role,
    )
    world.pass_time(_HOURS * 3600)
    world.do(
        "quality",
        "people.review_emergency",
        emergency_id=taken.value("emergency_id"),
        verdict="justified",
        remark="Nothing was released; the engineer confirmed it. 未放行产品，工程师已确认。",
    )


def _limited(world: World, role_id: str) -> None:
    """Somebody new may work in one area only, for the time of the training."""
    user_id = world.do(
        CONSOLE, "people.register_user", login="trainee", name="Gao Lin 高琳", language="zh"
    ).value("user_id")
    area = next(id_ for id_ in world.ids.values() if id_.startswith("are_"))
    until = clock.text(Instant(clock.instant(world.moment + timedelta(days=400))))
    limits = {"scope": [area], "valid_until": until}
    world.do(CONSOLE, "people.grant_role", user_id=user_id, role_id=role_id, **limits)


def finish(world: World) -> None:
    """What is under way today: a deputy, an emergency, an exception to decide, an open review."""
    if _EMERGENCY not in world.ids:
        return
    world.do(
        "planner",
        "people.delegate",
        deputy_id=world.users["planner2"],
        permissions=["production.work_order.plan", "production.work_order.release"],
        valid_until=_in_days(world, 14),
        reason="Annual leave 年假",
    )
    world.do(
        "operator",
        "people.take_emergency_role",
        role_id=world.ids[_EMERGENCY],
        reason="Welder stopped during the last lot of the day 当日最后一批时焊机停机",
    )
    world.do(
        "admin",
        "people.request_exception",
        user_id=world.users["buyer"],
        separation_id=world.ids[_SEPARATION],
        until=_in_days(world, 20),
        reason="The approver is on sick leave 审批人病假",
    )
    review = world.do(
        "admin", "people.open_access_review", responsible_id=world.users["quality"]
    ).value("review_id")
    for position in range(1, _DECIDED + 1):
        world.do(
            "quality",
            "people.decide_access_line",
            review_id=review,
            position=position,
            decision="revoke" if position == _DECIDED else "confirm",
            remark="Works elsewhere now 已调往他处" if position == _DECIDED else None,
        )


def _in_days(world: World, days: int) -> str:
    return clock.text(clock.instant(world.moment + timedelta(days=days)))
