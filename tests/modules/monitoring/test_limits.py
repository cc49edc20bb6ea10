"""Sources, points and limits: who may set them, and what cannot be meant."""

from typing import Any

import pytest

from lotproof.kernel.site import Trust
from lotproof.modules.monitoring.commands import (
    DraftLimits,
    MakeLimitsEffective,
    RegisterPoint,
    RegisterSource,
    RetirePoint,
    RetireSource,
    WithdrawLimits,
)
from lotproof.modules.monitoring.queries import limits_at
from lotproof.modules.monitoring.vocabulary import Phase, SourceKind
from tests.modules.monitoring.hall import ENGINEER, QUALITY, Hall, degrees, phase_limits

pytestmark = pytest.mark.clause("ISO 13485 §7.5.6")


def in_force(hall: Hall) -> str | None:
    with hall.plant.reader() as reader:
        found = limits_at(reader, hall.point, reader.now)
    return None if found is None else found.revision


def test_limits_come_into_force_by_somebody_else_and_one_after_the_other(hall: Hall) -> None:
    first = hall.draft()
    effective = MakeLimitsEffective(limits_id=first)
    hall.plant.refused("own_limits", effective, actor=ENGINEER)
    assert in_force(hall) is None
    hall.plant.ok(effective, actor=QUALITY)
    assert in_force(hall) == "A"
    then = hall.plant.clock.now()
    second = hall.limit(revision="B")
    assert in_force(hall) == "B"
    with hall.plant.reader() as reader:
        before = limits_at(reader, hall.point, then)
    assert before is not None
    assert before.revision == "A"
    hall.plant.refused("wrong_state", effective, actor=QUALITY)
    hall.plant.ok(WithdrawLimits(limits_id=second), actor=QUALITY, reason="sensor exchanged")
    assert in_force(hall) is None
    hall.plant.check()


def test_a_revision_stands_once(sqlite_hall: Hall) -> None:
    sqlite_hall.draft()
    with pytest.raises(AssertionError, match="duplicate"):
        sqlite_hall.draft()


@pytest.mark.parametrize(
    "wrong",
    [
        {"action_low": degrees("178")},
        {"alert_high": degrees("185.001")},
        {"specification_high": degrees("184")},
        {"specification_low": degrees("176")},
        {"alert_low": degrees("184"), "action_low": None},
    ],
)
def test_alert_lies_within_action_within_specification(
    sqlite_hall: Hall, wrong: dict[str, Any]
) -> None:
    with pytest.raises(AssertionError, match="limits_out_of_order"):
        sqlite_hall.draft(phase_limits(**wrong))


def test_a_dead_band_leaves_a_value_at_which_it_ends(sqlite_hall: Hall) -> None:
    sqlite_hall.draft(phase_limits(dead_band=degrees("3")))
    with pytest.raises(AssertionError, match="dead_band_too_wide"):
        sqlite_hall.draft(phase_limits(dead_band=degrees("3.001")), revision="B")


def test_limits_have_phases_once_and_the_unit_of_the_point(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    with pytest.raises(AssertionError, match="repeated_phase"):
        hall.draft(phase_limits(), phase_limits())
    with pytest.raises(AssertionError, match="limits_unit_differs"):
        hall.draft(phase_limits(), phase_limits(Phase.IDLE, unit="kPa"))


def test_limits_are_for_some_phase(sqlite_hall: Hall) -> None:
    nothing = DraftLimits(point_id=sqlite_hall.point, revision="A", unit="Cel", phases=[])
    sqlite_hall.plant.refused("limits_without_phase", nothing, actor=ENGINEER)


def test_a_point_is_on_a_machine_or_in_an_area(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    lost = RegisterPoint(code="X", name="X", unit="Cel", source_id=hall.source, tag="X")
    hall.plant.refused("point_nowhere", lost)


def test_what_is_retired_gets_nothing_new(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.plant.ok(RetirePoint(point_id=hall.point), reason="removed")
    with pytest.raises(AssertionError, match="point_retired"):
        hall.draft()
    hall.plant.ok(RetireSource(source_id=hall.source), reason="removed")
    with pytest.raises(AssertionError, match="source_retired"):
        hall.add_point("PRESS-1.P", "P", equipment_id=hall.line.press)


def test_codes_and_tags_are_given_once(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    again = RegisterSource(
        code="press-gw", name="Again", kind=SourceKind.REST, trust=Trust.UNVERIFIED
    )
    hall.plant.refused("duplicate", again)
    with pytest.raises(AssertionError, match="duplicate"):
        hall.add_point("PRESS-1.U", "ns=2;s=T", equipment_id=hall.line.press)
