"""The chain of causes: back to the very reading, and forward to all that came of it."""

from typing import Any

import pytest

from lotproof.adapters.ledger_causes import CausesView
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive import causes
from lotproof.derive.causes import Chain, chain_of, first_about
from lotproof.derive.chain import told_chain
from lotproof.kernel import clock
from lotproof.kernel.masking import nothing
from lotproof.modules.monitoring.commands_readings import AssessExcursion, GiveStartBack
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId, WithdrawalId
from tests.modules.monitoring.hall import QUALITY, Hall, phase_limits
from tests.modules.production.factory import OPERATOR

pytestmark = pytest.mark.clause("ISO 13485 §8.2.6")

READINGS = "monitoring.record_readings/1"
MARK = "monitoring.mark_affected_lot/1"
HOLD = "warehouse.place_hold/1"
WITHDRAW = "monitoring.withdraw_start/1"
ASSESS = "monitoring.assess_excursion/1"
GIVE_BACK = "monitoring.give_start_back/1"
RAISE, CLEAR = "alerts.raise_alert/1", "alerts.clear_alert/1"


def chain(hall: Hall, about: str | int) -> Chain:
    with hall.plant.database.snapshot() as connection:
        view = CausesView(LedgerView(connection))
        seq = about if isinstance(about, int) else first_about(view, about)
        assert seq is not None, about
        return chain_of(view, seq)


def told(hall: Hall, about: str) -> dict[str, Any]:
    with hall.plant.reader() as reader:
        view = CausesView(LedgerView(reader.connection))
        seq = first_about(view, about)
        assert seq is not None, about
        found = chain_of(view, seq)
        return told_chain(reader, view, found, seq, lambda sealed: True, nothing)


def kinds(found: Chain) -> list[str]:
    return [each.envelope.kind for each in found.entries.values()]


def links(found: Chain) -> set[tuple[str, str, str | None]]:
    of = {seq: each.envelope.kind for seq, each in found.entries.items()}
    return {(of[link.cause], of[link.effect], link.via) for link in found.links}


def broken(hall: Hall) -> None:
    """A lot is being made while its critical point leaves its action limits."""
    hall.limit(phase_limits(alert_low=None, alert_high=None))
    hall.line.start(hall.line.ready(), equipment_id=hall.line.press)
    hall.start = hall.plant.clock.now()
    hall.send((1, "180"), (2, "190"))


@pytest.mark.parametrize("about", ["exc_1", "hld_1", "stw_1", "alt_1"])
def test_from_each_consequence_it_is_the_same_chain(hall: Hall, about: str) -> None:
    broken(hall)
    found = chain(hall, about)
    assert kinds(found) == [READINGS, MARK, HOLD, WITHDRAW, RAISE]
    assert links(found) == {
        (READINGS, RAISE, None),
        (READINGS, MARK, None),
        (MARK, HOLD, None),
        (READINGS, WITHDRAW, None),
    }
    assert not found.is_cut


def test_what_people_decide_is_part_of_it_and_names_what_it_was_about(hall: Hall) -> None:
    broken(hall)
    excursion, withdrawal = ExcursionId(1), WithdrawalId(1)
    hall.plant.ok(
        AssessExcursion(excursion_id=excursion, assessment="Probe torn off."), actor=QUALITY
    )
    hall.plant.ok(GiveStartBack(withdrawal_id=withdrawal), actor=QUALITY, reason="new probe")
    before = chain(hall, "exc_1")
    assert kinds(before)[-2:] == [ASSESS, GIVE_BACK]
    assert {(READINGS, ASSESS, "exc_1"), (WITHDRAW, GIVE_BACK, "stw_1")} <= links(before)
    last = max(before.entries)
    assert chain(hall, last) == before, "backward from the decision"


