"""How requests to the item master are carried out."""

from collections.abc import Sequence
from typing import Any

import msgspec

from lotproof.kernel.meaning import fields_of
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import handles
from lotproof.kernel.site import Site, SiteId
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.items.commands import (
    ActivateItem,
    AddPackageLevel,
    BomLineGiven,
    ChangeItem,
    DiscontinuePackageLevel,
    DraftBom,
    DraftRouting,
    MakeBomEffective,
    MakeRoutingEffective,
    OperationGiven,
    RegisterItem,
    RetireItem,
    WithdrawBom,
    WithdrawRouting,
)
from lotproof.modules.items.events import (
    BomDrafted,
    BomMadeEffective,
    BomWithdrawn,
    ItemActivated,
    ItemChanged,
    ItemRegistered,
    ItemRetired,
    PackageLevelAdded,
    PackageLevelDiscontinued,
    RoutingDrafted,
    RoutingMadeEffective,
    RoutingWithdrawn,
)
from lotproof.modules.items.identifiers import stored_form
from lotproof.modules.items.queries import (
    components,
    effective_users,
    is_in_structure,
    operations,
    package_by_di,
    package_levels,
)
from lotproof.modules.items.records import (
    Bom,
    BomLine,
    DeviceIdentifier,
    Item,
    OperationParameter,
    PackageLevel,
    Routing,
    RoutingOperation,
)
from lotproof.modules.items.rules import (
    LINES,
    OPERATIONS,
    CircularBom,
    IdentifierTaken,
    ItemInUse,
    OwnRevision,
    PackageInUse,
    UnknownContent,
    content_count,
    require_active,
    require_changeable,
    require_dimension,
    require_once,
    require_ordered,
    require_pair,
    require_some,
    require_traceable,
)
from lotproof.modules.items.vocabulary import (
    BOM_LIFE,
    ITEM_LIFE,
    PACKAGE_LIFE,
    ROUTING_LIFE,
    BomId,
    Issuer,
    ItemId,
    ItemState,
    PackageLevelId,
    PackageState,
    ParameterId,
    RevisionState,
    RoutingId,
)
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sites.vocabulary import WORKSTATION_LIFE, PlaceState

_ITEM_FIELDS = {field.name: field for field in fields_of(Item)}


@handles(RegisterItem, emits=(ItemRegistered,))
def register_item(command: RegisterItem, work: Work) -> None:
    require_pair(command.di, command.issuer)
    given = command.given()
    item = Item(id=work.new_id(ItemId), **given)
    _tidy(item)
    if command.di is not None and command.issuer is not None:
        item.di = _give(work, item.id, command.issuer, command.di)
    work.add(item)
    work.record(ItemRegistered(item_id=item.id))


@handles(ChangeItem, emits=(ItemChanged,))
def change_item(command: ChangeItem, work: Work) -> None:
    item = work.take(Item, command.item_id)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    given = command.given()
    del given["item_id"]
    wanted: dict[str, Any] = {
        name: _cleared(value) for name, value in given.items() if value is not None
    }
    issuer, di = wanted.get("issuer", item.issuer), wanted.get("di", item.di)
    require_pair(di, issuer)
    if di is not None and issuer is not None:
        wanted["di"] = stored_form(issuer, di, work.today)
    changed = {name: value for name, value in wanted.items() if value != getattr(item, name)}
    labels: dict[str, Text] = {name: _ITEM_FIELDS[name].meaning.label for name in changed}
    require_changeable(item.state, item.di, labels)
    if "di" in changed and issuer is not None and not _was_its_own(work, item.id, changed["di"]):
        _give(work, item.id, issuer, changed["di"])
    for name, value in changed.items():
        setattr(item, name, value)
    if item.state is ItemState.ACTIVE:
        _require_traceable(item)
    work.record(ItemChanged(item_id=item.id))


@handles(ActivateItem, emits=(ItemActivated,))
def activate_item(command: ActivateItem, work: Work) -> None:
    item = work.take(Item, command.item_id)
    item.state = ITEM_LIFE.move(item.number, item.state, ItemState.ACTIVE)
    _require_traceable(item)
    work.record(ItemActivated(item_id=item.id))


@handles(RetireItem, emits=(ItemRetired,))
def retire_item(command: RetireItem, work: Work) -> None:
    one_structure_change(work)
    item = work.take(Item, command.item_id)
    item.state = ITEM_LIFE.move(item.number, item.state, ItemState.RETIRED)
    users = effective_users(work, command.item_id)
    if users:
        names = ", ".join(
            f"{work.get(Item, bom.item_id).number} {bom.revision}" for bom in users[:5]
        )
        raise ItemInUse(item=item.number, users=names)
    work.record(ItemRetired(item_id=item.id))


