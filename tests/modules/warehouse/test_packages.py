"""Packages: unit into box into case into pallet, and all of it together from then on."""

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.sites.commands import SetCompanyPrefix
from lotproof.modules.sites.queries import CompanyPrefix
from lotproof.modules.warehouse.commands import (
    CountStock,
    MovePackage,
    PackUnits,
    PlaceHold,
    ReleaseLot,
    ScrapStock,
    UnpackUnits,
)
from lotproof.modules.warehouse.queries import (
    Package,
    contents,
    nested_packages,
    package_by_sscc,
    packed_serials,
)
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    LotPurpose,
    PackageId,
    PackageLevel,
    PackageState,
    PackedLine,
)
from tests.modules.warehouse.store import (
    Store,
    codes,
    numbers,
    package_of,
    serial_ids,
)
from tests.modules.warehouse.unit_of_work import unit_of_work

SSCC = "106141412345678908"
"""Reference, company prefix and extension of GS1's worked examples; check digit 8."""


def packing(
    store: Store, level: PackageLevel = PackageLevel.BOX, place: str = "S-01", **more: object
) -> PackUnits:
    return PackUnits(level=level, location_id=store.at(place), **more)  # type: ignore[arg-type]


def some(lot_id: LotId, amount: int, unit: str = "pcs") -> list[PackedLine]:
    return [PackedLine(lot_id=lot_id, quantity=Amount(amount), unit=unit)]


def packed(store: Store, *args: object, **more: object) -> PackageId:
    return package_of(store.plant.ok(packing(store, *args, **more)))  # type: ignore[arg-type]


def package(store: Store, package_id: PackageId) -> Package:
    with store.plant.reader() as reader:
        return reader.get(Package, package_id)


def pallet(store: Store) -> tuple[LotId, list[PackageId]]:
    """Six pumps, two to a box, all boxes in a case, the case on a pallet; outermost last."""
    lot_id = store.stored(store.pump, 6, serials=numbers("P", 6))
    ids = serial_ids(store.serials(lot_id))
    boxes = [packed(store, serial_ids=ids[i : i + 2]) for i in (0, 2, 4)]
    case = packed(store, PackageLevel.CASE, package_ids=boxes)
    top = packed(store, PackageLevel.PALLET, package_ids=[case], sscc=SSCC)
    return lot_id, [*boxes, case, top]


def test_what_is_packed_is_where_the_package_is(store: Store) -> None:
    lot_id, packages = pallet(store)
    top = packages[-1]
    assert store.stock(lot_id) == {"S-01": (6, 6)}
    assert {each.location_id for each in store.serials(lot_id)} == {None}
    with store.plant.reader() as reader:
        found = package_by_sscc(reader, SSCC)
        assert found is not None
        assert (found.id, found.location_id) == (top, store.at("S-01"))
        assert {each.id for each in nested_packages(reader, top)} == set(packages)
        assert [(each.lot_id, each.quantity) for each in contents(reader, top)] == [(lot_id, 2)] * 3
        assert [each.number for each in packed_serials(reader, top)] == numbers("P", 6)
    units = set(map(int, serial_ids(store.serials(lot_id))))
    assert store.ancestors(top) == {int(lot_id)} | units | set(map(int, packages[:-1]))
    store.plant.ok(MovePackage(package_id=top, to_location_id=store.at("D-01")))
    assert store.stock(lot_id) == {"D-01": (6, 6)}
    assert package(store, top).location_id == store.at("D-01")
    store.plant.check()


def test_unpacking_undoes_packing(store: Store) -> None:
    lot_id, packages = pallet(store)
    *boxes, case, top = packages
    for each in (case, boxes[0]):
        store.plant.refused("package_elsewhere", UnpackUnits(package_id=each))
    store.plant.ok(UnpackUnits(package_id=top))
    store.plant.ok(UnpackUnits(package_id=case))
    assert package(store, boxes[1]).location_id == store.at("S-01")
    assert store.stock(lot_id) == {"S-01": (6, 6)}
    for box in boxes:
        store.plant.ok(UnpackUnits(package_id=box))
    assert store.stock(lot_id) == {"S-01": (6, 0)}
    assert {each.location_id for each in store.serials(lot_id)} == {store.at("S-01")}
    for each in packages:
        assert package(store, each).state is PackageState.OPENED
        assert store.ancestors(each) == set()
        store.plant.refused("wrong_state", UnpackUnits(package_id=each))
    again = packed(store, serial_ids=serial_ids(store.serials(lot_id)))
    assert store.descendants(lot_id) >= {int(again)}
    assert not store.descendants(lot_id) & set(map(int, packages))
    store.plant.check()


