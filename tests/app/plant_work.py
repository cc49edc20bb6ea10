"""What colleagues did before a journey begins: commands over HTTP, as any program sends them."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor

CLEAR = ("products_removed", "materials_removed", "labels_removed", "documents_removed", "is_clean")


def done(door: LivingDoor, who: str, kind: str, /, reason: str | None = None, **body: Any) -> Any:
    """One command; what its events say, all in one."""
    answer = door.post(f"{kind}/1", body, who, **({"reason": reason} if reason else {}))
    assert answer.status in (200, 201), answer.json
    said: dict[str, Any] = {}
    for event in answer.json["events"]:
        said |= event
    return said


def signed_done(
    door: LivingDoor, who: str, kind: str, /, reason: str | None = None, **body: Any
) -> None:
    """One command of somebody of the demonstration, with their signature."""
    given = Submission(
        kind=kind,
        body=body,
        actor=UserId.text(door.users[who]),
        id=str(uuid.uuid4()),
        source=Source.HAND,
        reason=reason,
    )
    receipt = Signers(door.plant, catalogue.SECRET).submit(given).result()
    assert receipt.outcome != "refused", receipt


def one(door: LivingDoor, kind: str, **filters: object) -> Any:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    (found,) = door.get(f"/api/records/{kind}?{query}").json["records"]
    return found


def in_days(days: int) -> str:
    """A day in the plant's own calendar."""
    today = datetime.now(ZoneInfo(catalogue.ZONE)).date()
    return (today + timedelta(days=days)).isoformat()


def approved_order(door: LivingDoor, number: str, item: str, quantity: str) -> str:
    """Something is ordered of a supplier and approved; the order's id."""
    about = one(door, "items.item", number=item)
    line = {
        "item_id": about["id"],
        "quantity": quantity,
        "unit": about["unit"],
        "unit_price": "2.5",
        "currency": "CNY",
        "due_on": in_days(3),
    }
    supplier = one(door, "parties.party", code="S-PACK")["id"]
    order = done(
        door, "buyer", "purchasing.draft_order", number=number, supplier_id=supplier, lines=[line]
    )["order_id"]
    done(door, "approver", "purchasing.approve_order", order_id=order)
    return str(order)


def received(door: LivingDoor, item: str, quantity: str, supplier_lot: str) -> str:
    """A delivery without an order, in quarantine; the lot's id."""
    about = one(door, "items.item", number=item)
    lot = done(
        door,
        "keeper",
        "warehouse.receive_lot",
        item_id=about["id"],
        location_id=one(door, "warehouse.location", code="Q-01")["id"],
        quantity=quantity,
        unit=about["unit"],
        supplier_id=one(door, "parties.party", code="S-PACK")["id"],
        supplier_lot=supplier_lot,
        expires_on=in_days(600),
    )["lot_id"]
    return str(lot)


def planned_inspection(door: LivingDoor, item: str) -> None:
    """Deliveries of an item are looked at and measured, one piece each, from now on."""
    about = one(door, "items.item", number=item)
    query = f"item_id={about['id']}&stage=iqc&state=effective"
    if door.get(f"/api/records/inspection.plan?{query}").json["records"]:
        return
    characteristics = [
        {"code": "VIS", "name": "Appearance 外观", "kind": "attribute"},
        {
            "code": "LEN",
            "name": "Length 长度",
            "kind": "measured",
            "unit": "mm",
            "low": "10",
            "high": "12",
        },
    ]
    plan = done(
        door,
        "quality2",
        "inspection.define_plan",
        item_id=about["id"],
        stage="iqc",
        revision="A",
        sample_size=1,
        characteristics=characteristics,
    )["plan_id"]
    signed_done(door, "quality", "inspection.make_plan_effective/1", plan_id=plan)


def inspected(door: LivingDoor, lot_id: str) -> None:
    """The open inspection of a lot is measured within limits and accepted."""
    inspection = one(door, "inspection.inspection", lot_id=lot_id, state="open")
    plan = inspection["plan_id"]
    caliper = one(door, "equipment.equipment", code="CAL-01")["id"]
    results: list[dict[str, Any]] = []
    for code in ("VIS", "LEN"):
        about = one(door, "inspection.characteristic", plan_id=plan, code=code)
        value = {"value": "11", "unit": "mm", "equipment_id": caliper}
        seen = {"passed": True} if code == "VIS" else value
        results.append({"characteristic_id": about["id"], "sample": 1, **seen})
    of = {"inspection_id": inspection["id"]}
    done(door, "inspector", "inspection.record_result", results=results, **of)
    done(door, "inspector", "inspection.decide_inspection", decision="accept", **of)


def open_shipment(door: LivingDoor, number: str, item: str, quantity: str) -> str:
    """A customer ordered something and it is to be picked; the shipment's id."""
    about = one(door, "items.item", number=item)
    customer = one(door, "parties.party", code="C-HOSP1")["id"]
    line = {
        "item_id": about["id"],
        "quantity": quantity,
        "unit": about["unit"],
        "unit_price": "9",
        "currency": "CNY",
        "due_on": in_days(5),
    }
    order = done(
        door, "sales", "sales.draft_order", number=number, customer_id=customer, lines=[line]
    )["order_id"]
    done(door, "sales", "sales.confirm_order", order_id=order)
    shipped = done(door, "keeper", "sales.create_shipment", order_id=order, consignee_id=customer)
    return str(shipped["shipment_id"])


def cleared_work(door: LivingDoor, number: str) -> tuple[str, str]:
    """Ten sets, begun at ASM1 on a cleared line, with a lot to go into; the ids of the order and
    of the workstation."""
    order = released_work(door, number, "DV-IVSET", "10")
    place = str(one(door, "sites.workstation", code="ASM1")["id"])
    clear: dict[str, Any] = dict.fromkeys(CLEAR, True)
    about: dict[str, Any] = {"work_order_id": order, "workstation_id": place, "position": 1}
    done(door, "operator", "production.clear_line", **about, **clear)
    done(door, "operator", "production.open_output", work_order_id=order)
    return order, place


def released_work(door: LivingDoor, number: str, item: str, quantity: str) -> str:
    """A work order that may begin; the order's id."""
    about = one(door, "items.item", number=item)
    order = done(
        door,
        "planner",
        "production.plan_work_order",
        item_id=about["id"],
        quantity=quantity,
        unit=about["unit"],
        number=number,
    )["work_order_id"]
    done(door, "planner2", "production.release_work_order", work_order_id=order)
    return str(order)


def issued(door: LivingDoor, order: str, item: str, quantity: str) -> Any:
    """What expires first of a material goes to a work order; its lot."""
    about = one(door, "items.item", number=item)
    query = f"item_id={about['id']}&quantity.min={quantity}&limit=200"
    stock = door.get(f"/api/records/warehouse.stock?{query}").json["records"]
    place = one(door, "warehouse.location", code="A-01")["id"]
    lots = [
        one(door, "warehouse.lot", id=row["lot_id"]) for row in stock if row["location_id"] == place
    ]
    usable = [lot for lot in lots if lot["state"] == "released" and lot["holds"] == 0]
    lot = min(usable, key=lambda each: each.get("expires_on", ""))
    done(
        door,
        "keeper",
        "production.issue_material",
        work_order_id=order,
        lot_id=lot["id"],
        location_id=place,
        quantity=quantity,
        unit=about["unit"],
    )
    return lot