def test_batches_that_only_go_on_are_not_part_of_it(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    broken(hall)
    for second in range(3, 9):
        hall.send((second, str(188 + second)))
    hall.send((9, "180"))
    found = chain(hall, "exc_1")
    begins, ends = [READINGS, MARK, HOLD, WITHDRAW, RAISE], [READINGS, CLEAR]
    assert kinds(found) == begins + ends
    assert (READINGS, READINGS, "exc_1") in links(found)


def test_another_excursion_is_another_chain(sqlite_hall: Hall) -> None:
    """One batch ends the first and begins the second: that is no cause of the second."""
    hall = sqlite_hall
    other = hall.add_point("PRESS-1.P", "ns=2;s=P", equipment_id=hall.line.press)
    hall.limit(phase_limits(alert_low=None, alert_high=None))
    hall.limit(phase_limits(alert_low=None, alert_high=None), point=other)
    hall.send((1, "190"))
    hall.send(hall.reading(2, "180"), hall.reading(2, "190", tag="ns=2;s=P"))
    first, second = chain(hall, "exc_1"), chain(hall, "exc_2")
    assert kinds(first) == [READINGS, WITHDRAW, RAISE, READINGS, CLEAR, RAISE]
    assert min(second.entries) == sorted(first.entries)[3], "the batch that both have"


def test_work_told_late_has_both_causes(sqlite_hall: Hall) -> None:
    """Whoever started it, and the excursion of then: only what marks its lot belongs to it."""
    hall, line = sqlite_hall, sqlite_hall.line
    hall.limit(phase_limits(alert_low=None, alert_high=None))
    order = line.ready()
    hall.start = hall.plant.clock.now()
    hall.send((10, "180"), (20, "190"), (30, "180"))
    hall.plant.ok(GiveStartBack(withdrawal_id=WithdrawalId(1)), actor=QUALITY, reason="loose")
    starting = line.starting(order, equipment_id=line.press)
    hall.plant.ok(starting, actor=OPERATOR, occurred=clock.text(hall.at(15)))
    found = chain(hall, "hld_1")
    start = starting.SPEC.kind
    assert {(start, MARK, None), (READINGS, MARK, "exc_1"), (MARK, HOLD, None)} <= links(found)
    assert links(chain(hall, "exc_1")) == links(found)


def test_the_reading_stands_first_with_its_value_and_limit(hall: Hall) -> None:
    broken(hall)
    drawn = told(hall, "hld_1")
    reading, *entries = drawn["nodes"]
    assert {name: reading[name] for name in ("type", "point", "value", "limit", "side")} == {
        "type": "reading",
        "point": "PRESS-1.T",
        "value": "190",
        "limit": "185",
        "side": "high",
    }
    assert (reading["seq"], reading["place"]) == (entries[0]["seq"], 1)
    assert [each["by"] for each in entries[1:]] == ["rule"] * 4
    assert drawn["edges"][0] == {"from": reading["id"], "to": entries[0]["id"], "via": "exc_1"}
    assert [node["x"] for node in drawn["nodes"]] == [0, 300, 600, 900, 600, 600]
    assert drawn["focus"] == entries[2]["id"]


def test_after_a_dwell_the_reading_is_that_of_the_earlier_batch(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit(phase_limits(alert_low=None, alert_high=None, dwell_ms=3_000))
    hall.send((1, "180"), (2, "186"))
    with hall.plant.database.snapshot() as connection:
        earlier = LedgerView(connection).size - 1
    hall.send((4, "187"), (6, "188"))
    drawn = told(hall, "exc_1")
    reading = drawn["nodes"][0]
    assert (reading["seq"], reading["place"]) == (earlier, 1)
    assert reading["at"] == clock.text(hall.at(2))
    assert all(node["id"] != f"entry:{earlier}" for node in drawn["nodes"])


def test_what_may_not_be_read_is_hidden_and_keeps_its_place(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    broken(hall)
    with hall.plant.reader() as reader:
        view = CausesView(LedgerView(reader.connection))
        seq = first_about(view, "hld_1")
        assert seq is not None
        found = chain_of(view, seq)

        def may_read(sealed: Any) -> bool:
            return bool(sealed.envelope.kind == HOLD)

        drawn = told_chain(reader, view, found, seq, may_read, nothing)
    hidden = [node for node in drawn["nodes"] if node["is_hidden"]]
    assert len(hidden) == 5, "the reading, its batch, the mark, the withdrawal and the alert"
    assert all(node.keys() == {"id", "type", "seq", "at", "is_hidden", "x", "y"} for node in hidden)
    assert len(drawn["edges"]) == 5


def test_a_long_chain_is_cut_and_says_so(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(sqlite_hall)
    monkeypatch.setattr(causes, "ENTRIES_MAX", 3)
    found = chain(sqlite_hall, "exc_1")
    assert len(found.entries) == 3
    assert found.is_cut


def test_how_a_long_excursion_ended_is_part_of_its_chain(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many batches speak of it in between."""
    monkeypatch.setattr(causes, "FOLLOWERS_MAX", 3)
    broken(hall)
    for second in range(3, 12):
        hall.send((second, str(188 + second)))
    hall.send((12, "180"))
    excursion = ExcursionId(1)
    hall.plant.ok(AssessExcursion(excursion_id=excursion, assessment="Torn off."), actor=QUALITY)
    found = chain(hall, "exc_1")
    assert kinds(found)[-3:] == [READINGS, CLEAR, ASSESS]
    assert found.is_cut, "what lies between was not looked at"


def test_what_is_read_does_not_grow_with_the_ledger(sqlite_hall: Hall) -> None:
    """Every question is answered by an index, and there are as many after a hundred batches."""
    hall = sqlite_hall
    broken(hall)

    def statements() -> int:
        with hall.plant.database.snapshot() as connection:
            count = 0
            rows = connection.rows

            def counted(sql: str, params: Any) -> Any:
                nonlocal count
                count += 1
                plan = rows(f"EXPLAIN QUERY PLAN {sql}", params)
                assert not any(str(row[3]).startswith("SCAN ledger") for row in plan), plan
                return rows(sql, params)

            connection.rows = counted  # type: ignore[method-assign]
            view = CausesView(LedgerView(connection))
            seq = first_about(view, "hld_1")
            assert seq is not None
            chain_of(view, seq)
            del connection.rows
            return count

    before = statements()
    hall.send((3, "180"))
    ended = statements()
    for second in range(4, 104):
        hall.send((second, "180"))
    assert statements() == ended <= before + 6