@handles(AddPackageLevel, emits=(PackageLevelAdded,))
def add_package_level(command: AddPackageLevel, work: Work) -> None:
    item = work.take(Item, command.item_id)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    inner = {
        level.di: level.item_count
        for level in package_levels(work, command.item_id)
        if level.state is PackageState.IN_USE
    }
    contains_di = command.contains_di
    if command.issuer is Issuer.GS1 and contains_di not in inner:
        contains_di = stored_form(Issuer.GS1, contains_di, work.today)
    count = content_count(item.di, inner, contains_di, command.quantity)
    if count is None:
        raise UnknownContent(di=command.contains_di, item=item.number)
    level = PackageLevel(
        id=work.new_id(PackageLevelId),
        item_id=item.id,
        di=_give(work, item.id, command.issuer, command.di),
        name=command.name,
        contains_di=contains_di,
        quantity=command.quantity,
        item_count=count,
    )
    work.add(level)
    work.record(PackageLevelAdded(package_level_id=level.id, item_id=item.id))


@handles(DiscontinuePackageLevel, emits=(PackageLevelDiscontinued,))
def discontinue_package_level(command: DiscontinuePackageLevel, work: Work) -> None:
    level = work.get(PackageLevel, command.package_level_id)
    work.take(Item, level.item_id)  # so that nobody puts it into another package meanwhile
    level = work.take(PackageLevel, command.package_level_id)
    level.state = PACKAGE_LIFE.move(level.di, level.state, PackageState.DISCONTINUED)
    for outer in package_levels(work, level.item_id):
        if outer.contains_di == level.di and outer.state is PackageState.IN_USE:
            raise PackageInUse(di=level.di, outer=outer.di)
    work.record(PackageLevelDiscontinued(package_level_id=level.id, item_id=level.item_id))


def _tidy(item: Item) -> None:
    """An empty optional text is no text."""
    for name, field in _ITEM_FIELDS.items():
        if field.nullable and getattr(item, name) == "":
            setattr(item, name, None)


def _cleared(value: object) -> object:
    """An empty text or zero days clears a field; a no stays a no."""
    return None if value == "" or (value == 0 and value is not False) else value


def _require_traceable(item: Item) -> None:
    require_traceable(
        item.number, item.tracking, is_sterile=item.is_sterile, is_implant=item.is_implant
    )


def _give(work: Work, item_id: ItemId, issuer: Issuer, di: str) -> str:
    """Enter a DI that was never given before; its stored form."""
    stored = stored_form(issuer, di, work.today)
    known = work.seek(DeviceIdentifier, stored)
    if known is not None:
        raise IdentifierTaken(di=stored, item=work.get(Item, known.item_id).number)
    work.add(DeviceIdentifier(stored, issuer, item_id))
    return stored


def _was_its_own(work: Work, item_id: ItemId, stored: str) -> bool:
    """Whether a draft takes back an identifier it had itself, and not one of its packages."""
    known = work.seek(DeviceIdentifier, stored)
    return known is not None and known.item_id == item_id and package_by_di(work, stored) is None


# --- bills of materials and routings ------------------------------------------------------------


def one_structure_change(work: Work) -> None:
    """Changes of effective structures run one after the other.

    Two at once could each be right and together close a circle, or name a retired item.
    """
    work.take(Site, SiteId(1))


@handles(DraftBom, emits=(BomDrafted,))
def draft_bom(command: DraftBom, work: Work) -> None:
    item = work.rely(Item, command.item_id)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    require_dimension(item.number, item.unit, command.unit)
    require_some(command.revision, command.lines, LINES)
    bom = Bom(
        id=work.new_id(BomId),
        item_id=item.id,
        revision=command.revision,
        quantity=command.quantity,
        unit=command.unit,
        drafted_by=work.actor,
    )
    work.add(bom)
    work.add_all(
        BomLine(bom.id, position, line.component_id, line.quantity, line.unit)
        for position, line in enumerate(command.lines, start=1)
    )
    require_once(ItemId.text(line.component_id) for line in command.lines)
    _check_components(work, bom, command.lines, item)
    work.record(BomDrafted(bom_id=bom.id, item_id=item.id))


