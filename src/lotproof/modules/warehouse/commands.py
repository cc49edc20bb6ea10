"""What the warehouse can be asked to do, and what is reported to it."""

from msgspec import field

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.purchasing.vocabulary import OrderLineId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.warehouse.vocabulary import (
    Agreement,
    Barcode,
    CameBack,
    Cause,
    CountedQuantity,
    DeliveryNote,
    Destroyed,
    Document,
    DueBackOn,
    ExpiresOn,
    FromLocation,
    HandledQuantity,
    ItemUnit,
    KindOfLocation,
    LevelOfPackage,
    LocationCode,
    LocationId,
    LocationName,
    LotHoldId,
    LotId,
    LotIds,
    LotNumber,
    LotPurpose,
    LotState,
    MadeOn,
    PackageId,
    PackageIds,
    PackedLines,
    Purpose,
    PurposeOfTransfer,
    SerialId,
    SerialIds,
    SerialNumbers,
    Sscc,
    StateOfLot,
    SupplierLot,
    ToLocation,
    TransferId,
    UsedOutside,
)

_NONE = Amount(0)


@command(
    "warehouse.create_location/1",
    t("Create location", "建立库位"),
    permission="warehouse.location.create",
    zh="建立一个可以存放物料的库位；其类型决定可放入哪些批。",
)
class CreateLocation(Command):
    """Set up a place for stock; its kind decides which lots may be put there."""

    code: LocationCode
    name: LocationName
    kind: KindOfLocation
    area_id: AreaId | None = None


@command(
    "warehouse.receive_lot/1",
    t("Receive lot", "收货"),
    permission="warehouse.lot.receive",
    zh="登记到货：建立待检批并入待检区。与订单不符、供应商未批准、到货即过期等均如实记录并暂扣。",
    is_fact=True,
)
class ReceiveLot(Command):
    """Record a delivery: its lot is in quarantine, and whatever is wrong with it is recorded."""

    item_id: ItemId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    number: LotNumber | None = None
    line_id: OrderLineId | None = None
    supplier_id: PartyId | None = None
    supplier_lot: SupplierLot | None = None
    made_on: MadeOn | None = None
    expires_on: ExpiresOn | None = None
    purpose: Purpose = LotPurpose.COMMERCIAL
    serials: SerialNumbers = field(default_factory=list)
    delivery_note: DeliveryNote | None = None
    barcode: Barcode | None = None


@command(
    "warehouse.enter_opening_balance/1",
    t("Enter opening balance", "录入期初库存"),
    permission="warehouse.balance.enter",
    zh="录入启用前凭纸质记录存在的批，注明凭证；来源标记为期初。",
    needs_reason=True,
)
class EnterOpeningBalance(Command):
    """Enter a lot that exists on paper from before, with the document that says so."""

    item_id: ItemId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    number: LotNumber
    document: Document
    state: StateOfLot = LotState.QUARANTINED
    purpose: Purpose = LotPurpose.COMMERCIAL
    supplier_id: PartyId | None = None
    supplier_lot: SupplierLot | None = None
    made_on: MadeOn | None = None
    expires_on: ExpiresOn | None = None
    serials: SerialNumbers = field(default_factory=list)


@command(
    "warehouse.release_lot/1",
    t("Release lot", "放行批"),
    permission="warehouse.lot.release",
    zh="让检验合格的批可供使用。",
)
class ReleaseLot(Command):
    """Let an accepted lot be used."""

    lot_id: LotId


@command(
    "warehouse.reject_lot/1",
    t("Reject lot", "拒收批"),
    permission="warehouse.lot.reject",
    zh="判定一批不得使用；此后只能销毁或退回。",
    needs_reason=True,
)
class RejectLot(Command):
    """Decide that a lot is never used; it can only be destroyed or returned."""

    lot_id: LotId


@command(
    "warehouse.place_hold/1",
    t("Place hold", "设置暂扣"),
    permission="warehouse.hold.place",
    zh="说明一批或单个序列号为何暂时不得使用。",
)
class PlaceHold(Command):
    """Say why a lot, or one serial, must not be used for now."""

    cause: Cause
    lot_id: LotId | None = None
    serial_id: SerialId | None = None


@command(
    "warehouse.lift_hold/1",
    t("Lift hold", "解除暂扣"),
    permission="warehouse.hold.lift",
    zh="解除他人设置的暂扣，并说明理由。",
    needs_reason=True,
)
class LiftHold(Command):
    """End a hold that somebody else placed, and say why."""

    hold_id: LotHoldId


