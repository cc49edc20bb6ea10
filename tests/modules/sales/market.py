"""A small market for tests: places, goods, customers, and short words for common steps."""

from datetime import date
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import ActivateItem, RegisterItem
from lotproof.modules.items.vocabulary import ItemId, ItemKind, Tracking
from lotproof.modules.parties.commands import ApproveParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.sales.commands import (
    ConfirmOrder,
    CreateShipment,
    DraftOrder,
    PickLine,
    PickPackage,
)
from lotproof.modules.sales.queries import (
    SalesLine,
    SalesOrder,
    Shipment,
    ShipmentLine,
    lines_of,
    shipment_lines,
)
from lotproof.modules.sales.vocabulary import (
    OrderedLine,
    SalesOrderId,
    ShipmentId,
    ShipmentLineId,
)
from lotproof.modules.warehouse.commands import CreateLocation, EnterOpeningBalance, PackUnits
from lotproof.modules.warehouse.queries import Serial, serials_of, stock_of_lot
from lotproof.modules.warehouse.vocabulary import (
    LocationId,
    LocationKind,
    LotId,
    LotState,
    PackageId,
    PackageLevel,
    SerialId,
)
from tests.support.plant import Plant

WHY = "agreed with the customer"
EARLY, LATE = date(2026, 9, 1), date(2027, 9, 1)
KINDS = {
    "Q-01": LocationKind.QUARANTINE,
    "S-01": LocationKind.STORAGE,
    "D-01": LocationKind.SHIPPING,
    "P-01": LocationKind.PRODUCTION,
    "R-01": LocationKind.REJECTED,
}


