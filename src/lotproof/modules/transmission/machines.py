"""What both handlers ask and tell: whether a machine stands still, and what an event is about."""

from typing import Any

from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.production.queries import OperationRun
from lotproof.modules.production.vocabulary import OperationRunId, RunState
from lotproof.modules.sterilisation.queries import running_on
from lotproof.modules.sterilisation.vocabulary import CycleId
from lotproof.modules.transmission.records import Transmission
from lotproof.modules.transmission.rules import MachineRuns


def require_idle(work: Work, equipment: Equipment) -> None:
    """Refuse while an operation or a cycle runs on a machine, which the caller has taken.

    That is as far as Lotproof knows; the machine itself is asked before it is written.
    """
    for run in work.find(OperationRun, equipment_id=equipment.id, state=RunState.RUNNING):
        raise MachineRuns(run=OperationRunId.text(run.id), equipment=equipment.code)
    cycle = running_on(work, equipment.id)
    if cycle is not None:
        raise MachineRuns(run=CycleId.text(cycle.id), equipment=equipment.code)


def about_of(transmission: Transmission) -> dict[str, Any]:
    """What every event of a transmission names."""
    return {
        "transmission_id": transmission.id,
        "setting_id": transmission.setting_id,
        "equipment_id": transmission.equipment_id,
    }
