"""Items and their identifiers, packages, bills of materials and routings."""

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import (
    ApprovedBy,
    BomId,
    Brand,
    CatalogueNumber,
    ComponentQuantity,
    ContainedCount,
    ContainedIdentifier,
    DeviceIdentifierText,
    DraftedBy,
    EffectiveAt,
    GenericName,
    HighLimit,
    IsCritical,
    IsImplant,
    IsSingleUse,
    IsSterile,
    IssuerOfIdentifier,
    ItemCount,
    ItemId,
    ItemName,
    ItemNameZh,
    ItemNumber,
    ItemState,
    ItemUnit,
    KindOfItem,
    KindOfOperation,
    LowLimit,
    Model,
    OperationCode,
    OperationName,
    OutputQuantity,
    PackageLevelId,
    PackageName,
    PackageState,
    ParameterCode,
    ParameterId,
    ParameterName,
    Position,
    RegistrationNumber,
    Revision,
    RevisionState,
    RoutingId,
    ShelfLifeDays,
    SpecificationReference,
    StateOfItem,
    StateOfPackage,
    StateOfRevision,
    StorageRemarks,
    TargetValue,
    TrackingBy,
    WorkInstruction,
)
from lotproof.modules.sites.vocabulary import WorkstationId


@record("items.item", t("Item", "物料"), unique=[("number",)], index=[("state",)])
class Item(Record):
    """What is bought, made or sold, whatever the lot."""

    id: ItemId
    number: ItemNumber
    name: ItemName
    kind: KindOfItem
    tracking: TrackingBy
    unit: ItemUnit
    name_zh: ItemNameZh | None = None
    shelf_life_days: ShelfLifeDays | None = None
    di: DeviceIdentifierText | None = None
    issuer: IssuerOfIdentifier | None = None
    is_sterile: IsSterile = False
    is_implant: IsImplant = False
    is_single_use: IsSingleUse = False
    brand: Brand | None = None
    model: Model | None = None
    catalogue_number: CatalogueNumber | None = None
    generic_name: GenericName | None = None
    registration_number: RegistrationNumber | None = None
    specification: SpecificationReference | None = None
    storage: StorageRemarks | None = None
    state: StateOfItem = ItemState.DRAFT


@record(
    "items.device_identifier", t("Device identifier", "产品标识"), key="di", index=[("item_id",)]
)
class DeviceIdentifier(Record):
    """A UDI-DI that was ever given; it stays given for ever (21 CFR 830.40)."""

    di: DeviceIdentifierText
    issuer: IssuerOfIdentifier
    item_id: ItemId


@record(
    "items.package_level", t("Package level", "包装层级"), unique=[("di",)], index=[("item_id",)]
)
class PackageLevel(Record):
    """A package of a device, and what it contains."""

    id: PackageLevelId
    item_id: ItemId
    di: DeviceIdentifierText
    name: PackageName
    contains_di: ContainedIdentifier
    quantity: ContainedCount
    item_count: ItemCount
    state: StateOfPackage = PackageState.IN_USE


@record(
    "items.bom",
    t("Bill of materials", "物料清单"),
    unique=[("item_id", "revision")],
    index=[("item_id", "state")],
)
class Bom(Record):
    """One revision of what an item is made of."""

    id: BomId
    item_id: ItemId
    revision: Revision
    quantity: OutputQuantity
    unit: ItemUnit
    drafted_by: DraftedBy
    state: StateOfRevision = RevisionState.DRAFT
    approved_by: ApprovedBy | None = None
    effective_at: EffectiveAt | None = None


@record(
    "items.bom_line",
    t("Line of a bill of materials", "物料清单行"),
    key=("bom_id", "position"),
    index=[("component_id",)],
)
class BomLine(Record):
    """How much of a component goes into the output quantity."""

    bom_id: BomId
    position: Position
    component_id: ItemId
    quantity: ComponentQuantity
    unit: ItemUnit


@record(
    "items.routing",
    t("Routing", "工艺路线"),
    unique=[("item_id", "revision")],
    index=[("item_id", "state")],
)
class Routing(Record):
    """One revision of how an item is made."""

    id: RoutingId
    item_id: ItemId
    revision: Revision
    drafted_by: DraftedBy
    state: StateOfRevision = RevisionState.DRAFT
    approved_by: ApprovedBy | None = None
    effective_at: EffectiveAt | None = None


@record("items.routing_operation", t("Operation", "工序"), key=("routing_id", "position"))
class RoutingOperation(Record):
    """One step of a routing."""

    routing_id: RoutingId
    position: Position
    code: OperationCode
    name: OperationName
    kind: KindOfOperation
    workstation_id: WorkstationId | None = None
    instruction: WorkInstruction | None = None


@record(
    "items.operation_parameter",
    t("Parameter", "工艺参数"),
    unique=[("routing_id", "position", "code")],
)
class OperationParameter(Record):
    """What is set or watched during an operation, and its limits."""

    id: ParameterId
    routing_id: RoutingId
    position: Position
    code: ParameterCode
    name: ParameterName
    unit: ItemUnit
    is_critical: IsCritical
    low: LowLimit | None = None
    high: HighLimit | None = None
    target: TargetValue | None = None


under_control(Item, ItemState.ACTIVE, lines={PackageLevel: ("di",), DeviceIdentifier: ("di",)})
under_control(Bom, RevisionState.EFFECTIVE, family=("item_id",), lines={BomLine: ("component_id",)})
under_control(
    Routing,
    RevisionState.EFFECTIVE,
    family=("item_id",),
    lines={RoutingOperation: ("code",), OperationParameter: ("position", "code")},
)