def test_packed_quantities_do_not_move_alone(store: Store) -> None:
    lot_id = store.stored(amount=10)
    box = packed(store, lines=some(lot_id, 6))
    assert store.stock(lot_id) == {"S-01": (10, 6)}
    assert store.descendants(lot_id) == {int(box)}
    store.plant.refused("packed_in_package", store.moving(lot_id, "S-01", "S-02", 5))
    store.plant.refused("packed_in_package", packing(store, lines=some(lot_id, 5)))
    store.plant.refused("more_than_there_is", packing(store, lines=some(lot_id, 11)))
    store.plant.ok(store.moving(lot_id, "S-01", "S-02", 4))
    store.plant.ok(UnpackUnits(package_id=box))
    store.plant.ok(store.moving(lot_id, "S-01", "S-02", 6))
    assert store.stock(lot_id) == {"S-02": (10, 0)}
    store.plant.check()


def test_packed_serials_do_not_move_alone(sqlite_store: Store) -> None:
    store = sqlite_store
    lot_id = store.stored(store.pump, 2, serials=["A", "B"])
    first, second = serial_ids(store.serials(lot_id))
    packed(store, serial_ids=[first])
    moving = store.moving(lot_id, "S-01", "S-02", 2, serial_ids=[first, second])
    store.plant.refused("packed_in_package", moving)
    store.plant.refused("packed_in_package", packing(store, serial_ids=[first]))
    scrap = ScrapStock(
        lot_id=lot_id,
        location_id=store.at("S-01"),
        quantity=Amount(1),
        unit="pcs",
        serial_ids=[first],
    )
    store.plant.refused("packed_in_package", scrap, reason="dropped")


def test_one_package_holds_one_state_and_purpose(sqlite_store: Store) -> None:
    store = sqlite_store
    waiting, other, trial = (
        store.receive(),
        store.receive(),
        store.receive(purpose=LotPurpose.TRIAL),
    )
    both = packing(store, place="Q-01", lines=some(waiting, 1) + some(other, 1))
    store.plant.ok(both)
    store.plant.ok(ReleaseLot(lot_id=other))
    store.plant.refused("package_mixed", both)
    mixed = packing(store, place="Q-01", lines=some(waiting, 1) + some(trial, 1))
    store.plant.refused("package_mixed", mixed)
    inner = packed(store, place="Q-01", lines=some(other, 1))
    nested = packing(store, PackageLevel.CASE, "Q-01", lines=some(waiting, 1), package_ids=[inner])
    store.plant.refused("package_mixed", nested)
    store.plant.ok(PlaceHold(lot_id=waiting, cause="?"))
    held = packing(store, place="Q-01", lines=some(waiting, 1))
    store.plant.refused("lot_on_hold", held)


def test_a_package_moves_where_all_its_lots_may(sqlite_store: Store) -> None:
    store = sqlite_store
    lot_id = store.receive()
    box = packed(store, place="Q-01", lines=some(lot_id, 5))
    to_storage = MovePackage(package_id=box, to_location_id=store.at("S-01"))
    store.plant.refused("wrong_location_kind", to_storage)
    same = MovePackage(package_id=box, to_location_id=store.at("Q-01"))
    store.plant.refused("same_place", same)
    store.plant.ok(ReleaseLot(lot_id=lot_id))
    store.plant.ok(to_storage)
    assert store.stock(lot_id) == {"Q-01": (95, 0), "S-01": (5, 5)}


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        (PackageLevel.BOX, PackageLevel.BOX),
        (PackageLevel.CASE, PackageLevel.BOX),
        (PackageLevel.PALLET, PackageLevel.CASE),
        (PackageLevel.UNIT, PackageLevel.UNIT),
    ],
)
def test_levels_go_upwards(sqlite_store: Store, inner: PackageLevel, outer: PackageLevel) -> None:
    lot_id = sqlite_store.stored()
    smaller = packed(sqlite_store, inner, lines=some(lot_id, 1))
    bigger = packing(sqlite_store, outer, package_ids=[smaller])
    sqlite_store.plant.refused("wrong_package_level", bigger)


