"""A small plant that makes catheters (by lot) and pumps (by serial number), for tests."""

from dataclasses import dataclass, field
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.genealogy.queries import Trace
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.commands import (
    ActivateItem,
    BomLineGiven,
    DraftBom,
    DraftRouting,
    MakeBomEffective,
    MakeRoutingEffective,
    OperationGiven,
    ParameterGiven,
    RegisterItem,
)
from lotproof.modules.items.queries import parameters
from lotproof.modules.items.vocabulary import (
    BomId,
    Issuer,
    ItemId,
    ItemKind,
    OperationKind,
    ParameterId,
    RoutingId,
    Tracking,
)
from lotproof.modules.production import commands
from lotproof.modules.production.queries import SerialRun, WorkOrder
from lotproof.modules.production.vocabulary import (
    MaterialLine,
    OperationRunId,
    ReworkId,
    WorkOrderId,
)
from lotproof.modules.sites.commands import OpenArea, OpenWorkstation
from lotproof.modules.sites.vocabulary import AreaId, AreaKind, WorkstationId
from lotproof.modules.warehouse.commands import CreateLocation, EnterOpeningBalance
from lotproof.modules.warehouse.queries import Lot, Serial, serials_of
from lotproof.modules.warehouse.vocabulary import LocationId, LocationKind, LotState
from tests.support.plant import Plant

PLANNER, RELEASER, OPERATOR, INSPECTOR = "usr_1", "usr_2", "usr_3", "usr_4"
CLEARANCE, MOULD, ARTICLE, PACK = 1, 2, 3, 4


def units_of(found: Trace, level: int | None = None) -> dict[int, bool]:
    """Unit → whether it is reached exactly."""
    return {
        unit: each.exact
        for each in found.reached
        if level in (None, each.level)
        for unit in range(each.first, each.last + 1)
    }


def pcs(number: int) -> Amount:
    return Amount(number)


