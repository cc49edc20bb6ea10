"""The words of the item master, bills of materials and routings."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t


class ItemId(Id, prefix="itm", label=t("Item", "物料")):
    """A material, component, packaging or device, whatever the lot."""


class PackageLevelId(Id, prefix="pkl", label=t("Package level", "包装层级")):
    """A package of a device with a device identifier of its own."""


class BomId(Id, prefix="bom", label=t("Bill of materials", "物料清单")):
    """One revision of what an item is made of."""


class RoutingId(Id, prefix="rtg", label=t("Routing", "工艺路线")):
    """One revision of how an item is made."""


class ParameterId(Id, prefix="prm", label=t("Parameter", "工艺参数")):
    """What is set or watched during an operation."""


class ItemKind(Choice):
    MATERIAL = "material", "material", "原材料"
    COMPONENT = "component", "component", "组件"
    PACKAGING = "packaging", "packaging", "包装材料"
    DEVICE = "device", "finished device", "成品器械"


class Tracking(Choice):
    """By what an item is told apart from others of its kind."""

    NONE = "none", "not tracked", "不追踪"
    LOT = "lot", "by lot", "按批"
    SERIAL = "serial", "by serial number", "按序列号"


class Issuer(Choice):
    """Who issues device identifiers: the agencies accredited by the FDA and named by the NMPA."""

    GS1 = "GS1", "GS1", "GS1"
    HIBCC = "HIBCC", "HIBCC", "HIBCC"
    ICCBBA = "ICCBBA", "ICCBBA", "ICCBBA"
    ZIIOT = "ZIIOT", "ZIIOT (MA)", "中关村工信二维码技术研究院（MA）"
    AHM = "AHM", "Ali Health (AHM)", "阿里健康（AHM）"


class ItemState(Choice):
    DRAFT = "draft", "draft", "草稿"
    ACTIVE = "active", "active", "有效"
    RETIRED = "retired", "retired", "已停用"


ITEM_LIFE = LifeCycle(
    t("Item", "物料"),
    {
        ItemState.DRAFT: {ItemState.ACTIVE, ItemState.RETIRED},
        ItemState.ACTIVE: {ItemState.RETIRED},
        ItemState.RETIRED: (),
    },
)


class PackageState(Choice):
    IN_USE = "in_use", "in use", "使用中"
    DISCONTINUED = "discontinued", "discontinued", "已停用"


PACKAGE_LIFE = LifeCycle(
    t("Package level", "包装层级"),
    {PackageState.IN_USE: {PackageState.DISCONTINUED}, PackageState.DISCONTINUED: ()},
)


class RevisionState(Choice):
    """Of a bill of materials or a routing; at most one revision an item is effective."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


_REVISION_MOVES = {
    RevisionState.DRAFT: {RevisionState.EFFECTIVE, RevisionState.SUPERSEDED},
    RevisionState.EFFECTIVE: {RevisionState.SUPERSEDED},
    RevisionState.SUPERSEDED: set[RevisionState](),
}
BOM_LIFE = LifeCycle(t("Bill of materials", "物料清单"), _REVISION_MOVES)
ROUTING_LIFE = LifeCycle(t("Routing", "工艺路线"), _REVISION_MOVES)


class OperationKind(Choice):
    PROCESS = "process", "process", "加工"
    LINE_CLEARANCE = "line_clearance", "line clearance", "清场"
    FIRST_ARTICLE = "first_article", "first article inspection", "首件检验"
    PACKING = "packing", "packing", "包装"
    LABELLING = "labelling", "labelling", "贴标"
    STERILISATION = "sterilisation", "sterilisation", "灭菌"


_CODE = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")

# --- the item -----------------------------------------------------------------------------------

