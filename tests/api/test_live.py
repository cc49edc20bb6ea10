"""GET /api/live: whoever looks on hears of what is sealed, by whichever process."""

import dataclasses
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from lotproof.entrypoints.api import live as live_module
from lotproof.entrypoints.api.live import LISTENERS_OF_ONE_MAX, SUBJECTS_MAX, News
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.registry import HANDLERS
from lotproof.kernel.safety import open_task
from lotproof.kernel.text import t
from lotproof.modules.people.commands import DeactivateUser, RegisterUser
from lotproof.modules.people.vocabulary import UserLanguage
from tests.api.door import Door
from tests.api.listening import listening

PATIENCE_S = 20.0


class Ear:
    """One browser that listens as somebody."""

    def __init__(self, door: Door, port: int, who: str, **headers: str) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S)
        self._stream = self._client.stream(
            "GET",
            "/api/live",
            headers={"authorization": f"Bearer {door.token(who)}", **headers},
        )
        self.answer = self._stream.__enter__()
        self._lines = self.answer.iter_lines()

    def next(self, *names: str) -> dict[str, Any]:
        """The next event of one of these names, with its name and id."""
        deadline = time.monotonic() + PATIENCE_S
        event: dict[str, Any] = {}
        for line in self._lines:
            assert time.monotonic() < deadline, f"no {names}"
            key, _, value = line.partition(": ")
            if key == "data":
                event["data"] = json.loads(value)
            elif key:
                event[key] = value
            else:
                if event["event"] in names:
                    return event
                event = {}
        raise AssertionError(f"the stream ended without {names}")

    def has_ended(self) -> bool:
        return all(True for _ in self._lines)

    def close(self) -> None:
        self._stream.__exit__(None, None, None)
        self._client.close()


def register(plant: Plant, login: str) -> str:
    command = RegisterUser(login=login, name=login, language=UserLanguage.EN)
    user_id: str = plant.do(command).value("user_id")
    return user_id


@pytest.fixture
def port(door: Door) -> Iterator[int]:
    with listening(door.app) as (_, found):
        yield found


def test_what_is_sealed_is_told_with_what_it_is_about(either_door: Door) -> None:
    door = either_door
    door.token("administrator")
    assert door.size > 0  # everything before has come to rest
    with listening(door.app) as (_, port):
        ear = Ear(door, port, "administrator")
        assert ear.answer.headers["content-type"].startswith("text/event-stream")
        ear.next("beat")
        user_id = register(door.plant, "newcomer")
        told = ear.next("sealed")
        ear.close()
    assert user_id in told["data"]["subjects"]
    assert told["data"]["kinds"] == ["people.user", "people.way_in"]
    assert told["data"]["size"] == int(told["id"]) == door.size
    assert told["data"]["at"] == door.last().envelope.recorded
    assert told["data"]["more"] is False


def test_what_another_process_seals_is_told_as_well(door: Door, port: int) -> None:
    """The second opening of the folder is as another process is: it writes through the first."""
    ear = Ear(door, port, "administrator")
    ear.next("beat")
    other = Plant(door.plant.folder)
    try:
        user_id = register(other, "from-elsewhere")
    finally:
        other.close()
    assert user_id in ear.next("sealed")["data"]["subjects"]
    ear.close()


def test_nobody_hears_of_what_they_may_not_read(door: Door, port: int) -> None:
    door.user("nobody")
    ear = Ear(door, port, "nobody")
    ear.next("beat")
    register(door.plant, "newcomer")
    told = ear.next("sealed")["data"]
    assert (told["subjects"], told["kinds"]) == ([], [])
    assert told["size"] == door.size
    ear.close()


def test_a_stream_takes_up_where_the_last_one_broke_off(door: Door, port: int) -> None:
    door.token("administrator")
    before = door.size
    user_id = register(door.plant, "meanwhile")
    ear = Ear(door, port, "administrator", **{"last-event-id": str(before)})
    told = ear.next("sealed")["data"]
    assert told["subjects"] == [user_id]
    ear.close()


