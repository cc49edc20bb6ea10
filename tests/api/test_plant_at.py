"""GET /api/plant/…: at every size the sums are what the records of that size say."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.reading import Read
from lotproof.adapters.verify.replay import Replay
from lotproof.derive import moments
from lotproof.derive.moments import Bucket, Counted, Moments, Stocked, states_of
from lotproof.kernel import clock
from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.record import RECORDS
from lotproof.ledger.entry import Sealed
from tests.api.door import Door, LivingDoor

Records = dict[str, list[dict[str, Any]]]


def sums_of(records: Records) -> dict[Bucket, int]:
    """The sums of records as they stand: the rule, said without differences."""
    found: dict[Bucket, int] = defaultdict(int)
    for kind, all_of in records.items():
        if states_of(kind) is not None:
            for each in all_of:
                found[Counted(kind, each["state"])] += 1
    lots = {each["id"]: each for each in records["warehouse.lot"]}
    for each in records["warehouse.stock"]:
        lot = lots[each["lot_id"]]
        status = "on_hold" if lot["holds"] else lot["state"]
        bucket = Stocked(each["item_id"], each["location_id"], status, each["unit"])
        found[bucket] += parse_amount(each["quantity"], each["unit"])
    return {bucket: value for bucket, value in found.items() if value}


def replayed(history: list[Sealed], size: int) -> Records:
    """Every record as replay makes it of the first entries: what `replay --as-of` shows."""
    findings = Findings()
    with Replay(findings) as replay:
        for each in history[:size]:
            replay.apply(Read(each.seq, each.envelope, each.parts))
        assert findings.found == []
        return {kind: [state for _, state in replay.states(kind)] for kind in RECORDS}


def fed(history: list[Sealed]) -> Moments:
    found = Moments()
    found.feed(history, [clock.parse(each.envelope.recorded) for each in history])
    return found


@pytest.fixture(scope="module")
def history(living_door: LivingDoor) -> list[Sealed]:
    size = living_door.size
    with living_door.plant.ledger() as view:
        return list(view.entries(0, size))


@pytest.fixture(scope="module")
def past(history: list[Sealed]) -> Moments:
    return fed(history)


@pytest.mark.clause("EU GMP Annex 11 §4.8")
def test_at_any_size_it_is_what_replay_makes(history: list[Sealed], past: Moments) -> None:
    @settings(max_examples=25)
    @given(st.integers(0, len(history)))
    def holds(size: int) -> None:
        assert past.at(size) == sums_of(replayed(history, size))

    holds()


def test_it_does_not_matter_where_segments_end(
    history: list[Sealed], past: Moments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "_SEGMENT", 7)
    cut = fed(history)
    for size in range(0, len(history) + 1, 13):
        assert cut.at(size) == past.at(size)
    assert cut.at(len(history)) == past.at(len(history))


def test_entries_are_fed_in_order_and_the_future_is_not_known(history: list[Sealed]) -> None:
    short = fed(history[:10])
    with pytest.raises(ValueError, match="not fed yet"):
        short.at(11)
    with pytest.raises(ValueError, match="where 10 was due"):
        short.feed([history[20]], [clock.parse(history[20].envelope.recorded)])


def at(door: Door, moment: object, who: str = "auditor") -> dict[str, Any]:
    answer = door.get(f"/api/plant/at/{quote(str(moment))}", who)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def test_now_it_is_what_the_tables_say(living_door: LivingDoor) -> None:
    door = living_door
    for who in ("auditor", "keeper"):
        door.token(who)
    now = at(door, door.size)
    assert now["size"] == door.size
    for kind in now["states"]:
        for state in kind["states"]:
            path = f"/api/records/{kind['kind']}?state={state['state']}&limit=1"
            assert door.get(path).json["total"] == state["count"], (kind["kind"], state)
    stock: dict[str, Decimal] = defaultdict(Decimal)
    for each in now["stock"]:
        stock[f"{each['item_id']}|{each['location_id']}"] += Decimal(each["quantity"])
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for each in door.get("/api/records/warehouse.stock?limit=1000").json["records"]:
        expected[f"{each['item_id']}|{each['location_id']}"] += Decimal(each["quantity"])
    assert stock == {name: value for name, value in expected.items() if value}
    assert all(each["item_id"] in now["names"] for each in now["stock"])


def test_a_time_is_the_size_at_that_time(living_door: LivingDoor, history: list[Sealed]) -> None:
    middle = history[len(history) // 2]
    found = at(living_door, middle.envelope.recorded)
    assert found["at"] == history[found["size"] - 1].envelope.recorded == middle.envelope.recorded
    empty = at(living_door, 0)
    assert (empty["states"], empty["stock"], empty["at"]) == ([], [], None)
    assert living_door.get("/api/plant/at/once").json["code"] == "bad_question"


def test_moments_add_up_to_the_ledger(living_door: LivingDoor, history: list[Sealed]) -> None:
    door = living_door
    size = door.size
    found = door.get("/api/plant/moments").json
    assert sum(each["entries"] for each in found["moments"]) == size == found["size"]
    assert found["moments"][-1]["size"] == size
    refused = sum(each.envelope.outcome == "refused" for each in history)
    assert sum(each["refused"] for each in found["moments"]) >= refused
    first, last = found["moments"][1]["from"], found["moments"][2]["to"]
    for each in found["moments"]:
        assert each["from"] < each["to"]
    some = door.get(f"/api/plant/moments?from={first}&to={last}").json["moments"]
    assert 0 < len(some) <= 400
    assert some[0]["from"] >= first


def test_the_past_shows_what_one_may_read_today(living_door: LivingDoor, door: Door) -> None:
    kinds = {each["kind"] for each in at(living_door, 100, "keeper")["states"]}
    assert "sites.area" in kinds
    assert not any(kind.startswith("people.") for kind in kinds)
    door.user("nobody")
    assert door.get("/api/plant/at/1", "nobody").status == 403


def test_new_entries_are_taken_in(either_door: Door) -> None:
    door = either_door
    before = at(door, door.size)["size"]
    door.user("another")
    now = at(door, door.size)
    assert now["size"] > before
    users = next(each for each in now["states"] if each["kind"] == "people.user")
    active = next(each for each in users["states"] if each["state"] == "active")
    assert active["count"] == door.get("/api/records/people.user?state=active").json["total"]
