"""A role may be limited to areas, items or workstations, and to a time."""

from collections.abc import Iterator
from typing import Any

import pytest

from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.items.commands import ActivateItem
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.authority import CONSOLE, RoleAuthority, scope_refusal
from lotproof.modules.people.commands import GrantRole, RevokeRole
from lotproof.modules.people.commands_access import ChangeGrant
from lotproof.modules.people.queries import Grant, permissions_of, roles_of
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.sites.commands import ChangeWorkstation, OpenArea, OpenWorkstation
from lotproof.modules.sites.vocabulary import AreaId, AreaKind, WorkstationId
from tests.modules.items.helpers import registering
from tests.modules.people.helpers import WHY, define, grant, in_days, register
from tests.support.plant import Plant

ACTIVATE, CHANGE, READ = "items.item.activate", "sites.workstation.change", "items.read"


@pytest.fixture
def guarded(plant: Plant) -> Iterator[Plant]:
    """Give a site where roles count: two items, and a workstation in each of two areas."""
    for number in ("M-1", "M-2"):
        plant.ok(registering(number))
    for code in ("A", "B"):
        area = plant.ok(OpenArea(code=code, name=code, kind=next(iter(AreaKind))))
        area_id = AreaId.parse(area.value("area_id"))
        plant.ok(OpenWorkstation(code=f"W-{code}", name=code, area_id=area_id))
    plant.executor.authority = RoleAuthority(is_locking=True)
    yield plant
    plant.check()


def limited(plant: Plant, *scope: str, **more: Any) -> tuple[UserId, RoleId, str]:
    """A user whose one role is limited."""
    user_id = register(plant, "li.wei", password=False)
    role_id = define(plant, "some", ACTIVATE, CHANGE, READ)
    plant.ok(GrantRole(user_id=user_id, role_id=role_id, scope=list(scope), **more), actor=CONSOLE)
    return user_id, role_id, UserId.text(user_id)


def renaming(number: int) -> ChangeWorkstation:
    return ChangeWorkstation(workstation_id=WorkstationId(number), name="new", area_id=AreaId(1))


@pytest.mark.clause("China MD GMP 2025 Art. 46(1)")
@pytest.mark.clause("21 CFR 11.10(g)")
def test_role_limited_to_an_item_permits_that_item_alone(guarded: Plant) -> None:
    _, role_id, actor = limited(guarded, "itm_2")
    said = guarded.refused("outside_scope", ActivateItem(item_id=ItemId(1)), actor=actor)
    assert said.message is not None
    assert "itm_2" in said.message["en"]
    guarded.ok(ActivateItem(item_id=ItemId(2)), actor=actor)
    guarded.refused("outside_scope", renaming(1), actor=actor, reason=WHY)
    with guarded.reader() as reader:
        assert RoleAuthority().role(reader, actor, ACTIVATE) is None
        assert RoleAuthority().may(reader, actor, READ)
        assert RoleAuthority().may(reader, actor, ACTIVATE)
        assert permissions_of(reader, UserId.parse(actor)) == {ACTIVATE, CHANGE, READ}
        no = scope_refusal(reader, actor, ActivateItem.SPEC, {"item_id": ItemId(1)})
        assert no is not None
        assert no.code == "outside_scope"
        assert scope_refusal(reader, actor, ActivateItem.SPEC, {"item_id": ItemId(2)}) is None
        assert scope_refusal(reader, actor, ActivateItem.SPEC, {}) is None
    assert RoleId.text(role_id) == "rol_1"


def test_limits_of_two_kinds_must_both_be_met(guarded: Plant) -> None:
    *_, actor = limited(guarded, "itm_1", "are_1")
    guarded.refused("outside_scope", ActivateItem(item_id=ItemId(1)), actor=actor)


def test_role_limited_to_an_area_permits_its_workstations(guarded: Plant) -> None:
    *_, actor = limited(guarded, "are_1")
    guarded.ok(renaming(1), actor=actor, reason=WHY)
    guarded.refused("outside_scope", renaming(2), actor=actor, reason=WHY)
    guarded.refused("outside_scope", renaming(9), actor=actor, reason=WHY)


def test_nothing_is_moved_out_of_the_area_one_may_work_in(guarded: Plant) -> None:
    *_, actor = limited(guarded, "are_1")
    away = ChangeWorkstation(workstation_id=WorkstationId(1), name="x", area_id=AreaId(2))
    guarded.refused("outside_scope", away, actor=actor, reason=WHY)


def test_role_counts_from_when_until_when(guarded: Plant) -> None:
    soon, later = in_days(guarded, 1), in_days(guarded, 3)
    user_id, role_id, actor = limited(guarded, valid_from=soon, valid_until=later)
    activate = ActivateItem(item_id=ItemId(1))
    guarded.refused("not_permitted", activate, actor=actor)
    guarded.clock.advance(days=2)
    guarded.ok(activate, actor=actor)
    guarded.clock.advance(days=2)
    guarded.refused("not_permitted", ActivateItem(item_id=ItemId(2)), actor=actor)
    with guarded.reader() as reader:
        assert roles_of(reader, user_id) == []
        assert permissions_of(reader, user_id) == frozenset()
    grant(guarded, user_id, role_id)
    guarded.ok(ActivateItem(item_id=ItemId(2)), actor=actor)


def test_limits_are_changed_and_taken_away(guarded: Plant) -> None:
    user_id, role_id, actor = limited(guarded, "itm_1")
    change = ChangeGrant(user_id=user_id, role_id=role_id)
    guarded.refused("reason_missing", change, actor=CONSOLE)
    guarded.ok(change, actor=CONSOLE, reason=WHY)
    guarded.ok(ActivateItem(item_id=ItemId(2)), actor=actor)
    with guarded.reader() as reader:
        assert reader.get(Grant, user_id, role_id) == Grant(user_id, role_id)
    guarded.ok(RevokeRole(user_id=user_id, role_id=role_id), actor=CONSOLE, reason=WHY)
    guarded.refused("role_not_held", change, actor=CONSOLE, reason=WHY)


def test_limits_name_what_is_there_and_times_that_come(guarded: Plant) -> None:
    user_id, role_id = register(guarded, "li.wei"), define(guarded, "some", READ)

    def giving(**more: Any) -> GrantRole:
        return GrantRole(user_id=user_id, role_id=role_id, **more)

    guarded.refused("not_found", giving(scope=["itm_99"]), actor=CONSOLE)
    guarded.refused("invalid_input", giving(scope=["lot_1"]), actor=CONSOLE)
    over = Instant(guarded.clock.now() - 1)
    guarded.refused("bad_period", giving(valid_until=over), actor=CONSOLE)
    first, last = in_days(guarded, 2), in_days(guarded, 1)
    guarded.refused("bad_period", giving(valid_from=first, valid_until=last), actor=CONSOLE)


def test_unlimited_roles_cost_no_further_statement(
    sqlite_plant: Plant, reads: list[object]
) -> None:
    user_id, role_id = register(sqlite_plant, "li.wei"), define(sqlite_plant, "r", ACTIVATE)
    grant(sqlite_plant, user_id, role_id)
    reads.clear()
    with sqlite_plant.reader() as reader:
        among = RoleAuthority().among(reader, [UserId.text(user_id)])
        for _ in range(5):
            assert among.role(reader, UserId.text(user_id), ACTIVATE) == RoleId.text(role_id)
    assert len(reads) == 1
    assert COMMANDS["items.activate_item/1"].permission == ACTIVATE
