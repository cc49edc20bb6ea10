"""Who is not trained cannot start, inspect or release; a revision waits for its people."""

import pytest

from lotproof.modules.documents.commands_control import MakeEffective, SetEffectiveDate
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.commands import DecideInspection, RecordResult
from lotproof.modules.inspection.vocabulary import Decision, Stage
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.training import commands
from lotproof.modules.training.queries import Acceptance
from lotproof.modules.training.vocabulary import AppliesTo, TrainingState
from lotproof.modules.warehouse.commands import ReleaseLot
from tests.modules.inspection.bench import Bench, codes
from tests.modules.training.school import AUTHOR, LEARNER, QUALITY, School


@pytest.mark.clause("21 CFR 11.10(i)")
@pytest.mark.clause("ISO 13485 §6.2")
def test_a_new_revision_stops_the_operator_until_they_are_trained_on_it(school: School) -> None:
    """T-11.10i: release a new SOP revision; the operator can no longer start the operation."""
    plant, line = school.plant, school.with_line()
    school.effective("A")
    order = line.ready("pump")
    line.start(order, 1, quantity=2)  # nothing is required yet
    school.require()
    start = line.starting(order, 1, quantity=2)
    refusal = plant.refused("not_trained", start, actor=LEARNER)
    assert "revision A (planned)" in (refusal.message or {})["en"]
    school.read()
    plant.ok(start, actor=LEARNER)

    revision = school.approved("B")
    assert school.training().revision_id == revision  # planned by itself when B was approved
    plant.ok(start, actor=LEARNER)  # A still holds
    plant.ok(SetEffectiveDate(revision_id=revision, effective_on=school.in_days(0)))
    plant.refused("people_untrained", MakeEffective(revision_id=revision))
    plant.ok(commands.AcceptUntrained(revision_id=revision), actor=QUALITY, reason="Safety change")
    plant.ok(MakeEffective(revision_id=revision))
    plant.refused("not_trained", start, actor=LEARNER)
    school.read()
    plant.ok(start, actor=LEARNER)
    first, second = school.trainings()
    assert (first.state, second.state) == (TrainingState.EXPIRED, TrainingState.QUALIFIED)
    plant.check()


def test_a_revision_is_effective_at_once_if_everybody_was_trained_before(
    sqlite_school: School,
) -> None:
    plant = sqlite_school.plant
    sqlite_school.effective("A")
    sqlite_school.require()
    sqlite_school.read()
    revision = sqlite_school.approved("B")
    plant.ok(SetEffectiveDate(revision_id=revision, effective_on=sqlite_school.in_days(0)))
    sqlite_school.read()
    plant.ok(MakeEffective(revision_id=revision))
    assert [each.state for each in sqlite_school.trainings()] == [
        TrainingState.EXPIRED,
        TrainingState.QUALIFIED,
    ]


@pytest.mark.clause("21 CFR 11.10(i)")
def test_a_decision_to_go_ahead_names_who_is_untrained_and_nobody_else(
    sqlite_school: School,
) -> None:
    plant = sqlite_school.plant
    sqlite_school.require()
    revision = sqlite_school.approved("A")
    plant.ok(SetEffectiveDate(revision_id=revision, effective_on=sqlite_school.in_days(0)))
    accept = commands.AcceptUntrained(revision_id=revision)
    plant.refused("reason_missing", accept, actor=QUALITY)
    plant.refused("own_document_revision", accept, actor=AUTHOR, reason="No time")
    plant.ok(accept, actor=QUALITY, reason="The line stands still until then")
    with plant.reader() as reader:
        assert [int(each) for each in reader.get(Acceptance, revision).user_ids] == [4]
    # Whoever comes after the decision is not covered by it.
    plant.ok(GrantRole(user_id=UserId(5), role_id=sqlite_school.role))
    no = plant.refused("people_untrained", MakeEffective(revision_id=revision))
    assert "usr_5" in (no.message or {})["en"]
    assert "usr_4" not in (no.message or {})["en"]
    plant.ok(accept, actor=QUALITY, reason="The new colleague starts next week")
    plant.ok(MakeEffective(revision_id=revision))
    plant.refused("wrong_state", accept, actor=QUALITY, reason="Again")


def test_there_is_nothing_to_decide_if_nobody_is_untrained(sqlite_school: School) -> None:
    revision = sqlite_school.approved("A")
    accept = commands.AcceptUntrained(revision_id=revision)
    sqlite_school.plant.refused("nobody_untrained", accept, actor=QUALITY, reason="Sure")


def test_an_editorial_revision_needs_no_retraining(school: School) -> None:
    plant, line = school.plant, school.with_line()
    school.effective("A")
    school.require(valid_months=12)
    school.read()
    before = school.training()
    order = line.ready("pump")
    revision = school.editorial("B")
    assert len(school.trainings()) == 1  # nothing was planned
    plant.ok(SetEffectiveDate(revision_id=revision, effective_on=school.in_days(0)))
    plant.ok(MakeEffective(revision_id=revision))
    plant.ok(line.starting(order, 1), actor=LEARNER)
    carried = school.training()
    assert (carried.revision_id, carried.carried_from_id) == (revision, before.id)
    assert carried.expires_on == before.expires_on
    plant.check()