@dataclass
class Line:
    """Everything needed to plan an order, and short ways to ask for the usual things."""

    plant: Plant
    items: dict[str, ItemId] = field(default_factory=dict)
    places: dict[str, LocationId] = field(default_factory=dict)
    lots: dict[str, LotId] = field(default_factory=dict)
    moulding: WorkstationId = field(default=WorkstationId(0))
    packing: WorkstationId = field(default=WorkstationId(0))
    press: EquipmentId = field(default=EquipmentId(0))
    parameters: dict[str, ParameterId] = field(default_factory=dict)

    # --- setting up -----------------------------------------------------------------------------

    def item(self, number: str, kind: ItemKind, tracking: Tracking, unit: str, **more: Any) -> None:
        receipt = self.plant.ok(
            RegisterItem(
                number=number, name=number, kind=kind, tracking=tracking, unit=unit, **more
            )
        )
        self.items[number] = ItemId.parse(receipt.value("item_id"))
        self.plant.ok(ActivateItem(item_id=self.items[number]))

    def bom(self, number: str, lines: dict[str, tuple[str, str]], revision: str = "A") -> None:
        given = [
            BomLineGiven(component_id=self.items[name], quantity=parse_amount(q, u), unit=u)
            for name, (q, u) in lines.items()
        ]
        drafted = self.plant.ok(
            DraftBom(
                item_id=self.items[number],
                revision=revision,
                quantity=pcs(1),
                unit="pcs",
                lines=given,
            ),
            actor=PLANNER,
        )
        bom_id = BomId.parse(drafted.value("bom_id"))
        self.plant.ok(MakeBomEffective(bom_id=bom_id), actor=RELEASER)

    def routing(self, number: str, *operations: OperationGiven, revision: str = "A") -> None:
        drafted = self.plant.ok(
            DraftRouting(
                item_id=self.items[number], revision=revision, operations=list(operations)
            ),
            actor=PLANNER,
        )
        routing_id = RoutingId.parse(drafted.value("routing_id"))
        self.plant.ok(MakeRoutingEffective(routing_id=routing_id), actor=RELEASER)
        with self.plant.reader() as reader:
            for each in parameters(reader, routing_id):
                self.parameters[each.code] = each.id

    def lot(self, name: str, item: str, quantity: str, **more: Any) -> LotId:
        """A lot in stock, released; serials named `<lot>-1`… for serial-tracked items."""
        unit = more.pop("unit", "pcs")
        given: dict[str, Any] = {
            "state": LotState.RELEASED,
            "location_id": self.places["storage"],
            "serials": [],
        }
        if item == "board":
            given["serials"] = [f"{name}-{i}" for i in range(1, int(quantity) + 1)]
        receipt = self.plant.ok(
            EnterOpeningBalance(
                item_id=self.items[item],
                quantity=parse_amount(quantity, unit),
                unit=unit,
                number=name,
                document="test",
                **(given | more),
            ),
            reason="test",
        )
        self.lots[name] = LotId.parse(receipt.value("lot_id"))
        return self.lots[name]

    # --- orders ---------------------------------------------------------------------------------

    def plan(self, item: str = "catheter", quantity: int = 10, **more: Any) -> WorkOrderId:
        receipt = self.plant.ok(
            commands.PlanWorkOrder(
                item_id=self.items[item], quantity=pcs(quantity), unit="pcs", **more
            ),
            actor=PLANNER,
        )
        return WorkOrderId.parse(receipt.value("work_order_id"))

    def release(self, item: str = "catheter", quantity: int = 10, **more: Any) -> WorkOrderId:
        order = self.plan(item, quantity, **more)
        self.plant.ok(commands.ReleaseWorkOrder(work_order_id=order), actor=RELEASER)
        return order

    def ready(self, item: str = "catheter", quantity: int = 10, **more: Any) -> WorkOrderId:
        """Released, with its output lot open and, for catheters, the line cleared."""
        order = self.release(item, quantity, **more)
        self.plant.ok(commands.OpenOutput(work_order_id=order))
        if item == "catheter":
            self.plant.ok(self.clear(order))
        return order

    def clear(self, order: WorkOrderId, at: WorkstationId | None = None, **more: Any) -> Any:
        given = dict.fromkeys(
            (
                "products_removed",
                "materials_removed",
                "labels_removed",
                "documents_removed",
                "is_clean",
            ),
            True,
        )
        return commands.ClearLine(
            work_order_id=order,
            position=CLEARANCE,
            workstation_id=at or self.moulding,
            **(given | more),
        )

    def starting(
        self, order: WorkOrderId, position: int = MOULD, quantity: int = 10, **more: Any
    ) -> commands.StartOperation:
        given: dict[str, Any] = {"workstation_id": self.moulding}
        return commands.StartOperation(
            work_order_id=order,
            position=position,
            quantity=pcs(quantity),
            unit="pcs",
            **(given | more),
        )

    def start(
        self, order: WorkOrderId, position: int = MOULD, quantity: int = 10, **more: Any
    ) -> OperationRunId:
        receipt = self.plant.ok(self.starting(order, position, quantity, **more), actor=OPERATOR)
        return OperationRunId.parse(receipt.value("run_id"))

    def approve(self, order: WorkOrderId) -> Receipt:
        return self.plant.ok(
            commands.ApproveFirstArticle(work_order_id=order, position=ARTICLE), actor=INSPECTOR
        )

    def finishing(
        self, run: OperationRunId, good: int, scrap: int = 0, rework: int = 0, **more: Any
    ) -> commands.FinishOperation:
        return commands.FinishOperation(
            run_id=run, good=pcs(good), scrap=pcs(scrap), rework=pcs(rework), unit="pcs", **more
        )

    def finish(
        self, run: OperationRunId, good: int, scrap: int = 0, rework: int = 0, **more: Any
    ) -> Receipt:
        return self.plant.ok(self.finishing(run, good, scrap, rework, **more), actor=OPERATOR)

    def issuing(
        self, order: WorkOrderId, lot: str, quantity: str, unit: str = "pcs", **more: Any
    ) -> commands.IssueMaterial:
        return commands.IssueMaterial(
            work_order_id=order,
            lot_id=self.lots[lot],
            location_id=more.pop("location_id", self.places["storage"]),
            quantity=parse_amount(quantity, unit),
            unit=unit,
            **more,
        )

    def issue(self, order: WorkOrderId, lot: str, quantity: str, unit: str = "pcs") -> Receipt:
        return self.plant.ok(self.issuing(order, lot, quantity, unit))

    def returning(
        self, order: WorkOrderId, lot: str, quantity: str, unit: str = "pcs", **more: Any
    ) -> commands.ReturnMaterial:
        return commands.ReturnMaterial(
            work_order_id=order,
            lot_id=self.lots[lot],
            location_id=more.pop("location_id", self.places["storage"]),
            quantity=parse_amount(quantity, unit),
            unit=unit,
            **more,
        )

    def line(self, lot: str, quantity: str, unit: str = "pcs", **more: Any) -> MaterialLine:
        return MaterialLine(
            lot_id=self.lots[lot], quantity=parse_amount(quantity, unit), unit=unit, **more
        )

    def consuming(
        self, order: WorkOrderId, *lines: MaterialLine, position: int = MOULD, **more: Any
    ) -> commands.ConsumeMaterial:
        return commands.ConsumeMaterial(
            work_order_id=order, position=position, lines=list(lines), **more
        )

    def consume(self, order: WorkOrderId, *lines: MaterialLine, **more: Any) -> Receipt:
        return self.plant.ok(self.consuming(order, *lines, **more), actor=OPERATOR)

    def receiving(self, order: WorkOrderId, quantity: int, **more: Any) -> commands.ReceiveOutput:
        return commands.ReceiveOutput(
            work_order_id=order,
            location_id=more.pop("location_id", self.places["quarantine"]),
            quantity=pcs(quantity),
            unit="pcs",
            **more,
        )

    def rework(
        self, order: WorkOrderId, quantity: int, position: int = MOULD, **more: Any
    ) -> commands.SendToRework:
        return commands.SendToRework(
            work_order_id=order,
            position=position,
            repeat_from=more.pop("repeat_from", position),
            quantity=pcs(quantity),
            unit="pcs",
            adverse_effect="none: heated once more, below the limit of the resin",
            **more,
        )

    def send(self, order: WorkOrderId, quantity: int, **more: Any) -> ReworkId:
        return ReworkId.parse(
            self.plant.ok(self.rework(order, quantity, **more)).value("rework_id")
        )

    def mould(self, order: WorkOrderId, quantity: int = 10) -> OperationRunId:
        """Start moulding, consume what the bill asks, have the first article approved."""
        run = self.start(order, quantity=quantity)
        self.issue(order, "TUBE-1", str(quantity))
        self.consume(order, self.line("TUBE-1", str(quantity)))
        self.approve(order)
        return run

    # --- looking --------------------------------------------------------------------------------

    def order(self, order: WorkOrderId) -> WorkOrder:
        with self.plant.reader() as reader:
            return reader.get(WorkOrder, order)

    def output(self, order: WorkOrderId) -> LotId:
        lot_id = self.order(order).output_lot_id
        assert lot_id is not None
        return lot_id

    def the_lot(self, lot_id: LotId) -> Lot:
        with self.plant.reader() as reader:
            return reader.get(Lot, lot_id)

    def serials(self, lot_id: LotId) -> list[Serial]:
        with self.plant.reader() as reader:
            return serials_of(reader, lot_id)

    def units(self, order: WorkOrderId) -> list[SerialId]:
        """The serials of the output."""
        with self.plant.reader() as reader:
            runs = reader.find(SerialRun, work_order_id=order)
        return [
            SerialId(number)
            for run in runs
            for number in range(run.first_serial_id, run.last_serial_id + 1)
        ]


