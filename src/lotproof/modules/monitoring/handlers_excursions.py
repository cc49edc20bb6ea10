"""How excursions are followed up, and the permission to start taken and given back."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.commands_readings import (
    AssessExcursion,
    GiveStartBack,
    MarkAffectedLot,
    WithdrawStart,
)
from lotproof.modules.monitoring.events import (
    ExcursionAssessed,
    LotAffected,
    StartGivenBack,
    StartWithdrawn,
)
from lotproof.modules.monitoring.queries import stopping_excursions
from lotproof.modules.monitoring.records import (
    AffectedLot,
    Excursion,
    Point,
    StartWithdrawal,
    Watch,
)
from lotproof.modules.monitoring.vocabulary import Level
from lotproof.modules.monitoring.vocabulary_readings import (
    EXCURSION_LIFE,
    WITHDRAWAL_LIFE,
    ExcursionId,
    ExcursionState,
    WithdrawalId,
    WithdrawalState,
)
from lotproof.modules.warehouse.queries import Lot


@handles(MarkAffectedLot, emits=(LotAffected,))
def mark_affected_lot(command: MarkAffectedLot, work: Work) -> None:
    excursion = work.rely(Excursion, command.excursion_id)
    work.rely(Lot, command.lot_id)
    work.add(
        AffectedLot(
            excursion_id=excursion.id,
            lot_id=command.lot_id,
            is_held=excursion.level is Level.ACTION,
            operation_run_id=command.operation_run_id,
            cycle_id=command.cycle_id,
        )
    )
    work.record(
        LotAffected(excursion_id=excursion.id, lot_id=command.lot_id, level=excursion.level)
    )


@handles(AssessExcursion, emits=(ExcursionAssessed,))
def assess_excursion(command: AssessExcursion, work: Work) -> None:
    excursion = work.take(Excursion, command.excursion_id)
    is_open = excursion.state is ExcursionState.OPEN
    name = ExcursionId.text(excursion.id)
    excursion.state = EXCURSION_LIFE.move(name, excursion.state, ExcursionState.ASSESSED)
    excursion.assessed_by, excursion.assessed_at = work.actor, work.now
    excursion.assessment = command.assessment
    if is_open:  # what is still outside from here on is another excursion
        watch = work.take(Watch, excursion.point_id, excursion.level)
        watch.excursion_id = watch.outside_since = watch.worst = None
    work.record(ExcursionAssessed(excursion_id=excursion.id, point_id=excursion.point_id))


@handles(WithdrawStart, emits=(StartWithdrawn,))
def withdraw_start(command: WithdrawStart, work: Work) -> None:
    work.rely(Equipment, command.equipment_id)
    if command.excursion_id is not None:
        work.rely(Excursion, command.excursion_id)
    withdrawal = work.add(
        StartWithdrawal(
            id=work.new_id(WithdrawalId),
            equipment_id=command.equipment_id,
            cause=command.cause,
            withdrawn_by=work.actor,
            withdrawn_at=work.now,
            excursion_id=command.excursion_id,
        )
    )
    work.record(
        StartWithdrawn(
            withdrawal_id=withdrawal.id,
            equipment_id=command.equipment_id,
            excursion_id=command.excursion_id,
        )
    )


@handles(GiveStartBack, emits=(StartGivenBack,))
def give_start_back(command: GiveStartBack, work: Work) -> None:
    withdrawal = work.take(StartWithdrawal, command.withdrawal_id)
    for excursion in stopping_excursions(work, withdrawal.equipment_id):
        point = work.get(Point, excursion.point_id)
        raise rules.ExcursionStillOpen(point=point.code, excursion=ExcursionId.text(excursion.id))
    withdrawal.state = WITHDRAWAL_LIFE.move(
        WithdrawalId.text(withdrawal.id), withdrawal.state, WithdrawalState.GIVEN_BACK
    )
    withdrawal.given_back_by, withdrawal.given_back_at = work.actor, work.now
    work.record(StartGivenBack(withdrawal_id=withdrawal.id, equipment_id=withdrawal.equipment_id))
