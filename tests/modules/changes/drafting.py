"""Commands that write records of a kind under control and change nothing that is in force."""

from typing import Any, Final

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.kernel.registry import Command
from lotproof.modules.documents import commands_control as documents
from lotproof.modules.documents.vocabulary import DocumentRevisionId
from lotproof.modules.items.commands import RegisterItem
from lotproof.modules.items.vocabulary import ItemKind, Tracking
from lotproof.modules.labelling.commands import ChangeTemplate
from lotproof.modules.labelling.vocabulary import Carrier, ElementGiven, ElementKind
from lotproof.modules.parties.commands import BlockParty, RegisterParty
from lotproof.modules.people.authority import API
from lotproof.modules.people.vocabulary import UserId
from tests.modules.changes.board import ENGINEER, PLANNING, QUALITY, REGULATORY, TODAY, Board
from tests.modules.changes.things import Things

DRAFTS: Final = {
    "calibration.draft_plan/1": "makes a draft",
    "documents.approve_revision/1": "what is approved waits for its day and its change order",
    "documents.draft_revision/1": "makes a draft",
    "documents.issue_copies/1": "reads what is in force, locked",
    "documents.replace_draft/1": "changes a draft",
    "documents.return_revision/1": "changes a draft",
    "documents.review_revision/1": "changes a draft",
    "documents.set_effective_date/1": "of what is approved and not in force",
    "documents.submit_revision/1": "changes a draft",
    "documents.withdraw_revision/1": "ends what was never in force",
    "equipment.draft_setting/1": "makes a draft",
    "inspection.define_plan/1": "makes a draft",
    "items.draft_bom/1": "makes a draft",
    "items.draft_routing/1": "makes a draft",
    "items.register_item/1": "makes a draft",
    "labelling.change_template/1": "makes a draft of the next version",
    "labelling.draft_template/1": "makes a draft",
    "monitoring.draft_limits/1": "makes a draft",
    "rules.draft_version/1": "makes a draft",
    "rules.record_trial/1": "puts a trial beside a draft",
    "sterilisation.draft_process/1": "makes a draft",
    "parties.block_party/1": "a supplier may be stopped at any time",
    "parties.register_party/1": "makes a prospective party",
}


def _mm(text: str) -> Amount:
    return parse_amount(text, "mm")


def _box(left: str, top: str, width: str, height: str) -> dict[str, Any]:
    return {
        "from_left": _mm(left), "from_top": _mm(top), "width": _mm(width), "height": _mm(height),
        "unit": "mm",
    }  # fmt: skip


class Drafting:
    """Each of them, done on a plant under control; `done` names what was."""

    def __init__(self, board: Board, things: Things) -> None:
        self.board, self.things = board, things
        self.done: set[str] = set()

    def ok(self, command: Command, actor: str = ENGINEER) -> Receipt:
        self.done.add(command.SPEC.kind)
        return self.board.plant.ok(command, actor=actor, reason="draft")

    def everything(self) -> None:
        self._documents()
        self._labels()
        item = self.ok(
            RegisterItem(
                number="later", name="later", kind=ItemKind.MATERIAL, tracking=Tracking.LOT,
                unit="pcs",
            )
        )  # fmt: skip
        assert item.value("item_id")
        self.ok(RegisterParty(code="S2", name="S2", country="CN", is_supplier=True))
        self.ok(BlockParty(party_id=self.things.customer), QUALITY)
        for kind, make in {
            "items.draft_bom/1": lambda: self.board.draft_bom("D"),
            "items.draft_routing/1": lambda: self.board.draft_routing(revision="D"),
            "inspection.define_plan/1": lambda: self.things._plan(self.board, "D"),
            "equipment.draft_setting/1": lambda: self.board.draft_setting("D"),
            "calibration.draft_plan/1": self.things.workshop.drafted,
            "monitoring.draft_limits/1": lambda: self.things.hall.draft(revision="D"),
            "rules.draft_version/1": lambda: self.things.desk.draft(self.things.desk.rule("D")),
            "rules.record_trial/1": self._tried,
            "sterilisation.draft_process/1": lambda: self.things._process(self.board, "D"),
            "labelling.draft_template/1": lambda: self.things._label(self.board),
        }.items():
            assert make()
            self.done.add(kind)

    def _tried(self) -> Receipt:
        desk = self.things.desk
        return desk.plant.ok(desk.trial(self.things.next_rule), actor=API)

    def _labels(self) -> None:
        self.ok(
            ChangeTemplate(
                template_id=self.things.label,
                width=_mm("70"),
                height=_mm("40"),
                unit="mm",
                elements=[
                    ElementGiven(
                        kind=ElementKind.CODE,
                        carrier=Carrier.DATA_MATRIX,
                        **_box("40", "2", "20", "20"),
                    ),
                    ElementGiven(
                        kind=ElementKind.INTERPRETATION,
                        letters=_mm("2.2"),
                        **_box("2", "30", "60", "8"),
                    ),
                ],
            )
        )

    def _documents(self) -> None:
        drafted = self.ok(
            documents.DraftRevision(
                document_id=self.things.old_document,
                revision="B",
                digest="aa" * 32,
                name="b.pdf",
                change_summary="more",
            )
        )
        revision = DocumentRevisionId.parse(drafted.value("revision_id"))
        self.ok(
            documents.ReplaceDraft(
                revision_id=revision, digest="bb" * 32, name="b.pdf", change_summary="better"
            )
        )
        submit = documents.SubmitRevision(
            revision_id=revision, reviewers=[UserId(2)], approvers=[UserId(3)]
        )
        self.ok(submit)
        self.ok(documents.ReturnRevision(revision_id=revision), QUALITY)
        self.ok(submit)
        self.ok(documents.ReviewRevision(revision_id=revision), QUALITY)
        self.ok(documents.ApproveRevision(revision_id=revision), REGULATORY)
        self.ok(documents.SetEffectiveDate(revision_id=revision, effective_on=TODAY), QUALITY)
        self.ok(documents.WithdrawRevision(revision_id=revision))
        self.ok(
            documents.IssueCopies(revision_id=self.things.old_revision, holders=[UserId(4)]),
            PLANNING,
        )
