"""What ran where and when, workstation by workstation, and what waits to run."""

from datetime import date
from typing import Any, Final

from sqlalchemy import String, bindparam, or_, select

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.items.queries import Item, RoutingOperation, item_title
from lotproof.modules.production.queries import OperationRun, WorkOrder
from lotproof.modules.production.vocabulary import RunState, WorkOrderState
from lotproof.modules.sites.queries import Area, Workstation
from lotproof.modules.traceability.order_boards import days_late
from lotproof.modules.traceability.people import names_of

BARS_MAX: Final = 2_000
"""Runs that one schedule shows, the latest of the window."""
WAITING_MAX: Final = 200
_LOOKAHEAD_US: Final = 30 * 86_400_000_000
"""A run longer than this that began before the window and ended after it would be missed."""

_RUN_STATES = {state.value: state.label for state in RunState}
_ORDER_STATES = {state.value: state.label for state in WorkOrderState}

_RUN, _ORDER, _ITEM = OperationRun.KIND.table, WorkOrder.KIND.table, Item.KIND.table
_OPERATION = RoutingOperation.KIND.table
_COLUMNS = (
    _RUN.c.id,
    _RUN.c.workstation_id,
    _RUN.c.position,
    _RUN.c.started_at,
    _RUN.c.finished_at,
    _RUN.c.state,
    _RUN.c.operator,
    _RUN.c.equipment_id,
    _RUN.c.quantity,
    _RUN.c.good,
    _RUN.c.scrapped,
    _RUN.c.unit,
    _ORDER.c.id,
    _ORDER.c.number,
    _ITEM.c.number,
    _OPERATION.c.name,
    _ORDER.c.due_on,
)
_RUNS = (
    select(*_COLUMNS)
    .join_from(_RUN, _ORDER, _ORDER.c.id == _RUN.c.work_order_id)
    .join(_ITEM, _ITEM.c.id == _ORDER.c.item_id)
    .join(
        _OPERATION,
        (_OPERATION.c.routing_id == _ORDER.c.routing_id)
        & (_OPERATION.c.position == _RUN.c.position),
    )
    .where(_RUN.c.started_at <= bindparam("last"))
    .order_by(_RUN.c.started_at.desc(), _RUN.c.id.desc())
    .limit(BARS_MAX + 1)
)
_FINISHED: Statement[Any] = Statement(
    _RUNS.where(_RUN.c.finished_at >= bindparam("first"), _RUN.c.finished_at <= bindparam("ahead"))
)
_RUNNING: Statement[Any] = Statement(_RUNS.where(_RUN.c.finished_at.is_(None)))
_WAITING: Statement[Any] = Statement(
    select(
        _ORDER.c.id,
        _ORDER.c.number,
        _ORDER.c.state,
        _ORDER.c.quantity,
        _ORDER.c.unit,
        _ITEM.c.number,
        _ITEM.c.name,
        _ITEM.c.name_zh,
        _ORDER.c.due_on,
    )
    .join_from(_ORDER, _ITEM, _ITEM.c.id == _ORDER.c.item_id)
    .where(
        or_(
            _ORDER.c.state == bindparam("planned", type_=String),
            _ORDER.c.state == bindparam("released", type_=String),
        )
    )
    .order_by(_ORDER.c.id)
    .limit(WAITING_MAX + 1)
)


def schedule(reader: Reader, first: Instant, last: Instant) -> dict[str, Any]:
    """Runs that touch the window, by workstation, and orders that have not begun.

    Keys: rows (workstation, area, bars), waiting, clipped. A bar has `to` None while it runs.
    """
    rows = reader.rows(_FINISHED, first=first, last=last, ahead=last + _LOOKAHEAD_US)
    rows += reader.rows(_RUNNING, last=last)
    rows.sort(key=lambda row: (row[3], row[0]))
    kept = rows[-BARS_MAX:]
    bars: dict[int, list[dict[str, Any]]] = {}
    machines = {each.id: each.code for each in reader.find(Equipment)}
    people = names_of(reader, {row[6] for row in kept})
    for row in kept:
        bars.setdefault(row[1], []).append(_bar(reader, row, machines, people))
    areas = {each.id: each for each in reader.find(Area)}
    waiting = reader.rows(
        _WAITING,
        planned=WorkOrderState.PLANNED.value,
        released=WorkOrderState.RELEASED.value,
    )
    return {
        "from": clock.text(first),
        "to": clock.text(last),
        "rows": [
            {
                "workstation_id": f"wst_{each.id}",
                "code": each.code,
                "name": each.name,
                "area": areas[each.area_id].name,
                "state": each.state.value,
                "bars": bars.get(each.id, []),
            }
            for each in reader.find(Workstation)
        ],
        "waiting": [_waiting(row, reader.today) for row in waiting[:WAITING_MAX]],
        "clipped": len(rows) > BARS_MAX or len(waiting) > WAITING_MAX,
    }


def _bar(
    reader: Reader, row: tuple[Any, ...], machines: dict[Any, str], people: dict[str, str]
) -> dict[str, Any]:
    run, _, position, started, finished, state, operator, machine, *amounts = row
    quantity, good, scrapped, unit, order, number, item, operation, due_on = amounts
    is_running = state == RunState.RUNNING.value
    zone = reader.site.zone
    days = days_late(due_on, reader.today if finished is None else clock.day(finished, zone))
    return {
        "id": f"opr_{run}",
        "from": clock.text(started),
        "to": None if finished is None else clock.text(finished),
        "state": state,
        "state_label": _RUN_STATES[state]._asdict(),
        "tone": "bad" if days else "info" if is_running else "warn" if scrapped else "good",
        "due_on": None if due_on is None else str(due_on),
        "late_days": days,
        "order_id": f"wor_{order}",
        "order": number,
        "item": item,
        "position": position,
        "operation": operation,
        "operator": operator,
        "operator_name": people.get(operator, operator),
        "equipment_id": None if machine is None else f"eqp_{machine}",
        "equipment": machines.get(machine),
        "quantity": amount_text(quantity, unit),
        "good": amount_text(good, unit),
        "scrapped": amount_text(scrapped, unit),
        "unit": unit,
    }


def _waiting(row: tuple[Any, ...], today: date) -> dict[str, Any]:
    order, number, state, quantity, unit, item, name, name_zh, due_on = row
    return {
        "order_id": f"wor_{order}",
        "order": number,
        "state": state,
        "state_label": _ORDER_STATES[state]._asdict(),
        "item": item,
        "item_name": item_title(name, name_zh)._asdict(),
        "quantity": amount_text(quantity, unit),
        "unit": unit,
        "due_on": None if due_on is None else str(due_on),
        "late_days": days_late(due_on, today),
    }
