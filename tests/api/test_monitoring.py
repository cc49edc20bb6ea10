"""GET /api/monitoring/…: what stands now, and readings as many as a chart can show."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.monitoring.series import thinned
from tests.api.door import LivingDoor


def test_every_point_stands_under_its_machine_or_room(living_door: LivingDoor) -> None:
    found = living_door.get("/api/monitoring/live", "quality").json
    machines = {each["code"]: each for each in found["machines"]}
    assert {code: [p["code"] for p in m["points"]] for code, m in machines.items()} == {
        "SEAL-01": ["SEAL-01.T", "SEAL-01.P"],
        "SEAL-02": ["SEAL-02.T"],
        "EXT-01": ["EXT-01.T"],
        "STER-01": ["STER-01.T"],
    }
    assert [area["code"] for area in found["areas"]] == ["CR1", "LAB"]
    sealer = machines["SEAL-02"]
    assert len(sealer["withdrawals"]) >= 1
    assert sealer["points"][0]["to_assess"] >= 1
    assert sealer["points"][0]["limits"]["action_high"] == "140"


def test_a_point_over_time_has_its_readings_and_excursions(living_door: LivingDoor) -> None:
    door = living_door
    live = door.get("/api/monitoring/live", "quality").json
    point = next(m for m in live["machines"] if m["code"] == "SEAL-02")["points"][0]
    last = clock.moment(clock.parse(point["at"]))
    query = {
        "from": clock.text(clock.instant(last - timedelta(hours=7))),
        "to": clock.text(clock.instant(last + timedelta(seconds=1))),
    }
    whole = door.get(f"/api/monitoring/points/{point['id']}?{urlencode(query)}", "quality").json
    assert whole["readings"] >= 1_080, "three a minute for six hours"
    assert len(whole["series"]) <= 600
    assert {each["level"] for each in whole["excursions"]} == {"alert", "action"}
    few = query | {"width": "20"}
    thin = door.get(f"/api/monitoring/points/{point['id']}?{urlencode(few)}", "quality").json
    assert thin["readings"] == whole["readings"]
    assert len(thin["series"]) <= 20
    for place in (1, 2):
        pick = (min, max)[place - 1]
        extremes = [pick(float(each[place]) for each in a["series"]) for a in (whole, thin)]
        assert extremes[0] == extremes[1]


@pytest.mark.parametrize(
    "path", ["points/lot_1", "points/mpt_1?width=0", "points/mpt_1?width=x", "points/mpt_1?from=x"]
)
def test_a_question_that_makes_no_sense_is_refused(living_door: LivingDoor, path: str) -> None:
    assert living_door.get(f"/api/monitoring/{path}", "quality").json["code"] == "bad_question"


def test_who_may_not_read_monitoring_is_told_so(living_door: LivingDoor) -> None:
    assert living_door.get("/api/monitoring/live", "admin").status == 403


@given(
    st.lists(st.tuples(st.integers(0, 1_000), st.integers(-50, 50)), max_size=80),
    st.integers(1, 30),
)
def test_thinning_loses_no_extreme_no_sum_and_no_reading(
    readings: list[tuple[int, int]], width: int
) -> None:
    readings.sort()
    ats, values = [Instant(at) for at, _ in readings], [Amount(value) for _, value in readings]
    found = thinned(ats, values, 0, 1_000, width)
    assert len(found) <= width
    assert sum(each.readings for each in found) == len(readings)
    assert sum(each.total for each in found) == sum(values)
    assert [each.at for each in found] == sorted(each.at for each in found)
    if values:
        assert min(each.low for each in found) == min(values)
        assert max(each.high for each in found) == max(values)
