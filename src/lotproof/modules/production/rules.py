"""Pure decisions about orders, material, output and readings, and what they refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.equipment.vocabulary import EquipmentState
from lotproof.modules.genealogy.vocabulary import SerialId
from lotproof.modules.items.vocabulary import (
    ItemState,
    OperationKind,
    RevisionState,
    Tracking,
)
from lotproof.modules.production.vocabulary import MaterialLine, Verdict
from lotproof.modules.sites.vocabulary import PlaceState

if TYPE_CHECKING:
    from lotproof.modules.equipment.queries import Equipment
    from lotproof.modules.items.queries import (
        Bom,
        Item,
        OperationParameter,
        Routing,
        RoutingOperation,
    )
    from lotproof.modules.production.records import SerialRun, WorkOrder
    from lotproof.modules.sites.queries import Workstation


class NoEffectiveRevision(
    Refused,
    code="no_effective_revision",
    en="Item {item} has no effective {what}. Approve one first.",
    zh="物料 {item} 没有生效的{what}。请先批准一个版本。",
):
    """An order freezes what is effective when it is planned."""


class RevisionNotEffective(
    Refused,
    code="revision_not_effective",
    en="Revision {revision} of the {what}, frozen by work order {order}, is no longer effective."
    " Cancel the order and plan it again.",
    zh="工单 {order} 所固定的{what}版本 {revision} 已不再生效。请取消该工单并重新计划。",
):
    """An order is released only to what is effective at that time."""


class ItemNotMade(
    Refused,
    code="item_not_made",
    en="Item {item} cannot be made: it is {state}. Only active items are made.",
    zh="物料 {item} 当前为“{state}”，不能生产。仅有效的物料可以生产。",
):
    """Drafts and retired items are not made."""


class OutputNotTracked(
    Refused,
    code="output_not_tracked",
    en="Item {item} is not tracked. What is made is tracked by lot or serial number.",
    zh="物料 {item} 未设追踪方式。产出须按批或按序列号追踪。",
):
    """Without a lot nothing can be traced (ISO 13485 7.5.9)."""


class OwnWorkOrder(
    Refused,
    code="own_work_order",
    en="{who} planned work order {order}. Somebody else must release it.",
    zh="工单 {order} 由 {who} 计划，须由他人下达。",
):
    """Maker and releaser are two persons."""


class NotInBom(
    Refused,
    code="not_in_bom",
    en="Lot {lot} is of item {item}, which is not in the bill of materials of work order {order}."
    " Scan another lot.",
    zh="批 {lot} 的物料 {item} 不在工单 {order} 的物料清单中。请扫描其他批。",
):
    """Wrong material."""


class OutputNotOpen(
    Refused,
    code="output_not_open",
    en="Work order {order} has no output lot yet. Open it first.",
    zh="工单 {order} 尚未建立产出批。请先建立。",
):
    """Material goes into a lot that exists."""


class OutputOpen(
    Refused,
    code="output_open",
    en="Work order {order} has its output lot {lot} already.",
    zh="工单 {order} 已有产出批 {lot}。",
):
    """An order has one main output lot."""


class SerialNotAtOrder(
    Refused,
    code="serial_not_at_order",
    en="Serial {serial} is not at work order {order}, or is used already.",
    zh="序列号 {serial} 不在工单 {order} 上，或已使用。",
):
    """Only what was issued and is unused is consumed, returned or scrapped."""


class ComponentOnHold(
    Refused,
    code="component_on_hold",
    en="Serial {serial} was put on hold after it was issued. Use another one.",
    zh="序列号 {serial} 领用后被暂扣。请使用其他序列号。",
):
    """A hold counts at the line as it does in the store."""


class SerialNotOfOutput(
    Refused,
    code="serial_not_of_output",
    en="Serial {serial} is not a unit of work order {order}.",
    zh="序列号 {serial} 不是工单 {order} 的产品。",
):
    """Material goes into units of the same order."""


class UnitNotInProduction(
    Refused,
    code="unit_not_in_production",
    en="Serial {serial} is {state}; it is received or scrapped already.",
    zh="序列号 {serial} 当前为“{state}”，已入库或已报废。",
):
    """A unit comes out of production once."""


class AssignSerialsSingly(
    Refused,
    code="assign_serials_singly",
    en="Which of the serials of lot {lot} went into which unit? Give one line for each unit.",
    zh="批 {lot} 的哪个序列号投用到哪件产品？请每件产品填一行。",
):
    """One component with a number goes into one unit."""


class NotSerialTracked(
    Refused,
    code="not_serial_tracked",
    en="Item {item} is not tracked by serial number.",
    zh="物料 {item} 不按序列号追踪。",
):
    """Only serial-tracked devices get serials."""


class TooManySerials(
    Refused,
    code="too_many_serials",
    en="Work order {order} is for {quantity}; with these it would have {count} serials.",
    zh="工单 {order} 的数量为 {quantity}，加上这些将有 {count} 个序列号。",
):
    """There is one serial for each unit."""


class WrongWorkstation(
    Refused,
    code="wrong_workstation",
    en="Operation {position} is done at workstation {wanted}, not {given}.",
    zh="工序 {position} 应在工位 {wanted} 进行，而不是 {given}。",
):
    """The routing names the workstation."""


class WorkstationClosed(
    Refused,
    code="workstation_closed",
    en="Workstation {workstation} is closed. Use another.",
    zh="工位 {workstation} 已停用。请使用其他工位。",
):
    """Nothing is made at a closed workstation."""


class EquipmentNotAvailable(
    Refused,
    code="equipment_not_available",
    en="Equipment {equipment} is {state}. Use another.",
    zh="设备 {equipment} 当前为“{state}”。请使用其他设备。",
):
    """Only available equipment is used."""


class EquipmentMissing(
    Refused,
    code="equipment_missing",
    en="Operation {position} is a sterilisation: name the steriliser (ISO 13485 7.5.5).",
    zh="工序 {position} 为灭菌：须指明灭菌设备（ISO 13485 7.5.5）。",
):
    """A sterilisation record is traceable to its load."""


class LotNotOfOrder(
    Refused,
    code="lot_not_of_order",
    en="Lot {lot} is not made by work order {order}.",
    zh="批 {lot} 不是工单 {order} 的产出。",
):
    """Output goes into a lot of its order."""


class ByProductIsProduct(
    Refused,
    code="by_product_is_product",
    en="Item {item} is what work order {order} makes. Receive it as output.",
    zh="物料 {item} 即工单 {order} 的产品，请按完工入库登记。",
):
    """A by-product is something else."""


class StillRunning(
    Refused,
    code="still_running",
    en="Work order {order} has open work: {what}. Finish it first.",
    zh="工单 {order} 尚有未完成的作业：{what}。请先完成。",
):
    """An order ends when its operations and reworks have ended."""


class AlreadyConsumed(
    Refused,
    code="already_consumed",
    en="Material went into work order {order}, or units came out of it. Finish and close it.",
    zh="工单 {order} 已投料或已有产出，不能取消。请完成并关闭。",
):
    """What was begun is not cancelled."""


class MaterialAtOrder(
    Refused,
    code="material_at_order",
    en="Work order {order} still has material of lot {lots}. Return it first.",
    zh="工单 {order} 上仍有批 {lots} 的物料。请先退料。",
):
    """Material does not vanish with the order."""


class ReadingUnitWrong(
    Refused,
    code="reading_unit_wrong",
    en="Parameter {parameter} is measured in {wanted}; a value in {given} cannot be judged.",
    zh="参数 {parameter} 以 {wanted} 计量，以 {given} 给出的值无法判定。",
):
    """The value stands as it was read, outside its limits."""


class NothingMadeYet(
    Refused,
    code="nothing_made_yet",
    en="Operation {position} of work order {order} has not been started.",
    zh="工单 {order} 的工序 {position} 尚未开工。",
):
    """Material goes in, and a first article comes out, when somebody runs the operation."""


class NoOperations(
    Refused,
    code="no_operations",
    en="Routing {revision} of item {item} has checks only, no operation that makes anything.",
    zh="物料 {item} 的工艺路线 {revision} 只有检查项，没有生产工序。",
):
    """Units have to go through something."""


class WorkOrderOpen(
    Refused,
    code="work_order_open",
    en="Lot {lot} is made by work order {order}, which is {state}. Close the order first.",
    zh="批 {lot} 由工单 {order} 生产，工单当前为“{state}”。请先关闭工单。",
):
    """A batch record is complete before its lot is released (ISO 13485 7.5.1, 8.2.6)."""


class NotOfOrder(
    Refused,
    code="not_of_order",
    en="{what} does not belong to work order {order}.",
    zh="{what} 不属于工单 {order}。",
):
    """A parameter, run or rework of another order or routing."""


def require_makeable(item: Item) -> None:
    """Refuse items that are not active or leave no lot behind."""
    if item.state != ItemState.ACTIVE:
        raise ItemNotMade(item=item.number, state=item.state.label)
    if item.tracking == Tracking.NONE:
        raise OutputNotTracked(item=item.number)


def require_effective(order: WorkOrder, revision: Bom | Routing) -> None:
    """Refuse unless the revision that the order has frozen is still in force."""
    if revision.state != RevisionState.EFFECTIVE:
        raise RevisionNotEffective(
            order=order.number, what=type(revision).KIND.label, revision=revision.revision
        )


def require_place(operation: RoutingOperation, workstation: Workstation) -> None:
    """Refuse another workstation than the routing names."""
    if operation.workstation_id not in (None, workstation.id):
        raise WrongWorkstation(
            position=operation.position,
            wanted=f"wst_{operation.workstation_id}",
            given=workstation.code,
        )


def require_open(workstation: Workstation) -> None:
    """Refuse a closed workstation."""
    if workstation.state != PlaceState.IN_USE:
        raise WorkstationClosed(workstation=workstation.code)


def require_equipment(operation: RoutingOperation, equipment: Equipment | None) -> None:
    """Refuse a sterilisation without equipment."""
    if equipment is None and operation.kind == OperationKind.STERILISATION:
        raise EquipmentMissing(position=operation.position)


def require_available(equipment: Equipment) -> None:
    """Refuse equipment that is not available."""
    if equipment.state != EquipmentState.AVAILABLE:
        raise EquipmentNotAvailable(equipment=equipment.code, state=equipment.state.label)


def foreign(runs: Iterable[SerialRun], serial_ids: Iterable[SerialId]) -> list[SerialId]:
    """Those of the serials that are not in the runs."""
    spans = [(run.first_serial_id, run.last_serial_id) for run in runs]
    return [
        serial_id
        for serial_id in serial_ids
        if not any(first <= serial_id <= last for first, last in spans)
    ]


def require_single_assignment(line: MaterialLine, lot_number: str) -> None:
    """Refuse serials that went into several units without saying which into which."""
    if line.serial_ids and len(line.into_serial_ids) > 1:
        raise AssignSerialsSingly(lot=lot_number)


def is_comparable(unit: str, parameter: OperationParameter) -> bool:
    return UNITS[unit].dimension == UNITS[parameter.unit].dimension


def verdict(value: Amount, unit: str, parameter: OperationParameter) -> Verdict:
    """Whether a value is inside the limits; one in a unit of another dimension is not.

    Compared as fractions: no conversion can round a value into or out of its limits.
    """
    if not is_comparable(unit, parameter):
        return Verdict.OUTSIDE
    measured = value * UNITS[unit].step
    step = UNITS[parameter.unit].step
    if parameter.low is not None and measured < parameter.low * step:
        return Verdict.OUTSIDE
    if parameter.high is not None and measured > parameter.high * step:
        return Verdict.OUTSIDE
    return Verdict.WITHIN


def spans(numbers: Collection[int]) -> list[tuple[int, int]]:
    """Numbers as runs of consecutive ones, ascending: `{1, 2, 4}` → `[(1, 2), (4, 4)]`."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
