"""How requests about areas and workstations are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.sites.commands import (
    ChangeArea,
    ChangeWorkstation,
    CloseArea,
    CloseWorkstation,
    OpenArea,
    OpenWorkstation,
    ReopenArea,
    ReopenWorkstation,
)
from lotproof.modules.sites.events import (
    AreaChanged,
    AreaClosed,
    AreaOpened,
    WorkstationChanged,
    WorkstationClosed,
    WorkstationOpened,
)
from lotproof.modules.sites.queries import workstations
from lotproof.modules.sites.records import Area, Workstation
from lotproof.modules.sites.rules import AreaInUse
from lotproof.modules.sites.vocabulary import (
    AREA_LIFE,
    WORKSTATION_LIFE,
    AreaId,
    PlaceState,
    WorkstationId,
)


@handles(OpenArea, emits=(AreaOpened,))
def open_area(command: OpenArea, work: Work) -> None:
    area_id = work.new_id(AreaId)
    work.add(Area(area_id, command.code, command.name, command.kind, command.clean_class))
    work.record(AreaOpened(area_id=area_id))


@handles(ChangeArea, emits=(AreaChanged,))
def change_area(command: ChangeArea, work: Work) -> None:
    area = work.take(Area, command.area_id)
    area.name, area.kind, area.clean_class = command.name, command.kind, command.clean_class
    work.record(AreaChanged(area_id=area.id))


@handles(CloseArea, emits=(AreaClosed,))
def close_area(command: CloseArea, work: Work) -> None:
    area = work.take(Area, command.area_id)
    area.state = AREA_LIFE.move(area.code, area.state, PlaceState.CLOSED)
    still_used = [
        each.code for each in workstations(work, command.area_id) if each.state is PlaceState.IN_USE
    ]
    if still_used:
        raise AreaInUse(area=area.code, workstations=", ".join(still_used[:10]))
    work.record(AreaClosed(area_id=area.id))


@handles(ReopenArea, emits=(AreaOpened,))
def reopen_area(command: ReopenArea, work: Work) -> None:
    area = work.take(Area, command.area_id)
    area.state = AREA_LIFE.move(area.code, area.state, PlaceState.IN_USE)
    work.record(AreaOpened(area_id=area.id))


@handles(OpenWorkstation, emits=(WorkstationOpened,))
def open_workstation(command: OpenWorkstation, work: Work) -> None:
    _require_area(work, command.area_id)
    workstation_id = work.new_id(WorkstationId)
    work.add(Workstation(workstation_id, command.code, command.name, command.area_id))
    work.record(WorkstationOpened(workstation_id=workstation_id))


@handles(ChangeWorkstation, emits=(WorkstationChanged,))
def change_workstation(command: ChangeWorkstation, work: Work) -> None:
    workstation = work.take(Workstation, command.workstation_id)
    if workstation.area_id != command.area_id:
        _require_area(work, command.area_id)
    workstation.name, workstation.area_id = command.name, command.area_id
    work.record(WorkstationChanged(workstation_id=workstation.id))


@handles(CloseWorkstation, emits=(WorkstationClosed,))
def close_workstation(command: CloseWorkstation, work: Work) -> None:
    workstation = work.take(Workstation, command.workstation_id)
    workstation.state = WORKSTATION_LIFE.move(
        workstation.code, workstation.state, PlaceState.CLOSED
    )
    work.record(WorkstationClosed(workstation_id=workstation.id))


@handles(ReopenWorkstation, emits=(WorkstationOpened,))
def reopen_workstation(command: ReopenWorkstation, work: Work) -> None:
    workstation = work.take(Workstation, command.workstation_id)
    _require_area(work, workstation.area_id)
    workstation.state = WORKSTATION_LIFE.move(
        workstation.code, workstation.state, PlaceState.IN_USE
    )
    work.record(WorkstationOpened(workstation_id=workstation.id))


def _require_area(work: Work, area_id: AreaId) -> None:
    """The area exists and stays in use until commit."""
    area = work.rely(Area, area_id)
    AREA_LIFE.require(area.code, area.state, PlaceState.IN_USE)
