"""Read and understood, questions, observation; exceptions, expiry, withdrawal."""

import pytest

from lotproof.modules.people.commands import DeactivateUser, GrantRole, RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.training import commands
from lotproof.modules.training.queries import Attempt, Need, is_current, is_qualified
from lotproof.modules.training.vocabulary import (
    AnswerGiven,
    AppliesTo,
    ExceptionId,
    QuestionGiven,
    TrainingId,
    TrainingState,
)
from tests.modules.training.school import (
    KEYS,
    LEARNER,
    QUALITY,
    QUESTIONS,
    RIGHT,
    SALT,
    TRAINER,
    WRONG,
    School,
)


@pytest.mark.clause("ISO 13485 §6.2")
def test_reading_questions_and_observation_make_a_qualification(school: School) -> None:
    plant = school.plant
    revision = school.effective("A")
    school.ask(revision)
    school.require(needs_assessment=True, needs_observation=True, valid_months=12)
    assert school.training().state is TrainingState.PLANNED
    plant.refused("read_first", school.answering(RIGHT), actor=LEARNER)
    school.read()
    assert school.training().state is TrainingState.IN_TRAINING

    failed = plant.ok(school.answering(WRONG), actor=LEARNER)
    assert (failed.value("correct"), failed.value("total")) == (0, 2)
    assert not failed.value("is_passed")
    plant.ok(school.answering(RIGHT), actor=LEARNER)
    assert school.training().state is TrainingState.IN_TRAINING

    plant.refused("trainer_not_qualified", school.observing(), actor=TRAINER)
    plant.ok(school.excepting(TRAINER), actor=QUALITY, reason="Wrote the procedure")
    plant.refused("own_qualification", school.observing(), actor=LEARNER)
    plant.ok(school.observing(is_competent=False), actor=TRAINER)
    assert school.training().state is TrainingState.IN_TRAINING
    plant.ok(school.observing(), actor=TRAINER)

    done = school.training()
    assert done.state is TrainingState.QUALIFIED
    assert (done.attempts, done.observed_by) == (2, TRAINER)
    assert str(done.expires_on) == "2027-03-02"  # twelve months after 2026-03-02
    with plant.reader() as reader:
        attempts = reader.find(Attempt, training_id=done.id)
    assert [(each.number, each.correct, each.total) for each in attempts] == [(1, 0, 2), (2, 2, 2)]
    plant.check()


def test_everybody_confirms_and_answers_for_themselves(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    revision = sqlite_school.effective("A")
    sqlite_school.require()
    sqlite_school.ask(revision)
    id_ = TrainingId(sqlite_school.training().id)
    read = commands.ConfirmReading(training_id=id_)
    plant.refused("not_own_training", read, actor=TRAINER)
    plant.refused("not_own_training", sqlite_school.answering(RIGHT), actor=TRAINER)
    plant.ok(read, actor=LEARNER)
    plant.refused("wrong_state", read, actor=LEARNER)  # qualified by reading alone


def test_a_step_is_done_once(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    revision = sqlite_school.effective("A")
    sqlite_school.ask(revision)
    sqlite_school.require(needs_assessment=True, needs_observation=True)
    plant.ok(sqlite_school.excepting(TRAINER), actor=QUALITY, reason="Wrote the procedure")
    plant.refused("read_first", sqlite_school.observing(), actor=TRAINER)
    id_ = sqlite_school.read()
    plant.refused("training_step_done", commands.ConfirmReading(training_id=id_), actor=LEARNER)
    plant.ok(sqlite_school.observing(), actor=TRAINER)
    plant.refused("training_step_done", sqlite_school.observing(), actor=TRAINER)


def test_attempts_are_limited_and_counted(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    revision = sqlite_school.effective("A")
    sqlite_school.require(needs_assessment=True)
    sqlite_school.read()
    plant.refused("no_assessment", sqlite_school.answering(RIGHT), actor=LEARNER)
    sqlite_school.ask(revision, attempts_max=2)
    plant.refused("answers_incomplete", sqlite_school.answering(RIGHT[:1]), actor=LEARNER)
    beyond = [RIGHT[0], AnswerGiven(position=2, chosen="4")]
    plant.refused("answers_incomplete", sqlite_school.answering(beyond), actor=LEARNER)
    for _ in range(2):
        plant.ok(sqlite_school.answering(WRONG), actor=LEARNER)
    plant.refused("attempts_used_up", sqlite_school.answering(RIGHT), actor=LEARNER)
    # A trainer plans it anew, after the first was withdrawn.
    plan = commands.PlanTraining(user_id=UserId(4), revision_id=revision)
    plant.refused("training_under_way", plan, actor=TRAINER)
    id_ = TrainingId(sqlite_school.training().id)
    withdraw = commands.WithdrawTraining(training_id=id_)
    plant.refused("own_qualification", withdraw, actor=LEARNER, reason="I would rather not")
    plant.ok(withdraw, actor=TRAINER, reason="To be taught again")
    plant.ok(plan, actor=TRAINER)
    sqlite_school.read()
    plant.ok(sqlite_school.answering(RIGHT), actor=LEARNER)
    last = sqlite_school.training()
    assert (last.round, last.attempts, last.state) == (2, 1, TrainingState.QUALIFIED)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"keys": f"{SALT}:2"}, "keys_do_not_fit"),
        ({"keys": f"{SALT}:2;1;1"}, "keys_do_not_fit"),
        ({"keys": f"{SALT}:3;1"}, "keys_do_not_fit"),
        ({"keys": f"{SALT}:2;1,1"}, "keys_do_not_fit"),
        (
            {"questions": [QuestionGiven(text="?", choices=["A"])], "keys": f"{SALT}:1"},
            "keys_do_not_fit",
        ),
        ({"keys": "2;1,2"}, "invalid_input"),  # the digest that is sealed would give them away
        ({"keys": f"{SALT[1:]}:2;1,2"}, "invalid_input"),
        ({"pass_mark": 3}, "pass_mark_too_high"),
    ],
)
def test_questions_can_be_answered(
    sqlite_school: School, given: dict[str, object], code: str
) -> None:
    revision = sqlite_school.effective("A")
    said = {"questions": QUESTIONS, "keys": KEYS, "pass_mark": 1} | given
    set_ = commands.SetAssessment(revision_id=revision, **said)  # type: ignore[arg-type]
    sqlite_school.plant.refused(code, set_, actor=QUALITY)


