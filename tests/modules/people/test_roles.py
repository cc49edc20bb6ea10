"""Roles: from somebody else, never managing people and doing business in one pair of hands."""

import pytest

from lotproof.kernel.registry import Command
from lotproof.modules.people.commands import (
    ChangeRole,
    DeactivateUser,
    DefineRole,
    GrantRole,
    RetireRole,
    RevokeRole,
)
from lotproof.modules.people.queries import (
    Role,
    permissions_of,
    role_by_code,
    roles,
    roles_of,
)
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId
from tests.modules.people.helpers import WHY, define, grant, register
from tests.support.plant import Plant

BUY, SELL, MANAGE = "items.item.register", "items.item.retire", "people.user.register"


@pytest.fixture(autouse=True)
def administrator(request: pytest.FixtureRequest) -> None:
    """Register the user who acts where a test does not say who: usr_1."""
    for name in {"plant", "sqlite_plant"} & set(request.fixturenames):
        register(request.getfixturevalue(name), "administrator")


def changing(role_id: RoleId, *permissions: str) -> ChangeRole:
    return ChangeRole(role_id=role_id, title="x", title_zh="x", permissions=list(permissions))


def test_role_is_defined_changed_and_retired(plant: Plant) -> None:
    role_id = define(plant, "buyer", BUY, "items.read", BUY)
    user_id = register(plant, "li.wei")
    grant(plant, user_id, role_id)
    with plant.reader() as reader:
        role = role_by_code(reader, "buyer")
        assert role is not None
        assert (role.id, role.permissions) == (role_id, [BUY, "items.read"])
        assert roles(reader) == roles_of(reader, user_id) == [role]
        assert permissions_of(reader, user_id) == {BUY, "items.read"}
        assert role_by_code(reader, "seller") is None
    plant.refused("reason_missing", changing(role_id, SELL))
    plant.ok(changing(role_id, SELL), reason=WHY)
    with plant.reader() as reader:
        assert permissions_of(reader, user_id) == {SELL}
    plant.ok(RetireRole(role_id=role_id), reason="no longer needed")
    plant.refused("wrong_state", RetireRole(role_id=role_id), reason="twice")
    plant.refused("wrong_state", changing(role_id, BUY), reason=WHY)
    plant.refused("wrong_state", GrantRole(user_id=user_id, role_id=role_id))
    with plant.reader() as reader:
        assert reader.get(Role, role_id).state is RoleState.RETIRED
        assert permissions_of(reader, user_id) == frozenset()


def test_role_names_known_permissions_once(sqlite_plant: Plant) -> None:
    def defining(*permissions: str) -> DefineRole:
        return DefineRole(code="a", title="A", title_zh="甲", permissions=list(permissions))

    sqlite_plant.refused("unknown_permission", defining("items.item.destroy"))
    sqlite_plant.refused("unknown_permission", defining("nowhere.read"))
    sqlite_plant.refused("invalid_input", defining("items.*"))
    sqlite_plant.ok(defining("items.read", "ledger.read", "kernel.task.finish"))
    sqlite_plant.refused("duplicate", defining("items.read"))
    role_id = define(sqlite_plant, "b", BUY)
    sqlite_plant.refused(
        "unknown_permission", changing(role_id, BUY, "items.item.destroy"), reason=WHY
    )


def test_role_does_not_mix_duties(sqlite_plant: Plant) -> None:
    mixed = DefineRole(code="god", title="God", title_zh="神", permissions=[BUY, MANAGE])
    sqlite_plant.refused("mixed_duties", mixed)
    reader_only = define(sqlite_plant, "auditor", "items.read", "people.password.change")
    sqlite_plant.refused("mixed_duties", changing(reader_only, BUY, MANAGE), reason=WHY)
    sqlite_plant.refused("other_duty", changing(reader_only, BUY), reason=WHY)
    sqlite_plant.refused("other_duty", changing(reader_only, MANAGE), reason=WHY)
    sqlite_plant.ok(changing(reader_only, "items.read", "people.read"), reason=WHY)


def test_user_does_not_get_mixed_duties_from_two_roles(plant: Plant) -> None:
    user_id = register(plant, "li.wei")
    buyer, manager = define(plant, "buyer", BUY), define(plant, "manager", MANAGE)
    reader_only = define(plant, "auditor", "items.read")
    grant(plant, user_id, buyer)
    grant(plant, user_id, reader_only)
    plant.refused("mixed_duties", GrantRole(user_id=user_id, role_id=manager))
    plant.ok(RevokeRole(user_id=user_id, role_id=buyer), reason="new job")
    grant(plant, user_id, manager)
    plant.refused("mixed_duties", GrantRole(user_id=user_id, role_id=buyer))


@pytest.mark.clause("China MD GMP 2025 Art. 46(1)")
def test_nobody_gives_permissions_to_themselves(plant: Plant) -> None:
    me, other = register(plant, "me"), register(plant, "other")
    mine, its = (
        define(plant, "mine", MANAGE, "people.read"),
        define(plant, "its", "people.role.grant"),
    )
    own = UserId.text(me)
    plant.refused("own_grant", GrantRole(user_id=me, role_id=mine), actor=own)
    grant(plant, me, mine)
    more = changing(mine, MANAGE, "people.read", "people.role.grant")
    plant.refused("own_grant", more, actor=own, reason=WHY)
    plant.ok(changing(its, "people.role.grant", MANAGE), actor=own, reason=WHY)
    plant.ok(changing(mine, "people.read"), actor=own, reason="less is allowed")
    plant.ok(GrantRole(user_id=other, role_id=its), actor=own)
    plant.ok(RevokeRole(user_id=me, role_id=mine), actor=own, reason="giving up is allowed")


def test_grant_is_taken_away_and_given_again(plant: Plant) -> None:
    user_id, role_id = register(plant, "li.wei"), define(plant, "buyer", BUY)
    give = GrantRole(user_id=user_id, role_id=role_id)
    take = RevokeRole(user_id=user_id, role_id=role_id)
    plant.refused("role_not_held", take, reason=WHY)
    plant.ok(give)
    plant.refused("role_held", give)
    plant.refused("reason_missing", take)
    plant.ok(take, reason=WHY)
    plant.refused("role_not_held", take, reason=WHY)
    with plant.reader() as reader:
        assert roles_of(reader, user_id) == []
    plant.ok(give)
    plant.ok(DeactivateUser(user_id=user_id), reason="left")
    with plant.reader() as reader:
        assert permissions_of(reader, user_id) == frozenset()
    other = define(plant, "seller", SELL)
    plant.refused("wrong_state", GrantRole(user_id=user_id, role_id=other))


@pytest.mark.parametrize(
    "command",
    [
        GrantRole(user_id=UserId(1), role_id=RoleId(99)),
        GrantRole(user_id=UserId(99), role_id=RoleId(1)),
        RevokeRole(user_id=UserId(99), role_id=RoleId(1)),
        RevokeRole(user_id=UserId(1), role_id=RoleId(99)),
        RetireRole(role_id=RoleId(99)),
        changing(RoleId(99), BUY),
    ],
    ids=repr,
)
def test_unknown_users_and_roles(sqlite_plant: Plant, command: Command) -> None:
    register(sqlite_plant, "li.wei")
    define(sqlite_plant, "buyer", BUY)
    sqlite_plant.refused("not_found", command, reason=WHY, actor="usr_7")
