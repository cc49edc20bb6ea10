"""Nothing under control changes without a change order, whatever command tries."""

from collections.abc import Callable

import pytest

from lotproof.kernel.control import CONTROLLED
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import fields_of
from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, Command
from lotproof.modules.changes import commands
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import (
    RollBackChange,
)
from lotproof.modules.changes.vocabulary import ChangeState
from lotproof.modules.equipment.commands import (
    DraftSetting,
    MakeSettingEffective,
    WithdrawSetting,
)
from lotproof.modules.equipment.vocabulary import SettingGiven, SettingId
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
from lotproof.modules.parties.commands import ApproveParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from tests.modules.changes.board import ENGINEER, QUALITY, Board
from tests.modules.production.factory import catheter_operations

pytestmark = [pytest.mark.clause("ISO 13485 §4.1.4"), pytest.mark.clause("ISO 13485 §7.3.9")]

HARMLESS = {
    "changes.": "change control itself",
    "documents.": "documents have a life and a gate of their own",
    "equipment.change_equipment/1": "name and place; what it is set to is its setting",
    "equipment.draft_setting/1": "makes a draft",
    "equipment.record_setting_readback/1": "reports, changes no setting",
    "equipment.register_equipment/1": "sets nothing",
    "equipment.retire_equipment/1": "sets nothing",
    "equipment.return_to_service/1": "sets nothing",
    "equipment.take_out_of_service/1": "sets nothing",
    "inspection.correct_result/1": "a result, not a plan",
    "inspection.decide_inspection/1": "an inspection, not a plan",
    "inspection.define_plan/1": "makes a draft",
    "inspection.open_inspection/1": "an inspection, not a plan",
    "inspection.record_result/1": "a result, not a plan",
    "items.draft_bom/1": "makes a draft",
    "items.draft_routing/1": "makes a draft",
    "items.register_item/1": "makes a draft",
    "labelling.accept_difference/1": "an account, not a template",
    "labelling.change_template/1": "makes a draft of the next version",
    "labelling.check_label/1": "a check, not a template",
    "labelling.draft_template/1": "makes a draft",
    "labelling.print_labels/1": "a run, not a template",
    "labelling.print_logistic_labels/1": "a run, not a template",
    "labelling.reconcile_labels/1": "an account, not a template",
    "labelling.reprint_labels/1": "a run, not a template",
    "parties.block_party/1": "a supplier may be stopped at any time",
    "parties.change_party/1": "name and address; the approval is what is under control",
    "parties.register_party/1": "makes a prospective party",
}
"""Commands of the modules that own something under control, and why they change none of it."""


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
        self.setting, self.next_setting = (self._setting(board, revision) for revision in "AB")
        plant.ok(MakeSettingEffective(setting_id=self.setting), actor=QUALITY)
        supplier = plant.ok(RegisterParty(code="S1", name="S1", country="CN", is_supplier=True))
        self.supplier = PartyId.parse(supplier.value("party_id"))

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

    def _setting(self, board: Board, revision: str) -> SettingId:
        made = board.plant.ok(
            DraftSetting(
                equipment_id=board.line.press,
                program="P1",
                revision=revision,
                settings=[
                    SettingGiven(
                        code="T",
                        name="Temperature",
                        value=Amount(180_000),
                        tolerance=Amount(2_000),
                        unit="Cel",
                    )
                ],
            ),
            actor=ENGINEER,
        )
        return SettingId.parse(made.value("setting_id"))


CASES: dict[str, Callable[[Things], Command]] = {
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
    "parties.approve_party/1": lambda t: ApproveParty(party_id=t.supplier),
}
"""How each command that changes something in force is sent."""


def owners() -> set[str]:
    return {name.partition(".")[0] for name in CONTROLLED}


def is_harmless(kind: str) -> bool:
    return any(kind == known or (known[-1] == "." and kind.startswith(known)) for known in HARMLESS)


def test_every_command_near_what_is_controlled_is_tried_or_said_to_be_harmless() -> None:
    """A new command of these modules has to be entered on one side or the other."""
    ids = {control.kind.id_field.type for control in CONTROLLED.values() if control.kind.id_field}
    near = {
        kind
        for kind, spec in COMMANDS.items()
        if (spec.cls.__module__.startswith("lotproof.") and spec.module in owners())
        or any(field.type in ids and spec.module in owners() for field in fields_of(spec.cls))
    }
    near = {kind for kind in near if COMMANDS[kind].cls.__module__.startswith("lotproof.")}
    assert {kind for kind in near if not is_harmless(kind)} == set(CASES)
    known = set(COMMANDS)
    assert [name for name in HARMLESS if name[-1] != "." and name not in known] == []


