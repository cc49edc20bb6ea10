"""A small store for tests: places, items and a supplier, and short words for common steps."""

from datetime import date
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.items.commands import ActivateItem, RegisterItem
from lotproof.modules.items.vocabulary import ItemId, ItemKind, Tracking
from lotproof.modules.parties.commands import ApproveParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.warehouse.commands import (
    CreateLocation,
    MoveStock,
    ReceiveLot,
    ReleaseLot,
)
from lotproof.modules.warehouse.queries import Lot, Serial, serials_of, stock_of_lot
from lotproof.modules.warehouse.vocabulary import (
    LocationId,
    LocationKind,
    LotId,
    PackageId,
    SerialId,
)
from tests.support.plant import Plant

MAKER, CHECKER = "usr_1", "usr_2"
KINDS = {
    "Q-01": LocationKind.QUARANTINE,
    "S-01": LocationKind.STORAGE,
    "S-02": LocationKind.STORAGE,
    "P-01": LocationKind.PRODUCTION,
    "D-01": LocationKind.SHIPPING,
    "R-01": LocationKind.REJECTED,
    "X-01": LocationKind.EXTERNAL,
}


class Store:
    """Items RES (lot-tracked, kg), CAP (lot-tracked, pcs, shelf life) and PUMP (serials)."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.places = {code: self._place(code, kind) for code, kind in KINDS.items()}
        self.resin = self.item("RES", Tracking.LOT, "kg", ItemKind.MATERIAL)
        self.cap = self.item("CAP", Tracking.LOT, "pcs", shelf_life_days=365)
        self.pump = self.item("PUMP", Tracking.SERIAL, "pcs")
        self.supplier = self.party("SUP", is_supplier=True)
        self.partner = self.party("STERI", is_subcontractor=True)

    def _place(self, code: str, kind: LocationKind) -> LocationId:
        receipt = self.plant.ok(CreateLocation(code=code, name=f"Place {code}", kind=kind))
        return LocationId.parse(receipt.value("location_id"))

    def item(
        self,
        number: str,
        tracking: Tracking,
        unit: str,
        kind: ItemKind = ItemKind.COMPONENT,
        *,
        is_active: bool = True,
        **more: Any,
    ) -> ItemId:
        given = RegisterItem(
            number=number, name=number, kind=kind, tracking=tracking, unit=unit, **more
        )
        item_id = ItemId.parse(self.plant.ok(given).value("item_id"))
        if is_active:
            self.plant.ok(ActivateItem(item_id=item_id))
        return item_id

    def party(self, code: str, *, is_approved: bool = True, **parts: Any) -> PartyId:
        given = RegisterParty(code=code, name=f"{code} Ltd", country="CN", **parts)
        party_id = PartyId.parse(self.plant.ok(given).value("party_id"))
        if is_approved:
            self.plant.ok(ApproveParty(party_id=party_id), actor=CHECKER, reason="audited")
        return party_id

    def at(self, code: str) -> LocationId:
        return self.places[code]

    def delivery(self, item_id: ItemId | None = None, amount: int = 100, **more: Any) -> ReceiveLot:
        """A delivery of the item, caps unless told, to the quarantine place."""
        given: dict[str, Any] = {
            "item_id": item_id or self.cap,
            "location_id": self.at("Q-01"),
            "quantity": Amount(amount),
            "unit": "pcs",
            "supplier_id": self.supplier,
        }
        if item_id in (None, self.cap):
            given["expires_on"] = date(2027, 3, 1)
        if item_id == self.resin:
            given["unit"] = "kg"
        return ReceiveLot(**(given | more))

    def receive(self, item_id: ItemId | None = None, amount: int = 100, **more: Any) -> LotId:
        receipt = self.plant.ok(self.delivery(item_id, amount, **more))
        assert receipt.deviations == []
        return LotId.parse(receipt.value("lot_id"))

    def stored(self, item_id: ItemId | None = None, amount: int = 100, **more: Any) -> LotId:
        """A lot received, released and moved to S-01."""
        lot_id = self.receive(item_id, amount, **more)
        self.plant.ok(ReleaseLot(lot_id=lot_id), actor=CHECKER)
        serials = [each.id for each in self.serials(lot_id)]
        self.plant.ok(self.moving(lot_id, "Q-01", "S-01", amount, serial_ids=serials))
        return lot_id

    def moving(
        self, lot_id: LotId, source: str, target: str, amount: int, **more: Any
    ) -> MoveStock:
        return MoveStock(
            lot_id=lot_id,
            from_location_id=self.at(source),
            to_location_id=self.at(target),
            quantity=Amount(amount),
            unit=self.lot(lot_id).unit,
            **more,
        )

    # --- looking --------------------------------------------------------------------------------

    def lot(self, lot_id: LotId) -> Lot:
        with self.plant.reader() as reader:
            return reader.get(Lot, lot_id)

    def serials(self, lot_id: LotId) -> list[Serial]:
        with self.plant.reader() as reader:
            return serials_of(reader, lot_id)

    def stock(self, lot_id: LotId) -> dict[str, tuple[int, int]]:
        """Code of the place → (quantity, packed), where there is any."""
        codes = {int(place): code for code, place in self.places.items()}
        with self.plant.reader() as reader:
            return {
                codes[int(each.location_id)]: (each.quantity, each.packed)
                for each in stock_of_lot(reader, lot_id)
                if each.quantity or each.packed
            }

    def descendants(self, unit: int) -> set[int]:
        return self._reached(unit, "forward")

    def ancestors(self, unit: int) -> set[int]:
        return self._reached(unit, "backward")

    def _reached(self, unit: int, direction: Any) -> set[int]:
        with self.plant.reader() as reader:
            answer = trace(reader, int(unit), direction)
        return {u for part in answer.reached for u in range(part.first, part.last + 1)}


def codes(receipt: Receipt) -> list[str]:
    """The deviations a fact was recorded with."""
    return [each["code"] for each in receipt.deviations]


def numbers(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{i:04d}" for i in range(1, count + 1)]


def serial_ids(serials: list[Serial]) -> list[SerialId]:
    return [each.id for each in serials]


def package_of(receipt: Receipt) -> PackageId:
    return PackageId.parse(receipt.value("package_id"))
