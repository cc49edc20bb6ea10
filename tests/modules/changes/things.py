"""One of everything under control, and how each command that changes it is sent."""

from collections.abc import Callable

from lotproof.kernel.registry import Command
from lotproof.modules.calibration.commands import ApproveCalibrationPlan, WithdrawCalibrationPlan
from lotproof.modules.calibration.vocabulary import CalibrationPlanId
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.documents.commands import StoreFile
from lotproof.modules.documents.commands_control import (
    MakeEffective,
    MakeObsolete,
    SetEffectiveDate,
)
from lotproof.modules.documents.queries_control import effective_revision
from lotproof.modules.documents.vocabulary import DocumentRevisionId
from lotproof.modules.equipment.commands import (
    MakeSettingEffective,
    WithdrawSetting,
)
from lotproof.modules.equipment.vocabulary import SettingId
from lotproof.modules.inspection.commands import DefinePlan, MakePlanEffective, WithdrawPlan
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicKind,
    PlanId,
    Stage,
)
from lotproof.modules.items.commands import (
    ActivateItem,
    AddPackageLevel,
    ChangeItem,
    DiscontinuePackageLevel,
    MakeBomEffective,
    MakeRoutingEffective,
    RegisterItem,
    RetireItem,
    WithdrawBom,
    WithdrawRouting,
)
from lotproof.modules.items.vocabulary import (
    BomId,
    Issuer,
    ItemId,
    ItemKind,
    PackageLevelId,
    RoutingId,
    Tracking,
)
from lotproof.modules.labelling.commands import (
    ApproveTemplate,
    DraftTemplate,
    WithdrawTemplate,
)
from lotproof.modules.labelling.vocabulary import LabelTemplateId, TemplateUse
from lotproof.modules.monitoring.commands import MakeLimitsEffective, WithdrawLimits
from lotproof.modules.monitoring.vocabulary import LimitsId
from lotproof.modules.parties.commands import ApproveParty, ChangeParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.authority import API
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.rules.commands import ApproveVersion, WithdrawVersion
from lotproof.modules.rules.vocabulary import RuleVersionId
from lotproof.modules.sterilisation.commands import MakeProcessEffective, WithdrawProcess
from lotproof.modules.sterilisation.vocabulary import ProcessId
from tests.modules.calibration.workshop import Workshop
from tests.modules.changes.board import ENGINEER, QUALITY, TODAY, Board
from tests.modules.documents import controlling
from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import catheter_operations
from tests.modules.rules.desk import Desk
from tests.modules.sterilisation.chamber import process


class Things:
    """One of everything that is under control, in force, and a draft that would follow it."""

    def __init__(self, board: Board) -> None:
        plant, line = board.plant, board.line
        self.catheter = line.items["catheter"]
        self.bom = BomId.parse(board.draft_bom())
        self.routing = RoutingId.parse(board.draft_routing(*catheter_operations()[:3]))
        made = plant.ok(
            RegisterItem(
                number="new",
                name="new",
                kind=ItemKind.MATERIAL,
                tracking=Tracking.LOT,
                unit="pcs",
            )
        )
        self.draft_item = ItemId.parse(made.value("item_id"))
        package = plant.ok(
            AddPackageLevel(
                item_id=self.catheter,
                di="16901234567899",
                issuer=Issuer.GS1,
                name="box",
                contains_di="06901234567892",
                quantity=10,
            )
        )
        self.package = PackageLevelId.parse(package.value("package_level_id"))
        self.plan, self.next_plan = (self._plan(board, revision) for revision in "AB")
        plant.ok(MakePlanEffective(plan_id=self.plan), actor=QUALITY)
        self.label, self.next_label = (self._label(board) for _ in range(2))
        plant.ok(ApproveTemplate(template_id=self.label), actor=QUALITY)
        self.setting, self.next_setting = (board.draft_setting(revision) for revision in "AB")
        plant.ok(MakeSettingEffective(setting_id=self.setting), actor=QUALITY)
        self.process, self.next_process = (self._process(board, each) for each in "AB")
        plant.ok(MakeProcessEffective(process_id=self.process), actor=QUALITY)
        self._limits(board)
        self.workshop = Workshop(plant)
        self.calibration_plan, self.next_calibration_plan = (
            self.workshop.planned(),
            self.workshop.drafted(),
        )
        supplier = plant.ok(RegisterParty(code="S1", name="S1", country="CN", is_supplier=True))
        self.supplier = PartyId.parse(supplier.value("party_id"))
        customer = plant.ok(RegisterParty(code="C1", name="C1", country="CN", is_customer=True))
        self.customer = PartyId.parse(customer.value("party_id"))
        plant.ok(ApproveParty(party_id=self.customer), actor=QUALITY, reason="known")
        self._documents(board)

    def _process(self, board: Board, revision: str) -> ProcessId:
        """How the press would sterilise, if it were a steriliser."""
        drafted = board.plant.ok(process(board.line.press, revision=revision), actor=ENGINEER)
        return ProcessId.parse(drafted.value("process_id"))

    def _limits(self, board: Board) -> None:
        """A point of the press with limits in force and their next revision."""
        hall = Hall(board.line)
        self.limits, self.next_limits = (hall.draft(revision=revision) for revision in "AB")
        board.plant.ok(MakeLimitsEffective(limits_id=self.limits), actor=QUALITY)
        self.hall = hall
        self._rules(hall)

    def _rules(self, hall: Hall) -> None:
        """A rule in force, and its next version, tried."""
        self.desk = Desk(hall, limited=False)
        rule = self.desk.rule()
        self.rule, self.next_rule = (self.desk.draft(rule) for _ in range(2))
        self.desk.approve(self.rule)
        self.desk.plant.ok(self.desk.trial(self.next_rule), actor=API)

    def _documents(self, board: Board) -> None:
        """A procedure in force, its next revision, and one that is to go."""
        plant = board.plant
        for byte in ("aa", "bb", "cc"):
            store = StoreFile(
                digest=byte * 32, size_bytes=9, media_type="application/pdf", user_id=UserId(1)
            )
            plant.ok(store, actor=API)
        self.document, self.old_document = (
            controlling.registered(plant, review_months=12) for _ in range(2)
        )
        self.revision = controlling.effective(plant, self.document)
        controlling.effective(plant, self.old_document, byte="cc")
        self.next_revision = controlling.approved(plant, self.document, "B", "bb")
        plant.ok(SetEffectiveDate(revision_id=self.next_revision, effective_on=TODAY))
        with plant.reader() as reader:
            held = effective_revision(reader, self.old_document)
        assert held is not None
        self.old_revision = DocumentRevisionId(held.id)

    def objects(self) -> list[ObjectGiven]:
        """What a change order lists so that each of the commands below is covered."""
        return [
            *(
                ObjectGiven(proposed=subject)
                for subject in (
                    BomId.text(self.bom),
                    RoutingId.text(self.routing),
                    PlanId.text(self.next_plan),
                    LabelTemplateId.text(self.next_label),
                    SettingId.text(self.next_setting),
                    ProcessId.text(self.next_process),
                    LimitsId.text(self.next_limits),
                    CalibrationPlanId.text(self.next_calibration_plan),
                    RuleVersionId.text(self.next_rule),
                    ItemId.text(self.draft_item),
                    PartyId.text(self.supplier),
                    PartyId.text(self.customer),
                    DocumentRevisionId.text(self.next_revision),
                )
            ),
            ObjectGiven(current=ItemId.text(self.catheter)),
            ObjectGiven(current=DocumentRevisionId.text(self.old_revision)),
        ]

    def _plan(self, board: Board, revision: str) -> PlanId:
        made = board.plant.ok(
            DefinePlan(
                item_id=self.catheter,
                stage=Stage.FQC,
                revision=revision,
                sample_size=1,
                characteristics=[
                    CharacteristicGiven(code="LOOK", name="Look", kind=CharacteristicKind.ATTRIBUTE)
                ],
            ),
            actor=ENGINEER,
        )
        return PlanId.parse(made.value("plan_id"))

    def _label(self, board: Board) -> LabelTemplateId:
        made = board.plant.ok(
            DraftTemplate(use=TemplateUse.ITEM, item_id=self.catheter), actor=ENGINEER
        )
        return LabelTemplateId.parse(made.value("template_id"))


