"""What the warehouse keeps. Nothing is deleted; stock that is gone stays as a row of zero."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.warehouse.vocabulary import (
    Agreement,
    At,
    By,
    CameBack,
    Cause,
    CountedQuantity,
    CountId,
    DecidedAt,
    DecidedBy,
    Destroyed,
    DueBackOn,
    ExpectedQuantity,
    ExpiresOn,
    FromLocation,
    HandledQuantity,
    HoldCount,
    HoldState,
    ItemUnit,
    KindOfLocation,
    KindOfMovement,
    LevelOfPackage,
    LiftedAt,
    LiftedBy,
    LocationCode,
    LocationId,
    LocationName,
    LotHoldId,
    LotId,
    LotNumber,
    LotState,
    MadeOn,
    MovementId,
    OpenedAt,
    Origin,
    OuterPackage,
    PackageId,
    PackageState,
    PackedQuantity,
    PlacedAt,
    PlacedBy,
    Purpose,
    PurposeOfTransfer,
    Quantity,
    Reference,
    SerialId,
    SerialNumber,
    SerialState,
    Sscc,
    StateOfHold,
    StateOfLot,
    StateOfPackage,
    StateOfSerial,
    StateOfTransfer,
    SupplierLot,
    ToLocation,
    TransferId,
    TransferState,
    UsedOutside,
)


@record("warehouse.location", t("Location", "库位"), unique=[("code",)], index=[("kind",)])
class Location(Record):
    """A place where stock can be."""

    id: LocationId
    code: LocationCode
    name: LocationName
    kind: KindOfLocation
    area_id: AreaId | None = None


@record(
    "warehouse.lot",
    t("Lot", "批"),
    unique=[("item_id", "number")],
    index=[
        ("number",),
        ("state",),
        ("supplier_lot", "supplier_id"),
        ("opened_at",),
        ("expires_on",),
    ],
)
class Lot(Record):
    """A quantity of one item with one history; its amounts are in `unit`."""

    id: LotId
    number: LotNumber
    item_id: ItemId
    unit: ItemUnit
    origin: Origin
    purpose: Purpose
    opened_at: OpenedAt
    state: StateOfLot = LotState.QUARANTINED
    holds: HoldCount = 0
    supplier_id: PartyId | None = None
    supplier_lot: SupplierLot | None = None
    made_on: MadeOn | None = None
    expires_on: ExpiresOn | None = None
    decided_by: DecidedBy | None = None
    decided_at: DecidedAt | None = None


@record(
    "warehouse.serial",
    t("Serial", "序列号"),
    unique=[("item_id", "number")],
    index=[("lot_id", "state"), ("number",), ("package_id",)],
)
class Serial(Record):
    """One piece. In a package it has no place of its own: it is where the package is."""

    id: SerialId
    number: SerialNumber
    lot_id: LotId
    item_id: ItemId
    state: StateOfSerial = SerialState.IN_STOCK
    location_id: LocationId | None = None
    package_id: PackageId | None = None
    holds: HoldCount = 0


@record(
    "warehouse.stock",
    t("Stock", "库存"),
    key=("lot_id", "location_id"),
    index=[("item_id", "quantity"), ("location_id", "quantity")],
)
class Stock(Record):
    """How much of a lot is at a location, and how much of that is in packages."""

    lot_id: LotId
    location_id: LocationId
    item_id: ItemId
    unit: ItemUnit
    quantity: Quantity
    packed: PackedQuantity = Amount(0)


@record("warehouse.movement", t("Movement", "库存移动"), index=[("lot_id",), ("moved_at",)])
class Movement(Record):
    """A quantity that came (no `from`), went (no `to`) or changed its place. Never changed."""

    id: MovementId
    lot_id: LotId
    kind: KindOfMovement
    quantity: HandledQuantity
    unit: ItemUnit
    moved_at: At
    moved_by: By
    reference: Reference
    from_location_id: FromLocation | None = None
    to_location_id: ToLocation | None = None


@record(
    "warehouse.hold",
    t("Hold", "暂扣"),
    index=[("lot_id", "state"), ("serial_id", "state"), ("placed_at",)],
)
class Hold(Record):
    """Why a lot, or one serial of it, must not be used."""

    id: LotHoldId
    lot_id: LotId
    cause: Cause
    placed_by: PlacedBy
    placed_at: PlacedAt
    serial_id: SerialId | None = None
    state: StateOfHold = HoldState.ACTIVE
    lifted_by: LiftedBy | None = None
    lifted_at: LiftedAt | None = None


@record(
    "warehouse.package",
    t("Package", "包装"),
    unique=[("sscc",)],
    index=[("parent_id",), ("location_id", "state")],
)
class Package(Record):
    """A box, case or pallet. Inside another it has no place of its own."""

    id: PackageId
    level: LevelOfPackage
    packed_at: At
    packed_by: By
    state: StateOfPackage = PackageState.CLOSED
    sscc: Sscc | None = None
    parent_id: OuterPackage | None = None
    location_id: LocationId | None = None


@record(
    "warehouse.package_content",
    t("Package content", "包装内容"),
    key=("package_id", "lot_id"),
    index=[("lot_id",)],
)
class PackageContent(Record):
    """How much of a lot is directly in a package; zero once it was emptied."""

    package_id: PackageId
    lot_id: LotId
    unit: ItemUnit
    quantity: Quantity


@record("warehouse.transfer", t("Transfer", "外送"), index=[("state",), ("lot_id",)])
class Transfer(Record):
    """Stock at a partner's. Sent = came back + used there + destroyed + still open."""

    id: TransferId
    lot_id: LotId
    purpose: PurposeOfTransfer
    partner_id: PartyId
    agreement: Agreement
    from_location_id: FromLocation
    external_location_id: ToLocation
    unit: ItemUnit
    quantity: HandledQuantity
    sent_at: At
    due_back_on: DueBackOn | None = None
    came_back: CameBack = Amount(0)
    used_outside: UsedOutside = Amount(0)
    destroyed: Destroyed = Amount(0)
    state: StateOfTransfer = TransferState.OPEN


@record("warehouse.count", t("Count", "盘点"), index=[("lot_id",), ("location_id",)])
class Count(Record):
    """What the books said and what was found."""

    id: CountId
    lot_id: LotId
    location_id: LocationId
    unit: ItemUnit
    expected: ExpectedQuantity
    counted: CountedQuantity
    counted_at: At
    counted_by: By


consequence(Hold)
