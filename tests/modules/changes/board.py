"""A plant under change control: who asks, who approves, and the way of a change order."""

from datetime import date, timedelta
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.modules.changes import commands
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import (
    BeginImplementation,
    PlanTask,
    ReleaseChange,
    VerifyChange,
)
from lotproof.modules.changes.queries import ChangeOrder, approvals, questions_for, tasks
from lotproof.modules.changes.vocabulary import (
    ApprovalId,
    ApprovalState,
    ChangeClass,
    ChangeOrderId,
    ChangeSource,
    ChangeState,
    ChangeTaskId,
    ChangeType,
    EffectivePoint,
    Registration,
    TaskState,
    Verdict,
)
from lotproof.modules.equipment.commands import DraftSetting
from lotproof.modules.equipment.vocabulary import SettingGiven, SettingId
from lotproof.modules.items.commands import (
    BomLineGiven,
    DraftBom,
    DraftRouting,
    OperationGiven,
)
from lotproof.modules.items.queries import effective_bom, effective_routing
from lotproof.modules.items.vocabulary import BomId, RoutingId
from lotproof.modules.people.commands import DefineRole, GrantRole, RegisterUser
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.modules.production.factory import Line, catheter_operations, pcs

ENGINEER, QUALITY, REGULATORY, PLANNING, WORKER = (f"usr_{n}" for n in range(1, 6))
TODAY = date(2026, 3, 2)
SOON = TODAY + timedelta(days=10)