def test_what_cannot_be_packed(sqlite_store: Store) -> None:
    store, plant = sqlite_store, sqlite_store.plant
    caps = store.stored()
    pumps = store.stored(store.pump, 1, serials=["A"])
    (pump,) = serial_ids(store.serials(pumps))
    box = packed(store, PackageLevel.UNIT, lines=some(caps, 1))
    plant.refused("nothing_to_pack", packing(store))
    plant.refused("not_several", packing(store, lines=some(caps, 1) * 2))
    plant.refused("not_several", packing(store, serial_ids=[pump, pump]))
    plant.refused("not_several", packing(store, package_ids=[box, box]))
    plant.refused("serials_do_not_match", packing(store, lines=some(pumps, 1)))
    plant.refused("serial_not_here", packing(store, place="S-02", serial_ids=[pump]))
    plant.refused("package_elsewhere", packing(store, place="S-02", package_ids=[box]))
    plant.refused("outside_the_site", packing(store, place="X-01", lines=some(caps, 1)))
    plant.refused("bad_sscc", packing(store, lines=some(caps, 1), sscc=SSCC[:-1] + "1"))
    plant.ok(packing(store, lines=some(caps, 1), sscc=SSCC))
    plant.refused("duplicate", packing(store, lines=some(caps, 1), sscc=SSCC))


def test_a_count_below_what_is_packed_keeps_the_packages(store: Store) -> None:
    lot_id = store.stored(amount=10)
    packed(store, lines=some(lot_id, 6))
    count = CountStock(lot_id=lot_id, location_id=store.at("S-01"), counted=Amount(4), unit="pcs")
    receipt = store.plant.ok(count, reason="one box is gone")
    assert codes(receipt) == ["packages_missing"]
    assert store.stock(lot_id) == {"S-01": (6, 6)}
    store.plant.check()


def test_cases_and_pallets_get_an_sscc_of_the_company(store: Store) -> None:
    """Check digit of 0 6948000 000000000: 3 x (8 + 9) + (4 + 6) = 61, and 9 makes it 70."""
    lot_id = store.stored(amount=100)
    without = packed(store, PackageLevel.CASE, lines=some(lot_id, 10))
    assert package(store, without).sscc is None
    store.plant.ok(SetCompanyPrefix(prefix="6948000"), reason="certificate")
    box = packed(store, PackageLevel.BOX, lines=some(lot_id, 10))
    case = packed(store, PackageLevel.CASE, lines=some(lot_id, 10))
    given = packed(store, PackageLevel.CASE, lines=some(lot_id, 10), sscc=SSCC)
    pallet = packed(store, PackageLevel.PALLET, package_ids=[case, given])
    assert package(store, box).sscc is None
    assert package(store, case).sscc == "069480000000000009"
    assert package(store, given).sscc == SSCC
    assert package(store, pallet).sscc == "069480000000000016"
    store.plant.check()


def test_a_number_that_was_given_by_hand_is_passed_over(store: Store) -> None:
    lot_id = store.stored(amount=100)
    packed(store, PackageLevel.CASE, lines=some(lot_id, 10), sscc="069480000000000009")
    store.plant.ok(SetCompanyPrefix(prefix="6948000"), reason="certificate")
    case = packed(store, PackageLevel.CASE, lines=some(lot_id, 10))
    assert package(store, case).sscc == "069480000000000016"


def test_numbers_of_a_prefix_have_an_end(store: Store) -> None:
    """A prefix of 12 digits leaves four for the references: 10,000 numbers."""
    lot_id = store.stored(amount=100)
    store.plant.ok(SetCompanyPrefix(prefix="694800012345"), reason="certificate")
    with unit_of_work(store.plant) as work:
        work.take(CompanyPrefix, "694800012345", 0).next_reference = 9_999
    last = packed(store, PackageLevel.CASE, lines=some(lot_id, 1))
    assert (package(store, last).sscc or "")[:-1] == "06948000123459999"
    store.plant.refused("ssccs_used_up", packing(store, PackageLevel.CASE, lines=some(lot_id, 1)))
    store.plant.ok(SetCompanyPrefix(prefix="694800012345", extension=1), reason="certificate")
    first = packed(store, PackageLevel.CASE, lines=some(lot_id, 1))
    assert (package(store, first).sscc or "")[:-1] == "16948000123450000"
