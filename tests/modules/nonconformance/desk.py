"""A quality engineer's desk for tests: reports, reviews and proposals in short words."""

from datetime import timedelta
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.modules.inspection.commands import (
    DecideInspection,
    DefinePlan,
    MakePlanEffective,
    OpenInspection,
    RecordResult,
)
from lotproof.modules.inspection.queries import characteristics
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicKind,
    Decision,
    InspectionId,
    PlanId,
    ResultGiven,
    Stage,
)
from lotproof.modules.nonconformance.commands import (
    CloseReport,
    DecideDispositions,
    EvaluateReport,
    OpenReport,
    RecordContainment,
    RecordExecution,
    WithdrawDispositions,
)
from lotproof.modules.nonconformance.commands_improvement import (
    OpenReview,
    ProposeImprovement,
)
from lotproof.modules.nonconformance.queries import (
    Disposition,
    Improvement,
    Report,
    Review,
    dispositions,
)
from lotproof.modules.nonconformance.vocabulary import (
    DispositionKind,
    DispositionState,
    ImprovementId,
    Origin,
    ReportId,
    ReviewId,
    Severity,
)
from lotproof.modules.nonconformance.words import AffectedGiven, DispositionGiven, ExtentGiven
from lotproof.modules.parties.commands import RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.warehouse.queries import Hold, active_holds
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.changes.board import ENGINEER, PLANNING, QUALITY, TODAY, WORKER, Board

FINDER, EVALUATOR, DECIDER = WORKER, ENGINEER, QUALITY
OTHER = PLANNING
SOON = TODAY + timedelta(days=7)
WHY = "agreed in the morning meeting"
REASONS = {"justification": "peel is above 1.2 N all the same", "regulatory_basis": "registered"}
EFFECT = "none: heated once more, below the limit of the resin"


