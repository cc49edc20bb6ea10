"""Areas, workstations and company prefixes."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.sites.vocabulary import (
    AreaCode,
    AreaId,
    AreaName,
    AreaPurpose,
    Cleanliness,
    CompanyPrefixDigits,
    ExtensionDigit,
    NextReference,
    PlaceState,
    PlaceStateNow,
    WorkstationCode,
    WorkstationId,
    WorkstationName,
)


@record("sites.area", t("Area", "区域"), unique=[("code",)])
class Area(Record):
    """A part of the plant."""

    id: AreaId
    code: AreaCode
    name: AreaName
    kind: AreaPurpose
    clean_class: Cleanliness | None = None
    state: PlaceStateNow = PlaceState.IN_USE


@record("sites.workstation", t("Workstation", "工位"), unique=[("code",)], index=[("area_id",)])
class Workstation(Record):
    """A place in an area where one operation is performed."""

    id: WorkstationId
    code: WorkstationCode
    name: WorkstationName
    area_id: AreaId
    state: PlaceStateNow = PlaceState.IN_USE


@record(
    "sites.company_prefix",
    t("Company prefix", "厂商识别代码"),
    key=("prefix", "extension"),
    index=[("state",)],
)
class CompanyPrefix(Record):
    """A licensed GS1 company prefix; the one in use numbers SSCCs one after the other."""

    prefix: CompanyPrefixDigits
    extension: ExtensionDigit
    next_reference: NextReference = 0
    state: PlaceStateNow = PlaceState.IN_USE
