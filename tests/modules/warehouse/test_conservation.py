"""Whatever is done to stock, in whatever order: nothing appears, nothing vanishes.

A random store clerk handles caps (by quantity) and pumps (by serial). Beside it runs a count on
fingers: what came in, went out, was scrapped and was found. Stock, movements, packages, serials
and the ledger must all agree with it.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.modules.warehouse.commands import (
    CountStock,
    MergeLots,
    MovePackage,
    MoveStock,
    PackUnits,
    ReleaseLot,
    ScrapStock,
    SplitLot,
    TransferIn,
    TransferOut,
    UnpackUnits,
)
from lotproof.modules.warehouse.queries import (
    Lot,
    Movement,
    Package,
    PackageContent,
    Serial,
    Stock,
    Transfer,
    fefo,
)
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    LotPurpose,
    PackageId,
    PackageLevel,
    PackageState,
    PackedLine,
    SerialState,
    TransferId,
    TransferPurpose,
)
from tests.modules.warehouse.store import KINDS, Store
from tests.support.plant import Plant
from tests.support.sampling import LONG

PLACE = st.sampled_from([code for code in KINDS if code not in ("R-01", "X-01")])
PICK = st.integers(0, 10**6)
"""Chooses one of what there is, whatever that is."""
PART = st.integers(1, 12)
EXAMPLES = 400 if LONG else 20
"""Each is a plant of its own and some forty sealed commands."""


class Clerk(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Plant(f"sqlite:///{Path(self.folder.name) / 'plant.sqlite'}"))
        self.held: dict[int, int] = defaultdict(int)  # item → what there must be
        self.serials_made = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.agree_in_full()
            self.store.plant.check()
            self.store.plant.close()
            self.folder.cleanup()

    # --- what is there --------------------------------------------------------------------------

    def all(self, cls: Any) -> list[Any]:
        with self.store.plant.reader() as reader:
            return reader.find(cls)

    def chosen(self, pick: int, cls: Any, keep: Callable[[Any], bool]) -> Any | None:
        found = [each for each in self.all(cls) if keep(each)]
        return found[pick % len(found)] if found else None

    def is_here(self, stock: Stock, item_id: int) -> bool:
        """On the site: what is outside is put right by its transfer, not by a count."""
        return stock.item_id == item_id and stock.location_id != self.store.at("X-01")

    def is_loose(self, stock: Stock) -> bool:
        """On the site and not all packed."""
        return stock.quantity > stock.packed and stock.location_id != self.store.at("X-01")

    def loose(self, stock: Stock, amount: int) -> tuple[Amount, list[Any]]:
        """A part of the unpacked stock, and its serials."""
        amount = min(amount, stock.quantity - stock.packed)
        serials = [
            each.id
            for each in self.all(Serial)
            if each.lot_id == stock.lot_id
            and each.location_id == stock.location_id
            and each.state is SerialState.IN_STOCK
        ]
        return Amount(amount), serials[:amount]

    def do(self, command: Command) -> Receipt | None:
        """Done, or refused by a rule; anything else is a defect and raises."""
        receipt = self.store.plant.do(command, reason="a reason")
        return receipt if receipt.outcome == "done" else None

    # --- what the clerk does --------------------------------------------------------------------

    @rule(amount=st.integers(1, 30), days=st.integers(0, 400), is_good=st.booleans())
    def receive_caps(self, amount: int, days: int, is_good: bool) -> None:
        expires_on = date(2026, 3, 2) + timedelta(days=days)
        done = self.do(self.store.delivery(amount=amount, expires_on=expires_on))
        assert done is not None
        self.held[self.store.cap] += amount
        if is_good:
            self.do(ReleaseLot(lot_id=LotId.parse(done.value("lot_id"))))

    @rule(count=st.integers(1, 6), is_good=st.booleans())
    def receive_pumps(self, count: int, is_good: bool) -> None:
        first = self.serials_made
        self.serials_made += count
        serials = [f"P{i}" for i in range(first, first + count)]
        done = self.do(self.store.delivery(self.store.pump, count, serials=serials))
        assert done is not None
        self.held[self.store.pump] += count
        if is_good:
            self.do(ReleaseLot(lot_id=LotId.parse(done.value("lot_id"))))

    @rule(pick=PICK)
    def release(self, pick: int) -> None:
        if lot := self.chosen(pick, Lot, lambda lot: True):
            self.do(ReleaseLot(lot_id=lot.id))

    @rule(pick=PICK, amount=PART, place=PLACE)
    def move(self, pick: int, amount: int, place: str) -> None:
        if stock := self.chosen(pick, Stock, self.is_loose):
            quantity, ids = self.loose(stock, amount)
            self.do(
                MoveStock(
                    lot_id=stock.lot_id,
                    from_location_id=stock.location_id,
                    to_location_id=self.store.at(place),
                    quantity=quantity,
                    unit="pcs",
                    serial_ids=ids,
                )
            )

    @rule(pick=PICK, amount=PART)
    def scrap(self, pick: int, amount: int) -> None:
        if stock := self.chosen(pick, Stock, self.is_loose):
            quantity, ids = self.loose(stock, amount)
            done = self.do(
                ScrapStock(
                    lot_id=stock.lot_id,
                    location_id=stock.location_id,
                    quantity=quantity,
                    unit="pcs",
                    serial_ids=ids,
                )
            )
            if done:
                self.held[stock.item_id] -= quantity

    @rule(pick=PICK, difference=st.integers(-5, 5))
    def count_caps(self, pick: int, difference: int) -> None:
        stock = self.chosen(pick, Stock, lambda s: self.is_here(s, self.store.cap))
        if stock is None:
            return
        counted = Amount(max(0, stock.quantity + difference))
        count = CountStock(
            lot_id=stock.lot_id, location_id=stock.location_id, counted=counted, unit="pcs"
        )
        if self.do(count):
            self.held[stock.item_id] += max(counted, stock.packed) - stock.quantity

    @rule(pick=PICK, missing=st.integers(0, 3))
    def count_pumps(self, pick: int, missing: int) -> None:
        stock = self.chosen(pick, Stock, lambda s: self.is_here(s, self.store.pump))
        if stock is None:
            return
        _, ids = self.loose(stock, 10**6)
        found = ids[missing:]
        count = CountStock(
            lot_id=stock.lot_id,
            location_id=stock.location_id,
            counted=Amount(len(found) + stock.packed),
            unit="pcs",
            serial_ids=found,
        )
        if self.do(count):
            self.held[stock.item_id] -= len(ids) - len(found)

    @rule(pick=PICK, amount=PART)
    def split(self, pick: int, amount: int) -> None:
        if stock := self.chosen(pick, Stock, self.is_loose):
            quantity, ids = self.loose(stock, amount)
            done = self.do(
                SplitLot(
                    lot_id=stock.lot_id,
                    location_id=stock.location_id,
                    quantity=quantity,
                    unit="pcs",
                    serial_ids=ids,
                )
            )
            if done:
                child = LotId.parse(done.value("lot_id"))
                assert int(stock.lot_id) in self.store.ancestors(child)

    @rule(pick=PICK)
    def merge(self, pick: int) -> None:
        one = self.chosen(pick, Stock, self.is_loose)
        if one is None:
            return
        like = {
            each.lot_id
            for each in self.all(Stock)
            if (each.location_id, each.item_id) == (one.location_id, one.item_id)
            and each.quantity > each.packed
        }
        merging = MergeLots(lot_ids=sorted(like)[:3], location_id=one.location_id)
        if done := self.do(merging):
            merged = LotId.parse(done.value("lot_id"))
            assert set(map(int, merging.lot_ids)) <= self.store.ancestors(merged)

    @rule(pick=PICK, amount=PART, level=st.sampled_from([PackageLevel.BOX, PackageLevel.CASE]))
    def pack(self, pick: int, amount: int, level: PackageLevel) -> None:
        stock = self.chosen(pick, Stock, self.is_loose)
        if stock is None:
            return
        quantity, ids = self.loose(stock, amount)
        lines = [] if ids else [PackedLine(lot_id=stock.lot_id, quantity=quantity, unit="pcs")]
        inner = [
            each.id
            for each in self.all(Package)
            if each.location_id == stock.location_id and each.state is PackageState.CLOSED
        ]
        self.do(
            PackUnits(
                level=level,
                location_id=stock.location_id,
                lines=lines,
                serial_ids=ids,
                package_ids=inner[: pick % 2],
            )
        )

    @rule(pick=PICK)
    def unpack(self, pick: int) -> None:
        if package := self.chosen(pick, Package, lambda p: p.location_id is not None):
            self.do(UnpackUnits(package_id=PackageId(package.id)))

    @rule(pick=PICK, place=PLACE)
    def move_package(self, pick: int, place: str) -> None:
        if package := self.chosen(pick, Package, lambda p: p.location_id is not None):
            target = self.store.at(place)
            self.do(MovePackage(package_id=package.id, to_location_id=target))

    @rule(pick=PICK, amount=PART)
    def send(self, pick: int, amount: int) -> None:
        if stock := self.chosen(pick, Stock, self.is_loose):
            quantity, ids = self.loose(stock, amount)
            self.do(
                TransferOut(
                    lot_id=stock.lot_id,
                    from_location_id=stock.location_id,
                    to_location_id=self.store.at("X-01"),
                    quantity=quantity,
                    unit="pcs",
                    purpose=TransferPurpose.STERILISATION,
                    partner_id=self.store.partner,
                    agreement="A-1",
                    serial_ids=ids,
                )
            )

    @rule(pick=PICK, amount=st.integers(1, 15))
    def come_back(self, pick: int, amount: int) -> None:
        """Caps may come back in any number, more than were sent too; one is destroyed there."""
        transfer = self.chosen(pick, Transfer, lambda t: True)
        if transfer is None or self.item_of(transfer.lot_id) != self.store.cap:
            return
        before = self.total(self.store.cap)
        done = self.do(
            TransferIn(
                transfer_id=TransferId(transfer.id),
                location_id=self.store.at("Q-01"),
                unit="pcs",
                came_back=Amount(amount),
                destroyed=Amount(1),
            )
        )
        assert done is not None
        # What nobody had sent is found, and so more than the books knew of.
        found = self.total(self.store.cap) + 1 - before
        assert found >= 0
        if not done.deviations:
            assert found == 0
        self.held[self.store.cap] += found - 1

    # --- what must hold -------------------------------------------------------------------------

    def item_of(self, lot_id: LotId) -> int:
        return int(self.store.lot(lot_id).item_id)

    def total(self, item_id: int) -> int:
        return sum(each.quantity for each in self.all(Stock) if each.item_id == item_id)

    @invariant()
    def nothing_appears_or_vanishes(self) -> None:
        if not hasattr(self, "store"):
            return
        totals: dict[int, int] = defaultdict(int)
        for stock in self.all(Stock):
            assert 0 <= stock.packed <= stock.quantity
            totals[int(stock.item_id)] += stock.quantity
        for item_id in (self.store.cap, self.store.pump):
            assert totals[int(item_id)] == self.held[item_id]

    @invariant()
    def the_earliest_to_expire_comes_first(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.plant.reader() as reader:
            picks = fefo(reader, self.store.cap, Amount(10**6), LotPurpose.COMMERCIAL)
        expiries = [pick.lot.expires_on for pick in picks]
        assert expiries == sorted(expiries, key=str)
        assert all(pick.quantity > 0 for pick in picks)

    def agree_in_full(self) -> None:
        """Movements sum up to stock; packages, serials and stock say the same."""
        places: dict[tuple[int, int], int] = defaultdict(int)
        for move in self.all(Movement):
            if move.to_location_id:
                places[move.lot_id, move.to_location_id] += move.quantity
            if move.from_location_id:
                places[move.lot_id, move.from_location_id] -= move.quantity
        packed: dict[tuple[int, int], int] = defaultdict(int)
        packages = {each.id: each for each in self.all(Package)}
        for content in self.all(PackageContent):
            if content.quantity:
                packed[content.lot_id, self.place_of(packages, content.package_id)] += (
                    content.quantity
                )
        serials: dict[tuple[int, int], int] = defaultdict(int)
        for serial in self.all(Serial):
            if serial.state is SerialState.IN_STOCK:
                place = serial.location_id or self.place_of(packages, serial.package_id)
                serials[serial.lot_id, place] += 1
        for stock in self.all(Stock):
            at = (stock.lot_id, stock.location_id)
            assert places.pop(at, 0) == stock.quantity
            assert packed.pop(at, 0) == stock.packed
            if stock.item_id == self.store.pump:
                assert serials.pop(at, 0) == stock.quantity
        assert not any((*places.values(), *packed.values(), *serials.values()))

    def place_of(self, packages: dict[Any, Any], package_id: Any) -> int:
        package = packages[package_id]
        while package.parent_id is not None:
            package = packages[package.parent_id]
        return int(package.location_id)


TestClerk = Clerk.TestCase
TestClerk.settings = settings(settings.default, stateful_step_count=40, max_examples=EXAMPLES)
