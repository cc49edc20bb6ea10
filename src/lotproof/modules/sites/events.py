"""What has happened to areas and workstations."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.sites.vocabulary import AreaId, CompanyPrefixDigits, WorkstationId


@event("sites.area_opened/1", t("Area {area_id} opened", "区域 {area_id} 已启用"))
class AreaOpened(Event):
    area_id: AreaId


@event("sites.area_changed/1", t("Area {area_id} changed", "区域 {area_id} 已变更"))
class AreaChanged(Event):
    area_id: AreaId


@event("sites.area_closed/1", t("Area {area_id} closed", "区域 {area_id} 已停用"))
class AreaClosed(Event):
    area_id: AreaId


@event(
    "sites.workstation_opened/1",
    t("Workstation {workstation_id} opened", "工位 {workstation_id} 已启用"),
)
class WorkstationOpened(Event):
    workstation_id: WorkstationId


@event(
    "sites.workstation_changed/1",
    t("Workstation {workstation_id} changed", "工位 {workstation_id} 已变更"),
)
class WorkstationChanged(Event):
    workstation_id: WorkstationId


@event(
    "sites.workstation_closed/1",
    t("Workstation {workstation_id} closed", "工位 {workstation_id} 已停用"),
)
class WorkstationClosed(Event):
    workstation_id: WorkstationId


@event(
    "sites.company_prefix_set/1",
    t("SSCCs are made with company prefix {prefix}", "以厂商识别代码 {prefix} 生成 SSCC"),
)
class CompanyPrefixSet(Event):
    prefix: CompanyPrefixDigits
