"""What can be asked of nonconformance reports, from the opening to the close."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.nonconformance.vocabulary import DispositionId, ReportId
from lotproof.modules.nonconformance.words import (
    AdverseEffect,
    AffectedLots,
    Conclusion,
    Containment,
    DispositionsGiven,
    DueOn,
    ExecutionEvidence,
    ExecutionRecord,
    Extent,
    ExtentsGiven,
    Found,
    InvestigationNote,
    NeedsAction,
    NeedsInvestigation,
    OriginOf,
    OwnerOf,
    OwningRole,
    Parameter,
    Requirement,
    RootCause,
    SeverityOf,
    SubjectsGiven,
)
from lotproof.modules.production.vocabulary import OperationRunId, WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId, SerialId


@command(
    "nonconformance.open_report/1",
    t("Open nonconformance report", "开立不合格报告"),
    permission="nonconformance.report.open",
    zh="记录不合格事实、涉及的批或其他对象、责任人与期限；所涉批在关闭前不得放行。",
)
class OpenReport(Command):
    """Say what was found, on what, and who sees to it by when; its lots cannot be released."""

    origin: OriginOf
    severity: SeverityOf
    found: Found
    due_on: DueOn
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    requirement: Requirement | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    work_order_id: WorkOrderId | None = None
    run_id: OperationRunId | None = None
    equipment_id: EquipmentId | None = None
    item_id: ItemId | None = None
    lots: AffectedLots = msgspec.field(default_factory=list)
    others: SubjectsGiven = msgspec.field(default_factory=list)


@command(
    "nonconformance.record_containment/1",
    t("Record containment", "记录控制措施"),
    permission="nonconformance.report.contain",
    zh="说明已采取的控制措施；仍在厂内的所涉批随之暂扣。",
)
class RecordContainment(Command):
    """Say what was done so that nothing of it is used; lots still in house are held."""

    report_id: ReportId
    containment: Containment


@command(
    "nonconformance.evaluate_report/1",
    t("Evaluate nonconformance", "评价不合格"),
    permission="nonconformance.report.evaluate",
    zh="评价影响范围、不良影响与是否需要调查，并确定各批受影响数量（零即未受影响）；可增加批。",
)
class EvaluateReport(Command):
    """Say how far it reaches, lot by lot, what harm it may do, and whether it is investigated."""

    report_id: ReportId
    severity: SeverityOf
    extent: Extent
    adverse_effect: AdverseEffect
    needs_investigation: NeedsInvestigation
    investigation_note: InvestigationNote
    lots: ExtentsGiven = msgspec.field(default_factory=list)


@command(
    "nonconformance.record_investigation/1",
    t("Record root cause", "记录根本原因"),
    permission="nonconformance.report.evaluate",
    zh="记录查明的根本原因；评价认为需要调查的，未记录不得关闭。",
)
class RecordInvestigation(Command):
    """Put down the root cause; where an investigation is needed, nothing is closed without it."""

    report_id: ReportId
    root_cause: RootCause


@command(
    "nonconformance.decide_dispositions/1",
    t("Decide disposition", "确定处置"),
    permission="nonconformance.report.dispose",
    zh="确定各批受影响数量如何处置，数量须平衡。让步接收须写明理由与法规依据，且不得由开立人签署。",
    signs=t("Disposition approved", "批准处置"),
)
class DecideDispositions(Command):
    """Decide what becomes of every affected unit of every lot.

    A concession says why and on what regulatory ground, and is not signed by who opened the report.
    """

    report_id: ReportId
    dispositions: DispositionsGiven = msgspec.field(default_factory=list)


@command(
    "nonconformance.withdraw_dispositions/1",
    t("Withdraw dispositions", "撤回处置"),
    permission="nonconformance.report.dispose",
    zh="撤回尚未执行的处置并说明理由，以便重新确定；已执行的处置保留。",
    needs_reason=True,
)
class WithdrawDispositions(Command):
    """Take back what was not carried out, to decide anew; what was carried out stands."""

    report_id: ReportId


@command(
    "nonconformance.record_execution/1",
    t("Record disposition as carried out", "记录处置已执行"),
    permission="nonconformance.report.execute",
    zh="记录一项处置已执行及其证明。",
)
class RecordExecution(Command):
    """Say that a disposition was carried out, and what shows it."""

    disposition_id: DispositionId
    evidence: ExecutionEvidence
    executed_record: ExecutionRecord | None = None


@command(
    "nonconformance.close_report/1",
    t("Close nonconformance report", "关闭不合格报告"),
    permission="nonconformance.report.close",
    zh="全部处置执行、应查原因已查明后关闭，并说明结论及是否需要后续措施。",
    signs=t("Nonconformance closed", "关闭不合格"),
)
class CloseReport(Command):
    """Close it once every disposition was carried out and what was to be found out is known."""

    report_id: ReportId
    conclusion: Conclusion
    needs_action: NeedsAction


@command(
    "nonconformance.cancel_report/1",
    t("Cancel nonconformance report", "取消不合格报告"),
    permission="nonconformance.report.cancel",
    zh="经核实并非不合格时取消，并说明理由；开立人不得取消。已设的暂扣须另行解除。",
    needs_reason=True,
)
class CancelReport(Command):
    """Say that it was none, and why; not by who opened it. Holds are lifted apart from this."""

    report_id: ReportId
