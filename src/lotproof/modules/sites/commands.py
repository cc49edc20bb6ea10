"""What can be asked of areas, workstations and the company prefix."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.sites.vocabulary import (
    AreaCode,
    AreaId,
    AreaName,
    AreaPurpose,
    Cleanliness,
    CompanyPrefixDigits,
    ExtensionDigit,
    WorkstationCode,
    WorkstationId,
    WorkstationName,
)


@command(
    "sites.open_area/1",
    t("Open area", "启用区域"),
    permission="sites.area.open",
    zh="登记厂区中的一个区域，如洁净车间。",
)
class OpenArea(Command):
    """Register a part of the plant, such as a clean room."""

    code: AreaCode
    name: AreaName
    kind: AreaPurpose
    clean_class: Cleanliness | None = None


@command(
    "sites.change_area/1",
    t("Change area", "变更区域"),
    permission="sites.area.change",
    zh="更改区域的名称、类型和洁净级别；洁净级别未填即为非洁净区。",
    needs_reason=True,
)
class ChangeArea(Command):
    """Change name, kind and cleanliness; without a class the area is not a clean room."""

    area_id: AreaId
    name: AreaName
    kind: AreaPurpose
    clean_class: Cleanliness | None = None


@command(
    "sites.close_area/1",
    t("Close area", "停用区域"),
    permission="sites.area.close",
    zh="停用区域；其中的工位须先停用。",
    needs_reason=True,
)
class CloseArea(Command):
    """Stop using an area; its workstations are closed before."""

    area_id: AreaId


@command(
    "sites.reopen_area/1",
    t("Reopen area", "重新启用区域"),
    permission="sites.area.open",
    zh="重新启用已停用的区域。",
    needs_reason=True,
)
class ReopenArea(Command):
    """Use a closed area again."""

    area_id: AreaId


@command(
    "sites.open_workstation/1",
    t("Open workstation", "启用工位"),
    permission="sites.workstation.open",
    zh="在区域内登记一个工位。",
)
class OpenWorkstation(Command):
    """Register a place in an area where one operation is performed."""

    code: WorkstationCode
    name: WorkstationName
    area_id: AreaId


@command(
    "sites.change_workstation/1",
    t("Change workstation", "变更工位"),
    permission="sites.workstation.change",
    zh="更改工位名称，或移至其他区域。",
    needs_reason=True,
)
class ChangeWorkstation(Command):
    """Rename a workstation or move it to another area."""

    workstation_id: WorkstationId
    name: WorkstationName
    area_id: AreaId


@command(
    "sites.close_workstation/1",
    t("Close workstation", "停用工位"),
    permission="sites.workstation.close",
    zh="停用工位。",
    needs_reason=True,
)
class CloseWorkstation(Command):
    """Stop using a workstation."""

    workstation_id: WorkstationId


@command(
    "sites.reopen_workstation/1",
    t("Reopen workstation", "重新启用工位"),
    permission="sites.workstation.open",
    zh="重新启用已停用的工位。",
    needs_reason=True,
)
class ReopenWorkstation(Command):
    """Use a closed workstation again."""

    workstation_id: WorkstationId


@command(
    "sites.set_company_prefix/1",
    t("Set company prefix", "设置厂商识别代码"),
    permission="sites.company_prefix.set",
    zh="启用由 GS1 授权的厂商识别代码，用于生成 SSCC；原有代码随之停用。",
    needs_reason=True,
)
class SetCompanyPrefix(Command):
    """Use a prefix licensed by GS1 for the SSCCs from now on; the one before is not used any more.

    The reason says by what certificate.
    """

    prefix: CompanyPrefixDigits
    extension: ExtensionDigit = 0
