"""Parties are registered, approved, blocked; others ask before they deal with one."""

from collections.abc import Callable
from typing import Any

import pytest

from lotproof.kernel.work import Work
from lotproof.modules.parties.commands import (
    ApproveParty,
    BlockParty,
    ChangeParty,
    RegisterParty,
)
from lotproof.modules.parties.queries import (
    Party,
    carriers,
    customers,
    party_by_code,
    party_by_gln,
    suppliers,
)
from lotproof.modules.parties.rules import PartyNotApproved, PartyPlaysOtherPart
from lotproof.modules.parties.services import (
    approved_carrier,
    approved_customer,
    approved_subcontractor,
    approved_supplier,
)
from lotproof.modules.parties.vocabulary import PartyId, PartyState
from tests.support.plant import Plant

WHY = "audit of 2026-02"
GLN = "6901234567892"


def registering(code: str = "S-1", **more: Any) -> RegisterParty:
    given: dict[str, Any] = {"name": f"Party {code}", "country": "CN", "is_supplier": True}
    return RegisterParty(code=code, **(given | more))


def register(plant: Plant, code: str = "S-1", **more: Any) -> PartyId:
    return PartyId.parse(plant.ok(registering(code, **more)).value("party_id"))


def party(plant: Plant, party_id: PartyId) -> Party:
    with plant.reader() as reader:
        return reader.get(Party, party_id)


def test_registered_party_is_found_by_code_number_and_part(plant: Plant) -> None:
    both = register(plant, "S-1", is_customer=True, gln=GLN, address="1 Road\nTown", contact="")
    carrier = register(plant, "C-1", is_supplier=False, is_carrier=True)
    with plant.reader() as reader:
        found = party_by_code(reader, "S-1")
        assert found is not None
        assert (found.id, found.state) == (both, PartyState.PROSPECTIVE)
        assert (found.address, found.contact) == ("1 Road\nTown", None)
        assert party_by_gln(reader, GLN) == found
        assert suppliers(reader) == customers(reader) == [found]
        assert [each.id for each in carriers(reader)] == [carrier]
        assert party_by_code(reader, "S-2") is None


def test_code_and_location_number_are_given_once(plant: Plant) -> None:
    register(plant, gln=GLN)
    plant.refused("duplicate", registering())
    plant.refused("duplicate", registering("S-2", gln=GLN))


def test_party_plays_a_part_and_has_a_true_location_number(sqlite_plant: Plant) -> None:
    sqlite_plant.refused("party_without_part", registering(is_supplier=False))
    sqlite_plant.refused("bad_location_number", registering(gln="6901234567893"))
    sqlite_plant.refused("invalid_input", registering(country="China"))


def test_change_keeps_what_is_not_given(sqlite_plant: Plant) -> None:
    party_id = register(sqlite_plant, address="1 Road", contact="Li")
    sqlite_plant.ok(ChangeParty(party_id=party_id, address="", is_carrier=True), reason=WHY)
    now = party(sqlite_plant, party_id)
    assert (now.address, now.contact, now.is_supplier, now.is_carrier) == (None, "Li", True, True)
    alone = ChangeParty(party_id=party_id, is_supplier=False, is_carrier=False)
    sqlite_plant.refused("party_without_part", alone, reason=WHY)
    sqlite_plant.refused(
        "bad_location_number", ChangeParty(party_id=party_id, gln="1" * 13), reason=WHY
    )
    sqlite_plant.refused("not_found", ChangeParty(party_id=PartyId(99)), reason=WHY)


def test_life_of_a_party(plant: Plant) -> None:
    party_id = register(plant)
    approve, block = ApproveParty(party_id=party_id), BlockParty(party_id=party_id)
    plant.refused("reason_missing", approve)
    plant.ok(approve, reason=WHY)
    plant.refused("wrong_state", approve, reason=WHY)
    plant.refused("reason_missing", block)
    plant.ok(block, reason="recall of their resin")
    plant.refused("wrong_state", block, reason=WHY)
    plant.ok(approve, reason="CAPA closed")
    assert party(plant, party_id).state is PartyState.APPROVED


class Reading:
    """The part of a unit of work that the services use."""

    def __init__(self, found: Party) -> None:
        self.found = found

    def rely(self, cls: type[Party], party_id: PartyId) -> Party:
        assert (cls, party_id) == (Party, self.found.id)
        return self.found


@pytest.mark.parametrize(
    ("service", "field"),
    [
        (approved_supplier, "is_supplier"),
        (approved_customer, "is_customer"),
        (approved_carrier, "is_carrier"),
        (approved_subcontractor, "is_subcontractor"),
    ],
)
def test_services_give_approved_parties_in_their_part_only(
    service: Callable[[Work, PartyId], Party], field: str
) -> None:
    def ask(state: PartyState, **parts: Any) -> Party:
        found = Party(PartyId(7), "P-7", "Party", "CN", state=state, **parts)
        return service(Reading(found), PartyId(7))  # type: ignore[arg-type]

    assert ask(PartyState.APPROVED, **{field: True}).id == 7
    others = {name: True for name in Party.__struct_fields__ if name.startswith("is_")}
    with pytest.raises(PartyPlaysOtherPart, match="P-7"):
        ask(PartyState.APPROVED, **(others | {field: False}))
    for state in (PartyState.PROSPECTIVE, PartyState.BLOCKED):
        with pytest.raises(PartyNotApproved, match="P-7"):
            ask(state, **{field: True})