class Desk:
    """The catheter line, its people, and lot TUBE-1 with whatever a test needs besides."""

    def __init__(self, board: Board) -> None:
        self.board, self.line, self.plant = board, board.line, board.plant
        self.tube = self.line.lots["TUBE-1"]

    # --- nonconformance -------------------------------------------------------------------------

    def opening(self, *lots: LotId, **more: Any) -> OpenReport:
        given: dict[str, Any] = {
            "origin": Origin.INSPECTION,
            "severity": Severity.MINOR,
            "found": "Tubes 2 mm short",
            "due_on": SOON,
        }
        if not {"owner_id", "owner_role_id"} & more.keys():
            given["owner_id"] = UserId.parse(EVALUATOR)
        return OpenReport(lots=[AffectedGiven(lot_id=each) for each in lots], **(given | more))

    def opened(self, *lots: LotId, **more: Any) -> ReportId:
        """By FINDER, on TUBE-1 unless told otherwise."""
        named = lots or (self.tube,)
        return self.parsed(self.plant.ok(self.opening(*named, **more), actor=FINDER))

    def parsed(self, receipt: Receipt) -> ReportId:
        """The report that was opened."""
        return ReportId.parse(receipt.value("report_id"))

    def contain(self, report_id: ReportId) -> Receipt:
        command = RecordContainment(report_id=report_id, containment="Set apart in cage 3")
        return self.plant.ok(command, actor=FINDER)

    def evaluating(
        self, report_id: ReportId, lots: dict[LotId, int], *, investigate: bool = False
    ) -> EvaluateReport:
        return EvaluateReport(
            report_id=report_id,
            severity=Severity.MAJOR,
            extent="This delivery only",
            adverse_effect="Kinks when bent",
            needs_investigation=investigate,
            investigation_note="first of its kind",
            lots=[
                ExtentGiven(lot_id=lot, quantity=Amount(quantity), unit="pcs")
                for lot, quantity in lots.items()
            ],
        )

    def evaluate(self, report_id: ReportId, lots: dict[LotId, int], **more: Any) -> Receipt:
        return self.plant.ok(self.evaluating(report_id, lots, **more), actor=EVALUATOR)

    def evaluated(self, quantity: int = 40, **more: Any) -> ReportId:
        """A report about TUBE-1 of which so many are affected."""
        report_id = self.opened()
        self.contain(report_id)
        self.evaluate(report_id, {self.tube: quantity}, **more)
        return report_id

    def given(
        self, kind: DispositionKind, quantity: int, lot: LotId | None = None, **more: Any
    ) -> DispositionGiven:
        """A disposition with what its kind has to say."""
        said: dict[str, Any] = REASONS if kind is DispositionKind.USE_AS_IS else {}
        if kind is DispositionKind.REWORK:
            said = {"adverse_effect": EFFECT}
        return DispositionGiven(
            lot_id=lot or self.tube,
            kind=kind,
            quantity=Amount(quantity),
            unit="pcs",
            **(said | more),
        )

    def deciding(self, report_id: ReportId, *given: DispositionGiven) -> DecideDispositions:
        return DecideDispositions(report_id=report_id, dispositions=list(given))

    def decide(self, report_id: ReportId, *given: DispositionGiven, by: str = DECIDER) -> Receipt:
        return self.plant.ok(self.deciding(report_id, *given), actor=by)

    def execute_all(self, report_id: ReportId) -> None:
        for each in self.dispositions(report_id):
            if each.state is DispositionState.DECIDED:
                done = RecordExecution(disposition_id=each.id, evidence="Scrap note 12")
                self.plant.ok(done, actor=FINDER)

    def withdraw(self, report_id: ReportId) -> Receipt:
        command = WithdrawDispositions(report_id=report_id)
        return self.plant.ok(command, actor=DECIDER, reason=WHY)

    def closing(self, report_id: ReportId, *, needs_action: bool = False) -> CloseReport:
        return CloseReport(
            report_id=report_id, conclusion="Supplier sorts by length", needs_action=needs_action
        )

    def closed(self, report_id: ReportId, **more: Any) -> Receipt:
        return self.plant.ok(self.closing(report_id, **more), actor=DECIDER)

    # --- reviews and proposals ------------------------------------------------------------------

    def reviewing(self, **more: Any) -> OpenReview:
        given: dict[str, Any] = {
            "why": "Three readings near the limit",
            "due_on": SOON,
            "owner_id": UserId.parse(ENGINEER),
            "parameter": "T",
            "equipment_id": self.line.press,
        }
        return OpenReview(**(given | more))

    def reviewed(self, **more: Any) -> ReviewId:
        receipt = self.plant.ok(self.reviewing(**more), actor=FINDER)
        return ReviewId.parse(receipt.value("review_id"))

    def proposing(self, **more: Any) -> ProposeImprovement:
        given: dict[str, Any] = {
            "present": "180 °C ± 2",
            "proposed": "182 °C ± 1",
            "expected_effect": "No weak seal in 5 lots",
            "due_on": SOON,
            "owner_id": UserId.parse(ENGINEER),
            "parameter": "T",
            "equipment_id": self.line.press,
        }
        return ProposeImprovement(**(given | more))

    def proposed(self, **more: Any) -> ImprovementId:
        receipt = self.plant.ok(self.proposing(**more), actor=FINDER)
        return ImprovementId.parse(receipt.value("improvement_id"))

    # --- looking --------------------------------------------------------------------------------

    def report(self, report_id: ReportId) -> Report:
        with self.plant.reader() as reader:
            return reader.get(Report, report_id)

    def review(self, review_id: ReviewId) -> Review:
        with self.plant.reader() as reader:
            return reader.get(Review, review_id)

    def improvement(self, improvement_id: ImprovementId) -> Improvement:
        with self.plant.reader() as reader:
            return reader.get(Improvement, improvement_id)

    def dispositions(self, report_id: ReportId) -> list[Disposition]:
        with self.plant.reader() as reader:
            return dispositions(reader, report_id)

    def holds(self, lot_id: LotId) -> list[Hold]:
        with self.plant.reader() as reader:
            return active_holds(reader, lot_id)

    def inspected(self, *lots: LotId) -> None:
        """The lots would be released, if nothing but their inspection stood in the way."""
        looks = CharacteristicGiven(code="LOOK", name="No burr", kind=CharacteristicKind.ATTRIBUTE)
        plan = self.plant.ok(
            DefinePlan(
                item_id=self.line.items["tube"],
                stage=Stage.IQC,
                revision="A",
                sample_size=1,
                characteristics=[looks],
            ),
            actor=ENGINEER,
        )
        plan_id = PlanId.parse(plan.value("plan_id"))
        self.plant.ok(MakePlanEffective(plan_id=plan_id), actor=QUALITY)
        with self.plant.reader() as reader:
            [asked] = characteristics(reader, plan_id)
        for lot in lots:
            opened = self.plant.ok(OpenInspection(lot_id=lot, stage=Stage.IQC))
            inspection_id = InspectionId.parse(opened.value("inspection_id"))
            result = ResultGiven(characteristic_id=asked.id, sample=1, passed=True)
            self.plant.ok(RecordResult(inspection_id=inspection_id, results=[result]))
            accept = DecideInspection(inspection_id=inspection_id, decision=Decision.ACCEPT)
            self.plant.ok(accept)

    def supplied(self, number: str, **more: Any) -> LotId:
        """A lot of tubes that a supplier delivered."""
        party = self.plant.ok(
            RegisterParty(code=f"S-{number}", name=number, country="CN", is_supplier=True)
        )
        supplier = PartyId.parse(party.value("party_id"))
        return self.line.lot(number, "tube", "100", supplier_id=supplier, **more)
