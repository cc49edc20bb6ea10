"""Saved views over HTTP: everybody sees their own and shared ones, in the list as in a record."""

from typing import Any

from tests.api.door import Door

VIEWS = "/api/records/people.view"


def save(door: Door, who: str, name: str, *, is_shared: bool = False) -> str:
    body = {"record_kind": "warehouse.lot", "name": name, "is_shared": is_shared}
    answer = door.post("people.save_view/1", body, who)
    assert answer.status == 200, answer.json
    return str(answer.json["events"][0]["view_id"])


def names(door: Door, who: str, query: str = "") -> list[Any]:
    answer = door.get(f"{VIEWS}?sort=name&{query}", who)
    assert answer.status == 200, answer.json
    return [record["name"] for record in answer.json["records"]]


def test_everybody_sees_their_own_views_and_shared_ones(either_door: Door) -> None:
    door = either_door
    mine = save(door, "warehouse_keeper", "mine")
    shared = save(door, "warehouse_keeper", "shared", is_shared=True)
    theirs = save(door, "inspector", "theirs")
    assert names(door, "warehouse_keeper") == ["mine", "shared"]
    assert names(door, "inspector") == ["shared", "theirs"]
    assert names(door, "inspector", "record_kind=warehouse.lot&state=kept") == ["shared", "theirs"]
    assert door.get(VIEWS, "inspector").json["total"] == 2
    assert names(door, "auditor") == ["mine", "shared", "theirs"], "who reads people reads all"

    def status(view: str, who: str, query: str = "") -> int:
        return door.get(f"/api/record/people.view/{view}{query}", who).status

    assert status(mine, "warehouse_keeper") == status(shared, "inspector") == 200
    assert status(theirs, "warehouse_keeper") == status(mine, "inspector", "?as_of=9999") == 404
    assert door.size > 0  # on PostgreSQL, once it has its number
    assert status(mine, "auditor", "?as_of=9999") == 200
    assert door.get(f"/api/names?ids={mine}", "warehouse_keeper").json == {}
    assert door.get("/api/pick/viw", "warehouse_keeper").status == 403
    assert door.get(f"/api/timeline/{mine}", "inspector").status == 403
    assert door.get(VIEWS, None).status == 401
    assert door.get(VIEWS, "nobody").status == 403


def test_every_standard_role_may_keep_views(door: Door) -> None:
    for role in door.roles:
        save(door, role, f"of {role}")


def test_removing_is_for_the_owner(door: Door) -> None:
    view = save(door, "warehouse_keeper", "shared", is_shared=True)
    answer = door.post("people.delete_view/1", {"view_id": view}, "inspector")
    assert (answer.status, answer.json["code"]) == (409, "not_your_view")
    assert door.post("people.delete_view/1", {"view_id": view}, "warehouse_keeper").status == 200
    assert names(door, "inspector", "state=kept") == []
