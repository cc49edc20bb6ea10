"""Duties that one person does not have together, as data; exceptions in time, by two persons."""

from pathlib import Path

import pytest

from lotproof.entrypoints.cli.setup import init
from lotproof.entrypoints.compose import Plant as Site
from lotproof.modules.people.apart import separations
from lotproof.modules.people.authority import CONSOLE, RoleAuthority
from lotproof.modules.people.commands import (
    ChangeRole,
    DefineRole,
    GrantRole,
)
from lotproof.modules.people.commands_access import (
    DecideException,
    DefineSeparation,
    Delegate,
    RequestException,
    RetireSeparation,
)
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions
from lotproof.modules.people.default_separations import (
    STANDARD_SEPARATIONS,
    default_separation_commands,
)
from lotproof.modules.people.queries import Grant, SeparationException
from lotproof.modules.people.rules_access import clash
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    ExceptionId,
    ExceptionState,
    Leave,
    SeparationId,
)
from tests.modules.people.helpers import (
    WHY,
    define,
    define_emergency,
    employ,
    grant,
    in_days,
    register,
    separate,
)
from tests.support.plant import Plant

DRAFT, APPROVE = "items.bom.draft", "items.bom.approve"


@pytest.mark.clause("21 CFR 11.10(g)")
def test_separated_duties_are_refused_wherever_they_would_meet(plant: Plant) -> None:
    separate(plant, "bom", "items.bom.draft", "items.bom.approve")
    both = DefineRole(code="both", title="B", title_zh="双", permissions=[DRAFT, APPROVE])
    plant.refused("separated_duties", both, actor=CONSOLE)
    maker, checker = define(plant, "maker", DRAFT), define(plant, "checker", APPROVE)
    more = ChangeRole(role_id=maker, title="m", title_zh="制", permissions=[DRAFT, APPROVE])
    plant.refused("separated_duties", more, actor=CONSOLE, reason=WHY)
    user_id = register(plant, "li", password=False)
    grant(plant, user_id, maker)
    give = GrantRole(user_id=user_id, role_id=checker)
    said = plant.refused("separated_duties", give, actor=CONSOLE)
    assert said.message is not None
    assert all(each in said.message["en"] for each in (DRAFT, APPROVE, "bom", "usr_1"))
    neutral = define(plant, "neutral", "items.item.register")
    grant(plant, user_id, neutral)
    grown = ChangeRole(
        role_id=neutral, title="n", title_zh="中", permissions=["items.item.register", APPROVE]
    )
    plant.refused("separated_duties", grown, actor=CONSOLE, reason=WHY)
    standby = define_emergency(plant, "standby", APPROVE)
    give = GrantRole(user_id=user_id, role_id=standby)
    plant.refused("separated_duties", give, actor=CONSOLE)
    plant.check()


