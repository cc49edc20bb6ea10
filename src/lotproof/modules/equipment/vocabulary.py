"""The words of machines and instruments."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t


class EquipmentId(Id, prefix="eqp", label=t("Equipment", "设备")):
    """A machine or instrument."""


class SettingId(Id, prefix="est", label=t("Equipment setting", "设备设定")):
    """One revision of what a machine is set to for a program."""


class ReadbackId(Id, prefix="srb", label=t("Setting read back", "设定回读")):
    """What a machine said it was set to."""


class EquipmentKind(Choice):
    PRODUCTION = "production", "production machine", "生产设备"
    MEASURING = "measuring", "measuring instrument", "测量仪器"
    UTILITY = "utility", "utility", "公用设施"


class EquipmentState(Choice):
    AVAILABLE = "available", "available", "可用"
    OUT_OF_SERVICE = "out_of_service", "out of service", "停用"
    RETIRED = "retired", "retired", "报废"


EQUIPMENT_LIFE = LifeCycle(
    t("Equipment", "设备"),
    {
        EquipmentState.AVAILABLE: {EquipmentState.OUT_OF_SERVICE, EquipmentState.RETIRED},
        EquipmentState.OUT_OF_SERVICE: {EquipmentState.AVAILABLE, EquipmentState.RETIRED},
        EquipmentState.RETIRED: (),
    },
)

EquipmentCode = Annotated[
    str,
    Meaning(
        label=t("Equipment code", "设备编号"),
        help=t("Capital letters, digits, - and _.", "大写字母、数字、- 和 _。"),
        length_max=20,
        pattern=r"[A-Z0-9][A-Z0-9_-]*",
    ),
]
EquipmentName = Annotated[
    str, Meaning(label=t("Equipment name", "设备名称"), length_max=120, pattern=r".+")
]
KindOfEquipment = Annotated[EquipmentKind, Meaning(label=t("Kind of equipment", "设备类别"))]
Manufacturer = Annotated[str, Meaning(label=t("Manufacturer", "制造商"), length_max=120)]
EquipmentModel = Annotated[str, Meaning(label=t("Model", "型号"), length_max=120)]
FactoryNumber = Annotated[
    str,
    Meaning(
        label=t("Factory number", "出厂编号"),
        help=t("As on the type plate.", "以铭牌所示为准。"),
        length_max=80,
    ),
]
StateOfEquipment = Annotated[EquipmentState, Meaning(label=t("State", "状态"))]

# --- settings -----------------------------------------------------------------------------------


class SettingState(Choice):
    """At most one revision of a machine's program is effective."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


SETTING_LIFE = LifeCycle(
    t("Equipment setting", "设备设定"),
    {
        SettingState.DRAFT: {SettingState.EFFECTIVE, SettingState.SUPERSEDED},
        SettingState.EFFECTIVE: {SettingState.SUPERSEDED},
        SettingState.SUPERSEDED: (),
    },
)

_CODE = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")
Program = Annotated[
    str,
    Meaning(
        label=t("Program", "程序"),
        help=t("Recipe or program of the machine.", "设备的配方或程序。"),
        length_max=40,
        pattern=r"[A-Za-z0-9._-]+",
    ),
]
SettingRevision = Annotated[
    str,
    Meaning(label=t("Revision", "版本"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"),
]
StateOfSetting = Annotated[SettingState, Meaning(label=t("State", "状态"))]
SettingDraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
SettingApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
SettingEffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]
SettingCode = Annotated[
    str,
    Meaning(
        label=t("Setting code", "设定项代码"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"
    ),
]
SettingName = Annotated[str, Meaning(label=t("Setting", "设定项"), length_max=120, pattern=r".+")]
SetValue = Annotated[Amount, Meaning(label=t("Set value", "设定值"))]
Tolerance = Annotated[
    Amount,
    Meaning(
        label=t("Tolerance", "允差"),
        help=t("How far a value read back may be off, either way.", "回读值允许的上下偏差。"),
        minimum=0,
    ),
]
SettingUnit = Annotated[str, UNIT]
ReadValue = Annotated[Amount, Meaning(label=t("Value read back", "回读值"))]
ReadBy = Annotated[str, actor(t("Read by", "读取人"))]
ReadAt = Annotated[Instant, Meaning(label=t("Read at", "读取时间"))]
Agrees = Annotated[bool, Meaning(label=t("As approved", "与批准值一致"))]


class SettingGiven(Shape):
    """One value that a machine is set to, and how far off it may be."""

    code: SettingCode
    name: SettingName
    value: SetValue
    tolerance: Tolerance
    unit: SettingUnit


class ReadGiven(Shape):
    """One value that a machine gave."""

    code: SettingCode
    value: ReadValue
    unit: SettingUnit


SettingsGiven = Annotated[list[SettingGiven], Meaning(label=t("Settings", "设定项"), items_max=200)]
ReadsGiven = Annotated[list[ReadGiven], Meaning(label=t("Values read", "回读值"), items_max=200)]
