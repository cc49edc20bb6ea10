"""The words of the warehouse. Each life cycle says which state may follow which."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId

__all__ = ["LotId", "PackageId", "SerialId"]


class LocationId(Id, prefix="loc", label=t("Location", "库位")):
    """A place where stock can be."""


class LotHoldId(Id, prefix="hld", label=t("Hold", "暂扣")):
    """A reason why a lot or a serial must not be used."""


class MovementId(Id, prefix="mov", label=t("Movement", "库存移动")):
    """A quantity that came, went or changed its place."""


class TransferId(Id, prefix="trf", label=t("Transfer", "外送")):
    """Stock at somebody else's place, under an agreement."""


class CountId(Id, prefix="cnt", label=t("Count", "盘点")):
    """What was found at a location when it was counted."""


class LocationKind(Choice):
    """What may be put at a location."""

    QUARANTINE = "quarantine", "quarantine", "待检区"
    STORAGE = "storage", "storage", "合格品区"
    PRODUCTION = "production", "production", "生产区"
    SHIPPING = "shipping", "shipping", "发货区"
    REJECTED = "rejected", "rejected goods", "不合格品区"
    EXTERNAL = "external", "outside the site", "厂外"


class LotState(Choice):
    QUARANTINED = "quarantined", "in quarantine", "待检"
    RELEASED = "released", "released", "已放行"
    REJECTED = "rejected", "rejected", "已拒收"


LOT_LIFE: Final = LifeCycle(
    t("Lot", "批"),
    {
        LotState.QUARANTINED: {LotState.RELEASED, LotState.REJECTED},
        LotState.RELEASED: {LotState.REJECTED},
        LotState.REJECTED: (),
    },
)


class LotPurpose(Choice):
    """What a lot may be used for."""

    COMMERCIAL = "commercial", "commercial", "商业"
    VALIDATION = "validation", "validation", "验证"
    TRIAL = "trial", "trial", "试制"


class LotOrigin(Choice):
    """Where a lot came from."""

    RECEIVED = "received", "received", "采购入库"
    MADE = "made", "made here", "本厂生产"
    OPENING = "opening", "opening balance", "期初"
    RETURNED = "returned", "returned by a customer", "客户退回"
    SPLIT = "split", "split off another lot", "拆批"
    MERGED = "merged", "merged from other lots", "合批"


class SerialState(Choice):
    IN_STOCK = "in_stock", "in stock", "在库"
    ISSUED = "issued", "issued", "已领用"
    CONSUMED = "consumed", "consumed", "已使用"
    SHIPPED = "shipped", "shipped", "已发货"
    RETURNED = "returned", "returned", "已退回"
    MISSING = "missing", "missing", "盘亏"
    SCRAPPED = "scrapped", "scrapped", "已报废"


SERIAL_LIFE: Final = LifeCycle(
    t("Serial", "序列号"),
    {
        SerialState.IN_STOCK: {
            SerialState.ISSUED,
            SerialState.CONSUMED,
            SerialState.SHIPPED,
            SerialState.MISSING,
            SerialState.SCRAPPED,
        },
        SerialState.ISSUED: {SerialState.IN_STOCK, SerialState.CONSUMED, SerialState.SCRAPPED},
        SerialState.CONSUMED: {SerialState.IN_STOCK, SerialState.SCRAPPED},
        SerialState.SHIPPED: {SerialState.RETURNED},
        SerialState.RETURNED: {SerialState.IN_STOCK, SerialState.MISSING, SerialState.SCRAPPED},
        SerialState.MISSING: {SerialState.IN_STOCK, SerialState.SCRAPPED},
        SerialState.SCRAPPED: (),
    },
)


class MovementKind(Choice):
    """Why a quantity moved."""

    RECEIVED = "received", "received", "收货"
    OPENED = "opened", "opening balance", "期初入账"
    MADE = "made", "made", "生产入库"
    MOVED = "moved", "moved", "移库"
    ISSUED = "issued", "issued to production", "生产领用"
    PUT_BACK = "put_back", "put back from production", "生产退料"
    SAMPLED = "sampled", "taken as sample", "取样"
    SHIPPED = "shipped", "shipped", "发货"
    RETURNED = "returned", "returned by a customer", "客户退回"
    SCRAPPED = "scrapped", "scrapped", "报废"
    COUNTED = "counted", "difference found by count", "盘点差异"
    SPLIT = "split", "split", "拆批"
    MERGED = "merged", "merged", "合批"
    SENT = "sent", "sent outside the site", "外送"
    CAME_BACK = "came_back", "came back to the site", "外送返回"
    USED_OUTSIDE = "used_outside", "used outside the site", "厂外消耗"
    DESTROYED = "destroyed", "destroyed", "销毁"
    LOST = "lost", "not accounted for", "差异核销"


