"""Rules, lifetimes and holds say until when something is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.record import RECORDS
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.retention.commands import (
    AdoptRule,
    DeclineRule,
    DefineLifetime,
    EndRule,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeRule,
    ProposeTemplates,
    RequestErasure,
)
from lotproof.modules.retention.queries import RetentionRule, kept
from lotproof.modules.retention.rules import months_after
from lotproof.modules.retention.templates import TEMPLATES
from lotproof.modules.retention.vocabulary import (
    Anchor,
    LegalHoldId,
    RuleId,
    RuleState,
    Standing,
)
from lotproof.modules.warehouse.queries import Lot
from tests.modules.retention.archive import CHECKER, WHY, party, request, rule
from tests.modules.sales.market import LATE, Market
from tests.support.plant import Plant


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1200), st.integers(0, 300))
def test_a_later_anchor_or_a_longer_period_never_ends_earlier(
    day: date, months: int, more: int
) -> None:
    assert months_after(day, months) <= months_after(day + timedelta(days=more), months)
    assert months_after(day, months) <= months_after(day, months + more)


@pytest.mark.clause("ISO 13485 §4.2.5")
def test_the_latest_of_all_rules_counts(sqlite_plant: Plant) -> None:
    party_id = party(sqlite_plant)
    rule(sqlite_plant, 12)
    longest = rule(sqlite_plant, 24)
    with sqlite_plant.reader() as reader:
        found = kept(reader, reader.get(Party, party_id))
    assert found is not None
    assert (found.until, found.rule.id) == (date(2028, 3, 2), longest)


@pytest.mark.clause("China MD GMP 2025 Art. 45")
def test_the_lifetime_of_the_device_is_added(market_plant: Market) -> None:
    plant, lot_id = market_plant.plant, market_plant.lot()
    rule(plant, 0, record_class="warehouse.lot", adds_lifetime=True)
    rule(plant, 6, record_class="warehouse.lot", counted_from=Anchor.FIELD,
         anchor_field="expires_on")  # fmt: skip
    with plant.reader() as reader:
        found = kept(reader, reader.get(Lot, lot_id))
    assert found is not None
    assert found.until is None, "as long as nobody has defined the lifetime"
    define = DefineLifetime(item_id=market_plant.cap, months=60)
    plant.ok(define, reason="design input")
    shorter = DefineLifetime(item_id=market_plant.cap, months=24)
    plant.refused("lifetime_shortened", shorter, reason=WHY)
    plant.refused("not_found", DefineLifetime(item_id=ItemId(999), months=1), reason=WHY)
    with plant.reader() as reader:
        found = kept(reader, reader.get(Lot, lot_id))
    assert found is not None
    assert found.until == date(2031, 3, 2)
    assert months_after(LATE, 6) == date(2028, 3, 1)
    plant.check()


@pytest.fixture
def market_plant(plant: Plant) -> Market:
    return Market(plant)


def test_a_rule_is_adopted_and_ended_by_two(plant: Plant) -> None:
    given = ProposeRule(
        record_class="parties.party",
        title="Contacts",
        citation="our own",
        counted_from=Anchor.LAST_OPERATION,
    )
    rule_id = RuleId.parse(plant.ok(given).value("rule_id"))
    adopt = AdoptRule(rule_id=rule_id, effective_from=date(2026, 1, 1))
    plant.refused("retention_same_person", adopt, reason=WHY)
    plant.ok(adopt, actor=CHECKER, reason="read")
    plant.refused("retention_same_person", EndRule(rule_id=rule_id), actor=CHECKER, reason=WHY)
    plant.ok(EndRule(rule_id=rule_id), reason="replaced")
    plant.refused("wrong_state", DeclineRule(rule_id=rule_id), reason=WHY)
    plant.check()


@pytest.mark.parametrize(
    ("record_class", "field"),
    [
        ("no.kind", None),
        ("parties.party", None),
        ("parties.party", "code"),
        ("parties.party", "nothing"),
    ],
)
def test_a_rule_is_about_something(
    sqlite_plant: Plant, record_class: str, field: str | None
) -> None:
    given = ProposeRule(
        record_class=record_class,
        title="T",
        citation="C",
        counted_from=Anchor.FIELD,
        anchor_field=field,
    )
    sqlite_plant.refused("record_class_unknown", given)


def test_templates_are_proposals_and_speak_of_what_there_is(plant: Plant) -> None:
    for each in TEMPLATES:
        kind = RECORDS[each.record_class]
        assert each.field is None or kind.by_name[each.field].kind in ("date", "instant"), each
    plant.ok(ProposeTemplates())
    plant.ok(ProposeTemplates())
    with plant.reader() as reader:
        found = reader.find(RetentionRule)
    assert len(found) == len(TEMPLATES)
    assert {each.state for each in found} == {RuleState.PROPOSED}
    assert {each.standing for each in found} == {Standing.VERIFIED, Standing.UNVERIFIED}
    plant.ok(DeclineRule(rule_id=RuleId(found[0].id)), reason="not sold there")
    plant.check()


@pytest.mark.clause("21 CFR 11.10(c)")
def test_a_legal_hold_wins(plant: Plant) -> None:
    owner = plant.ok(RegisterUser(login="counsel", name="Counsel", language=UserLanguage.EN))
    owner_id = UserId.parse(owner.value("user_id"))
    party_id = party(plant)
    rule(plant)
    plant.clock.advance(days=1)
    erasure_id = request(plant, party_id)
    asked = RequestErasure(subject=PartyId.text(party_id))
    for scope in ({"subject": PartyId.text(party_id)}, {"record_class": "parties.party"}):
        place = PlaceLegalHold(matter="inquiry 7", owner_id=owner_id, **scope)
        hold_id = LegalHoldId.parse(plant.ok(place, reason="letter").value("hold_id"))
        plant.refused("on_legal_hold", asked, reason=WHY)
        lift = LiftLegalHold(hold_id=hold_id)
        plant.refused("retention_same_person", lift, reason=WHY)
        plant.ok(lift, actor=CHECKER, reason="closed")
    plant.ok(asked, reason=WHY)
    nothing = PlaceLegalHold(matter="inquiry 8", owner_id=owner_id)
    plant.refused("hold_on_nothing", nothing, reason=WHY)
    assert erasure_id == 1
    plant.check()
