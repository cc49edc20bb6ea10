"""What comes back stands apart, is joined to what left, and is recorded whatever it is."""

from typing import Any

from lotproof.kernel.quantity import Amount
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.sales.commands import Dispatch, ReceiveReturn
from lotproof.modules.sales.queries import (
    GoodsReturn,
    returns_of_line,
    shipments_of_lots,
    shipments_of_serials,
)
from lotproof.modules.sales.vocabulary import ShipmentLineId
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    LotOrigin,
    LotState,
    SerialId,
    SerialState,
)
from tests.modules.sales.market import LATE, Market, codes


def returning(
    market: Market, line_id: ShipmentLineId, amount: int, place: str = "Q-01", **more: Any
) -> ReceiveReturn:
    return ReceiveReturn(
        line_id=line_id,
        location_id=market.places[place],
        quantity=Amount(amount),
        unit="pcs",
        cause="wrong size",
        **more,
    )


def left(market: Market, *picked: Any) -> ShipmentLineId:
    """A line that was picked and dispatched."""
    shipment_id = market.shipment()
    line_id = market.pick(shipment_id, *picked)
    market.plant.ok(Dispatch(shipment_id=shipment_id))
    return line_id


def returned(market: Market, line_id: ShipmentLineId) -> list[GoodsReturn]:
    with market.plant.reader() as reader:
        return returns_of_line(reader, line_id)


def test_returned_goods_are_a_lot_of_their_own_in_quarantine(market: Market) -> None:
    caps = market.lot()
    line_id = left(market, caps, 10)
    receipt = market.plant.ok(returning(market, line_id, 4))
    assert codes(receipt) == []
    lot_id = LotId.parse(receipt.value("returned_lot_id"))
    with market.plant.reader() as reader:
        lot = reader.get(Lot, lot_id)
        below = trace(reader, int(caps), "forward").reached
    assert (lot.state, lot.origin, lot.number) == (
        LotState.QUARANTINED,
        LotOrigin.RETURNED,
        "L-1-R1",
    )
    assert lot.expires_on == LATE
    assert [(each.first, each.last) for each in below] == [(lot_id, lot_id)]
    assert (market.stock(lot_id), market.stock(caps)) == ({"Q-01": 4}, {"S-01": 90})
    [kept] = returned(market, line_id)
    assert (kept.lot_id, kept.returned_lot_id, kept.quantity) == (caps, lot_id, 4)
    market.plant.refused("lot_not_released", market.picking(market.shipment(), lot_id, 1))
    market.plant.check()


def test_returned_serials_keep_their_lot_and_cannot_be_shipped(market: Market) -> None:
    pumps, serials = market.pumps()
    line_id = left(market, pumps, 3, serials[:3])
    receipt = market.plant.ok(returning(market, line_id, 1, serial_ids=[SerialId(serials[1])]))
    assert codes(receipt) == []
    assert receipt.value("returned_lot_id") == LotId.text(pumps)
    back = market.serial(serials[1])
    assert (back.state, back.location_id) == (SerialState.RETURNED, market.places["Q-01"])
    assert market.stock(pumps) == {"S-01": 2, "Q-01": 1}
    again = market.picking(market.shipment(), pumps, 1, serials[1:2])
    market.plant.refused("serial_not_here", again)
    market.plant.check()


def test_return_is_recorded_whatever_is_wrong_with_it(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    line_id = left(market, caps, 10)
    assert codes(market.plant.ok(returning(market, line_id, 8, "S-01"))) == [
        "return_not_quarantined"
    ]
    assert codes(market.plant.ok(returning(market, line_id, 3))) == ["more_than_shipped"]
    waiting = market.pick(market.shipment(), caps, 1)
    assert codes(market.plant.ok(returning(market, waiting, 1))) == ["not_dispatched"]
    pump_line = left(market, pumps, 1, serials[:1])
    other = returning(market, pump_line, 1, serial_ids=[SerialId(serials[3])])
    assert codes(market.plant.ok(other)) == ["serial_not_shipped", "wrong_state"]
    assert market.serial(serials[3]).state is SerialState.RETURNED
    market.plant.check()


def test_return_that_names_no_pieces_is_not_understood(sqlite_market: Market) -> None:
    market = sqlite_market
    pumps, serials = market.pumps()
    line_id = left(market, pumps, 1, serials[:1])
    market.plant.refused("serials_do_not_match", returning(market, line_id, 1))
    market.plant.refused("not_found", returning(market, ShipmentLineId(99), 1))


def test_who_got_a_lot_or_a_serial_is_found(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    cap_line = left(market, caps, 10)
    pump_line = left(market, pumps, 3, [serials[0], serials[1], serials[3]])
    market.pick(market.shipment(), caps, 5)  # it has not left, so nobody got it
    market.plant.ok(returning(market, cap_line, 2))
    with market.plant.reader() as reader:
        [to_hospital] = shipments_of_lots(reader, [(caps, caps)])
        both = shipments_of_lots(reader, [(caps, pumps)])
        [got] = shipments_of_serials(reader, [(serials[1], serials[4])])
        assert shipments_of_serials(reader, [(serials[2], serials[2])]) == []
    assert to_hospital == {
        "line_id": ShipmentLineId.text(cap_line),
        "shipment_id": "shp_1",
        "lot_id": LotId.text(caps),
        "item_id": "itm_1",
        "quantity": "10",
        "returned": "2",
        "unit": "pcs",
        "order": "SO-1",
        "consignee_id": "pty_1",
        "consignee": "HOSP Ltd",
        "dispatched_at": to_hospital["dispatched_at"],
        "state": "dispatched",
    }
    assert [each["line_id"] for each in both] == [
        ShipmentLineId.text(cap_line),
        ShipmentLineId.text(pump_line),
    ]
    assert (got["line_id"], got["quantity"]) == (ShipmentLineId.text(pump_line), "3")
    assert got["serials"] == [SerialId.text(serials[1]), SerialId.text(serials[3])]