@pytest.mark.parametrize(
    "given",
    [
        {"applies_to": AppliesTo.OPERATION, "operation_code": "A"},
        {"applies_to": AppliesTo.OPERATION_KIND, "operation_kind": OperationKind.PROCESS},
        {"applies_to": AppliesTo.EQUIPMENT, "equipment_id": EquipmentId(1)},
        {"applies_to": AppliesTo.COMMAND, "command_kind": "production.start_operation/1"},
    ],
    ids=lambda given: given["applies_to"].value,
)
def test_every_kind_of_requirement_bites_at_the_start(
    sqlite_school: School, given: dict[str, object]
) -> None:
    line = sqlite_school.with_line()
    sqlite_school.effective("A")
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1, equipment_id=line.press)
    sqlite_school.require(**given)
    sqlite_school.plant.refused("not_trained", start, actor=LEARNER)
    sqlite_school.read()
    sqlite_school.plant.ok(start, actor=LEARNER)


def test_a_requirement_for_something_else_does_not_bite(sqlite_school: School) -> None:
    line = sqlite_school.with_line()
    sqlite_school.effective("A")
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1)
    sqlite_school.require(
        applies_to=AppliesTo.OPERATION, operation_code="A", item_id=line.items["catheter"]
    )
    sqlite_school.require(applies_to=AppliesTo.OPERATION, operation_code="L")
    sqlite_school.plant.ok(start, actor=LEARNER)
    bites = sqlite_school.require()
    sqlite_school.plant.refused("not_trained", start, actor=LEARNER)
    sqlite_school.plant.ok(
        commands.WithdrawRequirement(requirement_id=bites), reason="Moved to another operation"
    )
    sqlite_school.plant.ok(start, actor=LEARNER)


def test_a_document_that_is_not_effective_yet_asks_for_nothing(sqlite_school: School) -> None:
    line = sqlite_school.with_line()
    sqlite_school.require()
    order = line.ready("pump")
    sqlite_school.plant.ok(line.starting(order, 1), actor=LEARNER)


def test_the_rows_of_ones_own_roles_count_and_all_of_them_for_whoever_has_none(
    sqlite_school: School,
) -> None:
    line = sqlite_school.with_line()
    sqlite_school.effective("A")
    order = line.ready("pump")
    start = line.starting(order, 1, quantity=1)
    other = sqlite_school.new_role("setter", "production.operation.start")
    sqlite_school.require(role_id=other)
    # usr_4 has another role, and usr_9 is nobody: both must know what is required of setters.
    sqlite_school.plant.refused("not_trained", start, actor=LEARNER)
    sqlite_school.plant.refused("not_trained", start, actor="usr_9")


@pytest.mark.clause("21 CFR 11.10(i)")
def test_untrained_inspectors_decide_nothing_and_what_they_found_is_marked(
    sqlite_school: School,
) -> None:
    bench = Bench(sqlite_school.plant)
    _, inspection = bench.inspected()
    sqlite_school.effective("A")
    sqlite_school.require(applies_to=AppliesTo.INSPECTION, stage=Stage.IQC)
    results = [bench.looks(inspection, 1, passed=True)]
    record = RecordResult(inspection_id=inspection, results=results)
    found = sqlite_school.plant.ok(record, actor=LEARNER)
    assert codes(found) == ["not_trained"]
    assert len(bench.results(inspection)) == 1  # what was seen is not lost
    decide = DecideInspection(inspection_id=inspection, decision=Decision.REJECT)
    sqlite_school.plant.refused("not_trained", decide, actor=LEARNER)


def test_an_inspection_of_another_stage_or_item_asks_for_nothing(sqlite_school: School) -> None:
    bench = Bench(sqlite_school.plant)
    _, inspection = bench.inspected()
    sqlite_school.effective("A")
    sqlite_school.require(applies_to=AppliesTo.INSPECTION, stage=Stage.FQC)
    other = bench.item("OTHER")
    sqlite_school.require(applies_to=AppliesTo.INSPECTION, item_id=other)
    bench.record_all(inspection, "10", "10")
    command = "inspection.decide_inspection/1"
    sqlite_school.require(applies_to=AppliesTo.COMMAND, command_kind=command)
    decide = DecideInspection(inspection_id=inspection, decision=Decision.ACCEPT)
    sqlite_school.plant.refused("not_trained", decide, actor=LEARNER)
    sqlite_school.read()
    sqlite_school.plant.ok(decide, actor=LEARNER)


@pytest.mark.clause("21 CFR 11.10(i)")
def test_untrained_people_do_not_release(sqlite_school: School) -> None:
    bench = Bench(sqlite_school.plant)
    lot_id, inspection = bench.inspected()
    bench.record_all(inspection, "10", "10")
    bench.decide(inspection, Decision.ACCEPT)
    sqlite_school.effective("A")
    sqlite_school.require(applies_to=AppliesTo.COMMAND, command_kind="warehouse.release_lot/1")
    release = ReleaseLot(lot_id=lot_id)
    sqlite_school.plant.refused("not_trained", release, actor=LEARNER)
    sqlite_school.read()
    sqlite_school.plant.ok(release, actor=LEARNER)
