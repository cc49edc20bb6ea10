"""Rules over HTTP: the words, what is wrong with a condition, and what it would have done."""

from typing import Any

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import opened
from lotproof.modules.monitoring.queries import Excursion, Point
from tests.api.door import Door, LivingDoor

BEGAN = "monitoring.excursion_began/1"
HOT = 'event.level == "action" && point.code == "SEAL-02.T"'


def asked(door: Door, address: str, who: str = "quality", **query: str) -> Any:
    found = door.client.build_request("GET", address, params=query).url
    return door.get(str(found).removeprefix(str(door.client.base_url).rstrip("/")), who)


def test_the_words_and_the_faults_of_a_condition(living_door: LivingDoor) -> None:
    kinds = [each["kind"] for each in asked(living_door, "/api/rules/triggers").json["rows"]]
    assert BEGAN in kinds
    words = asked(living_door, "/api/rules/words", trigger=BEGAN).json["rows"]
    (level,) = [each for each in words if each["name"] == "event.level"]
    assert (level["type"], level["label"]["zh"]) == ("string", "事实：级别")
    assert [each["value"] for each in level["choices"]] == ["alert", "action"]
    wrong = asked(living_door, "/api/rules/check", trigger=BEGAN, condition="event.levl == 3")
    assert [(each["line"], each["column"]) for each in wrong.json["faults"]] == [(1, 1)]
    assert asked(living_door, "/api/rules/check", trigger=BEGAN, condition=HOT).json == {
        "faults": []
    }


def test_a_trial_says_what_a_rule_would_have_done(living_door: LivingDoor) -> None:
    """Equal to the excursions that the plant has in its tables; asking seals nothing."""
    with living_door.plant.reader() as reader:
        excursions = reader.find(Excursion)
        (point,) = reader.find(Point, code="SEAL-02.T")
    with living_door.plant.ledger() as view:
        size = view.size
    tried = asked(living_door, "/api/rules/trial", trigger=BEGAN, condition=HOT).json
    hot = {
        f"exc_{each.id}"
        for each in excursions
        if each.level.value == "action" and each.point_id == point.id
    }
    assert (tried["facts"], tried["fired"]) == (len(excursions), len(hot))
    assert tried["next_before"] is None
    about = {id_ for each in tried["cases"] for id_ in each["about"] if id_.startswith("exc_")}
    assert about == hot
    case = tried["cases"][0]
    assert case["values"] == {"event.level": "action", "point.code": "SEAL-02.T"}
    with living_door.plant.database.snapshot() as connection:
        told = opened(LedgerView(connection).entry(case["seq"]))["events"]
    begun = [each for each in told if each["kind"] == BEGAN]
    assert {each["excursion_id"] for each in begun if each["level"] == "action"} <= hot
    with living_door.plant.ledger() as view:
        assert view.size == size


def test_records_are_as_they_were_when_the_fact_was_sealed(living_door: LivingDoor) -> None:
    """By now somebody has assessed it; when it began nobody had."""
    with living_door.plant.reader() as reader:
        assert [each for each in reader.find(Excursion) if each.assessed_at is not None]
    assessed = "excursion.assessed_at.is_given"
    tried = asked(living_door, "/api/rules/trial", trigger=BEGAN, condition=assessed).json
    assert (tried["facts"] > 0, tried["fired"]) == (True, 0)
    failing = 'excursion.assessed_at > timestamp("2020-01-01T00:00:00Z")'
    tried = asked(living_door, "/api/rules/trial", trigger=BEGAN, condition=failing).json
    assert tried["failed"] == tried["facts"]
    assert "absent" in tried["cases"][0]["failure"]["en"]


def test_the_demonstration_has_a_rule_in_force_and_one_to_sign(living_door: LivingDoor) -> None:
    found = living_door.get("/api/records/rules.rule_version").json["records"]
    by_state = {each["state"]: each for each in found}
    assert by_state["approved"]["tried_fired"] == 1
    assert by_state["draft"]["tried_digest"] is not None


def test_a_trial_of_a_draft_is_sealed_in_the_programs_name(living_door: LivingDoor) -> None:
    (draft,) = living_door.get("/api/records/rules.rule_version?state=draft").json["records"]
    address = f"/api/rules/versions/{draft['id']}/trial"
    answer = living_door.ask("POST", address, "engineer")
    assert answer.status == 200, answer.json
    now = living_door.get(f"/api/record/rules.rule_version/{draft['id']}").json["record"]
    assert now["tried_by"] == f"usr_{living_door.users['engineer']}"
    assert (now["tried_facts"], now["tried_fired"]) == (answer.json["facts"], answer.json["fired"])
    forged = {**dict.fromkeys(("facts", "fired", "failed"), 0), "version_id": draft["id"],
              "digest": "0" * 64, "tried_by": "usr_1", "since": "2026-01-01T00:00:00Z",
              "until": "2026-01-02T00:00:00Z"}  # fmt: skip
    for who in ("engineer", "quality"):
        assert living_door.post("rules.record_trial/1", forged, who).status == 403


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"trigger": "rules.rule_fired/1", "condition": "true"}, 400),
        ({"trigger": BEGAN, "condition": "event.levl == 3"}, 400),
        ({"trigger": BEGAN, "condition": "true", "from": "yesterday"}, 400),
        ({"trigger": BEGAN, "condition": "true", "before": "-1"}, 400),
    ],
)
def test_what_cannot_be_asked_is_refused(
    living_door: LivingDoor, query: dict[str, str], status: int
) -> None:
    assert asked(living_door, "/api/rules/trial", **query).status == status


def test_who_may_not_read_a_record_does_not_try_rules_on_it(door: Door) -> None:
    door.user("outsider")
    given = {"trigger": "sales.order_placed/1", "condition": "true"}
    assert asked(door, "/api/rules/triggers", "outsider").status == 403
    door.user("engineer", "engineer")
    kinds = asked(door, "/api/rules/triggers", "engineer").json["rows"]
    sales = next(each["kind"] for each in kinds if each["kind"].startswith("sales."))
    given["trigger"] = sales
    assert asked(door, "/api/rules/trial", "engineer", **given).status == 403
    assert asked(door, "/api/rules/trial", "engineer", trigger=BEGAN, condition=HOT).status == 200