def test_new_questions_replace_the_old_and_old_attempts_stay(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    revision = sqlite_school.effective("A")
    sqlite_school.require(needs_assessment=True)
    sqlite_school.ask(revision)
    sqlite_school.read()
    plant.ok(sqlite_school.answering(WRONG), actor=LEARNER)
    sqlite_school.ask(revision, keys=f"{SALT}:1;1", pass_mark=1)
    plant.ok(sqlite_school.answering(WRONG), actor=LEARNER)  # right by the new keys
    assert sqlite_school.training().state is TrainingState.QUALIFIED
    with plant.reader() as reader:
        assert [each.assessment_id for each in reader.find(Attempt)] == [1, 2]


def test_a_qualification_ends_on_its_day_and_is_won_again(sqlite_school: School) -> None:
    plant, line = sqlite_school.plant, sqlite_school.with_line()
    sqlite_school.effective("A")
    sqlite_school.require(valid_months=1)
    sqlite_school.read()
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1)
    plant.clock.advance(days=31)  # 2 April, the last day
    plant.ok(start, actor=LEARNER)
    plant.clock.advance(days=1)
    plant.refused("not_trained", start, actor=LEARNER)
    plant.ok(commands.PlanPerson(user_id=UserId(4)), actor=TRAINER)
    sqlite_school.read()
    plant.ok(start, actor=LEARNER)
    assert [each.state for each in sqlite_school.trainings()] == [
        TrainingState.EXPIRED,
        TrainingState.QUALIFIED,
    ]


