"""What is required must be valid on the day; where nothing is required, nothing is asked."""

from datetime import date, timedelta
from typing import Any

import pytest

from lotproof.modules.items.commands import RegisterItem
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Issuer, ItemId, ItemKind, Tracking
from lotproof.modules.parties.commands import ApproveParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.registrations.commands import (
    DeclareRequirement,
    EndRequirement,
    WithdrawCertificate,
)
from lotproof.modules.registrations.queries import device_certificate
from lotproof.modules.registrations.vocabulary import CertificateKind, RequiredThing
from lotproof.modules.sales.commands import CreateShipment, Dispatch
from lotproof.modules.sales.vocabulary import ShipmentId
from tests.modules.production.factory import OPERATOR, Line
from tests.modules.registrations.office import (
    CHECKER,
    UNTIL,
    WHY,
    certify,
    drafting,
    licence,
    require,
    validate,
    validating,
)
from tests.modules.sales.market import Market

REGISTRATION = RequiredThing.DEVICE_REGISTRATION
QUALIFICATION = RequiredThing.CONSIGNEE_QUALIFICATION
VALIDATION = RequiredThing.PROCESS_VALIDATION
LICENCE = RequiredThing.PRODUCTION_LICENCE


def hospital_licence(market: Market, **given: object) -> None:
    kind = CertificateKind.MEDICAL_INSTITUTION
    certify(market.plant, licence(kind=kind, party_id=market.hospital, **given))


# --- shipping -----------------------------------------------------------------------------------


def test_where_nothing_is_required_nothing_is_asked(sqlite_market: Market) -> None:
    sqlite_market.pick(sqlite_market.shipment(), sqlite_market.lot(), 10)


@pytest.mark.clause("ISO 13485 §4.2.1")
def test_no_shipment_to_a_market_without_a_valid_registration(market: Market) -> None:
    plant, lot_id = market.plant, market.lot()
    require(plant, REGISTRATION, item_id=market.cap)
    shipment = market.shipment()
    picking = market.picking(shipment, lot_id, 10)
    plant.refused("not_registered_in_market", picking)
    certify(plant, drafting(item_ids=[market.cap], number="CE 7", market="DE"))
    plant.refused("not_registered_in_market", picking)
    certify(plant, drafting(item_ids=[market.pump], number="other device"))
    plant.refused("not_registered_in_market", picking)
    certify(plant, drafting(item_ids=[market.cap]))
    plant.ok(picking)
    plant.check()


def test_what_was_picked_in_time_is_not_dispatched_too_late(market: Market) -> None:
    plant, lot_id = market.plant, market.lot()
    require(plant, REGISTRATION)
    certificate_id = certify(plant, drafting(item_ids=[market.cap]))
    shipment = market.shipment()
    market.pick(shipment, lot_id, 10)
    plant.ok(WithdrawCertificate(certificate_id=certificate_id), reason="revoked")
    plant.refused("not_registered_in_market", Dispatch(shipment_id=shipment))


def test_the_day_after_the_last_is_too_late(sqlite_market: Market) -> None:
    plant, lot_id = sqlite_market.plant, sqlite_market.lot()
    require(plant, REGISTRATION)
    certify(plant, drafting(item_ids=[sqlite_market.cap]))
    shipment = sqlite_market.shipment()
    plant.clock.advance(days=(UNTIL - date(2026, 3, 2)).days)
    sqlite_market.pick(shipment, lot_id, 10)
    plant.clock.advance(days=1)
    plant.refused("not_registered_in_market", sqlite_market.picking(shipment, lot_id, 10))


def test_only_the_required_market_is_asked_about(sqlite_market: Market) -> None:
    market, plant = sqlite_market, sqlite_market.plant
    require(plant, REGISTRATION, market="DE")
    lot_id = market.lot()
    market.pick(market.shipment(), lot_id, 10)
    given = RegisterParty(code="KLINIK", name="Klinik", country="DE", is_customer=True)
    klinik = PartyId.parse(plant.ok(given).value("party_id"))
    plant.ok(ApproveParty(party_id=klinik), actor="usr_2", reason="audited")
    order_id = market.confirmed(market.wanted(market.cap, 50))
    created = plant.ok(
        CreateShipment(order_id=order_id, consignee_id=klinik, carrier_id=market.carrier)
    )
    shipment = ShipmentId.parse(created.value("shipment_id"))
    plant.refused("not_registered_in_market", market.picking(shipment, lot_id, 10))


def test_no_shipment_to_a_consignee_whose_qualification_lapsed(market: Market) -> None:
    plant, lot_id = market.plant, market.lot()
    require(plant, QUALIFICATION)
    shipment = market.shipment()
    picking = market.picking(shipment, lot_id, 10)
    plant.refused("consignee_not_qualified", picking)
    hospital_licence(market, valid_until=date(2025, 12, 31))
    plant.refused("consignee_not_qualified", picking)
    hospital_licence(market, number="2", item_ids=[market.pump])
    plant.refused("consignee_not_qualified", picking)
    hospital_licence(market, number="3")
    plant.ok(picking)
    plant.check()


