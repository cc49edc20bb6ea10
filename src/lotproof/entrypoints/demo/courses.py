"""Training in the story: who must know what; some are qualified, one ends soon, one is overdue."""

from collections.abc import Callable
from typing import Any

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.facts import number_of
from lotproof.entrypoints.demo.papers import POLICY
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import document_by_number, effective_revision
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.training.queries import Requirement, trainings_of
from lotproof.modules.training.vocabulary import TrainingId, TrainingState

Look = Callable[[Callable[[Reader], Any]], Any]
_ASSEMBLY, _SEALING = "SOP-101", "SOP-102"
_KEYS = "5f3c9e0a7b1d42688c04d6e1a2f39b57:2;1,3"
_QUESTIONS = (
    {
        "text": "At which pressure is the leak test done? 气密性试验的压力是多少？",
        "choices": ["20 kPa", "30 kPa", "As the operator thinks fit 由操作员自定"],
    },
    {
        "text": "What comes before joining tube and chamber? 粘接导管与滴斗之前须做什么？",
        "choices": ["Clear the line 清场", "Fetch the pallet 取托盘", "Check the lots 核对物料批"],
    },
)
_NOT_YET = "keeper2"
_MONTHS = 8
"""Of a qualification that is won when the history begins, it is nearly over when it ends."""


def prepare(world: World, look: Look) -> None:
    """Requirements and who fulfils them, where an earlier history has not left them."""
    has_papers = look(lambda reader: document_by_number(reader, _ASSEMBLY)) is not None
    roles = {code: _role(look, code) for code in ("operator", "engineer", "trainer")}
    if not has_papers or None in roles.values() or look(lambda reader: reader.find(Requirement)):
        return
    assembly, sealing = _document(look, _ASSEMBLY), _document(look, _SEALING)
    world.do(
        "admin", "people.grant_role", user_id=world.users["operator2"], role_id=roles["trainer"]
    )
    _hold_accountable(world, look)
    _set_questions(world, look, assembly)
    _require(world, roles["operator"], assembly, "ASM", needs_assessment=True,
             needs_observation=True)  # fmt: skip
    _require(world, roles["operator"], sealing, "SEAL")
    _require(world, roles["engineer"], sealing, "SEAL", valid_months=_MONTHS)
    world.do(
        "quality2", "training.grant_exception", user_id=world.users["quality"],
        document_id=assembly, until_on=world.day(89),
        reason="Set up the line; first trainer 产线调试人员，首任培训师",
    )  # fmt: skip
    for login in ("operator", "operator2"):
        _learn(world, look, login, sealing)
    _learn(world, look, "operator2", assembly, trainer="quality")
    _learn(world, look, "operator", assembly, trainer="operator2")
    # The other engineer has put it off ever since.
    _learn(world, look, "engineer2", sealing)
    for step in ("sign_in", "find", "do"):
        world.do("operator", "training.complete_guide_step", guide="everyone", step=step)


def _hold_accountable(world: World, look: Look) -> None:
    """A policy is designated, and all sign that they know it but one, who has put it off."""
    policy = _document(look, POLICY.number)
    world.do(
        "quality", "training.designate_policy", document_id=policy,
        reason="21 CFR 11.10(j), quality manual 4.2.5 质量手册 4.2.5",
    )  # fmt: skip
    revision = _effective(look, policy)
    for login in (each[0] for each in catalogue.PEOPLE if each[0] != _NOT_YET):
        world.do(login, "training.acknowledge_policy", revision_id=revision)


def _role(look: Look, code: str) -> str | None:
    found = look(lambda reader: role_by_code(reader, code))
    return None if found is None else RoleId.text(found.id)


def _document(look: Look, number: str) -> str:
    return DocumentId.text(look(lambda reader: document_by_number(reader, number)).id)


def _effective(look: Look, document: str) -> str:
    """The revision of a document that holds."""
    of = DocumentId(number_of(document))
    revision = look(lambda reader: effective_revision(reader, of))
    return DocumentRevisionId.text(revision.id)


def _set_questions(world: World, look: Look, document: str) -> None:
    world.do(
        "quality2", "training.set_assessment", revision_id=_effective(look, document),
        questions=list(_QUESTIONS), keys=_KEYS, pass_mark=2,
    )  # fmt: skip


def _require(world: World, role: str | None, document: str, operation: str, **how: Any) -> None:
    world.do(
        "quality", "training.set_requirement", role_id=role, document_id=document,
        applies_to="operation", operation_code=operation, **how,
    )  # fmt: skip


def _learn(world: World, look: Look, login: str, document: str, trainer: str | None = None) -> None:
    """Somebody goes through what was planned for them by itself."""
    user, of = UserId(number_of(world.users[login])), DocumentId(number_of(document))
    planned = next(
        each
        for each in look(lambda reader: trainings_of(reader, user, of))
        if each.state is TrainingState.PLANNED
    )
    training = TrainingId.text(planned.id)
    world.do(login, "training.confirm_reading", training_id=training)
    if planned.needs_assessment:
        answers = [{"position": 1, "chosen": "1"}, {"position": 2, "chosen": "1,3"}]
        if login == "operator":  # not at the first go
            world.do(login, "training.take_assessment", training_id=training, answers=answers)
        answers[0]["chosen"] = "2"
        world.do(login, "training.take_assessment", training_id=training, answers=answers)
    if trainer is not None:
        world.do(
            trainer, "training.record_observation", training_id=training, is_competent=True,
            observation="Joined and tested ten sets by the book 按规程完成十套粘接与试验",
        )  # fmt: skip
