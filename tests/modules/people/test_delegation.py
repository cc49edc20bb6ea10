"""Deputies act under their own name, for a time, with a part of what the other holds."""

from collections.abc import Iterator

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.registry import Command
from lotproof.modules.items.commands import ActivateItem
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.authority import CONSOLE, RoleAuthority
from lotproof.modules.people.commands import DeactivateUser, GrantRole, RevokeRole
from lotproof.modules.people.commands_access import (
    ChangeGrant,
    Delegate,
    EndDelegation,
    EndUser,
    TakeEmergencyRole,
)
from lotproof.modules.people.queries import Delegation, deputyships, permissions_of
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import DelegationId, DelegationState
from tests.modules.items.helpers import registering
from tests.modules.people.helpers import (
    WHY,
    define,
    define_emergency,
    employ,
    grant,
    in_days,
    register,
)
from tests.support.plant import Plant

REGISTER, ACTIVATE, READ = "items.item.register", "items.item.activate", "items.read"
GIVE = "people.delegation.give"
CHEF, DEPUTY, OTHER = "usr_1", "usr_2", "usr_3"


@pytest.fixture
def guarded(plant: Plant) -> Iterator[Plant]:
    """Give a site where roles count, and three people."""
    employ(plant, "chef", REGISTER, ACTIVATE, READ, GIVE)
    for login in ("deputy", "other"):
        employ(plant, login, GIVE)
    plant.executor.authority = RoleAuthority(is_locking=True)
    yield plant
    plant.check()


def giving(plant: Plant, *permissions: str, to: int = 2, days: int = 10) -> Delegate:
    return Delegate(
        deputy_id=UserId(to), permissions=list(permissions), valid_until=in_days(plant, days)
    )


@pytest.mark.clause("21 CFR 11.100(a)")
def test_deputy_acts_under_their_own_name(guarded: Plant) -> None:
    guarded.ok(giving(guarded, REGISTER, READ), actor=CHEF, reason="on holiday")
    guarded.refused("not_permitted", registering("M-1"), actor=DEPUTY)
    receipt = guarded.ok(registering("M-1"), actor=DEPUTY, behalf=CHEF)
    with guarded.database.snapshot() as connection:
        envelope = LedgerView(connection).of_command(receipt.id).envelope
    assert (envelope.actor, envelope.behalf, envelope.role) == (DEPUTY, CHEF, "rol_1")
    activate = ActivateItem(item_id=ItemId(1))
    guarded.refused("not_a_deputy", activate, actor=DEPUTY, behalf=CHEF)
    guarded.refused("not_a_deputy", registering("M-2"), actor=OTHER, behalf=CHEF)
    guarded.refused("not_a_deputy", registering("M-2"), actor=CHEF, behalf=CHEF)
    guarded.refused("not_a_deputy", registering("M-2"), actor=DEPUTY, behalf="usr_99")
    guarded.refused("not_a_deputy", registering("M-2"), actor=DEPUTY, behalf="nobody")
    with guarded.reader() as reader:
        assert permissions_of(reader, UserId(2)) == {GIVE, READ}
        assert [each.id for each in deputyships(reader, UserId(2))] == [1]
    guarded.clock.advance(days=11)
    guarded.refused("not_a_deputy", registering("M-2"), actor=DEPUTY, behalf=CHEF)


def test_only_what_is_held_in_ones_own_right_is_delegated(guarded: Plant) -> None:
    guarded.ok(giving(guarded, REGISTER), actor=CHEF, reason=WHY)
    onward = giving(guarded, REGISTER, to=3)
    guarded.refused("permission_not_held", onward, actor=DEPUTY, reason="passing on")
    guarded.refused("permission_not_held", giving(guarded, GIVE), actor=CHEF, reason=WHY)
    guarded.refused("permission_not_held", giving(guarded), actor=CHEF, reason=WHY)
    further = guarded.do(onward, actor=DEPUTY, behalf=CHEF, reason="in their name")
    assert further.code == "not_a_deputy"