def test_delegation_is_no_way_round(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    separate(plant, "bom", DRAFT, APPROVE)
    maker, checker = employ(plant, "maker", DRAFT), employ(plant, "checker", APPROVE)
    given = Delegate(deputy_id=maker, permissions=[APPROVE], valid_until=in_days(plant, 5))
    plant.refused("separated_duties", given, actor=UserId.text(checker), reason=WHY)
    manager = employ(plant, "manager", "people.user.register")
    given = Delegate(deputy_id=manager, permissions=[APPROVE], valid_until=in_days(plant, 5))
    plant.refused("mixed_duties", given, actor=UserId.text(checker), reason=WHY)


def test_what_somebody_has_already_is_not_separated(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id = employ(plant, "li", DRAFT)
    grant(plant, user_id, define(plant, "checker", APPROVE))
    define_both = DefineSeparation(
        code="bom", title="b", title_zh="清", first=["items.bom.*"], second=[APPROVE]
    )
    plant.refused("separated_duties", define_both, actor=CONSOLE)
    role_of = define(plant, "both", "items.routing.draft", "items.routing.approve")
    apart = DefineSeparation(
        code="routing",
        title="r",
        title_zh="工",
        first=["items.routing.draft"],
        second=["items.routing.approve"],
    )
    plant.refused("separated_duties", apart, actor=CONSOLE)
    assert role_of


def test_retired_separation_separates_no_more(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    separation_id = separate(plant, "bom", DRAFT, APPROVE)
    user_id = employ(plant, "li", DRAFT)
    give = GrantRole(user_id=user_id, role_id=define(plant, "checker", APPROVE))
    plant.refused("separated_duties", give, actor=CONSOLE)
    retire = RetireSeparation(separation_id=separation_id)
    plant.refused("reason_missing", retire, actor=CONSOLE)
    plant.ok(retire, actor=CONSOLE, reason=WHY)
    plant.refused("wrong_state", retire, actor=CONSOLE, reason=WHY)
    plant.ok(give, actor=CONSOLE)


def asked(plant: Plant, user_id: UserId, days: int = 10) -> ExceptionId:
    """An exception from the first separation, asked for by usr_90."""
    command = RequestException(
        user_id=user_id, separation_id=SeparationId(1), until=in_days(plant, days)
    )
    return ExceptionId.parse(plant.ok(command, actor="usr_90", reason=WHY).value("exception_id"))


def test_exception_is_decided_by_a_second_person_and_ends(plant: Plant) -> None:
    separate(plant, "bom", DRAFT, APPROVE)
    user_id, checker = employ(plant, "li", DRAFT), define(plant, "checker", APPROVE)
    give = GrantRole(user_id=user_id, role_id=checker)
    decide = DecideException(exception_id=asked(plant, user_id), decision=Leave.APPROVE)
    plant.refused("separated_duties", give, actor=CONSOLE)
    plant.refused("own_review", decide, actor="usr_90", reason=WHY)
    plant.refused("own_review", decide, actor=UserId.text(user_id), reason=WHY)
    plant.refused("own_review", decide, actor="usr_91", behalf="usr_90", reason=WHY)
    plant.ok(decide, actor="usr_91", reason="two people in the plant this month")
    plant.refused("wrong_state", decide, actor="usr_91", reason=WHY)
    plant.ok(give, actor=CONSOLE)
    with plant.reader() as reader:
        exception = reader.get(SeparationException, 1)
        assert (exception.decided_by, exception.reason) == ("usr_91", WHY)
        grant_ = reader.get(Grant, user_id, checker)
        assert grant_.valid_until == exception.until
        assert RoleAuthority().may(reader, UserId.text(user_id), APPROVE)
    plant.clock.advance(days=11)
    with plant.reader() as reader:
        assert not RoleAuthority().may(reader, UserId.text(user_id), APPROVE)
    plant.refused("separated_duties", give, actor=CONSOLE)
    plant.check()


def test_refused_and_overlong_exceptions_let_nothing(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    separate(plant, "bom", DRAFT, APPROVE)
    user_id, checker = employ(plant, "li", DRAFT), define(plant, "checker", APPROVE)
    too_long = RequestException(
        user_id=user_id, separation_id=SeparationId(1), until=in_days(plant, 400)
    )
    plant.refused("bad_period", too_long, actor="usr_90", reason=WHY)
    plant.refused("reason_missing", too_long, actor="usr_90")
    decide = DecideException(exception_id=asked(plant, user_id), decision=Leave.REFUSE)
    plant.ok(decide, actor="usr_91", reason="find somebody else")
    with plant.reader() as reader:
        assert reader.get(SeparationException, 1).state is ExceptionState.REFUSED
    give = GrantRole(user_id=user_id, role_id=checker)
    plant.refused("separated_duties", give, actor=CONSOLE)


def test_innocent_role_is_not_cut_short_by_an_exception(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    separate(plant, "bom", DRAFT, APPROVE)
    user_id, checker = employ(plant, "li", DRAFT), define(plant, "checker", APPROVE)
    decide = DecideException(exception_id=asked(plant, user_id), decision=Leave.APPROVE)
    plant.ok(decide, actor="usr_91", reason=WHY)
    other = define(plant, "other", "items.item.register")
    for role_id in (checker, other):
        grant(plant, user_id, role_id)
    with plant.reader() as reader:
        assert reader.get(Grant, user_id, other).valid_until is None


@pytest.mark.parametrize("code", [each.code for each in STANDARD_SEPARATIONS])
def test_standard_roles_have_no_separated_duties(code: str) -> None:
    """And each side of a standard separation is a permission of some standard role."""
    separation = next(each for each in STANDARD_SEPARATIONS if each.code == code)
    held = {role.code: permissions(role) for role in STANDARD_ROLES}
    assert {
        c: clash(p, separation.first, separation.second) for c, p in held.items()
    } == dict.fromkeys(held)
    for side in (separation.first, separation.second):
        assert any(clash(p, side, side) for p in held.values()), side


def test_standard_separations_can_be_defined(sqlite_plant: Plant) -> None:
    for command in default_separation_commands():
        sqlite_plant.ok(command, actor=CONSOLE)


def test_service_account_gets_nothing_that_is_signed(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    service = register(plant, "robot", is_service=True)
    signed = define(plant, "reviewing", "people.review.close")
    plain = define(plant, "plain", "items.item.register")
    give = GrantRole(user_id=service, role_id=signed)
    plant.refused("service_cannot_sign", give, actor=CONSOLE)
    grant(plant, service, plain)
    more = ChangeRole(
        role_id=plain,
        title="p",
        title_zh="平",
        permissions=["items.item.register", "people.review.close"],
    )
    plant.refused("service_cannot_sign", more, actor=CONSOLE, reason=WHY)
    assert RoleId(2) == plain


def test_a_new_site_begins_with_the_standard_separations(tmp_path: Path) -> None:
    init(tmp_path / "site", "New plant", "plant.example/new", None, "Asia/Shanghai")
    opened = Site(tmp_path / "site")
    with opened.reader() as reader:
        known = {each.code for each in separations(reader)}
    opened.close()
    assert known == {each.code for each in STANDARD_SEPARATIONS}
