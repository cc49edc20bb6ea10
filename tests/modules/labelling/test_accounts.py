"""Scan-back and reconciliation: what is found wrong is recorded, and keeps the lot from release."""

import pytest

from lotproof.kernel.registry import GATES
from lotproof.kernel.safety import FinishTask
from lotproof.kernel.site import TaskId
from lotproof.modules.labelling.commands import (
    AcceptDifference,
    ApproveTemplate,
    CheckLabel,
    PrintLabels,
    ReconcileLabels,
    ReprintLabels,
)
from lotproof.modules.labelling.queries import checks, label_record, unaccounted
from lotproof.modules.labelling.reactions import labels_are_accounted_for
from lotproof.modules.labelling.vocabulary import (
    AccountState,
    CheckVerdict,
    LabelRunId,
    LabelTemplateId,
)
from lotproof.modules.warehouse.commands import ReleaseLot
from tests.modules.labelling.press import Press
from tests.modules.labelling.test_templates import draft, text

RIGHT = "(01)06948000000016(11)260115(17)290114(10)L2600001"


@pytest.fixture
def ready(press: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Give a press with approved labels; of all who ask before a release, labelling alone."""
    monkeypatch.setattr(GATES["warehouse.may_release"], "joiners", [labels_are_accounted_for])
    press.all_approved()
    return press


def verdict(press: Press, run_id: LabelRunId, scanned: str) -> tuple[str, list[str], list[str]]:
    """The verdict, what differs, and the codes of the deviations."""
    receipt = press.plant.ok(CheckLabel(run_id=run_id, scanned=scanned))
    with press.plant.reader() as reader:
        check = checks(reader, run_id)[-1]
    return check.verdict, list(check.differing), [d["code"] for d in receipt.deviations]


@pytest.mark.parametrize(
    "scanned",
    [
        RIGHT,
        "]d201069480000000161126011517290114" + "10L2600001",
        "0106948000000016" + "11260115" + "17290114" + "10L2600001",
        "https://id.gs1.org/01/06948000000016/10/L2600001?11=260115&17=290114",
    ],
)
def test_a_label_that_says_what_it_should_is_counted(sqlite_press: Press, scanned: str) -> None:
    sqlite_press.all_approved()
    run_id = sqlite_press.printed(sqlite_press.lot(sqlite_press.set), 5)
    assert verdict(sqlite_press, run_id, scanned) == (CheckVerdict.MATCH, [], [])
    run = sqlite_press.run(run_id)
    assert (run.matches, run.mismatches) == (1, 0)


@pytest.mark.clause("EU GMP Annex 11 §6")
@pytest.mark.parametrize(
    ("scanned", "differing"),
    [
        (RIGHT.replace("290114", "280114"), ["expires_on"]),
        (RIGHT.replace("260115", "260116"), ["made_on"]),
        (RIGHT.replace("L2600001", "L2600002"), ["lot"]),
        (RIGHT.replace("000000016", "000000023"), ["di"]),
        (RIGHT.replace("(11)260115", ""), ["made_on"]),
        (RIGHT + "(21)SN1", ["serial"]),
        ("lot_1", ["di", "lot", "expires_on", "made_on"]),
    ],
)
def test_a_label_that_differs_is_recorded_and_holds_its_run(
    ready: Press, scanned: str, differing: list[str]
) -> None:
    run_id = ready.printed(ready.lot(ready.set), 5)
    found = verdict(ready, run_id, scanned)
    assert found == (CheckVerdict.MISMATCH, differing, ["label_mismatch"])
    assert ready.run(run_id).mismatches == 1
    ready.plant.refused("label_run_held", ReprintLabels(run_id=run_id), reason="Torn")
    ready.plant.check()


def test_what_is_no_code_at_all_is_recorded_too(ready: Press) -> None:
    run_id = ready.printed(ready.lot(ready.set), 5)
    bad = RIGHT.replace("06948000000016", "06948000000017")
    assert verdict(ready, run_id, bad) == (CheckVerdict.UNREADABLE, [], ["label_unreadable"])


def test_a_separator_may_be_written_out(ready: Press) -> None:
    lot_id, serials = ready.screws("SN1", "SN2")
    run_id = ready.printed(lot_id, serial_ids=serials)
    for serial, expected in (("SN2", []), ("SN3", ["serial"])):
        scanned = f"]d201069480000000231126011510S1<GS>21{serial}"
        assert verdict(ready, run_id, scanned)[1] == expected


def test_a_label_of_our_own_is_compared_as_it_is(ready: Press) -> None:
    lot_id = ready.lot(ready.resin)
    run_id = ready.printed(lot_id)
    assert verdict(ready, run_id, f"lot_{lot_id}")[0] == CheckVerdict.MATCH
    assert verdict(ready, run_id, "lot_999")[1] == ["code"]


def test_a_held_run_keeps_its_lot_from_release_until_its_task_is_done(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    run_id = ready.printed(lot_id, 5)
    ready.plant.ok(CheckLabel(run_id=run_id, scanned=RIGHT.replace("290114", "280114")))
    ready.plant.ok(ReconcileLabels(lot_id=lot_id, destroyed=5))
    with ready.plant.reader() as reader:
        assert [each.id for each in label_record(reader, lot_id).held] == [run_id]
    ready.plant.refused("label_run_held", ReleaseLot(lot_id=lot_id))
    ready.plant.ok(FinishTask(task_id=TaskId(1)), reason="All five destroyed")
    ready.plant.ok(ReleaseLot(lot_id=lot_id))
    ready.plant.check()


def test_issued_is_used_and_destroyed_and_returned(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    ready.printed(lot_id, 100)
    ready.plant.refused("labels_not_reconciled", ReleaseLot(lot_id=lot_id))
    ready.plant.ok(ReconcileLabels(lot_id=lot_id, used=90, destroyed=4))
    assert unaccounted(ready.account(lot_id)) == 6
    ready.plant.refused("labels_not_reconciled", ReleaseLot(lot_id=lot_id))
    receipt = ready.plant.ok(ReconcileLabels(lot_id=lot_id, used=1, returned=5))
    assert receipt.deviations == []
    account = ready.account(lot_id)
    assert (account.used, account.destroyed, account.returned) == (91, 4, 5)
    assert account.state is AccountState.BALANCED
    ready.printed(lot_id, 1)
    assert ready.account(lot_id).state is AccountState.OPEN
    ready.plant.ok(ReconcileLabels(lot_id=lot_id, used=1))
    ready.plant.ok(ReleaseLot(lot_id=lot_id))
    ready.plant.check()


def test_missing_labels_are_accepted_by_quality_with_a_reason(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    ready.printed(lot_id, 100)
    ready.plant.ok(ReconcileLabels(lot_id=lot_id, used=98))
    ready.plant.refused("reason_missing", AcceptDifference(lot_id=lot_id))
    ready.plant.ok(AcceptDifference(lot_id=lot_id), reason="Two lost in the printer")
    account = ready.account(lot_id)
    assert (account.accepted, account.state) == (2, AccountState.BALANCED)
    ready.plant.refused("no_label_difference", AcceptDifference(lot_id=lot_id), reason="Again")
    ready.plant.ok(ReleaseLot(lot_id=lot_id))


def test_more_labels_than_were_issued_hold_the_lot(ready: Press) -> None:
    """A surplus label is one of another lot: the fact stands, and the lot is on hold."""
    lot_id = ready.lot(ready.set)
    ready.printed(lot_id, 10)
    receipt = ready.plant.ok(ReconcileLabels(lot_id=lot_id, used=11))
    assert [each["code"] for each in receipt.deviations] == ["more_labels_than_issued"]
    assert unaccounted(ready.account(lot_id)) == -1
    assert ready.account(lot_id).state is AccountState.OPEN
    ready.plant.refused("on_fallback_hold", ReleaseLot(lot_id=lot_id))
    ready.plant.ok(FinishTask(task_id=TaskId(1)), reason="Miscounted, see record")
    ready.plant.ok(AcceptDifference(lot_id=lot_id), reason="Miscounted, see record")
    assert ready.account(lot_id).accepted == -1
    ready.plant.ok(ReleaseLot(lot_id=lot_id))
    ready.plant.check()


def test_labels_of_material_need_not_balance(ready: Press) -> None:
    lot_id = ready.lot(ready.resin)
    ready.printed(lot_id, 3)
    ready.plant.ok(ReleaseLot(lot_id=lot_id))


def test_nothing_is_accounted_for_that_was_not_printed(ready: Press) -> None:
    lot_id = ready.lot(ready.set)
    ready.plant.refused("no_labels_counted", ReconcileLabels(lot_id=lot_id))
    ready.plant.refused("no_labels_issued", ReconcileLabels(lot_id=lot_id, used=1))
    ready.plant.refused("no_labels_issued", AcceptDifference(lot_id=lot_id), reason="None")
    ready.printed(lot_id, 3)
    ready.plant.refused(
        "no_labels_issued",
        ReconcileLabels(lot_id=lot_id, used=1, package_level_id=ready.box),
    )


def test_a_label_without_code_is_compared_by_eye(ready: Press) -> None:
    receipt = ready.plant.ok(draft(ready, text("{lot.number}"), item_id=ready.resin), actor="usr_1")
    template_id = LabelTemplateId.parse(receipt.value("template_id"))
    ready.plant.ok(ApproveTemplate(template_id=template_id), actor="usr_2")
    lot_id = ready.lot(ready.resin)
    printed = ready.plant.ok(PrintLabels(lot_id=lot_id))
    run_id = LabelRunId.parse(printed.value("run_id"))
    ready.plant.refused("label_without_code", CheckLabel(run_id=run_id, scanned="lot_1"))
