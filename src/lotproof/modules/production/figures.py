"""What is counted of orders, operations, readings and scrap."""

from sqlalchemy import String, bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.production.records import WorkOrder
from lotproof.modules.production.vocabulary import WorkOrderState

_ORDER = WorkOrder.KIND.table
_COMPLETE: Statement[WorkOrder] = Statement(
    select(_ORDER.c.id)
    .where(
        _ORDER.c.state == WorkOrderState.IN_PROGRESS.value,
        _ORDER.c.received + _ORDER.c.scrapped >= _ORDER.c.quantity,
    )
    .order_by(_ORDER.c.id)
    .limit(bindparam("most"))
)
_UNDER_WAY = (WorkOrderState.PLANNED, WorkOrderState.RELEASED, WorkOrderState.IN_PROGRESS)
_LATE: Statement[WorkOrder] = Statement(
    select(_ORDER.c.id)
    .where(
        _ORDER.c.due_on < bindparam("today", type_=String),
        or_(*(_ORDER.c.state == state.value for state in _UNDER_WAY)),
        _ORDER.c.received + _ORDER.c.scrapped < _ORDER.c.quantity,
    )
    .order_by(_ORDER.c.id)
    .limit(bindparam("most"))
)


def late_orders(reader: Reader, most: int) -> list[int]:
    """Ids of orders whose day is over and of which something is still to be made."""
    rows = reader.rows(_LATE, today=reader.today.isoformat(), most=most)
    return [row[0] for row in rows]


def complete_orders(reader: Reader, most: int) -> list[int]:
    """Ids of orders all of whose units came in or were scrapped, and that are not closed."""
    return [row[0] for row in reader.rows(_COMPLETE, most=most)]


figure(
    "production.orders_to_release",
    t("Work orders to release", "待下达工单"),
    Group.WAITING,
    "production.work_order",
    filters={"state": "planned"},
    command="production.release_work_order/1",
)
figure(
    "production.orders_to_run",
    t("Work orders at the line", "在制工单"),
    Group.WAITING,
    "production.work_order",
    filters={"state.in": "released,in_progress"},
    command="production.start_operation/1",
)
figure(
    "production.runs_to_finish",
    t("Operations running", "进行中工序"),
    Group.WAITING,
    "production.operation_run",
    filters={"state": "running"},
    command="production.finish_operation/1",
)
figure(
    "production.reworks_open",
    t("Reworks open", "返工中"),
    Group.WRONG,
    "production.rework",
    filters={"state": "open"},
    command="production.finish_rework/1",
)
figure(
    "production.orders_to_close",
    t("Work orders to close", "待关闭工单"),
    Group.WAITING,
    "production.work_order",
    find=complete_orders,
    command="production.close_work_order/1",
)
figure(
    "production.orders_late",
    t("Work orders overdue", "逾期未完工工单"),
    Group.LATE,
    "production.work_order",
    find=late_orders,
)
trend(
    "production.orders_closed",
    t("Work orders closed", "关闭工单数"),
    "throughput",
    "production.work_order",
    "closed_at",
    filters={"state": "closed"},
)
trend(
    "production.runs_finished",
    t("Operations finished", "完成工序数"),
    "throughput",
    "production.operation_run",
    "finished_at",
)
trend(
    "production.units_good",
    t("Good units of all operations", "各工序合格数"),
    "throughput",
    "production.operation_run",
    "finished_at",
    filters={"unit": "pcs"},
    adds=("good",),
    unit="pcs",
)
trend(
    "production.operation_yield",
    t("Yield of operations", "工序合格率"),
    "yield",
    "production.operation_run",
    "finished_at",
    filters={"unit": "pcs"},
    adds=("good",),
    out_of=("good", "scrapped", "set_aside"),
    unit="pcs",
)
trend(
    "production.scraps",
    t("Scrap records", "报废次数"),
    "quality",
    "production.scrap",
    "scrapped_at",
)
trend(
    "production.readings_within",
    t("Parameters within limits", "参数合格率"),
    "yield",
    "production.reading",
    "read_at",
    part={"verdict": "within"},
)
