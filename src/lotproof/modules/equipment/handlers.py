"""How requests about machines and instruments are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.commands import (
    ChangeEquipment,
    RegisterEquipment,
    RetireEquipment,
    ReturnToService,
    TakeOutOfService,
)
from lotproof.modules.equipment.events import (
    EquipmentChanged,
    EquipmentRegistered,
    EquipmentReleased,
    EquipmentRetired,
    EquipmentStopped,
)
from lotproof.modules.equipment.queries import differing_readback
from lotproof.modules.equipment.records import Equipment
from lotproof.modules.equipment.rules import LastReadDiffers
from lotproof.modules.equipment.vocabulary import EQUIPMENT_LIFE, EquipmentId, EquipmentState
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sites.vocabulary import WORKSTATION_LIFE, PlaceState, WorkstationId


@handles(RegisterEquipment, emits=(EquipmentRegistered,))
def register_equipment(command: RegisterEquipment, work: Work) -> None:
    _require_workstation(work, command.workstation_id)
    equipment = Equipment(
        id=work.new_id(EquipmentId), code=command.code, name=command.name, kind=command.kind
    )
    _describe(equipment, command)
    work.add(equipment)
    work.record(EquipmentRegistered(equipment_id=equipment.id))


@handles(ChangeEquipment, emits=(EquipmentChanged,))
def change_equipment(command: ChangeEquipment, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)
    EQUIPMENT_LIFE.require(
        equipment.code, equipment.state, EquipmentState.AVAILABLE, EquipmentState.OUT_OF_SERVICE
    )
    if command.workstation_id != equipment.workstation_id:
        _require_workstation(work, command.workstation_id)
    equipment.name = command.name
    _describe(equipment, command)
    work.record(EquipmentChanged(equipment_id=equipment.id))


@handles(TakeOutOfService, emits=(EquipmentStopped,))
def take_out_of_service(command: TakeOutOfService, work: Work) -> None:
    _move(work, command.equipment_id, EquipmentState.OUT_OF_SERVICE)
    work.record(EquipmentStopped(equipment_id=command.equipment_id))


@handles(ReturnToService, emits=(EquipmentReleased,))
def return_to_service(command: ReturnToService, work: Work) -> None:
    equipment = _move(work, command.equipment_id, EquipmentState.AVAILABLE)
    differing = differing_readback(work, command.equipment_id)
    if differing is not None:
        raise LastReadDiffers(equipment=equipment.code, program=differing.program)
    work.record(EquipmentReleased(equipment_id=command.equipment_id))


@handles(RetireEquipment, emits=(EquipmentRetired,))
def retire_equipment(command: RetireEquipment, work: Work) -> None:
    _move(work, command.equipment_id, EquipmentState.RETIRED)
    work.record(EquipmentRetired(equipment_id=command.equipment_id))


def _describe(equipment: Equipment, given: RegisterEquipment | ChangeEquipment) -> None:
    """Where it stands and what its type plate says; an empty text is no text."""
    equipment.workstation_id = given.workstation_id
    equipment.manufacturer = given.manufacturer or None
    equipment.model = given.model or None
    equipment.factory_number = given.factory_number or None


def _move(work: Work, equipment_id: EquipmentId, to: EquipmentState) -> Equipment:
    equipment = work.take(Equipment, equipment_id)
    equipment.state = EQUIPMENT_LIFE.move(equipment.code, equipment.state, to)
    return equipment


def _require_workstation(work: Work, workstation_id: WorkstationId | None) -> None:
    """The workstation, if any is named, exists and stays in use until commit."""
    if workstation_id is not None:
        workstation = work.rely(Workstation, workstation_id)
        WORKSTATION_LIFE.require(workstation.code, workstation.state, PlaceState.IN_USE)
