"""Signing in through the door, with passwords and codes, and a clock that a test moves on."""

from base64 import b32decode
from typing import Any

from lotproof.adapters.identity.codes import code_at
from lotproof.kernel.clock import Clock, Instant
from tests.api.door import PASSWORD, Answer, Door

HOST = {"host": "plant.example"}
ORIGIN = "https://plant.example"
STEP_US = 30_000_000


class Ahead:
    """A clock that is ahead of another by some microseconds."""

    def __init__(self, clock: Clock, ahead: int = 0) -> None:
        self._clock, self.ahead = clock, ahead

    def now(self) -> Instant:
        return Instant(self._clock.now() + self.ahead)


def later(door: Door, steps: int = 1) -> None:
    """Move the clock of a `calm` door on by steps of the codes, 30 seconds each."""
    assert isinstance(door.plant.clock, Ahead)
    door.plant.clock.ahead += steps * STEP_US


def post(door: Door, path: str, token: str | None = None, **body: Any) -> Answer:
    headers = HOST | ({"authorization": f"Bearer {token}"} if token else {})
    return door.ask("POST", path, None, json=body, headers=headers)


def get(door: Door, path: str, token: str) -> Answer:
    return door.ask("GET", path, None, headers=HOST | {"authorization": f"Bearer {token}"})


def sign_in(door: Door, login: str = "keeper", password: str = PASSWORD) -> Answer:
    return post(door, "/api/session", login=login, password=password)


def code(door: Door, seed: bytes) -> str:
    return code_at(seed, door.plant.clock.now() // STEP_US)


def begin_enrolment(door: Door, token: str) -> tuple[bytes, str]:
    """The seed that somebody's app is given, and the ticket to confirm it with."""
    begun = post(door, "/api/account/totp", token, password=PASSWORD)
    assert begun.status == 200, begun.json
    return b32decode(begun.json["secret"].replace(" ", "")), begun.json["ticket"]


def confirm_enrolment(door: Door, token: str, ticket: str, first: str) -> list[str]:
    """Give the first code of an app; the recovery codes."""
    done = post(door, "/api/account/totp/confirm", token, ticket=ticket, code=first)
    assert done.status == 200, done.json
    found: list[str] = done.json["recovery_codes"]
    return found


def enrol(door: Door, token: str) -> tuple[bytes, list[str]]:
    """The seed in somebody's app, and their recovery codes."""
    seed, ticket = begin_enrolment(door, token)
    return seed, confirm_enrolment(door, token, ticket, code(door, seed))


def kinds(door: Door, count: int) -> list[str]:
    door.size  # noqa: B018 - waits until everything is sealed
    return [door.last(back).envelope.kind for back in range(count, 0, -1)]