def test_a_new_task_is_told_to_whoever_may_see_it(
    door: Door, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    registering = HANDLERS[RegisterUser]

    def deviating(command: Any, work: Any) -> None:
        registering.run(command, work)
        open_task(work, work.frame, ["usr_1"], "seen", t("a deviation", "偏差"))

    auditor, operator = Ear(door, port, "auditor"), Ear(door, port, "operator")
    auditor.next("beat")
    operator.next("beat")
    handlers: dict[Any, Any] = HANDLERS
    monkeypatch.setitem(handlers, RegisterUser, dataclasses.replace(registering, run=deviating))

    register(door.plant, "newcomer")

    assert auditor.next("inbox")["data"]["size"] == door.size
    assert auditor_only(operator.next("sealed", "inbox"))
    auditor.close()
    operator.close()


def auditor_only(told: dict[str, Any]) -> bool:
    """Whether somebody without the ledger's permission hears of the entry, not of the task."""
    return told["event"] == "sealed" and "kernel.task" not in told["data"]["kinds"]


def test_a_stream_ends_with_its_session(door: Door, port: int) -> None:
    token = door.token("auditor")
    ear = Ear(door, port, "auditor")
    ear.next("beat")
    out = httpx.delete(
        f"http://127.0.0.1:{port}/api/session", headers={"authorization": f"Bearer {token}"}
    )
    assert out.status_code == 200
    ear.next("ended")
    assert ear.has_ended()
    ear.close()


def test_a_stream_of_somebody_deactivated_ends(door: Door, port: int) -> None:
    ear = Ear(door, port, "auditor")
    ear.next("beat")
    door.do(DeactivateUser(user_id=door.users["auditor"]), reason="left")
    ear.next("ended")
    ear.close()


def test_nobody_hears_nothing(door: Door, port: int) -> None:
    assert httpx.get(f"http://127.0.0.1:{port}/api/live").status_code == 401


def test_silence_is_told_as_well(door: Door, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lotproof.entrypoints.api.streams.BEAT_S", 0.2)
    ear = Ear(door, port, "auditor")
    assert [ear.next("beat")["data"]["size"] for _ in range(3)] == [door.size] * 3
    ear.close()


def test_one_user_has_a_bounded_number_of_streams(door: Door, port: int) -> None:
    ears = [Ear(door, port, "auditor") for _ in range(LISTENERS_OF_ONE_MAX)]
    for ear in ears:
        ear.next("beat")
    late = Ear(door, port, "auditor")
    assert late.answer.status_code == 429
    late.close()
    other = Ear(door, port, "administrator")
    assert other.answer.status_code == 200
    other.close()
    for ear in ears:
        ear.close()
    deadline = time.monotonic() + PATIENCE_S
    while door.app.state.live._listeners and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not door.app.state.live._listeners
    assert door.app.state.live._watch is None, "nobody listens, and the ledger is still looked at"


def test_the_ledger_is_looked_at_once_for_all(
    door: Door, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    since = door.app.state.live._since

    def counted(size: int) -> Any:
        looks.append(size)
        return since(size)

    monkeypatch.setattr(door.app.state.live, "_since", counted)
    ears = [Ear(door, port, "auditor") for _ in range(8)]
    for ear in ears:
        ear.next("beat")
    looks.clear()
    started = time.monotonic()
    register(door.plant, "newcomer")
    for ear in ears:
        ear.next("sealed")
    spent = time.monotonic() - started
    assert len(looks) <= spent / live_module.INTERVAL_S + 2
    for ear in ears:
        ear.close()


def test_streams_end_when_the_server_is_told_to(door: Door) -> None:
    with listening(door.app) as (server, port):
        ear = Ear(door, port, "auditor")
        ear.next("beat")
        started = time.monotonic()
        server.should_exit = True
        assert ear.has_ended()
        ear.close()
    assert time.monotonic() - started < 5


def test_news_that_names_too_much_says_so() -> None:
    news = News(1)
    news.add(News(5, "now", {f"ser_{n}" for n in range(SUBJECTS_MAX + 1)}, {"warehouse.serial"}))
    told = news.for_(frozenset({"warehouse.read"}))
    assert told == {
        "size": 5, "at": "now", "subjects": [], "kinds": ["warehouse.serial"], "more": True,
    }  # fmt: skip