class HoldState(Choice):
    ACTIVE = "active", "active", "有效"
    LIFTED = "lifted", "lifted", "已解除"


HOLD_LIFE: Final = LifeCycle(
    t("Hold", "暂扣"), {HoldState.ACTIVE: {HoldState.LIFTED}, HoldState.LIFTED: ()}
)


class PackageLevel(Choice):
    """Levels in the order in which one is packed into the next."""

    UNIT = "unit", "unit", "单件"
    BOX = "box", "box", "盒"
    CASE = "case", "case", "箱"
    PALLET = "pallet", "pallet", "托盘"


class PackageState(Choice):
    CLOSED = "closed", "closed", "已封装"
    OPENED = "opened", "opened and emptied", "已拆空"
    SHIPPED = "shipped", "shipped", "已发货"


PACKAGE_LIFE: Final = LifeCycle(
    t("Package", "包装"),
    {
        PackageState.CLOSED: {PackageState.OPENED, PackageState.SHIPPED},
        PackageState.SHIPPED: (),
        PackageState.OPENED: (),
    },
)


class TransferPurpose(Choice):
    """Why stock leaves the site without being sold."""

    STERILISATION = "sterilisation", "sterilisation", "委外灭菌"
    SUBCONTRACTING = "subcontracting", "subcontracting", "外协加工"
    LABORATORY = "laboratory", "laboratory", "送检"
    OTHER_SITE = "other_site", "other site", "其他站点"
    DESTRUCTION = "destruction", "destruction", "销毁"
    RETURN_TO_SUPPLIER = "return_to_supplier", "return to supplier", "退供应商"


class TransferState(Choice):
    OPEN = "open", "open", "未核销"
    CLOSED = "closed", "closed", "已核销"


TRANSFER_LIFE: Final = LifeCycle(
    t("Transfer", "外送"),
    {TransferState.OPEN: {TransferState.CLOSED}, TransferState.CLOSED: ()},
)

_PRINTED = t(
    "As printed on the label; printable characters without blanks.",
    "以标签所印为准；可打印字符，不含空格。",
)

LocationCode = Annotated[
    str,
    Meaning(label=t("Location code", "库位编码"), help=_PRINTED, length_max=20, pattern=r"[!-~]+"),
]
LocationName = Annotated[str, Meaning(label=t("Location name", "库位名称"), length_max=100)]
KindOfLocation = Annotated[LocationKind, Meaning(label=t("Kind of location", "库位类型"))]

LotNumber = Annotated[
    str, Meaning(label=t("Lot number", "批号"), help=_PRINTED, length_max=40, pattern=r"[!-~]+")
]
SupplierLot = Annotated[
    str,
    Meaning(
        label=t("Supplier's lot number", "供应商批号"),
        help=t("As printed by the supplier.", "以供应商标签所印为准。"),
        length_max=60,
    ),
]
StateOfLot = Annotated[LotState, Meaning(label=t("State of the lot", "批状态"))]
Purpose = Annotated[
    LotPurpose,
    Meaning(
        label=t("Purpose", "用途"),
        help=t("Only commercial lots are sold.", "仅商业用途的批可以销售。"),
    ),
]
Origin = Annotated[LotOrigin, Meaning(label=t("Origin", "来源"))]
MadeOn = Annotated[date, Meaning(label=t("Made on", "生产日期"))]
ExpiresOn = Annotated[
    date,
    Meaning(
        label=t("Expires on", "失效日期"),
        help=t("The last day on which it may be used.", "可使用的最后一天。"),
    ),
]
DecidedBy = Annotated[str, Meaning(label=t("Released or rejected by", "放行或拒收人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Released or rejected at", "放行或拒收时间"))]
OpenedAt = Annotated[Instant, Meaning(label=t("Entered at", "建立时间"))]
HoldCount = Annotated[int, Meaning(label=t("Active holds", "有效暂扣数"), minimum=0)]

SerialNumber = Annotated[
    str,
    Meaning(label=t("Serial number", "序列号"), help=_PRINTED, length_max=40, pattern=r"[!-~]+"),
]
SerialNumbers = Annotated[
    list[SerialNumber],
    Meaning(
        label=t("Serial numbers", "序列号清单"),
        help=t("One for each piece of a serial-tracked item.", "按序列号管理的物料每件一个。"),
        items_max=100_000,
    ),
]
SerialIds = Annotated[
    list[SerialId],
    Meaning(
        label=t("Serials", "序列号"),
        help=t("One for each piece of a serial-tracked item.", "按序列号管理的物料每件一个。"),
        items_max=100_000,
    ),
]
StateOfSerial = Annotated[SerialState, Meaning(label=t("State of the serial", "序列号状态"))]

