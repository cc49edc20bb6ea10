"""GET /api/spc/…: the wall, one chart over time, and the baseline of its limits."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.api.door import LivingDoor


def tiles(door: LivingDoor) -> dict[str, dict[str, Any]]:
    found = door.get("/api/spc/wall", "quality").json["charts"]
    return {each["code"]: each for each in found}


def test_the_wall_shows_all_charts_the_worst_first(living_door: LivingDoor) -> None:
    found = tiles(living_door)
    assert set(found) == {
        "SEAL-01.T", "SEAL-01.P", "SEAL-02.T", "EXT-01.T", "CR1.T", "CR1.DP",
    }  # fmt: skip
    assert found["EXT-01.T"]["standing"] == "signal"
    assert found["SEAL-01.T"]["standing"] == "in_control"
    assert found["CR1.DP"]["standing"] == "no_limits"
    rank = ["signal", "no_limits", "no_points", "in_control"]
    places = [rank.index(each["standing"]) for each in found.values()]
    assert places == sorted(places)
    assert len(found["SEAL-01.T"]["points"]) == 30
    assert found["SEAL-01.T"]["place"] == "SEAL-01"


def test_a_chart_has_points_limits_signals_and_capability(living_door: LivingDoor) -> None:
    chart = living_door.get(f"/api/spc/charts/{tiles(living_door)['EXT-01.T']['id']}", "quality")
    found = chart.json
    assert found["plotted"] == len(found["points"]) >= 34, "a point every five minutes"
    at, value, low, centre, high, spread = found["points"][0]
    assert at > found["limits"]["to"]
    assert float(low) < float(centre) < float(high)
    assert float(low) < float(value) < float(high)
    assert len(spread) == 4
    assert "nelson_1" in {each["rule"] for each in found["signals"]}
    assert [each["rule"] for each in found["limits"]["rules"]] == [
        "nelson_1", "nelson_2", "nelson_3",
    ]  # fmt: skip
    assert found["specification"]["basis"] == "action"
    cpk = [float(each) for each in found["capability"]["cpk"]]
    assert cpk[1] < cpk[0] < cpk[2]
    assert found["capability"]["doubts"], "a chart that signals states no capability"


def test_the_drift_of_the_extruder_is_told_before_any_limit_is_met(
    living_door: LivingDoor,
) -> None:
    chart = living_door.get(f"/api/spc/charts/{tiles(living_door)['EXT-01.T']['id']}", "quality")
    (drift,) = [each for each in chart.json["signals"] if each["rule"] == "drift"]
    assert float(drift["per_hour"]) > 0
    assert drift["reached_earliest"] < drift["reached_at"]


def test_a_baseline_is_computed_again_without_points(living_door: LivingDoor) -> None:
    door = living_door
    tile = tiles(door)["SEAL-02.T"]
    limits = door.get(f"/api/spc/charts/{tile['id']}", "quality").json["limits"]
    left_out = [each["at"] for each in limits["exclusions"]]
    assert left_out
    query = {"from": limits["from"], "to": limits["to"]}
    address = f"/api/spc/charts/{tile['id']}/baseline"
    whole = door.get(f"{address}?{urlencode(query)}", "quality").json
    assert {each["at"] for each in whole["fired"]} >= set(left_out)
    without = query | {"without": ",".join(left_out), "rules": "nelson_1,nelson_2,nelson_3"}
    cleaned = door.get(f"{address}?{urlencode(without)}", "quality").json
    assert not {each["at"] for each in cleaned["fired"]} & set(left_out)
    assert cleaned["kept"] == whole["kept"] - len(left_out) == limits["points"]
    assert (cleaned["mean"], cleaned["sigma"]) == (limits["mean"], limits["sigma"])
    assert len(cleaned["points"]) == len(whole["points"]), "what is left out is shown"


@pytest.mark.parametrize(
    "path",
    [
        "charts/lot_1",
        "charts/spc_1?from=x",
        "charts/spc_1/baseline?rules=nelson_9",
        "charts/spc_1/baseline?without=x",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(living_door: LivingDoor, path: str) -> None:
    assert living_door.get(f"/api/spc/{path}", "quality").json["code"] == "bad_question"


def test_a_baseline_without_limits_says_why(living_door: LivingDoor) -> None:
    door = living_door
    tile = tiles(door)["SEAL-01.T"]
    query = urlencode({"from": "2001-01-01T00:00:00Z", "to": "2001-01-02T00:00:00Z"})
    told = door.get(f"/api/spc/charts/{tile['id']}/baseline?{query}", "quality")
    assert told.json["code"] == "baseline_too_short"
    assert door.get("/api/spc/charts/spc_999999", "quality").status == 404


def test_who_may_not_read_charts_is_told_so(living_door: LivingDoor) -> None:
    assert living_door.get("/api/spc/wall", "admin").status == 403
