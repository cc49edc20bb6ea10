"""Joiner, mover, leaver: nothing is left behind."""

from lotproof.kernel.registry import Command
from lotproof.modules.people.authority import CONSOLE
from lotproof.modules.people.commands import DeactivateUser, ReactivateUser
from lotproof.modules.people.commands_access import (
    Delegate,
    EndUser,
    MoveUser,
    RoleForUser,
    SeparateAdministration,
    SetAccessPolicy,
    TakeEmergencyRole,
)
from lotproof.modules.people.queries import (
    Delegation,
    Emergency,
    Grant,
    Session,
    User,
    permissions_of,
    roles_of,
)
from lotproof.modules.people.vocabulary import SessionState, UserId, UserState
from lotproof.modules.people.vocabulary_access import DelegationState
from tests.modules.people.helpers import (
    WHY,
    define,
    define_emergency,
    employ,
    grant,
    in_days,
    register,
    registering,
    separate,
    sign_in,
)
from tests.support.plant import Plant

BUY, SELL, MAKE = "items.item.register", "items.item.retire", "items.item.activate"


def moving(user_id: UserId, *roles: RoleForUser) -> MoveUser:
    return MoveUser(user_id=user_id, roles=list(roles))


def test_mover_has_the_new_roles_and_no_other(plant: Plant) -> None:
    user_id, deputy = employ(plant, "li", BUY), employ(plant, "deputy")
    kept, new = define(plant, "kept", SELL), define(plant, "new", MAKE)
    standby = define_emergency(plant, "standby", "items.item.change")
    for each in (kept, standby):
        grant(plant, user_id, each)
    plant.ok(TakeEmergencyRole(role_id=standby), actor=UserId.text(user_id), reason=WHY)
    given = Delegate(deputy_id=deputy, permissions=[BUY], valid_until=in_days(plant, 5))
    plant.ok(given, actor=UserId.text(user_id), reason=WHY)
    until = in_days(plant, 9)
    to = moving(user_id, RoleForUser(role_id=kept), RoleForUser(role_id=new, valid_until=until))
    plant.refused("reason_missing", to, actor=CONSOLE)
    plant.refused("own_grant", to, actor=UserId.text(user_id), reason=WHY)
    plant.ok(to, actor=CONSOLE, reason="now in production")
    with plant.reader() as reader:
        assert [role.code for role in roles_of(reader, user_id)] == ["kept", "new"]
        assert permissions_of(reader, user_id) == {SELL, MAKE}
        assert reader.get(Delegation, 1).state is DelegationState.ENDED
        assert reader.get(Emergency, 1).taken_until < reader.now
        assert reader.get(Grant, user_id, new).valid_until == until
    plant.check()


def test_mover_meets_the_rules_of_granting(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id = employ(plant, "li", "people.user.register")
    buyer, admin = define(plant, "buyer", BUY), define(plant, "admin", "people.role.grant")
    both = moving(user_id, RoleForUser(role_id=buyer), RoleForUser(role_id=admin))
    plant.refused("mixed_duties", both, actor=CONSOLE, reason=WHY)
    # Managing people is left behind with the old job.
    plant.ok(moving(user_id, RoleForUser(role_id=buyer)), actor=CONSOLE, reason=WHY)


def test_leaver_has_nothing_left_even_if_they_come_back(plant: Plant) -> None:
    user_id = register(plant, "li")
    grant(plant, user_id, define(plant, "buyer", BUY))
    sign_in(plant, user_id)
    plant.refused("reason_missing", EndUser(user_id=user_id), actor=CONSOLE)
    plant.ok(EndUser(user_id=user_id), actor=CONSOLE, reason="left the company")
    with plant.reader() as reader:
        assert reader.get(User, user_id).state is UserState.DEACTIVATED
        assert reader.get(Session, 1).state is SessionState.ENDED
        assert roles_of(reader, user_id) == []
    plant.ok(ReactivateUser(user_id=user_id), actor=CONSOLE, reason="came back")
    with plant.reader() as reader:
        assert permissions_of(reader, user_id) == frozenset()
    plant.check()


def test_whoever_is_only_deactivated_may_leave_later(sqlite_plant: Plant) -> None:
    user_id = employ(sqlite_plant, "li", BUY)
    sqlite_plant.ok(DeactivateUser(user_id=user_id), actor=CONSOLE, reason="long leave")
    sqlite_plant.ok(EndUser(user_id=user_id), actor=CONSOLE, reason="did not come back")
    with sqlite_plant.reader() as reader:
        assert reader.find(Grant, user_id=user_id, is_granted=True) == []


def test_duties_separated_meanwhile_keep_somebody_from_coming_back(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id = employ(plant, "li", BUY)
    grant(plant, user_id, define(plant, "seller", SELL))
    plant.ok(DeactivateUser(user_id=user_id), actor=CONSOLE, reason="long leave")
    separate(plant, "apart", BUY, SELL)
    back = ReactivateUser(user_id=user_id)
    plant.refused("separated_duties", back, actor=CONSOLE, reason="came back")


def test_who_registers_an_account_gives_it_nothing_where_it_takes_two(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    one, two = employ(plant, "one", "people.user.register"), employ(plant, "two")
    buyer = define(plant, "buyer", BUY)
    plant.ok(registering("before"), actor=UserId.text(one))
    free = moving(UserId(3), RoleForUser(role_id=buyer))
    plant.ok(free, actor=UserId.text(one), reason=WHY)
    plant.ok(SeparateAdministration(), actor=UserId.text(two), reason=WHY)
    plant.refused("separated_already", SeparateAdministration(), reason=WHY)
    plant.refused("own_account", free, actor=UserId.text(one), reason=WHY)
    plant.ok(free, actor=UserId.text(two), reason=WHY)


def test_policy_says_how_long(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    policy: Command = SetAccessPolicy(
        review_every_days=365,
        review_due_days=14,
        emergency_due_days=1,
        exception_days=10,
        delegation_days=2,
    )
    plant.ok(policy, actor=CONSOLE, reason=WHY)
    user_id, deputy = employ(plant, "li", BUY), employ(plant, "deputy")
    for days, code in ((3, "bad_period"), (1, None)):
        given = Delegate(deputy_id=deputy, permissions=[BUY], valid_until=in_days(plant, days))
        receipt = plant.do(given, actor=UserId.text(user_id), reason=WHY)
        assert receipt.code == code
    plant.check()