Quantity = Annotated[Amount, Meaning(label=t("Quantity", "数量"), minimum=0)]
HandledQuantity = Annotated[Amount, Meaning(label=t("Quantity handled", "作业数量"), minimum=1)]
PackedQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Packed", "其中已包装"),
        help=t("The part of the stock that is in packages.", "库存中已装入包装的部分。"),
        minimum=0,
    ),
]
ExpectedQuantity = Annotated[Amount, Meaning(label=t("Book quantity", "账面数量"), minimum=0)]
CountedQuantity = Annotated[Amount, Meaning(label=t("Counted quantity", "实盘数量"), minimum=0)]
CameBack = Annotated[Amount, Meaning(label=t("Came back", "返回数量"), minimum=0)]
UsedOutside = Annotated[Amount, Meaning(label=t("Used outside", "厂外消耗数量"), minimum=0)]
Destroyed = Annotated[Amount, Meaning(label=t("Destroyed", "销毁数量"), minimum=0)]
ItemUnit = Annotated[str, UNIT]

KindOfMovement = Annotated[MovementKind, Meaning(label=t("Kind of movement", "移动类型"))]
Reference = Annotated[
    str,
    Meaning(
        label=t("Reference", "依据"),
        help=t("The order, document or record that it belongs to.", "所依据的订单、单据或记录。"),
        length_max=80,
    ),
]
FromLocation = Annotated[LocationId, Meaning(label=t("From", "来源库位"))]
ToLocation = Annotated[LocationId, Meaning(label=t("To", "目的库位"))]
By = Annotated[str, Meaning(label=t("Done by", "操作人"), length_max=80)]
At = Annotated[Instant, Meaning(label=t("Done at", "操作时间"))]
DeliveryNote = Annotated[str, Meaning(label=t("Delivery note", "送货单号"), length_max=60)]
Document = Annotated[
    str,
    Meaning(
        label=t("Document", "凭证"),
        help=t("The paper that says so.", "作为依据的纸质凭证。"),
        length_max=80,
    ),
]
Barcode = Annotated[
    str,
    Meaning(
        label=t("Scanned code", "扫描内容"),
        help=t(
            "The text as it was scanned; a separator (GS, 0x1D) is written <GS>.",
            "扫描所得的原始文本；分隔符（GS，0x1D）写作 <GS>。",
        ),
        length_max=400,
    ),
]

Cause = Annotated[
    str,
    Meaning(label=t("Why", "原因"), length_max=1000, multiline=True, personal=True, needed=True),
]
StateOfHold = Annotated[HoldState, Meaning(label=t("State of the hold", "暂扣状态"))]
PlacedBy = Annotated[str, Meaning(label=t("Placed by", "暂扣人"), length_max=80)]
PlacedAt = Annotated[Instant, Meaning(label=t("Placed at", "暂扣时间"))]
LiftedBy = Annotated[str, Meaning(label=t("Lifted by", "解除人"), length_max=80)]
LiftedAt = Annotated[Instant, Meaning(label=t("Lifted at", "解除时间"))]

Sscc = Annotated[
    str,
    Meaning(
        label=t("SSCC", "系列货运包装箱代码"),
        help=t("The 18 digits on the logistic label.", "物流标签上的 18 位数字。"),
        length_max=18,
        pattern="[0-9]{18}",
    ),
]
LevelOfPackage = Annotated[PackageLevel, Meaning(label=t("Level", "包装级别"))]
StateOfPackage = Annotated[PackageState, Meaning(label=t("State of the package", "包装状态"))]
OuterPackage = Annotated[PackageId, Meaning(label=t("Packed in", "所在外包装"))]
PackageIds = Annotated[list[PackageId], Meaning(label=t("Packages", "包装"), items_max=1_000)]
LotIds = Annotated[list[LotId], Meaning(label=t("Lots", "批"), items_max=100)]

PurposeOfTransfer = Annotated[TransferPurpose, Meaning(label=t("Purpose", "外送用途"))]
StateOfTransfer = Annotated[TransferState, Meaning(label=t("State of the transfer", "外送状态"))]
Agreement = Annotated[
    str,
    Meaning(
        label=t("Agreement", "协议编号"),
        help=t("The agreement under which the partner keeps it.", "对方据以保管的协议。"),
        length_max=60,
    ),
]
DueBackOn = Annotated[date, Meaning(label=t("Due back on", "应返回日期"))]


class PackedLine(Shape):
    """What is packed of a lot whose pieces have no serial numbers."""

    lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit


PackedLines = Annotated[
    list[PackedLine], Meaning(label=t("Quantities to pack", "装入数量"), items_max=500)
]
