"""Whoever opens the demonstration finds work of every kind that nobody has done yet."""

from pathlib import Path

from lotproof.entrypoints.demo import leave_work_open
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
    door.close()