@command(
    "warehouse.move_stock/1",
    t("Move stock", "移库"),
    permission="warehouse.stock.move",
    zh="将未包装的库存移到另一库位。移往生产区或发货区即为拣料，应先取失效最早的批。",
)
class MoveStock(Command):
    """Move unpacked stock; to production or shipping, the earliest to expire goes first."""

    lot_id: LotId
    from_location_id: FromLocation
    to_location_id: ToLocation
    quantity: HandledQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.scrap_stock/1",
    t("Scrap stock", "库存报废"),
    permission="warehouse.stock.scrap",
    zh="将库存报废出账，并说明原因。",
    needs_reason=True,
)
class ScrapStock(Command):
    """Take stock out of the books because it is destroyed, and say why."""

    lot_id: LotId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.count_stock/1",
    t("Count stock", "盘点"),
    permission="warehouse.stock.count",
    zh="登记某库位某批的实盘数量（含包装内）；账面随之调整，差异应说明原因。",
    is_fact=True,
)
class CountStock(Command):
    """Record what was found of a lot at a location, packages included; the books follow it."""

    lot_id: LotId
    location_id: LocationId
    counted: CountedQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.split_lot/1",
    t("Split lot", "拆批"),
    permission="warehouse.lot.split",
    zh="将一批的部分数量拆为新批；状态、效期与暂扣随之沿用。",
)
class SplitLot(Command):
    """Make part of a lot a lot of its own, with the same state, expiry and holds."""

    lot_id: LotId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    number: LotNumber | None = None
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.merge_lots/1",
    t("Merge lots", "合批"),
    permission="warehouse.lot.merge",
    zh="将同一库位上同一物料、同一状态的若干批合为新批，失效日期取最早者。",
)
class MergeLots(Command):
    """Put the unpacked stock of like lots at a location together; the earliest expiry holds."""

    lot_ids: LotIds
    location_id: LocationId
    number: LotNumber | None = None


@command(
    "warehouse.pack_units/1",
    t("Pack units", "包装"),
    permission="warehouse.package.pack",
    zh="将数量、序列号或内包装装入一个新包装；装入物须处于同一状态。",
)
class PackUnits(Command):
    """Pack quantities, serials or smaller packages, all in one state, into a new package."""

    level: LevelOfPackage
    location_id: LocationId
    lines: PackedLines = field(default_factory=list)
    serial_ids: SerialIds = field(default_factory=list)
    package_ids: PackageIds = field(default_factory=list)
    sscc: Sscc | None = None


@command(
    "warehouse.unpack_units/1",
    t("Unpack units", "拆包"),
    permission="warehouse.package.unpack",
    zh="打开一个包装并取出全部内容；该包装不再使用。",
)
class UnpackUnits(Command):
    """Open a package and take everything out; the package is not used again."""

    package_id: PackageId


@command(
    "warehouse.move_package/1",
    t("Move package", "移动包装"),
    permission="warehouse.package.move",
    zh="将包装连同全部内容移到另一库位。",
)
class MovePackage(Command):
    """Move a package with everything in it."""

    package_id: PackageId
    to_location_id: ToLocation


@command(
    "warehouse.transfer_out/1",
    t("Send outside", "外送"),
    permission="warehouse.transfer.send",
    zh="依协议将库存送往灭菌、外协、检验、其他站点、销毁或退供应商；数量须逐一核销。",
)
class TransferOut(Command):
    """Send stock to a partner under an agreement; every quantity must be accounted for."""

    lot_id: LotId
    from_location_id: FromLocation
    to_location_id: ToLocation
    quantity: HandledQuantity
    unit: ItemUnit
    purpose: PurposeOfTransfer
    partner_id: PartyId
    agreement: Agreement
    due_back_on: DueBackOn | None = None
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.transfer_in/1",
    t("Record return from outside", "外送返回"),
    permission="warehouse.transfer.receive",
    zh="登记外送库存返回、在外消耗与销毁的数量；全部核销后外送结束。",
    is_fact=True,
)
class TransferIn(Command):
    """Record what came back, was used there and was destroyed; all said, the transfer is over."""

    transfer_id: TransferId
    location_id: LocationId
    unit: ItemUnit
    came_back: CameBack = _NONE
    used_outside: UsedOutside = _NONE
    destroyed: Destroyed = _NONE
    serial_ids: SerialIds = field(default_factory=list)
    used_serial_ids: SerialIds = field(default_factory=list)
    destroyed_serial_ids: SerialIds = field(default_factory=list)


@command(
    "warehouse.close_transfer/1",
    t("Close transfer", "核销外送"),
    permission="warehouse.transfer.close",
    zh="不再等待未核销的数量，作为差异出账，并说明原因。",
    needs_reason=True,
)
class CloseTransfer(Command):
    """Give up what is still open: it leaves the books as lost, with a reason."""

    transfer_id: TransferId
    serial_ids: SerialIds = field(default_factory=list)
