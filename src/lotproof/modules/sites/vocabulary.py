"""The words of the plant's places."""

from typing import Annotated

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class AreaId(Id, prefix="are", label=t("Area", "区域")):
    """A part of the plant, such as a clean room."""


class WorkstationId(Id, prefix="wst", label=t("Workstation", "工位")):
    """A place where one operation is performed."""


class AreaKind(Choice):
    """What happens in an area."""

    PRODUCTION = "production", "production", "生产"
    STORAGE = "storage", "storage", "仓储"
    LABORATORY = "laboratory", "laboratory", "检验"
    UTILITY = "utility", "utility", "公用工程"
    OFFICE = "office", "office", "办公"


class CleanClass(Choice):
    """Air cleanliness at rest by particle concentration, as ISO 14644-1 classifies it."""

    ISO_5 = "iso_5", "ISO class 5", "ISO 5 级"
    ISO_6 = "iso_6", "ISO class 6", "ISO 6 级"
    ISO_7 = "iso_7", "ISO class 7", "ISO 7 级"
    ISO_8 = "iso_8", "ISO class 8", "ISO 8 级"


class PlaceState(Choice):
    """Whether an area or workstation is still used."""

    IN_USE = "in_use", "in use", "使用中"
    CLOSED = "closed", "closed", "已停用"


AREA_LIFE = LifeCycle(
    t("Area", "区域"),
    {PlaceState.IN_USE: {PlaceState.CLOSED}, PlaceState.CLOSED: {PlaceState.IN_USE}},
)
WORKSTATION_LIFE = LifeCycle(
    t("Workstation", "工位"),
    {PlaceState.IN_USE: {PlaceState.CLOSED}, PlaceState.CLOSED: {PlaceState.IN_USE}},
)

PREFIX_LIFE = LifeCycle(
    t("Company prefix", "厂商识别代码"),
    {PlaceState.IN_USE: {PlaceState.CLOSED}, PlaceState.CLOSED: {PlaceState.IN_USE}},
)

AreaCode = Annotated[
    str,
    Meaning(
        label=t("Area code", "区域代码"),
        help=t("Capital letters, digits, - and _.", "大写字母、数字、- 和 _。"),
        length_max=20,
        pattern=r"[A-Z0-9][A-Z0-9_-]*",
    ),
]
AreaName = Annotated[str, Meaning(label=t("Area name", "区域名称"), length_max=80, pattern=r".+")]
WorkstationCode = Annotated[
    str,
    Meaning(
        label=t("Workstation code", "工位代码"),
        help=t("Capital letters, digits, - and _.", "大写字母、数字、- 和 _。"),
        length_max=20,
        pattern=r"[A-Z0-9][A-Z0-9_-]*",
    ),
]
WorkstationName = Annotated[
    str, Meaning(label=t("Workstation name", "工位名称"), length_max=80, pattern=r".+")
]
AreaPurpose = Annotated[AreaKind, Meaning(label=t("Kind of area", "区域类型"))]
Cleanliness = Annotated[
    CleanClass,
    Meaning(
        label=t("Cleanliness class", "洁净级别"),
        help=t(
            "ISO 14644-1, at rest; none outside clean rooms.",
            "ISO 14644-1 静态级别；非洁净区不填。",
        ),
    ),
]
PlaceStateNow = Annotated[PlaceState, Meaning(label=t("State", "状态"))]
CompanyPrefixDigits = Annotated[
    str,
    Meaning(
        label=t("GS1 company prefix", "GS1 厂商识别代码"),
        help=t("4 to 12 digits, as licensed by GS1.", "4 至 12 位数字，以 GS1 证书为准。"),
        length_max=12,
        pattern=r"[0-9]{4,12}",
    ),
]
ExtensionDigit = Annotated[
    int,
    Meaning(
        label=t("Extension digit", "扩展位"),
        help=t("The first digit of every SSCC.", "SSCC 的第一位数字。"),
        minimum=0,
        maximum=9,
    ),
]
NextReference = Annotated[
    int,
    Meaning(
        label=t("Next serial reference", "下一系列代码"),
        help=t("Of the next SSCC.", "用于下一个 SSCC。"),
        minimum=0,
    ),
]
