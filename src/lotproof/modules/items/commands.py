"""What can be asked of the item master."""

from typing import Annotated

import msgspec

from lotproof.kernel.meaning import Meaning, Shape
from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import (
    BomId,
    Brand,
    CatalogueNumber,
    ComponentQuantity,
    ContainedCount,
    ContainedIdentifier,
    DeviceIdentifierText,
    GenericName,
    HighLimit,
    IsCritical,
    IsImplant,
    IsSingleUse,
    IsSterile,
    IssuerOfIdentifier,
    ItemId,
    ItemName,
    ItemNameZh,
    ItemNumber,
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
    ParameterCode,
    ParameterName,
    RegistrationNumber,
    Revision,
    RoutingId,
    ShelfLifeChange,
    ShelfLifeDays,
    SpecificationReference,
    StorageRemarks,
    TargetValue,
    TrackingBy,
    WorkInstruction,
)
from lotproof.modules.sites.vocabulary import WorkstationId


@command(
    "items.register_item/1",
    t("Register item", "登记物料"),
    permission="items.item.register",
    zh="登记一种物料、组件、包装材料或成品器械；激活前为草稿。",
)
class RegisterItem(Command):
    """Register a material, component, packaging or device; a draft until it is activated."""

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


@command(
    "items.change_item/1",
    t("Change item", "变更物料"),
    permission="items.item.change",
    zh="更改物料信息。未填的字段保持不变；填空文本或 0 天即清除。",
    needs_reason=True,
)
class ChangeItem(Command):
    """Change what is said of an item.

    What is not given stays as it is; an empty text, or 0 days, clears it.
    """

    item_id: ItemId
    name: ItemName | None = None
    name_zh: ItemNameZh | None = None
    tracking: TrackingBy | None = None
    unit: ItemUnit | None = None
    shelf_life_days: ShelfLifeChange | None = None
    di: DeviceIdentifierText | None = None
    issuer: IssuerOfIdentifier | None = None
    is_sterile: IsSterile | None = None
    is_implant: IsImplant | None = None
    is_single_use: IsSingleUse | None = None
    brand: Brand | None = None
    model: Model | None = None
    catalogue_number: CatalogueNumber | None = None
    generic_name: GenericName | None = None
    registration_number: RegistrationNumber | None = None
    specification: SpecificationReference | None = None
    storage: StorageRemarks | None = None


@command(
    "items.activate_item/1",
    t("Activate item", "激活物料"),
    permission="items.item.activate",
    zh="允许采购、生产和销售该物料。",
)
class ActivateItem(Command):
    """Let the item be bought, made and sold."""

    item_id: ItemId


@command(
    "items.retire_item/1",
    t("Retire item", "停用物料"),
    permission="items.item.retire",
    zh="永久停用物料；其编号与产品标识不再使用。",
    needs_reason=True,
)
class RetireItem(Command):
    """Take an item out of use for ever; its number and identifiers are never given again."""

    item_id: ItemId


@command(
    "items.add_package_level/1",
    t("Add package level", "增加包装层级"),
    permission="items.package.add",
    zh="为器械登记一级带有独立产品标识的包装，及其所含内容与数量。",
)
class AddPackageLevel(Command):
    """Register a package of a device: its own identifier, what it contains and how many."""

    item_id: ItemId
    di: DeviceIdentifierText
    issuer: IssuerOfIdentifier
    name: PackageName
    contains_di: ContainedIdentifier
    quantity: ContainedCount


@command(
    "items.discontinue_package_level/1",
    t("Discontinue package level", "停用包装层级"),
    permission="items.package.discontinue",
    zh="不再使用该包装层级；其产品标识不再用于其他包装。",
    needs_reason=True,
)
class DiscontinuePackageLevel(Command):
    """Stop using a package level; its identifier is never given again."""

    package_level_id: PackageLevelId


class BomLineGiven(Shape):
    """A component and how much of it goes into the output quantity."""

    component_id: ItemId
    quantity: ComponentQuantity
    unit: ItemUnit


@command(
    "items.draft_bom/1",
    t("Draft bill of materials", "编制物料清单"),
    permission="items.bom.draft",
    zh="编制物料清单的新版本：每产出多少，各用料多少。",
)
class DraftBom(Command):
    """Draft a revision of what an item is made of: how much of what yields how much."""

    item_id: ItemId
    revision: Revision
    quantity: OutputQuantity
    unit: ItemUnit
    lines: Annotated[list[BomLineGiven], Meaning(label=t("Lines", "用料行"), items_max=500)]


@command(
    "items.make_bom_effective/1",
    t("Make bill of materials effective", "批准物料清单生效"),
    permission="items.bom.approve",
    zh="批准物料清单并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Bill of materials approved", "批准物料清单"),
)
class MakeBomEffective(Command):
    """Approve a drafted bill of materials; it takes the place of the one before.

    Whoever drafted it may not approve it.
    """

    bom_id: BomId


@command(
    "items.withdraw_bom/1",
    t("Withdraw bill of materials", "撤回物料清单"),
    permission="items.bom.withdraw",
    zh="作废草稿或生效的物料清单，不以其他版本替代。",
    needs_reason=True,
)
class WithdrawBom(Command):
    """End a drafted or effective bill of materials without a successor."""

    bom_id: BomId


class ParameterGiven(Shape):
    """What is set or watched during an operation, and its limits."""

    code: ParameterCode
    name: ParameterName
    unit: ItemUnit
    is_critical: IsCritical
    low: LowLimit | None = None
    high: HighLimit | None = None
    target: TargetValue | None = None


class OperationGiven(Shape):
    """One step of a routing."""

    code: OperationCode
    name: OperationName
    kind: KindOfOperation
    workstation_id: WorkstationId | None = None
    instruction: WorkInstruction | None = None
    parameters: Annotated[
        list[ParameterGiven], Meaning(label=t("Parameters", "工艺参数"), items_max=100)
    ] = msgspec.field(default_factory=list)


@command(
    "items.draft_routing/1",
    t("Draft routing", "编制工艺路线"),
    permission="items.routing.draft",
    zh="编制工艺路线的新版本：依次的工序及其工艺参数。",
)
class DraftRouting(Command):
    """Draft a revision of how an item is made: operations in order, with their parameters."""

    item_id: ItemId
    revision: Revision
    operations: Annotated[
        list[OperationGiven], Meaning(label=t("Operations", "工序"), items_max=200)
    ]


@command(
    "items.make_routing_effective/1",
    t("Make routing effective", "批准工艺路线生效"),
    permission="items.routing.approve",
    zh="批准工艺路线并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Routing approved", "批准工艺路线"),
)
class MakeRoutingEffective(Command):
    """Approve a drafted routing; it takes the place of the one before.

    Whoever drafted it may not approve it.
    """

    routing_id: RoutingId


@command(
    "items.withdraw_routing/1",
    t("Withdraw routing", "撤回工艺路线"),
    permission="items.routing.withdraw",
    zh="作废草稿或生效的工艺路线，不以其他版本替代。",
    needs_reason=True,
)
class WithdrawRouting(Command):
    """End a drafted or effective routing without a successor."""

    routing_id: RoutingId
