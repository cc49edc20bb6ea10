"""Emergency access: predefined, for a reason, short, marked, and reviewed by somebody else."""

from collections.abc import Iterator

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.site import Task, TaskState
from lotproof.modules.people.authority import CONSOLE, RoleAuthority
from lotproof.modules.people.commands import DeactivateUser
from lotproof.modules.people.commands_access import (
    GiveBackEmergencyRole,
    ReviewEmergency,
    TakeEmergencyRole,
)
from lotproof.modules.people.figures import over
from lotproof.modules.people.queries import Emergency, permissions_of
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    EmergencyId,
    EmergencyState,
    EmergencyVerdict,
)
from tests.modules.items.helpers import registering
from tests.modules.people.helpers import WHY, define, define_emergency, employ, grant, register
from tests.support.plant import Plant

PERMISSION = "items.item.register"
TAKE = ("people.emergency.take",)


@pytest.fixture
def guarded(plant: Plant) -> Iterator[Plant]:
    """Give a site where roles count, with usr_1 on standby and usr_2 who reviews."""
    for login, permission in (("li", "people.emergency.take"), ("qa", "people.emergency.review")):
        employ(plant, login, permission)
    grant(plant, UserId(1), define_emergency(plant, "standby", PERMISSION, hours=4))
    plant.executor.authority = RoleAuthority(is_locking=True)
    yield plant
    plant.check()


STANDBY = RoleId(3)


def role_of(plant: Plant, command_id: str) -> str | None:
    with plant.database.snapshot() as connection:
        return LedgerView(connection).of_command(command_id).envelope.role


@pytest.mark.clause("21 CFR 11.10(d)")
def test_emergency_role_counts_while_it_is_taken_and_marks_every_entry(guarded: Plant) -> None:
    guarded.refused("not_permitted", registering("M-1"), actor="usr_1")
    take = TakeEmergencyRole(role_id=STANDBY)
    guarded.refused("reason_missing", take, actor="usr_1")
    guarded.ok(take, actor="usr_1", reason="line down, engineer not to be reached")
    with guarded.reader() as reader:
        assert PERMISSION in permissions_of(reader, UserId(1))
        task = reader.get(Task, 1)
        assert (task.code, task.subject) == ("emergency_to_be_reviewed", "emg_1")
    receipt = guarded.ok(registering("M-1"), actor="usr_1")
    assert role_of(guarded, receipt.id) == RoleId.text(STANDBY)
    guarded.refused("emergency_running", take, actor="usr_1", reason=WHY)
    guarded.clock.advance(seconds=4 * 3600 + 1)
    guarded.refused("not_permitted", registering("M-2"), actor="usr_1")


def test_emergency_is_given_back_early(guarded: Plant) -> None:
    back = GiveBackEmergencyRole(role_id=STANDBY)
    guarded.refused("no_emergency", back, actor="usr_1")
    take = TakeEmergencyRole(role_id=STANDBY, hours=1)
    guarded.ok(take, actor="usr_1", reason=WHY)
    guarded.ok(back, actor="usr_1")
    guarded.refused("not_permitted", registering("M-1"), actor="usr_1")
    guarded.ok(take, actor="usr_1", reason="again")
    guarded.ok(registering("M-1"), actor="usr_1")


def test_another_person_reviews_when_it_is_over(guarded: Plant) -> None:
    guarded.ok(TakeEmergencyRole(role_id=STANDBY, hours=72), actor="usr_1", reason=WHY)
    review = ReviewEmergency(
        emergency_id=EmergencyId(1), verdict=EmergencyVerdict.JUSTIFIED, remark="all entries read"
    )
    guarded.refused("emergency_not_over", review, actor="usr_2")
    with guarded.reader() as reader:
        assert over(reader, 10) == []
        taken = reader.get(Emergency, 1)
        assert taken.taken_until - taken.taken_from == 4 * 3600 * 1_000_000
    guarded.clock.advance(seconds=4 * 3600 + 1)
    with guarded.reader() as reader:
        assert over(reader, 10) == [1]
    guarded.refused("not_permitted", review, actor="usr_1")
    guarded.ok(review, actor="usr_2")
    guarded.refused("wrong_state", review, actor="usr_2")
    with guarded.reader() as reader:
        taken = reader.get(Emergency, 1)
        assert (taken.state, taken.reviewed_by) == (EmergencyState.REVIEWED, "usr_2")
        task = reader.get(Task, taken.task_id)
        assert (task.state, task.outcome) == (TaskState.DONE, "all entries read")


def test_nobody_reviews_their_own_emergency(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id = register(plant, "li", password=False)
    grant(plant, user_id, define_emergency(plant, "standby", PERMISSION, hours=1))
    plant.ok(TakeEmergencyRole(role_id=RoleId(1)), actor="usr_1", reason=WHY)
    plant.clock.advance(seconds=3601)
    review = ReviewEmergency(
        emergency_id=EmergencyId(1), verdict=EmergencyVerdict.UNJUSTIFIED, remark="x"
    )
    plant.refused("own_review", review, actor="usr_1")
    plant.refused("own_review", review, actor="usr_2", behalf="usr_1")


def test_only_who_is_on_standby_takes_an_emergency_role(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    user_id, other = register(plant, "li", password=False), register(plant, "x", password=False)
    standby, plain = define_emergency(plant, "standby", PERMISSION), define(plant, "p", PERMISSION)
    grant(plant, user_id, standby)
    grant(plant, user_id, plain)
    take = TakeEmergencyRole(role_id=standby)
    plant.refused("role_not_held", take, actor=UserId.text(other), reason=WHY)
    plant.refused("not_a_person", take, actor=CONSOLE, reason=WHY)
    not_one = TakeEmergencyRole(role_id=plain)
    plant.refused("not_an_emergency_role", not_one, actor=UserId.text(user_id), reason=WHY)


def test_whoever_is_deactivated_has_no_emergency_access(guarded: Plant) -> None:
    guarded.ok(TakeEmergencyRole(role_id=STANDBY), actor="usr_1", reason=WHY)
    guarded.ok(DeactivateUser(user_id=UserId(1)), actor=CONSOLE, reason=WHY)
    guarded.refused("not_permitted", registering("M-1"), actor="usr_1")
