"""Plans are drafted by one person and approved by another; one a stage is effective."""

import pytest

from lotproof.modules.inspection.commands import MakePlanEffective, WithdrawPlan
from lotproof.modules.inspection.queries import (
    Plan,
    characteristics,
    effective_plan,
    plans_of_item,
)
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicKind,
    PlanId,
    PlanState,
    Stage,
)
from lotproof.modules.items.commands import RetireItem
from lotproof.modules.items.vocabulary import ItemId
from tests.modules.inspection.bench import APPROVER, DRAFTER, LENGTH, LOOKS, WHY, Bench

MEASURED, ATTRIBUTE = CharacteristicKind.MEASURED, CharacteristicKind.ATTRIBUTE


def effective(bench: Bench, stage: Stage = Stage.IQC) -> Plan | None:
    with bench.plant.reader() as reader:
        return effective_plan(reader, bench.tube, stage)


def test_plan_is_drafted_approved_and_replaced(bench: Bench) -> None:
    first = bench.drafted(LENGTH, LOOKS)
    assert effective(bench) is None
    bench.plant.refused("own_plan", MakePlanEffective(plan_id=first), actor=DRAFTER)
    bench.plant.ok(MakePlanEffective(plan_id=first), actor=APPROVER)
    found = effective(bench)
    assert found is not None
    assert (found.id, found.drafted_by, found.approved_by) == (first, DRAFTER, APPROVER)
    with bench.plant.reader() as reader:
        assert [(each.position, each.code) for each in characteristics(reader, first)] == [
            (1, "LEN"),
            (2, "LOOK"),
        ]
    second, other = bench.plan(revision="B"), bench.plan(stage=Stage.FQC)
    with bench.plant.reader() as reader:
        assert [(each.id, each.state) for each in plans_of_item(reader, bench.tube)] == [
            (first, PlanState.SUPERSEDED),
            (second, PlanState.EFFECTIVE),
            (other, PlanState.EFFECTIVE),
        ]
    bench.plant.refused("wrong_state", MakePlanEffective(plan_id=first), actor=APPROVER)
    bench.plant.check()


def test_plan_is_withdrawn_with_a_reason(bench: Bench) -> None:
    plan_id = bench.plan()
    bench.plant.refused("reason_missing", WithdrawPlan(plan_id=plan_id))
    bench.plant.ok(WithdrawPlan(plan_id=plan_id), reason=WHY)
    assert effective(bench) is None
    bench.plant.refused("wrong_state", WithdrawPlan(plan_id=plan_id), reason=WHY)
    bench.plant.refused("not_found", WithdrawPlan(plan_id=PlanId(99)), reason=WHY)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("no_characteristics", []),
        ("characteristic_twice", [LENGTH, LENGTH]),
        ("characteristic_form", [CharacteristicGiven(code="A", name="A", kind=MEASURED)]),
        (
            "characteristic_form",
            [CharacteristicGiven(code="A", name="A", kind=MEASURED, unit="mm")],
        ),
        (
            "characteristic_form",
            [CharacteristicGiven(code="A", name="A", kind=ATTRIBUTE, unit="mm")],
        ),
        (
            "characteristic_limits_crossed",
            [
                CharacteristicGiven(
                    code="A", name="A", kind=MEASURED, unit="mm", low=LENGTH.high, high=LENGTH.low
                )
            ],
        ),
    ],
)
def test_plan_that_cannot_judge_is_refused(
    sqlite_bench: Bench, code: str, given: list[CharacteristicGiven]
) -> None:
    sqlite_bench.plant.refused(code, sqlite_bench.defining(*given))


def test_plan_is_of_a_living_item_and_a_new_revision(sqlite_bench: Bench) -> None:
    bench = sqlite_bench
    bench.drafted(LOOKS)
    bench.plant.refused("duplicate", bench.defining(LOOKS))
    bench.plant.refused("not_found", bench.defining(LOOKS, item_id=ItemId(99)))
    bench.plant.refused("invalid_input", bench.defining(LOOKS, sample_size=0))
    bench.plant.ok(RetireItem(item_id=bench.tube), reason=WHY)
    bench.plant.refused("item_not_inspectable", bench.defining(LOOKS, revision="B"))
