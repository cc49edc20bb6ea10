"""Who may do what, asked of the real authority through the executor."""

import pytest

from lotproof.kernel.registry import COMMANDS
from lotproof.modules.items.commands import ActivateItem
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.authority import API, CONSOLE, SYSTEM_ACTORS, RoleAuthority
from lotproof.modules.people.commands import (
    ChangeRole,
    DeactivateUser,
    ReactivateUser,
    RetireRole,
    RevokeRole,
)
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.modules.items.helpers import registering
from tests.modules.people.helpers import WHY, define, grant, register
from tests.support.plant import Plant

PERMISSION = "items.item.register"


@pytest.fixture
def guarded(plant: Plant) -> Plant:
    """Give a site where roles count."""
    plant.executor.authority = RoleAuthority()
    return plant


def role(plant: Plant, actor: str, permission: str = PERMISSION) -> str | None:
    with plant.reader() as reader:
        return RoleAuthority().role(reader, actor, permission)


def test_active_user_with_the_role_may_and_others_may_not(guarded: Plant) -> None:
    """T-11.10g: at each action, and the role by which it is allowed is sealed."""
    user_id, role_id = register(guarded, "li.wei"), define(guarded, "engineer", PERMISSION)
    actor = UserId.text(user_id)
    guarded.refused("not_permitted", registering("M-1"), actor=actor)
    grant(guarded, user_id, role_id)
    guarded.ok(registering("M-1"), actor=actor)
    guarded.refused("not_permitted", ActivateItem(item_id=ItemId(1)), actor=actor)
    assert role(guarded, actor) == RoleId.text(role_id)


def test_what_is_taken_away_counts_at_once(guarded: Plant) -> None:
    user_id, role_id = register(guarded, "li.wei"), define(guarded, "engineer", PERMISSION)
    actor, name = UserId.text(user_id), RoleId.text(role_id)
    grant(guarded, user_id, role_id)
    assert role(guarded, actor) == name
    guarded.ok(DeactivateUser(user_id=user_id), actor=CONSOLE, reason="left")
    assert role(guarded, actor) is None
    guarded.ok(ReactivateUser(user_id=user_id), actor=CONSOLE, reason="came back")
    assert role(guarded, actor) == name
    guarded.ok(RevokeRole(user_id=user_id, role_id=role_id), actor=CONSOLE, reason=WHY)
    assert role(guarded, actor) is None
    grant(guarded, user_id, role_id)
    less = ChangeRole(role_id=role_id, title="x", title_zh="x", permissions=["items.read"])
    guarded.ok(less, actor=CONSOLE, reason=WHY)
    assert (role(guarded, actor), role(guarded, actor, "items.read")) == (None, name)
    guarded.ok(RetireRole(role_id=role_id), actor=CONSOLE, reason=WHY)
    assert role(guarded, actor, "items.read") is None


def test_first_role_that_permits_is_named(guarded: Plant) -> None:
    user_id = register(guarded, "li.wei")
    reading = define(guarded, "reading", "items.read")
    both = define(guarded, "both", "items.read", PERMISSION)
    for each in (both, reading):
        grant(guarded, user_id, each)
    actor = UserId.text(user_id)
    assert role(guarded, actor, "items.read") == RoleId.text(reading)
    assert role(guarded, actor, PERMISSION) == RoleId.text(both)


@pytest.mark.parametrize("asked", ["items.item", "item.register", "tems.item.register", "%", '"'])
def test_permission_is_held_whole(guarded: Plant, asked: str) -> None:
    user_id, role_id = register(guarded, "li.wei"), define(guarded, "engineer", PERMISSION)
    grant(guarded, user_id, role_id)
    assert role(guarded, UserId.text(user_id), asked) is None


@pytest.mark.parametrize(
    "actor", ["", "usr_99", "usr_", "usr_x", "usr_1 ", "sys_", "sys_other", "lot_1", "1", "usr_-1"]
)
def test_unknown_actors_may_do_nothing(guarded: Plant, actor: str) -> None:
    assert role(guarded, actor) is None
    assert role(guarded, actor, "people.session.record") is None


def test_console_sets_up_and_does_no_business(sqlite_plant: Plant) -> None:
    allowed = [
        "people.user.register",
        "people.role.grant",
        "items.item.register",
        "items.item.activate",
        "kernel.ledger.open",
        "kernel.task.finish",
        "sites.area.open",
        "equipment.equipment.register",
        "parties.party.register",
    ]
    business = ["items.bom.approve", "warehouse.lot.release", "purchasing.order.approve"]
    assert {role(sqlite_plant, CONSOLE, each) for each in allowed} == {CONSOLE}
    assert {role(sqlite_plant, CONSOLE, each) for each in business} == {None}


def test_interface_says_who_signed_in_and_what_it_has_stored_only(sqlite_plant: Plant) -> None:
    may = {
        spec.permission
        for spec in COMMANDS.values()
        if role(sqlite_plant, API, spec.permission) is not None
    }
    assert may == {
        "credentials.factor.record",
        "documents.file.store",
        "people.session.record",
        "rules.firing.record",
        "rules.trial.record",
        "signing.failure.record",
    }


def test_system_actors_name_permissions_that_exist() -> None:
    """A beginning that fits no permission is a mistake that would go unnoticed."""
    permissions = {spec.permission for spec in COMMANDS.values()}
    for actor, beginnings in SYSTEM_ACTORS.items():
        for beginning in beginnings:
            assert any(p.startswith(beginning) for p in permissions), (actor, beginning)


def test_lookup_is_one_query(sqlite_plant: Plant, reads: list[object]) -> None:
    user_id, role_id = register(sqlite_plant, "li.wei"), define(sqlite_plant, "r", PERMISSION)
    grant(sqlite_plant, user_id, role_id)
    reads.clear()
    assert role(sqlite_plant, UserId.text(user_id)) == RoleId.text(role_id)
    assert len(reads) == 1
