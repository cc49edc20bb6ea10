"""How requests about areas, workstations and the company prefix are carried out."""

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
    SetCompanyPrefix,
)
from lotproof.modules.sites.events import (
    AreaChanged,
    AreaClosed,
    AreaOpened,
    CompanyPrefixSet,
    WorkstationChanged,
    WorkstationClosed,
    WorkstationOpened,
)
from lotproof.modules.sites.queries import workstations
from lotproof.modules.sites.records import Area, CompanyPrefix, Workstation
from lotproof.modules.sites.rules import AreaInUse
from lotproof.modules.sites.vocabulary import (
    AREA_LIFE,
    PREFIX_LIFE,
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


@handles(SetCompanyPrefix, emits=(CompanyPrefixSet,))
def set_company_prefix(command: SetCompanyPrefix, work: Work) -> None:
    wanted = (command.prefix, command.extension)
    prefixes = work.take_all(CompanyPrefix)
    for each in prefixes:
        is_wanted = (each.prefix, each.extension) == wanted
        if is_wanted is (each.state is PlaceState.CLOSED):
            to = PlaceState.IN_USE if is_wanted else PlaceState.CLOSED
            each.state = PREFIX_LIFE.move(each.prefix, each.state, to)
    if all((each.prefix, each.extension) != wanted for each in prefixes):
        work.add(CompanyPrefix(*wanted))
    work.record(CompanyPrefixSet(prefix=command.prefix))


def _require_area(work: Work, area_id: AreaId) -> None:
    """The area exists and stays in use until commit."""
    area = work.rely(Area, area_id)
    AREA_LIFE.require(area.code, area.state, PlaceState.IN_USE)
