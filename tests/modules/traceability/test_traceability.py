"""From what is in one's hand to all it touched, on both kinds of database."""

from collections.abc import Callable
from typing import Any

import pytest

from lotproof.kernel.work import Reader
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.items.commands import RegisterItem
from lotproof.modules.items.vocabulary import Issuer, ItemKind, Tracking
from lotproof.modules.sales.commands import Dispatch
from lotproof.modules.traceability.queries import (
    Ambiguous,
    NotTraceable,
    Unknown,
    UnknownDevice,
    identify,
    names_of,
    trace_from,
    unit_overview,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId, PackageLevel, SerialId
from tests.modules.sales.market import Market
from tests.modules.warehouse.store import Store, numbers
from tests.support.plant import Plant

# A GTIN-14 with its check digit: 0 6 9 4 8 0 0 0 0 0 0 0 1 → 6.
DI = "06948000000016"


@pytest.fixture
def store(plant: Plant) -> Store:
    return Store(plant)


@pytest.fixture
def market(plant: Plant) -> Market:
    return Market(plant)


def meant(plant: Plant, text: str, prefix: str | None = None) -> str:
    with plant.reader() as reader:
        return identify(reader, text, prefix)


def device(store: Store, **more: Any) -> str:
    """A registered device with a device identifier and serials; its id."""
    receipt = store.plant.ok(
        RegisterItem(
            number="DEV-1", name="Device", kind=ItemKind.DEVICE, tracking=Tracking.SERIAL,
            unit="pcs", di=DI, issuer=Issuer.GS1, **more,
        )
    )  # fmt: skip
    return str(receipt.value("item_id"))


# --- what is meant ------------------------------------------------------------------------------


def test_an_id_a_number_and_a_code_name_the_same_thing(store: Store) -> None:
    lot = store.receive(number="B-77", supplier_lot="SUP-LOT-9")
    plant = store.plant
    for text in (LotId.text(lot), "B-77", " B-77\r\n", "SUP-LOT-9"):
        assert meant(plant, text) == LotId.text(lot)
    assert meant(plant, "Q-01") == f"loc_{store.at('Q-01')}"
    assert meant(plant, "RES") == f"itm_{store.resin}"


def test_a_device_label_names_the_narrowest_thing_or_what_is_wanted(store: Store) -> None:
    """The label names lot L1 of the device; L1 of another item is another lot."""
    item = device(store)
    store.receive(number="L1")
    label = f"]d201{DI}10L1\x1d21S1"
    with pytest.raises(Unknown):
        meant(store.plant, label)
    with pytest.raises(Unknown):
        meant(store.plant, label, "lot")
    assert meant(store.plant, label, "itm") == item
    assert meant(store.plant, f"]d201{DI}") == item


def test_a_scanned_serial_is_found_by_its_item_and_number(store: Store) -> None:
    lot = store.receive(store.pump, 2, serials=["S-1", "S-2"])
    first = store.serials(lot)[0]
    assert meant(store.plant, "S-1") == SerialId.text(first.id)
    assert meant(store.plant, "S-1", "ser") == SerialId.text(first.id)
    with pytest.raises(Unknown):
        meant(store.plant, "S-1", "lot")


def test_a_number_that_two_things_have_is_not_guessed(store: Store) -> None:
    one = store.receive(number="SAME")
    two = store.receive(store.resin, 5, number="SAME")
    with pytest.raises(Ambiguous) as refused:
        meant(store.plant, "SAME")
    assert LotId.text(one) in str(refused.value)
    assert LotId.text(two) in str(refused.value)


@pytest.mark.parametrize("text", ["lot_999", "lot_99999999999999999999", "LOT_1", "x' OR 1=1 --",
                                  "%", "名字"])  # fmt: skip
def test_what_nothing_is_called_is_unknown(store: Store, text: str) -> None:
    with pytest.raises(Unknown):
        meant(store.plant, text)


def test_damaged_and_foreign_labels_are_refused_by_name(store: Store) -> None:
    with pytest.raises(UnreadableCarrier):
        meant(store.plant, "]d20106948000000017")
    with pytest.raises(UnknownDevice):
        meant(store.plant, f"]d201{DI}")


# --- traces -------------------------------------------------------------------------------------


def test_serials_of_a_lot_are_named_one_by_one(store: Store) -> None:
    lot = store.receive(store.pump, 3, serials=numbers("S", 3))
    with store.plant.reader() as reader:
        found = trace_from(reader, LotId.text(lot), "forward")
        back = trace_from(reader, SerialId.text(store.serials(lot)[1].id), "backward")
    assert [node["number"] for node in found["nodes"]] == numbers("S", 3)
    assert {node["item"] for node in found["nodes"]} == {"PUMP"}
    assert (found["count"], found["is_complete"], found["possible_count"]) == (3, True, 0)
    assert [node["id"] for node in back["nodes"]] == [LotId.text(lot)]
    assert back["start"]["number"] == "S0002"
    assert "shipments" not in back


def test_packages_stand_in_the_trace_in_the_order_of_the_walk(market: Market) -> None:
    """Lot → serials → box → case: the package ids are younger than the serials'."""
    lot, serials = market.pumps(amount=4)
    box = market.package(serials[:2])
    case = market.package([], level=PackageLevel.CASE, package_ids=[box])
    with market.plant.reader() as reader:
        found = trace_from(reader, LotId.text(lot), "forward")
        inside = trace_from(reader, PackageId.text(case), "backward")
    levels = [(node["unit"], node["level"]) for node in found["nodes"]]
    assert levels == [("serial", 1)] * 4 + [("box", 2), ("case", 3)]
    packed = {PackageId.text(box), LotId.text(lot), *(SerialId.text(n) for n in serials[:2])}
    assert {node["id"] for node in inside["nodes"]} == packed


def test_only_units_can_be_traced(store: Store) -> None:
    with store.plant.reader() as reader:
        with pytest.raises(NotTraceable):
            trace_from(reader, f"itm_{store.pump}", "forward")
        with pytest.raises(ValueError, match="not an id"):
            trace_from(reader, "nonsense", "forward")


def test_a_bounded_trace_says_that_it_is_not_complete(store: Store) -> None:
    lot = store.receive(store.pump, 30, serials=numbers("S", 30))
    with store.plant.reader() as reader:
        found = trace_from(reader, LotId.text(lot), "forward", 10)
    assert (len(found["nodes"]), found["is_complete"]) == (10, False)


def statements(plant: Plant, ask: Callable[[Reader], Any]) -> int:
    """How many statements a question takes."""
    with plant.reader() as reader:
        count, rows = 0, reader.connection.rows

        def counting(sql: str, params: Any) -> Any:
            nonlocal count
            count += 1
            return rows(sql, params)

        reader.connection.rows = counting  # type: ignore[method-assign]
        try:
            ask(reader)
        finally:
            del reader.connection.rows
    return count


def test_ten_times_the_units_take_no_more_statements(store: Store) -> None:
    few = store.receive(store.pump, 40, serials=numbers("A", 40))
    many = store.receive(store.pump, 400, serials=numbers("B", 400))

    def tracing(lot: LotId) -> Callable[[Reader], Any]:
        return lambda reader: trace_from(reader, LotId.text(lot), "forward")

    def looking(lot: LotId) -> Callable[[Reader], Any]:
        return lambda reader: unit_overview(reader, LotId.text(lot))

    assert statements(store.plant, tracing(many)) == statements(store.plant, tracing(few))
    assert statements(store.plant, looking(many)) == statements(store.plant, looking(few))


# --- shipments ----------------------------------------------------------------------------------


def test_a_forward_trace_names_who_got_which_serials(market: Market) -> None:
    plant = market.plant
    lot, serials = market.pumps(amount=5)
    shipment = market.shipment(market.wanted(market.pump, 3))
    line = market.pick(shipment, lot, 3, serials[:3])
    with plant.reader() as reader:
        before = trace_from(reader, LotId.text(lot), "forward")
    plant.ok(Dispatch(shipment_id=shipment, waybill="W-1"))
    with plant.reader() as reader:
        after = trace_from(reader, LotId.text(lot), "forward")
        one = trace_from(reader, SerialId.text(serials[0]), "forward")
        other = trace_from(reader, SerialId.text(serials[4]), "forward")
    assert before["shipments"] == []
    assert [each["line_id"] for each in after["shipments"]] == [f"shl_{line}"]
    assert one["shipments"][0]["consignee"] == "HOSP Ltd"
    assert one["shipments"][0]["serials"] == [SerialId.text(serials[0])]
    assert other["shipments"] == []


# --- a unit at a glance -------------------------------------------------------------------------


def test_a_lot_at_a_glance(market: Market) -> None:
    supplier = market.party("SUP", is_supplier=True)
    lot = market.lot("B-1", 70, supplier_id=supplier, supplier_lot="X9")
    with market.plant.reader() as reader:
        found = unit_overview(reader, LotId.text(lot))
    assert (found["unit"], found["record"]["number"]) == ("lot", "B-1")
    assert (found["quantity"], found["unit_of_measure"]) == ("70", "pcs")
    assert [(place["code"], place["quantity"]) for place in found["places"]] == [("S-01", "70")]
    assert found["item"]["number"] == "CAP"
    assert found["supplier"]["id"] == f"pty_{supplier}"
    assert found["is_expired"] is False
    assert "moved" in found["people"][0]["did"]
    market.plant.clock.advance(days=800)
    with market.plant.reader() as reader:
        assert unit_overview(reader, LotId.text(lot))["is_expired"] is True


def test_a_serial_at_a_glance_is_one_piece_at_its_place(market: Market) -> None:
    lot, serials = market.pumps("P-1", 2)
    with market.plant.reader() as reader:
        found = unit_overview(reader, SerialId.text(serials[0]))
    assert (found["unit"], found["quantity"]) == ("serial", "1")
    assert found["record"]["number"] == "P-1-001"
    assert [place["code"] for place in found["places"]] == ["S-01"]
    assert found["lot"]["id"] == LotId.text(lot)


def test_a_package_at_a_glance_says_what_is_inside(market: Market) -> None:
    lot, serials = market.pumps(amount=3)
    box = market.package(serials[:2])
    with market.plant.reader() as reader:
        found = unit_overview(reader, PackageId.text(box))
    assert (found["unit"], found["places"][0]["code"]) == ("package", "S-01")
    assert [(each["lot_id"], each["quantity"]) for each in found["contents"]] == [
        (LotId.text(lot), "2")
    ]


def test_only_units_have_an_overview(store: Store) -> None:
    with store.plant.reader() as reader, pytest.raises(NotTraceable):
        unit_overview(reader, f"itm_{store.pump}")


def test_names_are_those_of_users_only(store: Store) -> None:
    with store.plant.reader() as reader:
        assert names_of(reader, ["sys_api", None, "usr_77"]) == {}
