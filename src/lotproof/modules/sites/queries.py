"""Typed reads of areas and workstations."""

from lotproof.kernel.work import Reader
from lotproof.modules.sites.records import Area, CompanyPrefix, Workstation
from lotproof.modules.sites.vocabulary import AreaId, PlaceState

__all__ = [
    "Area",
    "CompanyPrefix",
    "Workstation",
    "area_by_code",
    "company_prefix",
    "workstation_by_code",
    "workstations",
]


def area_by_code(reader: Reader, code: str) -> Area | None:
    return reader.only(Area, code=code)


def workstation_by_code(reader: Reader, code: str) -> Workstation | None:
    return reader.only(Workstation, code=code)


def workstations(reader: Reader, area_id: AreaId) -> list[Workstation]:
    """The workstations of an area, closed ones too, by id."""
    return reader.find(Workstation, area_id=area_id)


def company_prefix(reader: Reader) -> CompanyPrefix | None:
    """The one in use, if a prefix was ever set."""
    return reader.only(CompanyPrefix, state=PlaceState.IN_USE)
