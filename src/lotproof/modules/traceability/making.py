"""How a lot was made and inspected: operations, parameters, machines, checks, papers."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.inspection.queries import (
    Characteristic,
    Inspection,
    Plan,
    characteristics,
    inspections_of_lot,
    results_of,
)
from lotproof.modules.items.queries import Bom, OperationParameter, Routing, RoutingOperation
from lotproof.modules.production.queries import (
    FirstArticle,
    LineClearance,
    OperationRun,
    Reading,
    WorkOrder,
    readings,
    runs,
)
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.warehouse.vocabulary import LotId

ROWS_MAX: Final = 500
"""Rows of one kind that an overview shows; lists give the rest."""

_OPERATION, _PARAMETER = RoutingOperation.KIND.table, OperationParameter.KIND.table
_OPERATIONS: Statement[Any] = Statement(
    select(_OPERATION.c.position, _OPERATION.c.code, _OPERATION.c.name).where(
        _OPERATION.c.routing_id == bindparam("routing_id")
    )
)
_PARAMETERS: Statement[OperationParameter] = Statement(
    select(*_PARAMETER.c).where(_PARAMETER.c.routing_id == bindparam("routing_id")),
    OperationParameter,
)


def making(reader: Reader, order: WorkOrder) -> dict[str, Any]:
    """What an order did to its lots.

    Keys: runs, readings, first_articles, line_clearances, machines, papers (the revisions it was
    made by). Each row has names beside its ids; lists have at most ROWS_MAX rows.
    """
    named = {
        position: {"position": position, "operation_code": code, "operation": name}
        for position, code, name in reader.rows(_OPERATIONS, routing_id=int(order.routing_id))
    }
    done = runs(reader, order.id)[:ROWS_MAX]
    read = readings(reader, order.id)[:ROWS_MAX]
    used = [each.equipment_id for each in done] + [each.equipment_id for each in read]
    machines = _machines(reader, used)
    places = {each.id: each.name for each in reader.find(Workstation)} if done else {}
    checks = reader.find(FirstArticle, work_order_id=order.id)[:ROWS_MAX]
    clearances = reader.find(LineClearance, work_order_id=order.id)[:ROWS_MAX]
    return {
        "runs": [
            named.get(each.position, {"position": each.position}) | _run(each, machines, places)
            for each in done
        ],
        "readings": _readings(reader, order, read, named, machines),
        "first_articles": [
            named.get(each.position, {"position": each.position})
            | {
                "id": f"far_{each.id}",
                "is_accepted": each.is_accepted,
                "by": each.decided_by,
                "at": clock.text(each.decided_at),
            }
            for each in checks
        ],
        "line_clearances": [
            named.get(each.position, {"position": each.position})
            | {
                "id": f"lcl_{each.id}",
                "is_cleared": each.is_cleared,
                "by": each.cleared_by,
                "at": clock.text(each.cleared_at),
            }
            for each in clearances
        ],
        "machines": list(machines.values()),
        "papers": _papers(reader, order),
    }


def _machines(reader: Reader, ids: Iterable[int | None]) -> dict[int, dict[str, Any]]:
    """Each machine or instrument once, by id."""
    found: dict[int, dict[str, Any]] = {}
    for number in sorted({int(each) for each in ids if each is not None}):
        machine = reader.get(Equipment, number)
        found[number] = {"id": f"eqp_{number}", "code": machine.code, "name": machine.name}
    return found


def _run(
    run: OperationRun, machines: dict[int, dict[str, Any]], places: dict[Any, str]
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": f"opr_{run.id}",
        "workstation_id": f"wst_{run.workstation_id}",
        "workstation": places.get(run.workstation_id),
        "from": clock.text(run.started_at),
        "to": None if run.finished_at is None else clock.text(run.finished_at),
        "by": run.operator,
        "state": run.state.value,
        "state_label": run.state.label._asdict(),
        "quantity": amount_text(run.quantity, run.unit),
        "good": amount_text(run.good, run.unit),
        "scrapped": amount_text(run.scrapped, run.unit),
        "unit_of_measure": run.unit,
    }
    if run.equipment_id is not None:
        machine = machines[int(run.equipment_id)]
        said |= {"equipment_id": machine["id"], "equipment": machine["code"]}
    return said


def _readings(
    reader: Reader,
    order: WorkOrder,
    read: list[Reading],
    named: dict[int, dict[str, Any]],
    machines: dict[int, dict[str, Any]],
) -> list[dict[str, Any]]:
    """Each value with its parameter and the limits that held for it."""
    if not read:
        return []
    found = reader.select(_PARAMETERS, routing_id=int(order.routing_id))
    parameters = {each.id: each for each in found}
    rows = []
    for each in read:
        parameter = parameters[each.parameter_id]
        said = named.get(each.position, {"position": each.position}) | {
            "id": f"rdg_{each.id}",
            "parameter_id": f"prm_{parameter.id}",
            "parameter": parameter.name,
            "value": amount_text(each.value, each.unit),
            "unit_of_measure": each.unit,
            "is_critical": parameter.is_critical,
            "verdict": each.verdict.value,
            "verdict_label": each.verdict.label._asdict(),
            "by": each.read_by,
            "at": clock.text(each.read_at),
        }
        said |= _limits(parameter, parameter.unit)
        if each.equipment_id is not None:
            said["equipment"] = machines[int(each.equipment_id)]["code"]
        rows.append(said)
    return rows


def _limits(of: OperationParameter | Characteristic, unit: str | None) -> dict[str, Any]:
    """The limits that there are, in their own unit."""
    if unit is None:
        return {}
    ends = {"low": of.low, "high": of.high}
    limits = {name: amount_text(end, unit) for name, end in ends.items() if end is not None}
    return limits | {"limit_unit": unit} if limits else {}


def _papers(reader: Reader, order: WorkOrder) -> list[dict[str, Any]]:
    """The revisions by which it was made."""
    bom, routing = reader.get(Bom, order.bom_id), reader.get(Routing, order.routing_id)
    return [
        {
            "id": f"{prefix}_{each.id}",
            "kind": each.KIND.name,
            "kind_label": each.KIND.label._asdict(),
            "revision": each.revision,
        }
        for prefix, each in (("bom", bom), ("rtg", routing))
    ]


# --- inspections --------------------------------------------------------------------------------


def inspected(reader: Reader, lot_id: LotId) -> list[dict[str, Any]]:
    """The inspections of a lot with their results, oldest first.

    Keys: id, stage, state and their labels, revision, opened and decided by whom and when,
    results (characteristic, limits, sample, value or passed, within, by, at, equipment?); at most
    ROWS_MAX results in all.
    """
    room, found = ROWS_MAX, []
    for each in inspections_of_lot(reader, lot_id)[:ROWS_MAX]:
        results = _results(reader, each, room)
        room -= len(results)
        plan = reader.get(Plan, each.plan_id)
        said: dict[str, Any] = {
            "id": f"ins_{each.id}",
            "stage": each.stage.value,
            "stage_label": each.stage.label._asdict(),
            "state": each.state.value,
            "state_label": each.state.label._asdict(),
            "plan_id": f"ipl_{plan.id}",
            "revision": plan.revision,
            "opened_by": each.opened_by,
            "opened_at": clock.text(each.opened_at),
            "results": results,
        }
        if each.decided_by is not None and each.decided_at is not None:
            said |= {"decided_by": each.decided_by, "decided_at": clock.text(each.decided_at)}
        found.append(said)
    return found


def _results(reader: Reader, inspection: Inspection, room: int) -> list[dict[str, Any]]:
    of = {each.id: each for each in characteristics(reader, inspection.plan_id)}
    results = results_of(reader, inspection.id)[: max(room, 0)]
    machines = _machines(reader, [each.equipment_id for each in results])
    rows = []
    for each in results:
        about = of[each.characteristic_id]
        said: dict[str, Any] = {
            "id": f"res_{each.id}",
            "characteristic": about.name,
            "code": about.code,
            "sample": each.sample,
            "within": each.within,
            "state": each.state.value,
            "state_label": each.state.label._asdict(),
            "by": each.measured_by,
            "at": clock.text(each.measured_at),
        }
        if each.value is not None and each.unit is not None:
            said |= {"value": amount_text(each.value, each.unit), "unit_of_measure": each.unit}
        if each.passed is not None:
            said["passed"] = each.passed
        if each.equipment_id is not None:
            machine = machines[int(each.equipment_id)]
            said |= {"equipment_id": machine["id"], "equipment": machine["code"]}
            said["equipment_name"] = machine["name"]
        rows.append(said | _limits(about, about.unit))
    return rows
