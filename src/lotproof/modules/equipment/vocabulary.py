"""The words of machines and instruments."""

from typing import Annotated

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class EquipmentId(Id, prefix="eqp", label=t("Equipment", "设备")):
    """A machine or instrument."""


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