def test_what_is_taken_in_an_emergency_is_not_delegated(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id = register(plant, "li", password=False)
    register(plant, "deputy", password=False)
    standby = define_emergency(plant, "standby", REGISTER)
    grant(plant, user_id, standby)
    plant.ok(TakeEmergencyRole(role_id=standby), actor="usr_1", reason=WHY)
    plant.refused("permission_not_held", giving(plant, REGISTER), actor="usr_1", reason=WHY)


def test_what_the_delegator_loses_the_deputy_loses(guarded: Plant) -> None:
    guarded.ok(giving(guarded, REGISTER, ACTIVATE), actor=CHEF, reason=WHY)
    guarded.ok(registering("M-1"), actor=DEPUTY, behalf=CHEF)
    limit = ChangeGrant(user_id=UserId(1), role_id=RoleId(1), scope=["itm_1"])
    guarded.ok(limit, actor=CONSOLE, reason=WHY)
    guarded.refused("outside_scope", registering("M-2"), actor=DEPUTY, behalf=CHEF)
    guarded.ok(ActivateItem(item_id=ItemId(1)), actor=DEPUTY, behalf=CHEF)
    revoke = RevokeRole(user_id=UserId(1), role_id=RoleId(1))
    guarded.ok(revoke, actor=CONSOLE, reason=WHY)
    guarded.refused("not_a_deputy", registering("M-2"), actor=DEPUTY, behalf=CHEF)


@pytest.mark.parametrize(
    "leaving",
    [
        DeactivateUser(user_id=UserId(1)),
        DeactivateUser(user_id=UserId(2)),
        EndUser(user_id=UserId(1)),
        EndUser(user_id=UserId(2)),
    ],
    ids=lambda each: f"{each.SPEC.kind} {each.user_id}",
)
def test_delegation_ends_when_either_leaves(sqlite_plant: Plant, leaving: Command) -> None:
    plant = sqlite_plant
    employ(plant, "chef", REGISTER)
    employ(plant, "deputy", ACTIVATE)
    plant.ok(giving(plant, REGISTER), actor=CHEF, reason=WHY)
    plant.executor.authority = RoleAuthority()
    plant.ok(leaving, actor=CONSOLE, reason="left")
    with plant.reader() as reader:
        assert reader.get(Delegation, 1).state is DelegationState.ENDED
    plant.refused("not_a_deputy", registering("M-1"), actor=DEPUTY, behalf=CHEF)


def test_either_of_the_two_ends_a_delegation(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    employ(plant, "chef", REGISTER)
    employ(plant, "deputy")
    for actor in (CHEF, DEPUTY):
        plant.ok(giving(plant, REGISTER), actor=CHEF, reason=WHY)
        last = DelegationId(1 if actor == CHEF else 2)
        end = EndDelegation(delegation_id=last)
        plant.refused("not_your_delegation", end, actor=OTHER)
        plant.ok(end, actor=actor)
        plant.refused("wrong_state", end, actor=actor)


def test_a_program_and_oneself_are_nobodys_deputy(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    employ(plant, "chef", REGISTER)
    register(plant, "robot", is_service=True)
    for who in (1, 2):
        given = giving(plant, REGISTER, to=who)
        plant.refused("nobodys_deputy", given, actor=CHEF, reason=WHY)
    employ(plant, "other")
    for days in (400, -1):
        given = giving(plant, REGISTER, to=3, days=days)
        plant.refused("bad_period", given, actor=CHEF, reason=WHY)


def test_deputy_does_not_get_what_separates_them_later(guarded: Plant) -> None:
    """What a deputy may do on behalf counts when somebody gives them a role."""
    guarded.ok(giving(guarded, REGISTER), actor=CHEF, reason=WHY)
    admin = define(guarded, "admin", "people.user.register")
    give = GrantRole(user_id=UserId(2), role_id=admin)
    guarded.refused("mixed_duties", give, actor=CONSOLE)