CASES: dict[str, Callable[[Things], Command]] = {
    "calibration.approve_plan/1": lambda t: ApproveCalibrationPlan(plan_id=t.next_calibration_plan),
    "calibration.withdraw_plan/1": lambda t: WithdrawCalibrationPlan(plan_id=t.calibration_plan),
    "documents.make_effective/1": lambda t: MakeEffective(revision_id=t.next_revision),
    "documents.make_obsolete/1": lambda t: MakeObsolete(document_id=t.old_document),
    "equipment.make_setting_effective/1": lambda t: MakeSettingEffective(setting_id=t.next_setting),
    "equipment.withdraw_setting/1": lambda t: WithdrawSetting(setting_id=t.setting),
    "inspection.make_plan_effective/1": lambda t: MakePlanEffective(plan_id=t.next_plan),
    "inspection.withdraw_plan/1": lambda t: WithdrawPlan(plan_id=t.plan),
    "items.activate_item/1": lambda t: ActivateItem(item_id=t.draft_item),
    "items.add_package_level/1": lambda t: AddPackageLevel(
        item_id=t.catheter,
        di="26901234567896",
        issuer=Issuer.GS1,
        name="case",
        contains_di="06901234567892",
        quantity=100,
    ),
    "items.change_item/1": lambda t: ChangeItem(item_id=t.catheter, specification="PTR-2 B"),
    "items.discontinue_package_level/1": lambda t: DiscontinuePackageLevel(
        package_level_id=t.package
    ),
    "items.make_bom_effective/1": lambda t: MakeBomEffective(bom_id=t.bom),
    "items.make_routing_effective/1": lambda t: MakeRoutingEffective(routing_id=t.routing),
    "items.retire_item/1": lambda t: RetireItem(item_id=t.catheter),
    "items.withdraw_bom/1": lambda t: WithdrawBom(bom_id=BomId(1)),
    "items.withdraw_routing/1": lambda t: WithdrawRouting(routing_id=RoutingId(1)),
    "labelling.approve_template/1": lambda t: ApproveTemplate(template_id=t.next_label),
    "labelling.withdraw_template/1": lambda t: WithdrawTemplate(template_id=t.label),
    "monitoring.make_limits_effective/1": lambda t: MakeLimitsEffective(limits_id=t.next_limits),
    "monitoring.withdraw_limits/1": lambda t: WithdrawLimits(limits_id=t.limits),
    "rules.approve_version/1": lambda t: ApproveVersion(version_id=t.next_rule),
    "rules.withdraw_version/1": lambda t: WithdrawVersion(version_id=t.rule),
    "sterilisation.make_process_effective/1": lambda t: MakeProcessEffective(
        process_id=t.next_process
    ),
    "sterilisation.withdraw_process/1": lambda t: WithdrawProcess(process_id=t.process),
    "parties.approve_party/1": lambda t: ApproveParty(party_id=t.supplier),
    "parties.change_party/1": lambda t: ChangeParty(party_id=t.customer, is_supplier=True),
}
"""How each command that changes something in force is sent."""