def test_every_kind_with_versions_is_under_control() -> None:
    """A kind that counts its revisions and becomes effective is not forgotten."""
    versioned = {
        name
        for name, kind in RECORDS.items()
        if kind.cls.__module__.startswith("lotproof.modules")
        and {"revision", "version"} & kind.by_name.keys()
        and kind.state_field is not None
        and {"effective", "approved"} & {_value(state) for state in kind.state_field.type}
    }
    own_gate = {name for name in versioned if name.startswith(("documents.", "registrations."))}
    assert versioned - own_gate <= set(CONTROLLED)


def _value(state: Choice) -> str:
    return str(state.value)


@pytest.mark.clause("21 CFR 11.10(k)(2)")
@pytest.mark.clause("EU GMP Annex 11 §10")
@pytest.mark.parametrize("kind", CASES)
def test_it_is_refused_without_a_change_order(kind: str, sqlite_board: Board) -> None:
    things = Things(sqlite_board)
    sqlite_board.begin()
    command = CASES[kind](things)
    assert command.SPEC.kind == kind
    sqlite_board.plant.refused("needs_change_order", command, actor=QUALITY, reason="try")


@pytest.mark.parametrize("kind", CASES)
def test_it_is_done_before_control_begins(kind: str, sqlite_board: Board) -> None:
    """So the case is one that nothing else refuses."""
    command = CASES[kind](Things(sqlite_board))
    sqlite_board.plant.ok(command, actor=QUALITY, reason="data load")


def test_a_change_order_lets_only_what_it_lists_change_and_only_in_time(board: Board) -> None:
    things = Things(board)
    board.begin()
    make = MakeBomEffective(bom_id=things.bom)
    order = board.draft(ObjectGiven(proposed=f"bom_{things.bom}"))
    board.plant.refused("needs_change_order", make, actor=QUALITY)
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.approve(order)
    board.plant.refused("needs_change_order", make, actor=QUALITY)
    board.implement(order)
    board.plant.refused(
        "needs_change_order", MakeRoutingEffective(routing_id=things.routing), actor=QUALITY
    )
    board.plant.ok(make, actor=QUALITY)
    board.plant.check()


def test_what_stands_between_is_listed_too(sqlite_board: Board) -> None:
    """The draft takes the place of another version than the one that was assessed."""
    board = sqlite_board
    first, second = board.draft_bom("B"), board.draft_bom("C", tubes="3")
    order = board.draft(ObjectGiven(current="bom_1", proposed=second))
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.approve(order)
    board.implement(order)
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(first)), actor=QUALITY)
    board.begin()
    board.plant.refused(
        "needs_change_order", MakeBomEffective(bom_id=BomId.parse(second)), actor=QUALITY
    )


def test_control_begins_once_and_for_ever(board: Board) -> None:
    board.begin()
    board.plant.refused("control_begun_already", commands.BeginControl(), actor=QUALITY)
    begins = [kind for kind in COMMANDS if "control" in kind and kind.startswith("changes.")]
    assert begins == ["changes.begin_control/1"]


def test_a_supplier_is_stopped_at_any_time(sqlite_board: Board) -> None:
    from lotproof.modules.parties.commands import BlockParty

    board = sqlite_board
    things = Things(board)
    board.plant.ok(ApproveParty(party_id=things.supplier), actor=QUALITY, reason="audited")
    board.begin()
    block = BlockParty(party_id=things.supplier)
    board.plant.ok(block, actor=QUALITY, reason="recall")
    board.plant.refused(
        "needs_change_order",
        ApproveParty(party_id=things.supplier),
        actor=QUALITY,
        reason="mended",
    )


def test_a_roll_back_restores_and_nothing_else(board: Board) -> None:
    board.begin()
    proposed = board.draft_bom()
    order = board.until_implementing(ObjectGiven(proposed=proposed))
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(proposed)), actor=QUALITY)
    board.plant.ok(RollBackChange(change_order_id=order), actor=QUALITY, reason="kinks")
    assert board.state(order) is ChangeState.ROLLED_BACK
    other = board.draft_bom("C", tubes="9")
    board.plant.refused(
        "needs_change_order", MakeBomEffective(bom_id=BomId.parse(other)), actor=QUALITY
    )
    again = _copy_of_first(board)
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(again)), actor=QUALITY)
    assert board.bom_now() == again


def _copy_of_first(board: Board) -> str:
    from lotproof.modules.items.commands import BomLineGiven, DraftBom
    from lotproof.modules.items.queries import Bom, bom_lines

    with board.plant.reader() as reader:
        bom, lines = reader.get(Bom, 1), bom_lines(reader, BomId(1))
    drafted = board.plant.ok(
        DraftBom(
            item_id=bom.item_id,
            revision="A2",
            quantity=bom.quantity,
            unit=bom.unit,
            lines=[
                BomLineGiven(component_id=x.component_id, quantity=x.quantity, unit=x.unit)
                for x in lines
            ],
        ),
        actor=ENGINEER,
    )
    return str(drafted.value("bom_id"))
