"""What screens of access ask: conflicts before a role is granted, separations, use, the matrix."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lotproof.kernel.clock import Instant, instant
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.commands_access import (
    DecideException,
    Delegate,
    OpenAccessReview,
    RequestException,
)
from lotproof.modules.people.default_separations import default_separation_commands
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.people.vocabulary_access import ExceptionId, Leave, SeparationId
from tests.api.door import Door

ORDERING = "order_and_approve"


def soon(days: int = 2) -> Instant:
    return instant(datetime.now(UTC) + timedelta(days=days))


@pytest.fixture
def separated(tmp_path: Path) -> Any:
    """Give a plant with the standard separations and a buyer."""
    door = Door(tmp_path / "site")
    for command in default_separation_commands():
        door.do(command)
    door.user("buyer", "buyer")
    yield door
    door.plant.close()


def conflicts(door: Door, role: str) -> Any:
    buyer = UserId.text(door.users["buyer"])
    told = door.get(f"/api/permissions/conflicts?user={buyer}", "auditor").json["roles"]
    (found,) = (each for each in told if each["title"]["en"] == role)
    return found


def test_what_a_role_would_conflict_with_is_told_before_it_is_granted(separated: Door) -> None:
    found = conflicts(separated, "Purchasing approver")
    assert found["no"]["code"] == "separated_duties"
    pairs = {(each["first"], each["second"]) for each in found["clashes"]}
    assert ("purchasing.order.draft", "purchasing.order.approve") in pairs
    assert conflicts(separated, "Administrator")["no"]["code"] == "mixed_duties"
    assert conflicts(separated, "Sales") == {
        "role_id": conflicts(separated, "Sales")["role_id"],
        "title": {"en": "Sales", "zh": "销售员"},
        "clashes": [],
        "no": None,
    }
    command = GrantRole(
        user_id=separated.users["buyer"], role_id=separated.roles["purchasing_approver"]
    )
    body = {"user_id": UserId.text(command.user_id), "role_id": found["role_id"]}
    refused = separated.post("people.grant_role/1", body, "administrator")
    assert refused.json["code"] == found["no"]["code"]


def test_who_has_separated_duties_by_an_exception_is_named_until_it_ends(separated: Door) -> None:
    before = separated.get("/api/permissions/separations", "auditor").json
    assert {tuple(each["both"]) for each in before["separations"]} == {()}
    (ordering,) = (
        each for each in before["separations"] if each["title"]["en"].startswith("Ordering")
    )
    assert ordering["counts"] == [1, 0]
    end = soon()
    for each in before["separations"][:2]:
        asked = separated.do(
            RequestException(
                user_id=separated.users["buyer"],
                separation_id=SeparationId.parse(each["separation_id"]),
                until=end,
            ),
            reason="ill",
        )
        exception = ExceptionId.parse(asked.value("exception_id"))
        other = UserId.text(separated.user("quality_manager", "quality_manager"))
        command = DecideException(exception_id=exception, decision=Leave.APPROVE)
        separated.do(command, actor=other, reason="for the time")
    assert conflicts(separated, "Purchasing approver")["no"] is None
    role = separated.roles["purchasing_approver"]
    separated.do(GrantRole(user_id=separated.users["buyer"], role_id=role))
    now = separated.get("/api/permissions/separations", "auditor").json
    (ordering,) = (
        each for each in now["separations"] if each["separation_id"] == ordering["separation_id"]
    )
    (both,) = ordering["both"]
    assert both["user_id"] == UserId.text(separated.users["buyer"])
    assert both["exception_until"] is not None
    assert now["names"][both["user_id"]]["name"]


def test_a_review_says_when_each_access_was_used_last(separated: Door) -> None:
    buyer = separated.users["buyer"]
    party = {"code": "S-1", "name": "Supplier", "country": "CN", "is_supplier": True}
    assert separated.post("parties.register_party/1", party, "buyer").status == 200
    used = separated.size - 1
    quality = separated.user("quality_manager", "quality_manager")
    opened = separated.do(OpenAccessReview(responsible_id=quality))
    told = separated.get(f"/api/permissions/use?review={opened.value('review_id')}", "auditor").json
    by_user = {(each["user_id"], each["role_id"]): each["seq"] for each in told["used"]}
    assert {key: seq for key, seq in by_user.items() if key[0] == UserId.text(buyer)} == {
        (UserId.text(buyer), "rol_3"): used
    }
    assert UserId.text(quality) not in {user for user, _ in by_user}
    assert told["since"][UserId.text(quality)] is None
    assert UserId.text(buyer) in told["signed_in"]


def test_a_deputy_sees_what_may_be_done_on_behalf_and_who_lent_it(separated: Door) -> None:
    buyer = UserId.text(separated.users["buyer"])
    party = {"code": "S-2", "name": "Supplier", "country": "CN", "is_supplier": True}
    made = separated.post("parties.register_party/1", party, "buyer").json
    party_id = made["events"][0]["party_id"]
    keeper = separated.user("warehouse_keeper", "warehouse_keeper")

    def change() -> Any:
        told = separated.get(f"/api/possible/{party_id}", "warehouse_keeper").json
        (found,) = (each for each in told if each["kind"] == "parties.change_party/1")
        return found

    assert (change()["code"], change()["behalf"]) == ("not_permitted", None)
    given = Delegate(deputy_id=keeper, permissions=["parties.party.change"], valid_until=soon())
    separated.do(given, actor=buyer, reason="away")
    assert (change()["allowed"], change()["behalf"]) == (True, buyer)
    own = separated.get("/api/permissions/own", "buyer").json
    assert [each["deputy"] for each in own["given"]] == [UserId.text(keeper)]
    assert "parties.party.change" in own["delegable"]
    assert "people.delegation.give" not in own["delegable"]
    assert UserId.text(keeper) in {each["id"] for each in own["people"]}
    assert buyer not in {each["id"] for each in own["people"]}
    (mine,) = separated.get("/api/permissions/mine", "warehouse_keeper").json["delegations"]
    assert (mine["behalf"], mine["name"]) == (buyer, "Name buyer")


def test_the_matrix_names_states_and_limits(shared_door: Door) -> None:
    told = shared_door.get("/api/permissions/matrix", "auditor").json["commands"]
    by_kind = {each["kind"]: each for each in told}
    release = by_kind["warehouse.release_lot/1"]
    (lot,) = (each for each in release["states"] if each["to"] is not None)
    assert [each["value"] for each in lot["from"]] == ["quarantined"]
    assert lot["to"]["value"] == "released"
    assert lot["to"]["label"]["zh"]
    assert release["limits"] == ["itm"]
    assert by_kind["people.change_password/1"]["limits"] is None
    assert "people.remind_access_review/1" not in by_kind


@pytest.mark.parametrize(
    "path", ["separations", "conflicts?user=usr_1", "use?review=arv_1", "matrix"]
)
def test_only_who_may_read_people_is_told(shared_door: Door, path: str) -> None:
    assert shared_door.get(f"/api/permissions/{path}", "operator").status == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("conflicts?user=lot_1", 400),
        ("conflicts", 400),
        ("conflicts?user=usr_999999", 404),
        ("use?review=arv_999999", 404),
        ("who?permission=items.read&about=lot_1", 400),
    ],
)
def test_questions_that_mean_nothing_are_refused(shared_door: Door, path: str, status: int) -> None:
    assert shared_door.get(f"/api/permissions/{path}", "auditor").status == status
