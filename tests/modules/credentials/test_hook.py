"""What other modules rely on: one command that any of their reactions may order."""

from lotproof.kernel.registry import HANDLERS, REACTIONS
from lotproof.modules.credentials.commands_program import RaiseAlert, ReportFailure
from lotproof.modules.people.events import FailuresMounted, UserLockedOut


def test_a_reported_failure_can_end_in_an_alert() -> None:
    emitted = set(HANDLERS[ReportFailure].emits)
    assert {UserLockedOut, FailuresMounted} <= emitted
    for event in (UserLockedOut, FailuresMounted):
        assert any(RaiseAlert in reaction.issues for reaction in REACTIONS[event])
