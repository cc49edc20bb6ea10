"""What the ledger says of a past day is what the authority said on it, moment by moment."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.could import Told, could, telling_kinds
from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.people.authority import CONSOLE, RoleAuthority
from lotproof.modules.people.commands import (
    ChangeRole,
    DeactivateUser,
    ReactivateUser,
    RetireRole,
    RevokeRole,
)
from lotproof.modules.people.commands_access import (
    ChangeGrant,
    Delegate,
    GiveBackEmergencyRole,
    MoveUser,
    RoleForUser,
    TakeEmergencyRole,
)
from lotproof.modules.people.queries import deputyships
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.modules.people.helpers import (
    WHY,
    define,
    define_emergency,
    employ,
    grant,
    in_days,
)
from tests.support.plant import Plant

BUY, SELL = "items.item.register", "items.item.retire"
HOUR_S = 3_600


def told(plant: Plant, first: Instant, last: Instant, permission: str) -> list[Told]:
    with plant.database.snapshot() as connection:
        view = LedgerView(connection)
        kinds = telling_kinds()
        entries = [e for e in view.entries(0, view.size) if e.envelope.kind in kinds]
        return could(entries, first, last, permission=permission)


def test_history_says_what_the_authority_said(plant: Plant) -> None:
    """After each step everybody is asked for; afterwards the ledger gives the same answers."""
    begin = plant.clock.now()
    people = [employ(plant, "li", BUY), employ(plant, "deputy"), employ(plant, "third")]
    standby = define_emergency(plant, "standby", BUY, hours=1)
    other = define(plant, "other", BUY, SELL)
    one, two, three = people
    steps: list[Callable[[], object]] = [
        lambda: grant(plant, three, standby),
        lambda: plant.ok(TakeEmergencyRole(role_id=standby), actor="usr_3", reason=WHY),
        lambda: plant.clock.advance(seconds=2 * HOUR_S),
        lambda: plant.ok(TakeEmergencyRole(role_id=standby), actor="usr_3", reason=WHY),
        lambda: plant.ok(GiveBackEmergencyRole(role_id=standby), actor="usr_3"),
        lambda: plant.ok(
            Delegate(deputy_id=two, permissions=[BUY], valid_until=in_days(plant, 1)),
            actor="usr_1", reason=WHY,
        ),
        lambda: plant.ok(DeactivateUser(user_id=one), actor=CONSOLE, reason=WHY),
        lambda: plant.ok(ReactivateUser(user_id=one), actor=CONSOLE, reason=WHY),
        lambda: plant.ok(
            Delegate(deputy_id=two, permissions=[BUY], valid_until=in_days(plant, 1)),
            actor="usr_1", reason=WHY,
        ),
        lambda: plant.clock.advance(days=2),
        lambda: plant.ok(
            ChangeGrant(user_id=one, role_id=RoleId(1), valid_until=in_days(plant, 1)),
            actor=CONSOLE, reason=WHY,
        ),
        lambda: plant.clock.advance(days=2),
        lambda: plant.ok(
            MoveUser(user_id=one, roles=[RoleForUser(role_id=other)]), actor=CONSOLE, reason=WHY
        ),
        lambda: plant.ok(
            ChangeRole(role_id=other, title="o", title_zh="其", permissions=[SELL]),
            actor=CONSOLE, reason=WHY,
        ),
        lambda: grant(plant, two, other),
        lambda: plant.ok(RevokeRole(user_id=one, role_id=other), actor=CONSOLE, reason=WHY),
        lambda: plant.ok(RetireRole(role_id=other), actor=CONSOLE, reason=WHY),
    ]  # fmt: skip
    seen: list[tuple[Instant, str, frozenset[str]]] = []
    for step in steps:
        step()
        for permission in (BUY, SELL):
            seen.append((plant.clock.now(), permission, _now(plant, permission, people)))
    end = plant.clock.now()
    history = {permission: told(plant, begin, end, permission) for permission in (BUY, SELL)}
    assert len({holders for _, _, holders in seen}) > 4
    for at, permission, holders in seen:
        said = {t.way.user for t in history[permission] if t.since <= at < t.until}
        assert said == holders, (at, permission)
    for ways in history.values():
        for before, after in pairwise(ways):
            is_same = before._replace(since=after.since, until=after.until) == after
            assert not (is_same and before.until == after.since), "told in two pieces"


def _now(plant: Plant, permission: str, people: list[UserId]) -> frozenset[str]:
    """Who may do it now, in their own name or on behalf, as the authority itself says."""
    command = next(s for s in COMMANDS.values() if s.permission == permission)
    holders = set()
    with plant.reader() as reader:
        authority = RoleAuthority()
        for user_id in people:
            actor = UserId.text(user_id)
            if authority.may(reader, actor, command.permission):
                holders.add(actor)
    with plant.reader() as reader:
        for user_id in people:
            for each in deputyships(reader, user_id):
                lender = UserId.text(each.user_id)
                if permission in each.permissions and lender in holders:
                    holders.add(UserId.text(user_id))
    return frozenset(holders)


@pytest.mark.parametrize("kind", ["people.grant_role/1", "people.close_access_review/1"])
def test_what_changes_permissions_is_looked_at(kind: str) -> None:
    assert kind in telling_kinds()
    assert "people.start_session/1" not in telling_kinds()
