"""The labels of an order's lots in its device history record (21 CFR 820.35(c), 820.45)."""

from lotproof.modules.labelling.commands import (
    AcceptDifference,
    ApproveTemplate,
    CheckLabel,
    DraftTemplate,
    PrintLabels,
    ReconcileLabels,
    ReprintLabels,
)
from lotproof.modules.labelling.vocabulary import LabelRunId, LabelTemplateId
from lotproof.modules.production.queries import DeviceHistory, device_history
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.production.factory import PLANNER, RELEASER, Line


def labelled(line: Line) -> tuple[WorkOrderId, LotId, LabelRunId]:
    """An order with an output lot and ten labels of it."""
    drafted = line.plant.ok(DraftTemplate(item_id=line.items["catheter"]), actor=PLANNER)
    template_id = LabelTemplateId.parse(drafted.value("template_id"))
    line.plant.ok(ApproveTemplate(template_id=template_id), actor=RELEASER)
    order = line.ready()
    lot_id = line.output(order)
    printed = line.plant.ok(PrintLabels(lot_id=lot_id, copies=10))
    return order, lot_id, LabelRunId.parse(printed.value("run_id"))


def history(line: Line, order: WorkOrderId) -> DeviceHistory:
    with line.plant.reader() as reader:
        return device_history(reader, order)


def codes(line: Line, order: WorkOrderId) -> tuple[list[str], list[str]]:
    """What is missing and what is exceptional about labels."""
    found = history(line, order)
    return (
        [each.code for each in found.missing if "label" in each.code],
        [each.code for each in found.exceptions if "label" in each.code],
    )


def scanned(line: Line, lot_id: LotId) -> str:
    lot = line.the_lot(lot_id)
    return f"(01)06901234567892(11){lot.made_on:%y%m%d}(17){lot.expires_on:%y%m%d}(10){lot.number}"


def test_labels_are_missing_until_they_are_checked_and_accounted_for(line: Line) -> None:
    order, lot_id, run_id = labelled(line)
    assert codes(line, order) == (["labels_not_reconciled", "labels_not_checked"], [])
    line.plant.ok(CheckLabel(run_id=run_id, scanned=scanned(line, lot_id)))
    line.plant.ok(ReconcileLabels(lot_id=lot_id, used=9))
    assert codes(line, order) == (["labels_not_reconciled"], [])
    line.plant.ok(ReconcileLabels(lot_id=lot_id, destroyed=1))
    assert codes(line, order) == ([], [])
    (output,) = history(line, order).record.outputs
    (account,) = output.labels.accounts
    assert (account.issued, account.used, account.destroyed) == (10, 9, 1)
    line.plant.check()


def test_what_was_out_of_the_ordinary_is_an_exception(line: Line) -> None:
    order, lot_id, run_id = labelled(line)
    line.plant.ok(ReprintLabels(run_id=run_id, copies=2), reason="Torn")
    line.plant.ok(ReconcileLabels(lot_id=lot_id, used=11))
    line.plant.ok(AcceptDifference(lot_id=lot_id), reason="Lost in the printer")
    line.plant.ok(CheckLabel(run_id=run_id, scanned="(01)06901234567908"))
    missing, exceptional = codes(line, order)
    assert missing == ["labels_not_checked"], "the reprint"
    assert sorted(exceptional) == ["label_difference", "label_mismatch", "label_reprint"]
    critical = [each.code for each in history(line, order).exceptions if each.is_critical]
    assert critical == ["label_mismatch"]
