"""Printing: what a run keeps, how labels are counted, who may not be labelled twice."""

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import ChangeItem
from lotproof.modules.labelling.commands import (
    PrintLabels,
    PrintLogisticLabels,
    ReprintLabels,
)
from lotproof.modules.labelling.contents import labels_of
from lotproof.modules.labelling.vocabulary import PrintFormat
from lotproof.modules.warehouse.commands import PackUnits, RejectLot
from lotproof.modules.warehouse.vocabulary import LotId, PackageId, PackageLevel, PackedLine
from tests.modules.labelling.press import BOX_DI, SCREW_DI, SET_DI, Press


@pytest.fixture
def ready(press: Press) -> Press:
    """Give a press where everything has an approved label."""
    press.all_approved()
    return press


def test_a_run_keeps_what_its_labels_say(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    run = ready.run(ready.printed(lot_id, 30, format=PrintFormat.ZPL_300, printer="Line 1"))
    assert (run.quantity, run.first_label, run.last_label) == (30, 1, 30)
    assert run.contents["di"] == SET_DI
    assert run.contents["lot.number"] == "L2600001"
    assert run.contents["expires_on"] == "2029-01-14"
    assert run.contents["made_on"] == "2026-01-15"
    assert run.contents["item.name_zh"] == "一次性使用输液器 带针"
    ready.plant.ok(ChangeItem(item_id=ready.set, name_zh="输液器"), reason="Shorter")
    assert ready.run(run.id).contents["item.name_zh"] == "一次性使用输液器 带针"
    ready.plant.check()


def test_labels_of_a_lot_are_numbered_through(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    runs = [ready.run(ready.printed(lot_id, copies)) for copies in (30, 1, 5)]
    assert [(each.first_label, each.last_label) for each in runs] == [(1, 30), (31, 31), (32, 36)]
    account = ready.account(lot_id)
    assert (account.issued, account.is_controlled) == (36, True)


def test_each_kind_of_label_has_an_account(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    ready.printed(lot_id, 30)
    box = ready.run(ready.printed(lot_id, 2, package_level_id=ready.box))
    assert (box.contents["di"], box.contents["package.items"]) == (BOX_DI, "50")
    assert ready.account(lot_id, f"itm_{ready.set}").issued == 30
    assert ready.account(lot_id, f"pkl_{ready.box}").issued == 2


def test_units_with_serials_have_one_label_each(ready: Press) -> None:
    lot_id, serials = ready.screws("SN1", "SN2", "SN3")
    run_id = ready.printed(lot_id, 2, serial_ids=serials)
    run = ready.run(run_id)
    assert (run.quantity, run.contents["di"]) == (6, SCREW_DI)
    with ready.plant.reader() as reader:
        _, labels = labels_of(reader, run)
    assert [(each.values["serial.number"], each.copies) for each in labels] == [
        ("SN1", 2),
        ("SN2", 2),
        ("SN3", 2),
    ]
    ready.plant.check()


def test_serials_are_given_where_labels_have_them_and_only_there(ready: Press) -> None:
    lot_id, serials = ready.screws("SN1", "SN2")
    other, _ = ready.screws("SN8", lot="S2")
    sets = ready.lot(ready.set)
    plant = ready.plant
    plant.refused("serials_wanted_for_labels", PrintLabels(lot_id=lot_id))
    plant.refused("serials_not_wanted_for_labels", PrintLabels(lot_id=sets, serial_ids=serials))
    plant.refused("serial_of_other_lot", PrintLabels(lot_id=other, serial_ids=serials))
    plant.refused("serial_given_twice", PrintLabels(lot_id=lot_id, serial_ids=[*serials] * 2))


def test_a_second_label_of_a_unit_is_a_reprint_with_a_reason(ready: Press) -> None:
    lot_id, serials = ready.screws("SN1", "SN2", "SN3")
    run_id = ready.printed(lot_id, serial_ids=serials[:2])
    plant = ready.plant
    plant.refused("labels_printed_before", PrintLabels(lot_id=lot_id, serial_ids=serials))
    again = ReprintLabels(run_id=run_id, serial_ids=serials[1:2])
    plant.refused("reason_missing", again)
    receipt = plant.ok(again, reason="Torn")
    assert receipt.value("first_label") == 3
    plant.refused(
        "serial_not_in_run", ReprintLabels(run_id=run_id, serial_ids=serials), reason="Torn"
    )
    whole = plant.ok(ReprintLabels(run_id=run_id), reason="Roll lost")
    assert whole.value("quantity") == 2
    assert ready.account(lot_id).issued == 5
    ready.printed(lot_id, serial_ids=serials[2:])
    plant.check()


def test_a_package_level_is_of_the_item(ready: Press) -> None:
    lot_id, _ = ready.screws("SN1")
    ready.plant.refused(
        "package_level_of_other_item", PrintLabels(lot_id=lot_id, package_level_id=ready.box)
    )


def test_a_rejected_lot_gets_no_labels(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    run_id = ready.printed(lot_id)
    ready.plant.ok(RejectLot(lot_id=lot_id), reason="Failed")
    ready.plant.refused("wrong_state", PrintLabels(lot_id=lot_id))
    ready.plant.refused("wrong_state", ReprintLabels(run_id=run_id), reason="Torn")


def test_an_empty_place_is_not_printed(ready: Press) -> None:
    lot_id = ready.lot(ready.set, "NODATE", made_on=None)
    ready.plant.refused("label_value_missing", PrintLabels(lot_id=lot_id))


def test_a_number_that_no_code_can_hold_is_refused(ready: Press) -> None:
    """AI (10) holds 20 characters."""
    lot_id = ready.lot(ready.set, "L" * 21)
    ready.plant.refused("not_encodable", PrintLabels(lot_id=lot_id))


def test_a_run_has_an_end(ready: Press) -> None:
    lot_id, serials = ready.screws(*(f"SN{number:03}" for number in range(101)))
    ready.plant.refused(
        "too_many_labels", PrintLabels(lot_id=lot_id, serial_ids=serials, copies=100)
    )


def test_material_has_a_code_of_our_own(ready: Press) -> None:
    lot_id = ready.lot(ready.resin)
    run = ready.run(ready.printed(lot_id, 3))
    assert run.contents["code"] == LotId.text(lot_id)
    assert ready.account(lot_id).is_controlled is False


def test_a_package_with_an_sscc_has_a_logistic_label(ready: Press) -> None:
    plant, lot_id = ready.plant, ready.lot(ready.resin)
    line = PackedLine(lot_id=lot_id, quantity=Amount(10), unit="pcs")
    packages = [
        PackageId.parse(
            plant.ok(
                PackUnits(level=PackageLevel.BOX, location_id=ready.place, lines=[line], sscc=sscc)
            ).value("package_id")
        )
        for sscc in ("123456789012345675", None)
    ]
    receipt = plant.ok(PrintLogisticLabels(package_id=packages[0], copies=2))
    run = ready.run(int(receipt.value("run_id").removeprefix("lrn_")))  # type: ignore[arg-type]
    assert run.contents["sscc"] == "123456789012345675"
    assert run.contents["package.contents"] == "RES  L2600001  × 10 pcs"
    plant.refused("package_without_sscc", PrintLogisticLabels(package_id=packages[1]))
    again = plant.ok(ReprintLabels(run_id=run.id), reason="Torn")
    assert again.value("quantity") == 1
    plant.check()
