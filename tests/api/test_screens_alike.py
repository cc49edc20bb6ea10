"""What the screens ask for is answered alike by both kinds of database."""

from collections.abc import Iterator
from typing import Any

import pytest

from lotproof.kernel.clock import Instant, SystemClock
from tests.api.door import LivingDoor

OPERATIONS = 250
LOTS = ("lot_1", "lot_2", "lot_6")
PATHS = (
    "/api/home",
    "/api/board/orders",
    "/api/board/schedule",
    "/api/board/stock",
    "/api/board/expiry",
    "/api/board/map",
    "/api/dashboard?period=month",
    *(f"/api/graph/{lot}" for lot in LOTS),
    *(f"/api/graph/{lot}/table" for lot in LOTS),
    *(f"/api/unit/{lot}" for lot in LOTS),
)
TIMES = {"at", "from", "to", "started_at", "worked_until", "decided_at", "dispatched_at",
         "opened_at"}  # fmt: skip
"""No two entries of a site are recorded in the same microsecond, and the engines share some
moments; the rest of the story is the same."""


class StoppedClock:
    """Both histories end at the same moment: where work stands then depends on the hour."""

    def __init__(self) -> None:
        self._now = SystemClock().now()

    def now(self) -> Instant:
        return self._now


@pytest.fixture(scope="module")
def doors(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Any
) -> Iterator[tuple[LivingDoor, LivingDoor]]:
    """Give the same plant twice: on SQLite and on PostgreSQL."""
    name = postgres_server.create_database()
    places = [tmp_path_factory.mktemp(each) / "site" for each in ("one", "other")]
    clock = StoppedClock()
    one = LivingDoor(places[0], OPERATIONS, None, clock)
    other = LivingDoor(places[1], OPERATIONS, postgres_server.url(name), clock)
    yield one, other
    one.close()
    other.close()
    postgres_server.drop_database(name)


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_times(each) for name, each in value.items() if name not in TIMES}
    return [without_times(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", PATHS)
def test_both_answer_alike(doors: tuple[LivingDoor, LivingDoor], path: str) -> None:
    answers = [door.get(path) for door in doors]
    assert [each.status for each in answers] == [200, 200], [each.json for each in answers]
    one, other = (without_times(each.json) for each in answers)
    assert one == other


def test_looking_seals_nothing(doors: tuple[LivingDoor, LivingDoor]) -> None:
    """The time machine and stories too; and a question that cannot be answered."""
    for door in doors:
        door.get("/api/home")
        before = door.size
        for path in (*PATHS, "/api/plant/at/100", "/api/plant/moments", "/api/story/lot_6"):
            assert door.get(path).status == 200, path
            for twisted in (f"{path}x", f"{path}/x", path.replace("lot_", "lot_9999")):
                assert door.get(twisted).status < 500, twisted
        assert door.size == before