def test_planning_for_a_person_adds_only_what_is_missing(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    revision = sqlite_school.effective("A")
    sqlite_school.require(valid_months=2)
    sqlite_school.read()
    plan = commands.PlanPerson(user_id=UserId(4))
    plant.ok(plan, actor=TRAINER)
    plant.ok(commands.PlanRevision(revision_id=revision), actor=TRAINER)
    plant.ok(commands.ChangeRevision(revision_id=revision), actor=TRAINER)
    assert len(sqlite_school.trainings()) == 1
    plant.clock.advance(days=40)  # fewer than 30 days are left
    plant.ok(plan, actor=TRAINER)
    assert len(sqlite_school.trainings()) == 2
    service = RegisterUser(login="robot", name="Robot", language=UserLanguage.EN, is_service=True)
    robot = UserId.parse(plant.ok(service).value("user_id"))
    plant.refused("not_a_person_to_train", commands.PlanPerson(user_id=robot))
    plant.ok(DeactivateUser(user_id=UserId(4)), reason="Left")
    plant.refused("not_a_person_to_train", plan)


def test_whoever_gets_a_role_is_planned_for_it(sqlite_school: School) -> None:
    sqlite_school.effective("A")
    sqlite_school.require()
    assert sqlite_school.trainings(TRAINER) == []
    grant = GrantRole(user_id=UserId(5), role_id=sqlite_school.role)
    sqlite_school.plant.ok(grant)
    assert [each.state for each in sqlite_school.trainings(TRAINER)] == [TrainingState.PLANNED]


def test_a_stricter_requirement_asks_for_more_training(sqlite_school: School) -> None:
    plant, line = sqlite_school.plant, sqlite_school.with_line()
    sqlite_school.effective("A")
    sqlite_school.require()
    sqlite_school.read()
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1)
    plant.ok(start, actor=LEARNER)
    sqlite_school.require(
        applies_to=AppliesTo.OPERATION, operation_code="A", needs_observation=True
    )
    plant.refused("not_trained", start, actor=LEARNER)
    assert len(sqlite_school.trainings()) == 2
    assert sqlite_school.training().needs_observation


# --- exceptions ---------------------------------------------------------------------------------


def test_an_exception_holds_until_its_day_and_is_given_by_another(sqlite_school: School) -> None:
    plant, line = sqlite_school.plant, sqlite_school.with_line()
    sqlite_school.effective("A")
    sqlite_school.require()
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1)
    grant = sqlite_school.excepting(LEARNER, 10)
    plant.refused("own_qualification", grant, actor=LEARNER, reason="I know it")
    plant.refused("reason_missing", grant, actor=QUALITY)
    for days in (0, 91):
        long = sqlite_school.excepting(LEARNER, days)
        plant.refused("exception_too_long", long, actor=QUALITY, reason="Need")
    given = plant.ok(grant, actor=QUALITY, reason="Twenty years at this press")
    plant.refused("exception_in_force", grant, actor=QUALITY, reason="Again")
    plant.ok(start, actor=LEARNER)
    plant.clock.advance(days=11)
    plant.refused("not_trained", start, actor=LEARNER)
    second = plant.ok(sqlite_school.excepting(LEARNER, 10), actor=QUALITY, reason="Once more")
    assert second.value("exception_id") != given.value("exception_id")
    plant.ok(start, actor=LEARNER)
    end = commands.EndException(exception_id=ExceptionId.parse(second.value("exception_id")))
    plant.ok(end, actor=QUALITY, reason="The course is given today")
    plant.refused("not_trained", start, actor=LEARNER)


def test_what_is_asked_of_one_person_is_told(sqlite_school: School) -> None:
    revision_id = sqlite_school.effective("A")
    sqlite_school.require()
    sqlite_school.read()
    with sqlite_school.plant.reader() as reader:
        from lotproof.modules.documents.queries import revision

        now = revision(reader, revision_id)
        plain = Need(assessment=False, observation=False, valid_months=None)
        assert is_current(reader, UserId(4), now, plain)
        assert not is_current(reader, UserId(4), now, plain._replace(assessment=True))
        assert is_qualified(reader, UserId(4), sqlite_school.document)
        assert not is_qualified(reader, UserId(5), sqlite_school.document)


# --- requirements -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {"applies_to": AppliesTo.OPERATION},
        {"applies_to": AppliesTo.OPERATION, "operation_code": "A", "command_kind": "a.b/1"},
        {"applies_to": AppliesTo.EQUIPMENT, "operation_code": "A"},
        {"applies_to": AppliesTo.INSPECTION, "operation_code": "A"},
        {"applies_to": AppliesTo.COMMAND},
    ],
)
def test_a_requirement_says_exactly_what_it_applies_to(
    sqlite_school: School, given: dict[str, object]
) -> None:
    command = commands.SetRequirement(
        role_id=sqlite_school.role,
        document_id=sqlite_school.document,
        **given,  # type: ignore[arg-type] # parametrized
    )
    sqlite_school.plant.refused("target_unclear", command)


def test_a_command_that_asks_nobody_cannot_be_required(sqlite_school: School) -> None:
    command = commands.SetRequirement(
        role_id=sqlite_school.role,
        document_id=sqlite_school.document,
        applies_to=AppliesTo.COMMAND,
        command_kind="people.define_role/1",
    )
    no = sqlite_school.plant.refused("command_not_guarded", command)
    assert "warehouse.release_lot/1" in (no.message or {})["en"]
