"""A plant with documents, roles and people to be trained, for tests."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lotproof.kernel.registry import Command
from lotproof.modules.documents.commands_control import (
    ApproveRevision,
    DraftRevision,
    ReviewRevision,
    SubmitRevision,
)
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId
from lotproof.modules.people.commands import DefineRole, GrantRole, RegisterUser
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from lotproof.modules.training import commands
from lotproof.modules.training.queries import Training, trainings_of
from lotproof.modules.training.vocabulary import (
    AnswerGiven,
    AppliesTo,
    QuestionGiven,
    RequirementId,
    TrainingId,
)
from tests.modules.documents.controlling import approved, effective, people_and_files, registered
from tests.modules.production.factory import Line, set_up
from tests.support.plant import Plant

AUTHOR, LEARNER, TRAINER, QUALITY = "usr_1", "usr_4", "usr_5", "usr_6"
SALT = "0123456789abcdef" * 2
QUESTIONS = [
    QuestionGiven(text="At which temperature?", choices=["170 °C", "180 °C"]),
    QuestionGiven(text="What is checked first?", choices=["Tool", "Resin", "Lunch"]),
]
KEYS = f"{SALT}:2;1,2"
RIGHT = [AnswerGiven(position=1, chosen="2"), AnswerGiven(position=2, chosen="2,1")]
WRONG = [AnswerGiven(position=1, chosen="1"), AnswerGiven(position=2, chosen="1")]


@dataclass
class School:
    """People usr_1 … usr_6, a procedure, and the role `operator` that usr_4 holds."""

    plant: Plant
    role: RoleId = field(default=RoleId(0))
    document: DocumentId = field(default=DocumentId(0))
    line: Line | None = None

    def __post_init__(self) -> None:
        people_and_files(self.plant)
        for login in ("trainer", "quality"):
            self.plant.ok(RegisterUser(login=login, name=login, language=UserLanguage.EN))
        self.role = self.new_role("operator", "production.operation.start")
        self.plant.ok(GrantRole(user_id=UserId(4), role_id=self.role))
        self.document = registered(self.plant)

    def new_role(self, code: str, *permissions: str) -> RoleId:
        define = DefineRole(code=code, title=code, title_zh="角色", permissions=[*permissions])
        return RoleId.parse(self.plant.ok(define).value("role_id"))

    def with_line(self) -> Line:
        self.line = set_up(self.plant)
        return self.line

    def require(self, **more: Any) -> RequirementId:
        given: dict[str, Any] = {
            "role_id": self.role,
            "document_id": self.document,
            "applies_to": AppliesTo.OPERATION,
        }
        if "applies_to" not in more:
            given["operation_code"] = "A"
        receipt = self.plant.ok(commands.SetRequirement(**(given | more)), actor=QUALITY)
        return RequirementId.parse(receipt.value("requirement_id"))

    def effective(self, revision: str = "A", byte: str = "aa") -> DocumentRevisionId:
        return effective(self.plant, self.document, revision, byte)

    def approved(self, revision: str, byte: str = "bb") -> DocumentRevisionId:
        return approved(self.plant, self.document, revision, byte)

    def editorial(self, revision: str) -> DocumentRevisionId:
        """Approved, and said to change nothing that is done."""
        draft = DraftRevision(
            document_id=self.document,
            revision=revision,
            digest="cc" * 32,
            name="C.pdf",
            change_summary="A comma",
            is_editorial=True,
        )
        plant = self.plant
        id_ = DocumentRevisionId.parse(plant.ok(draft, actor=AUTHOR).value("revision_id"))
        submit = SubmitRevision(revision_id=id_, reviewers=[UserId(2)], approvers=[UserId(3)])
        plant.ok(submit, actor=AUTHOR)
        plant.ok(ReviewRevision(revision_id=id_), actor="usr_2")
        plant.ok(ApproveRevision(revision_id=id_), actor="usr_3")
        return id_

    def ask(self, revision: DocumentRevisionId, **more: Any) -> None:
        given: dict[str, Any] = {"questions": QUESTIONS, "keys": KEYS, "pass_mark": 2}
        set_ = commands.SetAssessment(revision_id=revision, **(given | more))
        self.plant.ok(set_, actor=QUALITY)

    # --- people ---------------------------------------------------------------------------------

    def trainings(self, person: str = LEARNER) -> list[Training]:
        with self.plant.reader() as reader:
            return trainings_of(reader, UserId.parse(person), self.document)

    def training(self, person: str = LEARNER) -> Training:
        """The one planned last."""
        return self.trainings(person)[-1]

    def read(self, person: str = LEARNER) -> TrainingId:
        id_ = TrainingId(self.training(person).id)
        self.plant.ok(commands.ConfirmReading(training_id=id_), actor=person)
        return id_

    def answering(self, answers: list[AnswerGiven], person: str = LEARNER) -> Command:
        id_ = TrainingId(self.training(person).id)
        return commands.TakeAssessment(training_id=id_, answers=answers)

    def observing(self, *, is_competent: bool = True, person: str = LEARNER) -> Command:
        return commands.RecordObservation(
            training_id=TrainingId(self.training(person).id),
            is_competent=is_competent,
            observation="Moulded ten pieces by the book.",
        )

    def excepting(self, person: str, days: int = 30) -> Command:
        return commands.GrantException(
            user_id=UserId.parse(person), document_id=self.document, until_on=self.in_days(days)
        )

    def in_days(self, days: int) -> date:
        with self.plant.reader() as reader:
            return reader.today + timedelta(days=days)