def _places(line: Line) -> None:
    for kind in LocationKind:
        receipt = line.plant.ok(CreateLocation(code=kind.upper(), name=kind, kind=kind))
        line.places[kind.value] = LocationId.parse(receipt.value("location_id"))
    area = line.plant.ok(OpenArea(code="CR1", name="Clean room", kind=AreaKind.PRODUCTION))
    area_id = AreaId.parse(area.value("area_id"))
    line.moulding, line.packing = (
        WorkstationId.parse(
            line.plant.ok(OpenWorkstation(code=code, name=code, area_id=area_id)).value(
                "workstation_id"
            )
        )
        for code in ("M1", "P1")
    )
    press = line.plant.ok(
        RegisterEquipment(code="PRESS-1", name="Press", kind=EquipmentKind.PRODUCTION)
    )
    line.press = EquipmentId.parse(press.value("equipment_id"))


def temperature(**more: Any) -> ParameterGiven:
    given: dict[str, Any] = {
        "low": parse_amount("180", "Cel"),
        "high": parse_amount("200", "Cel"),
        "is_critical": True,
    }
    return ParameterGiven(code="TEMP", name="Temperature", unit="Cel", **(given | more))


def catheter_operations() -> tuple[OperationGiven, ...]:
    return (
        OperationGiven(code="C", name="Clear line", kind=OperationKind.LINE_CLEARANCE),
        OperationGiven(
            code="M", name="Mould", kind=OperationKind.PROCESS, parameters=[temperature()]
        ),
        OperationGiven(code="F", name="First article", kind=OperationKind.FIRST_ARTICLE),
        OperationGiven(code="P", name="Pack", kind=OperationKind.PACKING),
    )


def pump_operations() -> tuple[OperationGiven, ...]:
    return (
        OperationGiven(code="A", name="Assemble", kind=OperationKind.PROCESS),
        OperationGiven(code="L", name="Label", kind=OperationKind.LABELLING),
    )


def set_up(plant: Plant) -> Line:
    line = Line(plant)
    _places(line)
    line.item("tube", ItemKind.COMPONENT, Tracking.LOT, "pcs")
    line.item("resin", ItemKind.MATERIAL, Tracking.LOT, "g")
    line.item("pouch", ItemKind.PACKAGING, Tracking.LOT, "pcs")
    line.item("glue", ItemKind.MATERIAL, Tracking.LOT, "g")
    line.item("board", ItemKind.COMPONENT, Tracking.SERIAL, "pcs")
    line.item("offcut", ItemKind.MATERIAL, Tracking.LOT, "g")
    line.item(
        "catheter",
        ItemKind.DEVICE,
        Tracking.LOT,
        "pcs",
        shelf_life_days=365,
        di="06901234567892",
        issuer=Issuer.GS1,
    )
    line.item(
        "pump", ItemKind.DEVICE, Tracking.SERIAL, "pcs", di="06901234567908", issuer=Issuer.GS1
    )
    line.bom("catheter", {"tube": ("1", "pcs"), "resin": ("0.5", "g"), "pouch": ("1", "pcs")})
    line.bom("pump", {"board": ("1", "pcs"), "tube": ("2", "pcs")})
    line.routing("catheter", *catheter_operations())
    line.routing("pump", *pump_operations())
    line.lot("TUBE-1", "tube", "1000")
    line.lot("TUBE-2", "tube", "1000")
    line.lot("RESIN-1", "resin", "500", unit="g")
    line.lot("POUCH-1", "pouch", "1000")
    line.lot("BOARD-1", "board", "20")
    return line
