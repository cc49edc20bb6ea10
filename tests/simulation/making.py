"""What somebody in production might sensibly do next, with slips."""

from random import Random
from typing import Any

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, bom_lines, operations
from lotproof.modules.items.vocabulary import OperationKind, Tracking
from lotproof.modules.production import balance
from lotproof.modules.production.queries import (
    Material,
    OperationRun,
    OrderStep,
    Output,
    Rework,
    SerialRun,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import ReworkState, RunState, WorkOrderState
from lotproof.modules.warehouse.queries import Lot, Serial, Stock
from lotproof.modules.warehouse.vocabulary import LotState, SerialState
from tests.simulation.factory import item_id
from tests.simulation.sense import Asked, Proposal, one_of, portion

UNDER_WAY = (WorkOrderState.RELEASED, WorkOrderState.IN_PROGRESS)


def an_order(reader: Reader, chance: Random) -> WorkOrder | None:
    found = [each for each in reader.find(WorkOrder) if each.state in UNDER_WAY]
    return chance.choice(found) if found else None


def units_of(reader: Reader, order: WorkOrder) -> list[int]:
    """Serials of the output that are in the hands of production."""
    return [
        id_
        for run in reader.find(SerialRun, work_order_id=order.id)
        for id_ in range(int(run.first_serial_id), int(run.last_serial_id) + 1)
        if reader.get(Serial, id_).state is SerialState.ISSUED
    ]


def plan(reader: Reader, chance: Random) -> Asked | None:
    planned = one_of(reader, chance, WorkOrder, state=WorkOrderState.PLANNED)
    if planned is not None:
        return Asked("production.release_work_order", {"work_order_id": f"wor_{planned.id}"})
    body = {
        "item_id": item_id(chance.choice(("KIT", "DEV"))),
        "quantity": str(chance.choice((1, 3, 6))),
        "unit": "pcs",
    }
    return Asked("production.plan_work_order", body)


def prepare(reader: Reader, chance: Random) -> Asked | None:
    """Open the output lot, give serials, clear the line."""
    order = an_order(reader, chance)
    if order is None:
        return None
    name = f"wor_{order.id}"
    if order.output_lot_id is None:
        return Asked("production.open_output", {"work_order_id": name})
    is_serialised = reader.get(Item, order.item_id).tracking is Tracking.SERIAL
    if is_serialised and not reader.find(SerialRun, work_order_id=order.id):
        body = {
            "work_order_id": name,
            "first_number": f"N{order.id}{chance.randrange(100):02d}-001",
            "count": order.quantity,
        }
        return Asked("production.serialise_output", body)
    checks = [
        each.position
        for each in operations(reader, order.routing_id)
        if each.kind is OperationKind.LINE_CLEARANCE
    ]
    if not checks:
        return None
    found = dict.fromkeys(
        (
            "products_removed",
            "materials_removed",
            "labels_removed",
            "documents_removed",
            "is_clean",
        ),
        chance.random() < 0.9,
    )
    body = {"work_order_id": name, "position": checks[0], "workstation_id": "wst_1"}
    return Asked("production.clear_line", body | found)


def issue(reader: Reader, chance: Random) -> Asked | None:
    order = an_order(reader, chance)
    if order is None:
        return None
    wanted = {int(line.component_id) for line in bom_lines(reader, order.bom_id)}
    found = [s for s in reader.find(Stock) if s.quantity > s.packed and int(s.item_id) in wanted]
    good = [s for s in found if reader.get(Lot, s.lot_id).state is LotState.RELEASED]
    if not found:
        return None
    stock = chance.choice(good or found)
    body = portion(reader, chance, stock) | {
        "work_order_id": f"wor_{order.id}",
        "location_id": f"loc_{stock.location_id}",
    }
    return Asked("production.issue_material", body, chance.choice((None, "needed")))


def use(reader: Reader, chance: Random) -> Asked | None:
    """Consume, return or scrap what is at an order."""
    order = an_order(reader, chance)
    there = [] if order is None else reader.find(Material, work_order_id=order.id)
    there = [each for each in there if balance.at_order(each) > 0]
    if order is None or not there:
        return None
    material = chance.choice(there)
    rest = balance.at_order(material)
    part = chance.choice((rest, max(1, rest // 2)))
    serials = []
    if reader.get(Item, material.item_id).tracking is Tracking.SERIAL:
        part = min(part, chance.choice((1, 1, 3)))
        issued = reader.find(Serial, lot_id=material.lot_id, state=SerialState.ISSUED)
        serials = [f"ser_{each.id}" for each in issued][:part]
    line: dict[str, Any] = {
        "lot_id": f"lot_{material.lot_id}",
        "quantity": amount_text(part, material.unit),
        "unit": material.unit,
        "serial_ids": serials,
    }
    name = f"wor_{order.id}"
    if chance.random() < 0.2:
        body = line | {"work_order_id": name, "location_id": chance.choice(("loc_2", "loc_1"))}
        return Asked("production.return_material", body)
    if chance.random() < 0.1:
        return Asked("production.scrap_material", line | {"work_order_id": name}, "dropped")
    units = units_of(reader, order)
    if units and chance.random() < 0.6:
        line["into_serial_ids"] = [f"ser_{chance.choice(units)}"]
    steps = reader.find(OrderStep, work_order_id=order.id)
    body = {
        "work_order_id": name,
        "position": steps[0].position if steps else 1,
        "lines": [line],
    }
    return Asked("production.consume_material", body)


def run(reader: Reader, chance: Random) -> Asked | None:
    """Start an operation where units wait, or finish one that runs."""
    order = an_order(reader, chance)
    if order is None:
        return None
    running = reader.find(OperationRun, work_order_id=order.id, state=RunState.RUNNING)
    if running and chance.random() < 0.7:
        return _finish(reader, chance, order, chance.choice(running))
    waiting = [
        step for step in reader.find(OrderStep, work_order_id=order.id) if balance.waiting(step) > 0
    ]
    body: dict[str, Any] = {"work_order_id": f"wor_{order.id}", "workstation_id": "wst_1"}
    rework = one_of(reader, chance, Rework, work_order_id=order.id, state=ReworkState.OPEN)
    if rework is not None and rework.next_position and chance.random() < 0.5:
        left = balance.remaining(rework)
        return Asked(
            "production.start_operation",
            body
            | {
                "position": rework.next_position,
                "quantity": amount_text(left, order.unit),
                "unit": order.unit,
                "rework_id": f"rwk_{rework.id}",
            },
        )
    if not waiting:
        return None
    step = chance.choice(waiting)
    there = balance.waiting(step)
    quantity = chance.choice((there, there, max(1, there // 2), there + 1))
    body |= {
        "position": step.position,
        "quantity": amount_text(quantity, step.unit),
        "unit": step.unit,
    }
    return Asked("production.start_operation", body)


def _finish(reader: Reader, chance: Random, order: WorkOrder, each: OperationRun) -> Asked:
    scrap = chance.choice((0, 0, 0, 1))
    rework = chance.choice((0, 0, 1)) if each.rework_id is None else 0
    good = each.quantity - scrap - rework
    units = units_of(reader, order)
    body: dict[str, Any] = {
        "run_id": f"opr_{each.id}",
        "good": str(max(good, 0)),
        "unit": "pcs",
        "scrap": str(scrap),
        "rework": str(rework),
    }
    if scrap and units and chance.random() < 0.7:
        body["scrap_serial_ids"] = [f"ser_{chance.choice(units)}"]
    return Asked("production.finish_operation", body)


def judge(reader: Reader, chance: Random) -> Asked | None:
    order = an_order(reader, chance)
    if order is None:
        return None
    for each in operations(reader, order.routing_id):
        if each.kind is OperationKind.FIRST_ARTICLE:
            body = {"work_order_id": f"wor_{order.id}", "position": each.position}
            if chance.random() < 0.9:
                return Asked("production.approve_first_article", body)
            return Asked("production.reject_first_article", body | {"remark": "skew"})
    return None


def rework(reader: Reader, chance: Random) -> Asked | None:
    """Send what is set aside back, finish a rework, or scrap units."""
    order = an_order(reader, chance)
    if order is None:
        return None
    name, units = f"wor_{order.id}", units_of(reader, order)
    serials = [f"ser_{chance.choice(units)}"] if units else []
    open_ = one_of(reader, chance, Rework, work_order_id=order.id, state=ReworkState.OPEN)
    if open_ is not None:
        left = balance.remaining(open_)
        body: dict[str, Any] = {"rework_id": f"rwk_{open_.id}", "good": str(left), "unit": "pcs"}
        if left and chance.random() < 0.3:
            body |= {"good": str(left - 1), "scrap": "1", "scrap_serial_ids": serials}
        return Asked("production.finish_rework", body)
    aside = [s for s in reader.find(OrderStep, work_order_id=order.id) if s.set_aside > 0]
    if aside and chance.random() < 0.7:
        step = chance.choice(aside)
        body = {
            "work_order_id": name,
            "position": step.position,
            "repeat_from": reader.find(OrderStep, work_order_id=order.id)[0].position,
            "quantity": "1",
            "unit": "pcs",
            "adverse_effect": "none",
            "serial_ids": serials,
        }
        return Asked("production.send_to_rework", body)
    steps = reader.find(OrderStep, work_order_id=order.id)
    if chance.random() < 0.7 or not steps:
        return None
    step = chance.choice(steps)
    body = {
        "work_order_id": name,
        "position": step.position,
        "quantity": "1",
        "unit": "pcs",
        "serial_ids": serials,
    }
    if chance.random() < 0.3:
        del body["position"]
    return Asked("production.scrap_units", body, "dropped")


def finish(reader: Reader, chance: Random) -> Asked | None:
    """Receive what is finished; close what is received."""
    order = an_order(reader, chance)
    if order is None:
        return None
    name = f"wor_{order.id}"
    left = order.finished - order.received
    outputs = reader.find(Output, work_order_id=order.id)
    if left > 0 and outputs:
        output = chance.choice(outputs)
        units = units_of(reader, order)
        is_serialised = reader.get(Item, order.item_id).tracking is Tracking.SERIAL
        part = max(1, min(left, chance.choice((left, 1))))
        serials = [f"ser_{each}" for each in units[:part]] if is_serialised else []
        body: dict[str, Any] = {
            "work_order_id": name,
            "location_id": "loc_1",
            "quantity": str(part),
            "unit": "pcs",
            "lot_id": f"lot_{output.lot_id}",
            "serial_ids": serials,
        }
        return Asked("production.receive_output", body)
    if not order.received or chance.random() < 0.5:
        return None
    differing = balance.imbalances(order, reader.find(Material, work_order_id=order.id))
    explained = [{"lot_id": f"lot_{each.lot_id}", "explanation": "left over"} for each in differing]
    return Asked("production.close_work_order", {"work_order_id": name, "explanations": explained})


def cancel(reader: Reader, chance: Random) -> Asked | None:
    order = an_order(reader, chance)
    if order is None or chance.random() < 0.9:
        return None
    return Asked("production.cancel_work_order", {"work_order_id": f"wor_{order.id}"}, "not wanted")


PRODUCTION: tuple[Proposal, ...] = (
    plan,
    prepare,
    prepare,
    prepare,
    issue,
    issue,
    issue,
    use,
    use,
    use,
    run,
    run,
    run,
    run,
    judge,
    rework,
    finish,
    finish,
    cancel,
)
