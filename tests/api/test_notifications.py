"""GET /api/notifications: one's own notices, choices and duties, and nobody else's."""

from tests.api.door import Door, LivingDoor


def test_the_demonstration_has_something_to_show(living_door: LivingDoor) -> None:
    found = living_door.get("/api/notifications", "quality").json
    unread = {each["title"]["zh"] for each in found["notices"] if each["read_at"] is None}
    assert "SEAL-02：请查看最近各批的热封强度" in unread
    assert found["mail"] == "quality@example.com"
    assert [each["channel"] for each in found["choices"]] == ["Plant mail 厂内邮件"]
    assert {each["topic"]["en"] for each in found["duties"]} == {
        "alert",
        "permission to start withdrawn",
        "task opened",
    }
    assert [each["name"] for each in found["channels"]] == ["Plant mail 厂内邮件"]
    assert "test" not in {each["value"] for each in found["topics"]}
    keeper = living_door.get("/api/notifications", "keeper").json
    assert (keeper["notices"], keeper["mail"], keeper["duties"]) == ([], None, [])


def test_one_reads_and_stops_what_is_ones_own(door: Door) -> None:
    """Somebody who may read nothing of the module knows what they were told all the same."""
    assert door.get("/api/notifications", "gateway").json["mail"] is None
    assert door.post("notifications.set_mail/1", {"mail": "a@example.com"}, "gateway").status == 200
    assert door.get("/api/notifications", "gateway").json["mail"] == "a@example.com"
    assert door.get("/api/records/notifications.message", "gateway").status == 403


def test_nobody_is_told_without_signing_in(door: Door) -> None:
    assert door.get("/api/notifications", None).status == 401


def test_what_is_told_stands_in_the_inbox(door: Door) -> None:
    user_id = door.user("operator", "operator")
    told = {
        "topic": "rule",
        "severity": "warning",
        "title": "Look at it",
        "title_zh": "请查看",
        "user_id": f"usr_{user_id}",
    }
    receipt = door.post("notifications.notify/1", told, "quality_manager").json
    (mine,) = [
        each
        for each in door.get("/api/inbox", "operator").json["own"]
        if each["code"] == "notifications.mine"
    ]
    (item,) = mine["items"]
    assert item["title"] == {"en": "Look at it", "zh": "请查看"}
    assert item["command"] == "notifications.mark_read/1"
    assert item["given"] == {"notice_id": receipt["events"][0]["notice_id"]}
    assert door.post(item["command"], item["given"], "operator").status == 200
    left = door.get("/api/inbox", "operator").json["own"]
    assert "notifications.mine" not in {each["code"] for each in left}