ItemNumber = Annotated[
    str,
    Meaning(
        label=t("Item number", "物料编号"),
        help=t("Never given twice.", "编号不重复使用。"),
        length_max=60,
        pattern=r".+",
    ),
]
ItemName = Annotated[str, Meaning(label=t("Item name", "物料名称"), length_max=200, pattern=r".+")]
ItemNameZh = Annotated[str, Meaning(label=t("Chinese item name", "物料中文名称"), length_max=200)]
KindOfItem = Annotated[ItemKind, Meaning(label=t("Kind of item", "物料类别"))]
TrackingBy = Annotated[
    Tracking,
    Meaning(
        label=t("Tracking", "追踪方式"),
        help=t(
            "Serial numbers are always grouped in lots.",
            "按序列号追踪时，序列号同时归属于批。",
        ),
    ),
]
ItemUnit = Annotated[str, UNIT]
ShelfLifeDays = Annotated[
    int,
    Meaning(
        label=t("Shelf life (days)", "有效期（天）"),
        help=t("From the date of manufacture.", "自生产日期起算。"),
        minimum=1,
        maximum=36_525,
    ),
]
ShelfLifeChange = Annotated[
    int,
    Meaning(
        label=t("Shelf life (days)", "有效期（天）"),
        help=t("From the date of manufacture; 0: not limited.", "自生产日期起算；0 表示不限。"),
        minimum=0,
        maximum=36_525,
    ),
]
DeviceIdentifierText = Annotated[
    str,
    Meaning(
        label=t("Device identifier (UDI-DI)", "产品标识（UDI-DI）"),
        help=t(
            "GS1: 8, 12, 13 or 14 digits; HIBCC: without + and check character.",
            "GS1：8、12、13 或 14 位数字；HIBCC：不含 + 和校验字符。",
        ),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
IssuerOfIdentifier = Annotated[Issuer, Meaning(label=t("Issuing agency", "发码机构"))]
Brand = Annotated[str, Meaning(label=t("Brand name", "商品名"), length_max=120)]
Model = Annotated[str, Meaning(label=t("Version or model", "规格型号"), length_max=120)]
CatalogueNumber = Annotated[str, Meaning(label=t("Catalogue number", "货号"), length_max=60)]
GenericName = Annotated[
    str,
    Meaning(
        label=t("Generic name", "通用名称"),
        help=t("GMDN term, or the name in the registration.", "GMDN 术语，或注册证上的产品名称。"),
        length_max=200,
    ),
]
RegistrationNumber = Annotated[
    str,
    Meaning(
        label=t("Registration number", "注册证/备案号"),
        help=t("Of the marketing authorisation of the device.", "医疗器械注册证编号或备案号。"),
        length_max=80,
    ),
]
SpecificationReference = Annotated[
    str,
    Meaning(
        label=t("Specification", "技术要求"),
        help=t("Number and revision of the specification.", "技术要求或规格书的编号与版本。"),
        length_max=120,
    ),
]
StorageRemarks = Annotated[
    str, Meaning(label=t("Storage and handling", "储存与搬运要求"), length_max=400, multiline=True)
]
IsSterile = Annotated[bool, Meaning(label=t("Supplied sterile", "无菌提供"))]
IsImplant = Annotated[bool, Meaning(label=t("Implant", "植入器械"))]
IsSingleUse = Annotated[bool, Meaning(label=t("Single use", "一次性使用"))]
StateOfItem = Annotated[ItemState, Meaning(label=t("State", "状态"))]

# --- packages -----------------------------------------------------------------------------------

PackageName = Annotated[
    str,
    Meaning(
        label=t("Package", "包装名称"),
        help=t("Such as box, case or pallet.", "如盒、箱、托盘。"),
        length_max=40,
        pattern=r".+",
    ),
]
ContainedIdentifier = Annotated[
    str,
    Meaning(
        label=t("Contains DI", "所含产品标识"),
        help=t(
            "The device identifier of the device, or of a smaller package of it.",
            "器械本身或其下一级包装的产品标识。",
        ),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
ContainedCount = Annotated[
    int,
    Meaning(label=t("Quantity contained", "内含数量"), minimum=1, maximum=1_000_000),
]
ItemCount = Annotated[
    int,
    Meaning(
        label=t("Items in the package", "内含物料总数"),
        help=t("Over all levels below.", "含以下各级包装。"),
        minimum=1,
    ),
]
StateOfPackage = Annotated[PackageState, Meaning(label=t("State", "状态"))]

# --- bill of materials and routing --------------------------------------------------------------

Revision = Annotated[
    str,
    Meaning(label=t("Revision", "版本"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"),
]
StateOfRevision = Annotated[RevisionState, Meaning(label=t("State", "状态"))]
DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
ApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
EffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]
Position = Annotated[int, Meaning(label=t("Position", "序号"), minimum=1)]
OutputQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Output quantity", "产出数量"),
        help=t("What the quantities of the lines yield.", "各行用量对应的产出数量。"),
        minimum=1,
    ),
]
ComponentQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Quantity", "用量"),
        help=t("For the output quantity of the bill of materials.", "对应物料清单的产出数量。"),
        minimum=1,
    ),
]
OperationCode = Annotated[
    str,
    Meaning(
        label=t("Operation code", "工序代码"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"
    ),
]
OperationName = Annotated[
    str, Meaning(label=t("Operation name", "工序名称"), length_max=120, pattern=r".+")
]
KindOfOperation = Annotated[OperationKind, Meaning(label=t("Kind of operation", "工序类型"))]
WorkInstruction = Annotated[
    str,
    Meaning(
        label=t("Work instruction", "作业指导书"),
        help=t("Number and revision of the document.", "文件编号与版本。"),
        length_max=120,
    ),
]
ParameterCode = Annotated[
    str,
    Meaning(
        label=t("Parameter code", "参数代码"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"
    ),
]
ParameterName = Annotated[
    str, Meaning(label=t("Parameter name", "参数名称"), length_max=120, pattern=r".+")
]
LowLimit = Annotated[Amount, Meaning(label=t("Low limit", "下限"))]
HighLimit = Annotated[Amount, Meaning(label=t("High limit", "上限"))]
TargetValue = Annotated[Amount, Meaning(label=t("Target", "目标值"))]
IsCritical = Annotated[
    bool,
    Meaning(
        label=t("Critical", "关键参数"),
        help=t(
            "Outside its limits the product may be unsafe or fail.",
            "超限可能导致产品不安全或失效。",
        ),
    ),
]
