"""Printing seals what was printed of which unit, and changes nothing."""

import pytest

from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.commands import ExportScope, PrintOverview
from lotproof.modules.traceability.vocabulary import PaperLanguage, ScopeDirection
from tests.modules.sales.market import Market
from tests.support.plant import Plant

DIGEST = "ab" * 32


@pytest.fixture
def market(plant: Plant) -> Market:
    return Market(plant)


def test_a_print_is_stated_for_the_unit_it_is_of(market: Market) -> None:
    lot, serials = market.pumps(amount=2)
    box = market.package(serials)
    for unit in (
        {"lot_id": lot}, {"serial_id": SerialId(serials[0])}, {"package_id": box},
    ):  # fmt: skip
        command = PrintOverview(language=PaperLanguage.ZH, digest=DIGEST, **unit)
        receipt = market.plant.ok(command)
        said = next(iter(receipt.events))
        assert (said["language"], said["digest"]) == ("zh", DIGEST)
        name, number = next(iter(unit.items()))
        assert said[name].endswith(f"_{int(number)}")
    market.plant.check()


def test_one_unit_is_named_and_it_exists(market: Market) -> None:
    lot = market.lot()
    for refused, unit in (
        ("not_one_unit", {}),
        ("not_one_unit", {"lot_id": lot, "serial_id": SerialId(1)}),
        ("not_found", {"lot_id": LotId(999)}),
        ("not_found", {"serial_id": SerialId(int(lot))}),
        ("not_found", {"package_id": PackageId(999)}),
    ):
        command = PrintOverview(language=PaperLanguage.EN, digest=DIGEST, **unit)
        market.plant.refused(refused, command)


def test_an_exported_scope_is_stated_for_the_unit_it_begins_at(market: Market) -> None:
    command = ExportScope(
        direction=ScopeDirection.FORWARD,
        language=PaperLanguage.EN,
        digest=DIGEST,
        depth=3,
        left_out=["lot itm_1 released"],
        lot_id=market.lot(),
    )
    said = next(iter(market.plant.ok(command).events))
    assert (said["direction"], said["digest"]) == ("forward", DIGEST)
    nothing = ExportScope(direction=ScopeDirection.BOTH, language=PaperLanguage.EN, digest=DIGEST)
    market.plant.refused("not_one_unit", nothing)
    market.plant.check()
