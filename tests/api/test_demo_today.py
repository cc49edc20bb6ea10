"""Whoever opens the demonstration finds work of every kind that nobody has done yet."""

from pathlib import Path

from lotproof.entrypoints.demo import catalogue, leave_work_open
from tests.api.door import LivingDoor

OPEN = {
    "purchasing.purchase_order": "approved",
    "inspection.inspection": "open",
    "production.work_order": "released",
    "sales.shipment": "open",
}


def test_there_is_work_of_today(tmp_path: Path) -> None:
    door = LivingDoor(tmp_path / "site")

    def totals() -> dict[str, int]:
        asked = {kind: f"/api/records/{kind}?state={state}" for kind, state in OPEN.items()}
        return {kind: door.get(path).json["total"] for kind, path in asked.items()}

    before = totals()
    size = leave_work_open(door.plant, 1)
    assert size == door.size
    assert totals() == {kind: count + 1 for kind, count in before.items()}
    order = door.get("/api/records/production.work_order?state=released&sort=-id").json["records"][
        0
    ]
    issued = door.get(f"/api/records/production.material?work_order_id={order['id']}").json
    assert issued["total"] > 1

    # An operation runs and waits for somebody else to decide on its first article.
    (run,) = door.get("/api/records/production.operation_run?state=running").json["records"]
    of = f"work_order_id={run['work_order_id']}"
    (order,) = door.get(f"/api/records/production.work_order?id={run['work_order_id']}").json[
        "records"
    ]
    check = f"routing_id={order['routing_id']}&position={run['position'] + 1}"
    (after,) = door.get(f"/api/records/items.routing_operation?{check}").json["records"]
    assert after["kind"] == "first_article"
    assert door.get(f"/api/records/production.first_article?{of}").json["total"] == 0
    body = {"work_order_id": run["work_order_id"], "position": after["position"]}
    decided = door.post("production.approve_first_article/1", body, "inspector")
    assert decided.json["outcome"] == "done", decided.json
    door.close()


def test_all_are_held_accountable_but_one_who_has_put_it_off(tmp_path: Path) -> None:
    """21 CFR 11.10(j): whoever has not acknowledged the policy finds it among their own work."""
    door = LivingDoor(tmp_path / "site")
    of = {
        login: door.get("/api/training/mine", login).json["policy"]
        for login in (each[0] for each in catalogue.PEOPLE)
    }
    assert {each["number"] for each in of.values()} == {"POL-001"}
    open_for = {login for login, policy in of.items() if not policy["is_acknowledged"]}
    assert open_for == {"keeper2"}
    door.close()
