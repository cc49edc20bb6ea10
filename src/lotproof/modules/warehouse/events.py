"""What has happened in the warehouse."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.warehouse.vocabulary import (
    CameBack,
    CountedQuantity,
    CountId,
    Destroyed,
    ExpectedQuantity,
    FromLocation,
    HandledQuantity,
    ItemUnit,
    KindOfLocation,
    LevelOfPackage,
    LocationId,
    LotHoldId,
    LotId,
    LotIds,
    PackageId,
    Purpose,
    PurposeOfTransfer,
    Quantity,
    SerialId,
    StateOfLot,
    ToLocation,
    TransferId,
    UsedOutside,
)


@event(
    "warehouse.location_created/1",
    t("Location {location_id} created", "建立库位 {location_id}"),
)
class LocationCreated(Event):
    location_id: LocationId
    kind: KindOfLocation


@event(
    "warehouse.lot_received/1",
    t("Lot {lot_id} received: {quantity} {unit}", "批 {lot_id} 收货 {quantity} {unit}"),
)
class LotReceived(Event):
    """A delivery stands on the dock; its lot is in quarantine."""

    lot_id: LotId
    item_id: ItemId
    quantity: HandledQuantity
    unit: ItemUnit
    purpose: Purpose
    supplier_id: PartyId | None = None


@event(
    "warehouse.balance_opened/1",
    t("Opening balance of lot {lot_id}: {quantity} {unit}", "批 {lot_id} 期初 {quantity} {unit}"),
)
class BalanceOpened(Event):
    lot_id: LotId
    item_id: ItemId
    state: StateOfLot
    quantity: HandledQuantity
    unit: ItemUnit


@event("warehouse.lot_released/1", t("Lot {lot_id} released", "批 {lot_id} 已放行"))
class LotReleased(Event):
    lot_id: LotId


@event("warehouse.lot_rejected/1", t("Lot {lot_id} rejected", "批 {lot_id} 已拒收"))
class LotRejected(Event):
    lot_id: LotId


@event(
    "warehouse.lot_held/1",
    t("Hold {hold_id} placed on lot {lot_id}", "对批 {lot_id} 设置暂扣 {hold_id}"),
)
class LotHeld(Event):
    """A lot, or one serial of it, must not be used."""

    hold_id: LotHoldId
    lot_id: LotId
    serial_id: SerialId | None = None


@event(
    "warehouse.hold_lifted/1",
    t("Hold {hold_id} on lot {lot_id} lifted", "解除批 {lot_id} 的暂扣 {hold_id}"),
)
class HoldLifted(Event):
    hold_id: LotHoldId
    lot_id: LotId
    serial_id: SerialId | None = None


@event(
    "warehouse.stock_moved/1",
    t(
        "{quantity} {unit} of lot {lot_id} moved from {from_location_id} to {to_location_id}",
        "批 {lot_id} 的 {quantity} {unit} 由 {from_location_id} 移至 {to_location_id}",
    ),
)
class StockMoved(Event):
    lot_id: LotId
    from_location_id: FromLocation
    to_location_id: ToLocation
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "warehouse.stock_scrapped/1",
    t("{quantity} {unit} of lot {lot_id} scrapped", "批 {lot_id} 报废 {quantity} {unit}"),
)
class StockScrapped(Event):
    lot_id: LotId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "warehouse.stock_counted/1",
    t(
        "Lot {lot_id} counted at {location_id}: {counted} {unit}, books {expected} {unit}",
        "批 {lot_id} 在 {location_id} 盘点 {counted} {unit}，账面 {expected} {unit}",
    ),
)
class StockCounted(Event):
    count_id: CountId
    lot_id: LotId
    location_id: LocationId
    expected: ExpectedQuantity
    counted: CountedQuantity
    unit: ItemUnit


@event(
    "warehouse.lot_split/1",
    t(
        "{quantity} {unit} of lot {from_lot_id} became lot {lot_id}",
        "批 {from_lot_id} 的 {quantity} {unit} 拆分为批 {lot_id}",
    ),
)
class LotSplit(Event):
    lot_id: LotId
    from_lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "warehouse.lots_merged/1",
    t("Lots {from_lot_ids} merged into lot {lot_id}", "批 {from_lot_ids} 合并为批 {lot_id}"),
)
class LotsMerged(Event):
    lot_id: LotId
    from_lot_ids: LotIds
    quantity: HandledQuantity
    unit: ItemUnit


@event("warehouse.units_packed/1", t("Package {package_id} packed", "完成包装 {package_id}"))
class UnitsPacked(Event):
    package_id: PackageId
    level: LevelOfPackage
    location_id: LocationId


@event(
    "warehouse.units_unpacked/1",
    t("Package {package_id} opened and emptied", "拆空包装 {package_id}"),
)
class UnitsUnpacked(Event):
    package_id: PackageId
    location_id: LocationId


@event(
    "warehouse.package_moved/1",
    t(
        "Package {package_id} moved from {from_location_id} to {to_location_id}",
        "包装 {package_id} 由 {from_location_id} 移至 {to_location_id}",
    ),
)
class PackageMoved(Event):
    package_id: PackageId
    from_location_id: FromLocation
    to_location_id: ToLocation


@event(
    "warehouse.stock_sent_out/1",
    t(
        "Transfer {transfer_id}: {quantity} {unit} of lot {lot_id} sent to {partner_id}",
        "外送 {transfer_id}：批 {lot_id} 的 {quantity} {unit} 送至 {partner_id}",
    ),
)
class StockSentOut(Event):
    transfer_id: TransferId
    lot_id: LotId
    partner_id: PartyId
    purpose: PurposeOfTransfer
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "warehouse.stock_came_back/1",
    t(
        "Transfer {transfer_id}: {came_back} {unit} came back, {used_outside} used,"
        " {destroyed} destroyed, {open} open",
        "外送 {transfer_id}：返回 {came_back} {unit}，消耗 {used_outside}，"
        "销毁 {destroyed}，未核销 {open}",
    ),
)
class StockCameBack(Event):
    """What this return said; `open` is what is still not accounted for."""

    transfer_id: TransferId
    lot_id: LotId
    came_back: CameBack
    used_outside: UsedOutside
    destroyed: Destroyed
    open: Quantity
    unit: ItemUnit


@event(
    "warehouse.transfer_closed/1",
    t(
        "Transfer {transfer_id} closed, {open} {unit} not accounted for",
        "外送 {transfer_id} 已核销，差异 {open} {unit}",
    ),
)
class TransferClosed(Event):
    transfer_id: TransferId
    lot_id: LotId
    open: Quantity
    unit: ItemUnit