class Market:
    """Items CAP (lots) and PUMP (serials), a hospital as customer, a carrier, five places."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.places = {code: self._place(code, kind) for code, kind in KINDS.items()}
        self.cap = self.item("CAP", Tracking.LOT)
        self.pump = self.item("PUMP", Tracking.SERIAL)
        self.hospital = self.party("HOSP", is_customer=True)
        self.carrier = self.party("CARR", is_carrier=True)
        self._orders = 0

    def _place(self, code: str, kind: LocationKind) -> LocationId:
        receipt = self.plant.ok(CreateLocation(code=code, name=f"Place {code}", kind=kind))
        return LocationId.parse(receipt.value("location_id"))

    def item(self, number: str, tracking: Tracking, *, is_active: bool = True) -> ItemId:
        given = RegisterItem(
            number=number, name=number, kind=ItemKind.DEVICE, tracking=tracking, unit="pcs"
        )
        item_id = ItemId.parse(self.plant.ok(given).value("item_id"))
        if is_active:
            self.plant.ok(ActivateItem(item_id=item_id))
        return item_id

    def party(self, code: str, *, is_approved: bool = True, **parts: Any) -> PartyId:
        given = RegisterParty(code=code, name=f"{code} Ltd", country="CN", **parts)
        party_id = PartyId.parse(self.plant.ok(given).value("party_id"))
        if is_approved:
            self.plant.ok(ApproveParty(party_id=party_id), actor="usr_2", reason="audited")
        return party_id

    # --- goods ----------------------------------------------------------------------------------

    def lot(self, number: str = "L-1", amount: int = 100, **more: Any) -> LotId:
        """A lot of caps, released and in storage unless told otherwise."""
        given: dict[str, Any] = {
            "item_id": self.cap,
            "location_id": self.places["S-01"],
            "state": LotState.RELEASED,
            "expires_on": LATE,
        }
        balance = EnterOpeningBalance(
            number=number,
            quantity=Amount(amount),
            unit="pcs",
            document="stock list",
            **(given | more),
        )
        return LotId.parse(self.plant.ok(balance, reason="start").value("lot_id"))

    def pumps(self, number: str = "P-1", amount: int = 5, **more: Any) -> tuple[LotId, list[int]]:
        """A lot of pumps, and the ids of their serials."""
        serials = [f"{number}-{i:03d}" for i in range(1, amount + 1)]
        lot_id = self.lot(number, amount, item_id=self.pump, serials=serials, **more)
        with self.plant.reader() as reader:
            return lot_id, [int(each.id) for each in serials_of(reader, lot_id)]

    def package(self, serials: list[int], **more: Any) -> PackageId:
        given: dict[str, Any] = {"level": PackageLevel.BOX, "location_id": self.places["S-01"]}
        packing = PackUnits(serial_ids=[SerialId(each) for each in serials], **(given | more))
        return PackageId.parse(self.plant.ok(packing).value("package_id"))

    # --- orders and shipments -------------------------------------------------------------------

    def wanted(self, item_id: ItemId, amount: int, due_on: date = EARLY) -> OrderedLine:
        return OrderedLine(
            item_id=item_id,
            quantity=Amount(amount),
            unit="pcs",
            unit_price=Amount(125_000),
            currency="CNY",
            due_on=due_on,
        )

    def draft(self, *lines: OrderedLine, **more: Any) -> SalesOrderId:
        self._orders += 1
        given: dict[str, Any] = {"number": f"SO-{self._orders}", "customer_id": self.hospital}
        order = DraftOrder(lines=list(lines), **(given | more))
        return SalesOrderId.parse(self.plant.ok(order).value("order_id"))

    def confirmed(self, *lines: OrderedLine) -> SalesOrderId:
        order_id = self.draft(*lines)
        self.plant.ok(ConfirmOrder(order_id=order_id))
        return order_id

    def shipment_of(self, order_id: SalesOrderId) -> ShipmentId:
        receipt = self.plant.ok(
            CreateShipment(order_id=order_id, consignee_id=self.hospital, carrier_id=self.carrier)
        )
        return ShipmentId.parse(receipt.value("shipment_id"))

    def shipment(self, *lines: OrderedLine) -> ShipmentId:
        """An open shipment of a confirmed order; of 50 caps and 5 pumps unless told."""
        wanted = lines or (self.wanted(self.cap, 50), self.wanted(self.pump, 5))
        return self.shipment_of(self.confirmed(*wanted))

    def picking(
        self,
        shipment_id: ShipmentId,
        lot_id: LotId,
        amount: int,
        serials: list[int] | None = None,
        place: str = "S-01",
    ) -> PickLine:
        return PickLine(
            shipment_id=shipment_id,
            lot_id=lot_id,
            location_id=self.places[place],
            quantity=Amount(amount),
            unit="pcs",
            serial_ids=[SerialId(each) for each in serials or []],
        )

    def pick(self, *given: Any, **more: Any) -> ShipmentLineId:
        return line_of(self.plant.ok(self.picking(*given), **more))

    def pick_package(self, shipment_id: ShipmentId, package_id: PackageId) -> ShipmentLineId:
        picking = PickPackage(shipment_id=shipment_id, package_id=package_id)
        return line_of(self.plant.ok(picking))

    # --- looking --------------------------------------------------------------------------------

    def order(self, order_id: SalesOrderId) -> tuple[SalesOrder, list[SalesLine]]:
        with self.plant.reader() as reader:
            return reader.get(SalesOrder, order_id), lines_of(reader, order_id)

    def seen(self, shipment_id: ShipmentId) -> tuple[Shipment, list[ShipmentLine]]:
        with self.plant.reader() as reader:
            return reader.get(Shipment, shipment_id), shipment_lines(reader, shipment_id)

    def serial(self, serial_id: int) -> Serial:
        with self.plant.reader() as reader:
            return reader.get(Serial, serial_id)

    def stock(self, lot_id: LotId) -> dict[str, int]:
        codes = {int(place): code for code, place in self.places.items()}
        with self.plant.reader() as reader:
            found = stock_of_lot(reader, lot_id)
        return {codes[int(each.location_id)]: each.quantity for each in found if each.quantity}


def line_of(receipt: Receipt) -> ShipmentLineId:
    return ShipmentLineId.parse(receipt.value("line_id"))


def codes(receipt: Receipt) -> list[str]:
    """The deviations a fact was recorded with."""
    return [each["code"] for each in receipt.deviations]