class Board:
    """The line with a checklist and a matrix; control begins when a test says so."""

    def __init__(self, line: Line) -> None:
        self.line, self.plant = line, line.plant
        self.roles: dict[str, RoleId] = {}
        for login in ("engineer", "quality", "regulatory", "planning", "worker"):
            self.plant.ok(
                RegisterUser(login=login, name=login.title(), language=UserLanguage.EN),
                actor="usr_90",
            )
        for code, user in (("quality", QUALITY), ("regulatory", REGULATORY), ("plan", PLANNING)):
            made = self.plant.ok(
                DefineRole(code=code, title=code, title_zh=code, permissions=["changes.read"]),
                actor="usr_90",
            )
            self.roles[code] = RoleId.parse(made.value("role_id"))
            self.plant.ok(
                GrantRole(user_id=UserId.parse(user), role_id=self.roles[code]), actor="usr_90"
            )
        self.plant.ok(commands.AdoptChecklist())
        for risk_class in ChangeClass:
            self.rule(risk_class, 1, "quality")
        self.rule(ChangeClass.MAJOR, 1, "plan")
        self.rule(ChangeClass.MAJOR, 2, "regulatory", only_if_registered=True)

    def rule(self, risk_class: ChangeClass, step: int, role: str, **more: Any) -> Receipt:
        return self.plant.ok(
            commands.AddApprover(
                risk_class=risk_class, step=step, role_id=self.roles[role], **more
            ),
            reason="matrix",
        )

    def begin(self) -> Receipt:
        return self.plant.ok(commands.BeginControl(), actor=QUALITY)

    # --- versions -------------------------------------------------------------------------------

    def draft_bom(self, revision: str = "B", tubes: str = "2") -> str:
        """A bill of materials of the catheter with more tube and without resin."""
        drafted = self.plant.ok(
            DraftBom(
                item_id=self.line.items["catheter"],
                revision=revision,
                quantity=pcs(1),
                unit="pcs",
                lines=[
                    BomLineGiven(
                        component_id=self.line.items["tube"], quantity=pcs(int(tubes)), unit="pcs"
                    ),
                    BomLineGiven(
                        component_id=self.line.items["pouch"], quantity=pcs(1), unit="pcs"
                    ),
                ],
            ),
            actor=ENGINEER,
        )
        return str(drafted.value("bom_id"))

    def draft_routing(self, *operations: OperationGiven, revision: str = "B") -> str:
        drafted = self.plant.ok(
            DraftRouting(
                item_id=self.line.items["catheter"],
                revision=revision,
                operations=list(operations or catheter_operations()),
            ),
            actor=ENGINEER,
        )
        return str(drafted.value("routing_id"))

    def draft_setting(self, revision: str = "A", program: str = "P1", **more: Any) -> SettingId:
        """What the press is set to: 180 ± 2 °C, unless told otherwise."""
        given: dict[str, Any] = {
            "code": "T",
            "name": "Temperature",
            "value": Amount(180_000),
            "tolerance": Amount(2_000),
            "unit": "Cel",
        }
        drafted = self.plant.ok(
            DraftSetting(
                equipment_id=self.line.press,
                program=program,
                revision=revision,
                settings=[SettingGiven(**(given | more))],
            ),
            actor=ENGINEER,
        )
        return SettingId.parse(drafted.value("setting_id"))

    def bom_now(self) -> str:
        with self.plant.reader() as reader:
            found = effective_bom(reader, self.line.items["catheter"])
        assert found is not None
        return BomId.text(found.id)

    def routing_now(self) -> str:
        with self.plant.reader() as reader:
            found = effective_routing(reader, self.line.items["catheter"])
        assert found is not None
        return RoutingId.text(found.id)

    # --- the way of a change order --------------------------------------------------------------

    def drafting(self, *objects: ObjectGiven, **more: Any) -> commands.DraftChange:
        given: dict[str, Any] = {
            "type": ChangeType.RECIPE,
            "title": "Two tubes",
            "justification": "Complaints of kinks",
            "origin": ChangeSource.COMPLAINT,
            "description": "Now one tube; to be two.",
            "effective_point": EffectivePoint.DATE,
            "effective_on": TODAY,
        }
        return commands.DraftChange(objects=list(objects), **(given | more))

    def draft(self, *objects: ObjectGiven, **more: Any) -> ChangeOrderId:
        made = self.plant.ok(self.drafting(*objects, **more), actor=ENGINEER)
        return ChangeOrderId.parse(made.value("change_order_id"))

    def submit(self, order: ChangeOrderId) -> None:
        self.plant.ok(commands.SubmitChange(change_order_id=order), actor=ENGINEER)

    def triage(self, order: ChangeOrderId, risk_class: ChangeClass = ChangeClass.MINOR) -> None:
        self.plant.ok(
            commands.TriageChange(change_order_id=order, risk_class=risk_class, risk="low"),
            actor=QUALITY,
        )

    def answer(self, order: ChangeOrderId, leave_out: int = 0) -> None:
        with self.plant.reader() as reader:
            asked = questions_for(reader, reader.get(ChangeOrder, order).type)
        self.plant.ok(
            commands.AnswerQuestions(
                change_order_id=order,
                answers=[
                    commands.AnswerGiven(
                        question_id=each.id,
                        verdict=Verdict.NOT_APPLICABLE,
                        text="not applicable because nothing of it changes",
                    )
                    for each in asked[leave_out:]
                ],
            ),
            actor=ENGINEER,
        )

    def completing(
        self, order: ChangeOrderId, registration: Registration = Registration.NONE
    ) -> commands.CompleteAssessment:
        return commands.CompleteAssessment(
            change_order_id=order, needs_new_di=False, registration=registration
        )

    def assess(self, order: ChangeOrderId, **more: Any) -> None:
        self.answer(order)
        self.plant.ok(self.completing(order, **more), actor=ENGINEER)

    def waiting(self, order: ChangeOrderId) -> dict[str, ApprovalId]:
        """The approvals that are still waited for, by role."""
        with self.plant.reader() as reader:
            found = approvals(reader, order)
        code = {role: name for name, role in self.roles.items()}
        return {code[a.role_id]: a.id for a in found if a.state is ApprovalState.WAITING}

    def approve(self, order: ChangeOrderId, role: str = "quality", **more: Any) -> None:
        by = {"quality": QUALITY, "plan": PLANNING, "regulatory": REGULATORY}[role]
        self.plant.ok(
            commands.ApproveChange(approval_id=self.waiting(order)[role], **more), actor=by
        )

    def implement(self, order: ChangeOrderId) -> None:
        self.plant.ok(BeginImplementation(change_order_id=order), actor=ENGINEER)

    def until_implementing(self, *objects: ObjectGiven, **more: Any) -> ChangeOrderId:
        """A minor change, requested, assessed, approved and begun."""
        order = self.draft(*objects, **more)
        self.submit(order)
        self.triage(order)
        self.assess(order)
        self.approve(order)
        self.implement(order)
        return order

    def verify(self, order: ChangeOrderId) -> None:
        self.plant.ok(
            VerifyChange(change_order_id=order, verification="report 7"),
            actor=QUALITY,
        )

    def release(self, order: ChangeOrderId, **more: Any) -> None:
        self.plant.ok(ReleaseChange(change_order_id=order, **more), actor=QUALITY)

    def task(self, order: ChangeOrderId, owner: str = WORKER) -> ChangeTaskId:
        made = self.plant.ok(
            PlanTask(
                change_order_id=order,
                title="Train the shift",
                owner_id=UserId.parse(owner),
                due_on=TODAY,
            ),
            actor=ENGINEER,
        )
        return ChangeTaskId.parse(made.value("change_task_id"))

    def open_tasks(self, order: ChangeOrderId) -> int:
        with self.plant.reader() as reader:
            return sum(each.state is TaskState.OPEN for each in tasks(reader, order))

    def state(self, order: ChangeOrderId) -> ChangeState:
        with self.plant.reader() as reader:
            return reader.get(ChangeOrder, order).state
