"""Who could do what on a day, asked over HTTP and proved by the ledger."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lotproof.kernel.clock import Instant, instant
from lotproof.modules.people.commands import GrantRole, RevokeRole
from lotproof.modules.people.commands_access import Delegate
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.sites.commands import OpenArea, OpenWorkstation
from lotproof.modules.sites.vocabulary import AreaId, AreaKind
from tests.api.door import Door

RELEASE = "warehouse.lot.release"


@pytest.fixture
def staffed(tmp_path: Path) -> Any:
    """Give a plant with a quality manager and somebody who was one for a moment."""
    door = Door(tmp_path / "site")
    door.user("quality_manager", "quality_manager")
    role_id = door.roles["quality_manager"]
    once = door.user("once")
    door.do(GrantRole(user_id=once, role_id=role_id))
    door.do(RevokeRole(user_id=once, role_id=role_id), reason="by mistake")
    yield door
    door.plant.close()


def soon() -> Instant:
    return instant(datetime.now(UTC) + timedelta(days=2))


@pytest.mark.clause("EU GMP Annex 11 §12.3")
@pytest.mark.clause("21 CFR 11.10(d)")
def test_everybody_who_could_is_named_with_entries_that_prove_it(staffed: Door) -> None:
    found = staffed.get(f"/api/permissions/who?permission={RELEASE}", "auditor").json
    by_user: dict[str, list[Any]] = {}
    for way in found["ways"]:
        by_user.setdefault(way["user_id"], []).append(way)
    quality, once = (UserId.text(staffed.users[login]) for login in ("quality_manager", "once"))
    assert set(by_user) == {quality, once}
    (for_a_moment,) = by_user[once]
    assert for_a_moment["from"] < for_a_moment["until"] < found["until"]
    kinds = {each["kind"] for each in for_a_moment["evidence"]}
    assert kinds == {"people.grant_role/1", "people.define_role/1", "people.register_user/1"}
    with staffed.plant.ledger() as view:
        for each in for_a_moment["evidence"]:
            assert view.entry(each["seq"]).envelope.id == each["id"]
    assert found["names"][once]["name"]
    by_command = staffed.get("/api/permissions/who?command=warehouse.release_lot/1", "auditor")
    # The day is not over: what somebody still can do, they can do until now.
    assert [w["evidence"] for w in by_command.json["ways"]] == [
        w["evidence"] for w in found["ways"]
    ]
    before = staffed.get(f"/api/permissions/who?permission={RELEASE}&on=2020-01-01", "auditor")
    assert before.json["ways"] == []


def test_what_somebody_could_is_told_to_them_and_to_who_may_read_people(staffed: Door) -> None:
    quality = UserId.text(staffed.users["quality_manager"])
    path = f"/api/permissions/of?user={quality}"
    mine = staffed.get(path, "quality_manager")
    assert RELEASE in mine.json["ways"][0]["permissions"]
    assert staffed.get(path, "operator").status == 403
    assert staffed.get("/api/permissions/who?permission=items.read", "operator").status == 403


@pytest.mark.parametrize(
    "path",
    [
        "who?permission=no.such.thing",
        "who?command=no.such/1",
        "who",
        "who?permission=items.read&on=yesterday",
        "of?user=lot_1",
        "of",
    ],
)
def test_questions_that_mean_nothing_are_refused(shared_door: Door, path: str) -> None:
    assert shared_door.get(f"/api/permissions/{path}", "auditor").status == 400


def test_deputy_says_on_whose_behalf(staffed: Door) -> None:
    deputy = staffed.user("operator", "operator")
    buyer = UserId.text(staffed.user("buyer", "buyer"))
    given = Delegate(deputy_id=deputy, permissions=["parties.party.register"], valid_until=soon())
    staffed.do(given, actor=buyer, reason="away")
    mine = staffed.get("/api/permissions/mine", "operator").json
    assert mine["delegations"][0]["behalf"] == buyer
    body = {"code": "S-1", "name": "Supplier", "country": "CN", "is_supplier": True}
    own = staffed.post("parties.register_party/1", body, "operator")
    assert (own.status, own.json["code"]) == (403, "not_permitted")
    done = staffed.post("parties.register_party/1", body, "operator", behalf=buyer)
    assert done.status == 200, done.json
    told = staffed.last().envelope
    assert (told.actor, told.behalf) == (UserId.text(deputy), buyer)
    found = staffed.get("/api/permissions/who?permission=parties.party.register", "auditor").json
    ways = [each for each in found["ways"] if each["user_id"] == UserId.text(deputy)]
    assert [(each["behalf"], each["delegation_id"]) for each in ways] == [(buyer, "dlg_1")]


def test_a_place_leaves_out_whose_role_is_limited_to_another(staffed: Door) -> None:
    areas = [
        AreaId.parse(
            staffed.do(OpenArea(code=f"A-{n}", name=f"Area {n}", kind=AreaKind.PRODUCTION)).value(
                "area_id"
            )
        )
        for n in (1, 2)
    ]
    here = staffed.do(OpenWorkstation(code="W-1", name="Bench", area_id=areas[0]))
    limited = staffed.user("limited")
    role = staffed.roles["operator"]
    staffed.do(GrantRole(user_id=limited, role_id=role, scope=[AreaId.text(areas[0])]))

    def could(about: str) -> bool:
        query = f"permission=production.operation.start&about={about}"
        ways = staffed.get(f"/api/permissions/who?{query}", "auditor").json["ways"]
        return UserId.text(limited) in {each["user_id"] for each in ways}

    assert could(AreaId.text(areas[0]))
    assert could(here.value("workstation_id"))
    assert not could(AreaId.text(areas[1]))
