"""How requests about processes and loads are carried out."""

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment, setting_at
from lotproof.modules.equipment.vocabulary import EquipmentState
from lotproof.modules.people.actors import user_of
from lotproof.modules.production.queries import order_making, outputs
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.sterilisation import rules
from lotproof.modules.sterilisation.commands import (
    CancelCycle,
    DraftProcess,
    MakeProcessEffective,
    PlanCycle,
    StartCycle,
    WithdrawProcess,
)
from lotproof.modules.sterilisation.events import (
    CycleCancelled,
    CyclePlanned,
    CycleStarted,
    ProcessDrafted,
    ProcessMadeEffective,
    ProcessWithdrawn,
)
from lotproof.modules.sterilisation.gates import MAY_RUN, CycleAsked
from lotproof.modules.sterilisation.queries import loads, process_at, running_on
from lotproof.modules.sterilisation.records import Cycle, Load, Process
from lotproof.modules.sterilisation.vocabulary import (
    CYCLE_LIFE,
    PROCESS_LIFE,
    CycleId,
    CycleState,
    IndicatorKind,
    ProcessId,
    ProcessState,
)
from lotproof.modules.warehouse.queries import Lot, stock_of_lot
from lotproof.modules.warehouse.services import in_unit_of
from lotproof.modules.warehouse.vocabulary import LotState


@handles(DraftProcess, emits=(ProcessDrafted,))
def draft_process(command: DraftProcess, work: Work) -> None:
    _require_steriliser(work.rely(Equipment, command.equipment_id))
    planned = {
        IndicatorKind.BIOLOGICAL: command.biological,
        IndicatorKind.CHEMICAL: command.chemical,
        IndicatorKind.DOSIMETER: command.dosimeters,
    }
    rules.require_basis(command.method, command.basis, planned)
    process = work.add(Process(id=work.new_id(ProcessId), drafted_by=work.actor, **command.given()))
    work.record(ProcessDrafted(process_id=process.id, equipment_id=process.equipment_id))


@handles(MakeProcessEffective, emits=(ProcessMadeEffective,))
def make_process_effective(command: MakeProcessEffective, work: Work) -> None:
    equipment_id = work.get(Process, command.process_id).equipment_id
    work.take(Equipment, equipment_id)  # one change of its processes at a time
    process = work.take(Process, command.process_id)
    if work.is_own(process.drafted_by):
        raise rules.OwnProcess(revision=process.revision)
    process.state = PROCESS_LIFE.move(process.revision, process.state, ProcessState.EFFECTIVE)
    former = work.take_all(
        Process,
        equipment_id=process.equipment_id,
        program=process.program,
        state=ProcessState.EFFECTIVE,
    )
    for each in former:
        if each.id != process.id:
            each.state = PROCESS_LIFE.move(each.revision, each.state, ProcessState.SUPERSEDED)
    process.approved_by, process.effective_at = work.actor, work.now
    work.record(ProcessMadeEffective(process_id=process.id, equipment_id=equipment_id))


@handles(WithdrawProcess, emits=(ProcessWithdrawn,))
def withdraw_process(command: WithdrawProcess, work: Work) -> None:
    process = work.take(Process, command.process_id)
    process.state = PROCESS_LIFE.move(process.revision, process.state, ProcessState.SUPERSEDED)
    work.record(ProcessWithdrawn(process_id=process.id, equipment_id=process.equipment_id))


# --- loads --------------------------------------------------------------------------------------