def test_another_di_is_another_device(sqlite_market: Market) -> None:
    """A certificate covers an item with the DI it had when it was entered (21 CFR 830.50)."""
    plant = sqlite_market.plant
    given = RegisterItem(
        number="STENT",
        name="Stent",
        kind=ItemKind.DEVICE,
        tracking=Tracking.LOT,
        unit="pcs",
        di="06948000000016",
        issuer=Issuer.GS1,
    )
    item_id = ItemId.parse(plant.ok(given).value("item_id"))
    certificate_id = certify(plant, drafting(item_ids=[item_id]))
    with plant.reader() as reader:
        item, day = reader.get(Item, item_id), date(2026, 3, 2)
        found = device_certificate(reader, item, "CN", day)
        assert found is not None
        assert found.id == certificate_id
        item.di = "06948000000023"
        assert device_certificate(reader, item, "CN", day) is None


# --- making -------------------------------------------------------------------------------------


@pytest.mark.clause("ISO 13485 §7.5.6")
def test_no_operation_on_a_process_whose_validation_lapsed(line: Line) -> None:
    plant, order = line.plant, line.ready()
    require(plant, VALIDATION, operation_code="M", item_id=line.items["catheter"])
    starting = line.starting(order, quantity=1)
    plant.refused("process_not_validated", starting, actor=OPERATOR)
    validate(plant, validating(number="other machine", equipment_id=line.press))
    plant.refused("process_not_validated", starting, actor=OPERATOR)
    validate(plant, validating(number="other item", item_id=line.items["pump"]))
    plant.refused("process_not_validated", starting, actor=OPERATOR)
    validate(plant, validating())
    plant.clock.advance(days=(UNTIL - date(2026, 3, 2)).days + 1)
    plant.refused("process_not_validated", starting, actor=OPERATOR)
    again = validating(number="again", valid_from=UNTIL, valid_until=date(2028, 3, 14))
    validate(plant, again)
    plant.ok(starting, actor=OPERATOR)
    plant.check()


def test_a_validation_on_one_machine_lets_that_machine_run(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.ready()
    require(plant, VALIDATION, operation_code="M")
    validate(plant, validating(equipment_id=line.press))
    plant.ok(line.starting(order, quantity=1, equipment_id=line.press), actor=OPERATOR)


def test_nothing_is_made_that_no_licence_covers(line: Line) -> None:
    plant, order = line.plant, line.ready()
    require(plant, LICENCE)
    starting = line.starting(order, quantity=1)
    plant.refused("production_not_licensed", starting, actor=OPERATOR)
    kind = CertificateKind.PRODUCTION_LICENCE
    certify(plant, licence(kind=kind, item_ids=[line.items["pump"]]))
    plant.refused("production_not_licensed", starting, actor=OPERATOR)
    certify(plant, licence(kind=kind, number="2"))
    plant.ok(starting, actor=OPERATOR)


# --- requirements -------------------------------------------------------------------------------


def test_a_requirement_is_ended_by_somebody_else(market: Market) -> None:
    plant, lot_id = market.plant, market.lot()
    requirement_id = require(plant, REGISTRATION)
    end = EndRequirement(requirement_id=requirement_id)
    plant.refused("requirement_ended_by_declarer", end, reason=WHY)
    plant.ok(end, actor=CHECKER, reason="not sold as a device there")
    plant.refused("wrong_state", end, actor=CHECKER, reason=WHY)
    market.pick(market.shipment(), lot_id, 10)
    plant.check()


@pytest.mark.parametrize(
    "wrong",
    [
        {"required": VALIDATION},
        {"required": VALIDATION, "operation_code": "M", "market": "CN"},
        {"required": REGISTRATION, "operation_code": "M"},
        {"required": LICENCE, "market": "CN"},
    ],
)
def test_a_requirement_says_what_it_is_about(sqlite_market: Market, wrong: dict[str, Any]) -> None:
    sqlite_market.plant.refused("requirement_incomplete", DeclareRequirement(**wrong), reason=WHY)
    no_operation = DeclareRequirement(required=VALIDATION, operation_code="NONE")
    sqlite_market.plant.refused("operation_unknown", no_operation, reason=WHY)
    unknown = DeclareRequirement(required=REGISTRATION, item_id=ItemId(999))
    sqlite_market.plant.refused("not_found", unknown, reason=WHY)


def test_the_gate_looks_at_the_day_and_not_at_the_state(sqlite_market: Market) -> None:
    """Nobody has to run anything for a certificate to lapse."""
    plant, lot_id = sqlite_market.plant, sqlite_market.lot()
    require(plant, REGISTRATION)
    certify(plant, drafting(item_ids=[sqlite_market.cap], valid_from=UNTIL - timedelta(days=1)))
    picking = sqlite_market.picking(sqlite_market.shipment(), lot_id, 10)
    plant.refused("not_registered_in_market", picking)
    plant.clock.advance(days=11)
    plant.ok(picking)
    plant.clock.advance(days=2)
    plant.refused("not_registered_in_market", picking)
