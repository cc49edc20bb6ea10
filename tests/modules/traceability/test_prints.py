"""Printing seals what was printed of which unit, and changes nothing."""

import pytest

from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.commands import PrintOverview
from lotproof.modules.traceability.vocabulary import PaperLanguage
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