@handles(MakeBomEffective, emits=(BomMadeEffective,))
def make_bom_effective(command: MakeBomEffective, work: Work) -> None:
    one_structure_change(work)
    bom = work.take(Bom, command.bom_id)
    item = work.rely(Item, bom.item_id)
    if work.is_own(bom.drafted_by):
        raise OwnRevision(revision=bom.revision)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    for component in components(work, command.bom_id):
        require_active(component.number, component.state)
    if is_in_structure(work, command.bom_id, bom.item_id):
        raise CircularBom(item=item.number)
    for former in work.take_all(Bom, item_id=bom.item_id, state=RevisionState.EFFECTIVE):
        former.state = BOM_LIFE.move(former.revision, former.state, RevisionState.SUPERSEDED)
    bom.state = BOM_LIFE.move(bom.revision, bom.state, RevisionState.EFFECTIVE)
    bom.approved_by, bom.effective_at = work.actor, work.now
    work.record(BomMadeEffective(bom_id=bom.id, item_id=bom.item_id))


@handles(WithdrawBom, emits=(BomWithdrawn,))
def withdraw_bom(command: WithdrawBom, work: Work) -> None:
    bom = work.take(Bom, command.bom_id)
    bom.state = BOM_LIFE.move(bom.revision, bom.state, RevisionState.SUPERSEDED)
    work.record(BomWithdrawn(bom_id=bom.id, item_id=bom.item_id))


@handles(DraftRouting, emits=(RoutingDrafted,))
def draft_routing(command: DraftRouting, work: Work) -> None:
    item = work.rely(Item, command.item_id)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    require_some(command.revision, command.operations, OPERATIONS)
    require_once(operation.code for operation in command.operations)
    _check_workstations(work, command.operations)
    routing = Routing(
        id=work.new_id(RoutingId),
        item_id=item.id,
        revision=command.revision,
        drafted_by=work.actor,
    )
    work.add(routing)
    for position, operation in enumerate(command.operations, start=1):
        _add_operation(work, routing.id, position, operation)
    work.record(RoutingDrafted(routing_id=routing.id, item_id=item.id))


@handles(MakeRoutingEffective, emits=(RoutingMadeEffective,))
def make_routing_effective(command: MakeRoutingEffective, work: Work) -> None:
    one_structure_change(work)
    routing = work.take(Routing, command.routing_id)
    item = work.rely(Item, routing.item_id)
    if work.is_own(routing.drafted_by):
        raise OwnRevision(revision=routing.revision)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    _check_workstations(work, operations(work, command.routing_id))
    for former in work.take_all(Routing, item_id=routing.item_id, state=RevisionState.EFFECTIVE):
        former.state = ROUTING_LIFE.move(former.revision, former.state, RevisionState.SUPERSEDED)
    routing.state = ROUTING_LIFE.move(routing.revision, routing.state, RevisionState.EFFECTIVE)
    routing.approved_by, routing.effective_at = work.actor, work.now
    work.record(RoutingMadeEffective(routing_id=routing.id, item_id=routing.item_id))


@handles(WithdrawRouting, emits=(RoutingWithdrawn,))
def withdraw_routing(command: WithdrawRouting, work: Work) -> None:
    routing = work.take(Routing, command.routing_id)
    routing.state = ROUTING_LIFE.move(routing.revision, routing.state, RevisionState.SUPERSEDED)
    work.record(RoutingWithdrawn(routing_id=routing.id, item_id=routing.item_id))


def _check_components(work: Work, bom: Bom, lines: Sequence[BomLineGiven], item: Item) -> None:
    """Components exist, are not retired, in units of their own, and do not contain the item."""
    found = {component.id: component for component in components(work, bom.id)}
    for line in lines:
        component = found.get(line.component_id)
        if component is None:
            raise NotFound(what=ItemId.label, which=ItemId.text(line.component_id))
        ITEM_LIFE.require(component.number, component.state, ItemState.DRAFT, ItemState.ACTIVE)
        require_dimension(component.number, component.unit, line.unit)
    if is_in_structure(work, bom.id, item.id):
        raise CircularBom(item=item.number)


def _check_workstations(work: Work, steps: Sequence[OperationGiven | RoutingOperation]) -> None:
    for workstation_id in sorted({s.workstation_id for s in steps if s.workstation_id is not None}):
        workstation = work.rely(Workstation, workstation_id)
        WORKSTATION_LIFE.require(workstation.code, workstation.state, PlaceState.IN_USE)


def _add_operation(work: Work, routing_id: RoutingId, position: int, given: OperationGiven) -> None:
    work.add(
        RoutingOperation(
            routing_id,
            position,
            given.code,
            given.name,
            given.kind,
            given.workstation_id,
            given.instruction or None,
        )
    )
    require_once(parameter.code for parameter in given.parameters)
    for parameter in given.parameters:
        require_ordered(parameter.code, parameter.low, parameter.target, parameter.high)
        work.add(
            OperationParameter(
                id=work.new_id(ParameterId),
                routing_id=routing_id,
                position=position,
                **msgspec.structs.asdict(parameter),
            )
        )