@handles(PlanCycle, emits=(CyclePlanned,))
def plan_cycle(command: PlanCycle, work: Work) -> None:
    equipment = work.rely(Equipment, command.equipment_id)
    _require_steriliser(equipment)
    _require_process(work, equipment, command.program)
    if not command.loads:
        raise rules.EmptyLoad(cycle=command.number)
    cycle = work.add(
        Cycle(
            id=work.new_id(CycleId),
            number=command.number,
            equipment_id=equipment.id,
            program=command.program,
            planned_by=work.actor,
            planned_at=work.now,
        )
    )
    seen: set[int] = set()
    for given in sorted(command.loads, key=lambda each: int(each.lot_id)):
        lot = work.take(Lot, given.lot_id)  # its release waits, or has been
        if int(lot.id) in seen:
            raise rules.LotLoadedTwice(lot=lot.number)
        seen.add(int(lot.id))
        load = work.add(
            Load(cycle.id, lot.id, in_unit_of(lot, given.quantity, given.unit), lot.unit)
        )
        _require_loadable(work, lot, load)
    work.record(CyclePlanned(cycle_id=cycle.id, equipment_id=equipment.id))


@handles(CancelCycle, emits=(CycleCancelled,))
def cancel_cycle(command: CancelCycle, work: Work) -> None:
    cycle = work.take(Cycle, command.cycle_id)
    cycle.state = CYCLE_LIFE.move(cycle.number, cycle.state, CycleState.CANCELLED)
    work.record(CycleCancelled(cycle_id=cycle.id))


@handles(StartCycle, emits=(CycleStarted,))
def start_cycle(command: StartCycle, work: Work) -> None:
    equipment_id = work.get(Cycle, command.cycle_id).equipment_id
    equipment = work.take(Equipment, equipment_id)  # one start of it at a time
    cycle = work.take(Cycle, command.cycle_id)
    state = CYCLE_LIFE.move(cycle.number, cycle.state, CycleState.RUNNING)
    _require_steriliser(equipment)
    busy = running_on(work, equipment_id)
    if busy is not None:
        raise rules.SteriliserBusy(equipment=equipment.code, cycle=busy.number)
    process = _require_process(work, equipment, cycle.program)
    setting = setting_at(work, equipment_id, cycle.program, work.now)
    if setting is None:
        raise rules.NoEffectiveSetting(program=cycle.program, equipment=equipment.code)
    for load in loads(work, cycle.id):
        _require_loadable(work, work.take(Lot, load.lot_id), load)
    asked = CycleAsked(cycle_id=cycle.id, equipment_id=equipment_id, user_id=user_of(work.actor))
    work.ask(MAY_RUN, asked)
    cycle.state, cycle.process_id, cycle.setting_id = state, process.id, setting.id
    cycle.started_by, cycle.started_at = work.actor, work.occurred
    work.record(CycleStarted(cycle_id=cycle.id, equipment_id=equipment_id))


def _require_steriliser(equipment: Equipment) -> None:
    if equipment.state is not EquipmentState.AVAILABLE:
        raise rules.SteriliserNotAvailable(equipment=equipment.code, state=equipment.state.label)


def _require_process(work: Work, equipment: Equipment, program: str) -> Process:
    process = process_at(work, equipment.id, program, work.now)
    if process is None:
        raise rules.NoEffectiveProcess(program=program, equipment=equipment.code)
    return process


def _require_loadable(work: Work, lot: Lot, load: Load) -> None:
    """In quarantine, and there: a lot of an order under way is there as far as it is due."""
    if lot.state is not LotState.QUARANTINED:
        raise rules.LotNotLoadable(lot=lot.number, state=lot.state.label)
    on_hand = sum(each.quantity for each in stock_of_lot(work, lot.id))
    order = order_making(work, lot.id)
    due = received = 0
    if order is not None and order.state is not WorkOrderState.CLOSED:
        made = next(each for each in outputs(work, order.id) if each.lot_id == lot.id)
        due, received = made.due, made.received
    there = rules.still_there(on_hand, due, received)
    if load.quantity > there:
        raise rules.LoadTooLarge(
            lot=lot.number,
            loaded=f"{amount_text(load.quantity, lot.unit)} {lot.unit}",
            there=f"{amount_text(there, lot.unit)} {lot.unit}",
        )
