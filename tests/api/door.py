"""An opened plant behind its HTTP door, with people of every standard role."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel.clock import Clock
from lotproof.kernel.registry import Command
from lotproof.kernel.submission import Receipt, Submission
from lotproof.ledger.entry import Sealed
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import (
    DefineRole,
    GrantRole,
    RegisterUser,
    SetPassword,
    StartSession,
)
from lotproof.modules.people.default_roles import default_role_commands
from lotproof.modules.people.passwords import hash_password
from lotproof.modules.people.queries import users
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.support.quick_sqlite import with_tables

PASSWORD = "correct horse battery"
SECRET = "signed with this"
ORIGIN = "demo.lotproof.example/door"
_WAITING = "SELECT count(*) FROM ledger_pending"


@cache
def _hash() -> str:
    """The hash of PASSWORD, made once a process since it is slow on purpose."""
    return hash_password(PASSWORD)


@cache
def _standard_roles() -> tuple[DefineRole, ...]:
    return tuple(default_role_commands())


def _plant(folder: Path, url: str | None, clock: Clock | None = None) -> Plant:
    """A site that is not opened yet; one on SQLite of this folder has its tables."""
    if url is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "lotproof.sqlite").write_bytes(with_tables())
    return Plant(folder, url, clock=clock)


class Answer:
    """A response with its JSON at hand."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.headers = response.headers

    @property
    def json(self) -> Any:
        return self.response.json()


class Door:
    """Requests of somebody, and what the ledger says of them."""

    def __init__(self, folder: Path, url: str | None = None, *, demonstration: bool = True) -> None:
        self.plant = _plant(folder, url)
        self.plant.open_ledger(
            "Door plant", ORIGIN, "Asia/Shanghai", is_demonstration=demonstration
        )
        self.roles = {
            command.code: RoleId.parse(self.plant.do(command).value("role_id"))
            for command in _standard_roles()
        }
        self.app = create_app(self.plant)
        self.client = TestClient(self.app, raise_server_exceptions=False)
        self.users: dict[str, UserId] = {}
        self._known: set[str] = set()
        self._tokens: dict[str, str] = {}

    def user(self, login: str, role: str | None = None, **more: Any) -> UserId:
        """Somebody with an account and, if named, a role; made when first asked for."""
        if login not in self.users:
            told = self.plant.do(
                RegisterUser(login=login, name=f"Name {login}", language=UserLanguage.EN, **more)
            )
            self.users[login] = UserId.parse(told.value("user_id"))
            if role is not None:
                self.plant.do(GrantRole(user_id=self.users[login], role_id=self.roles[role]))
        return self.users[login]

    def with_password(
        self, login: str, role: str | None = None, *, is_temporary: bool = False
    ) -> UserId:
        user_id = self.user(login, role)
        self._known.add(login)
        self.plant.do(
            SetPassword(user_id=user_id, password_hash=_hash(), is_temporary=is_temporary)
        )
        return user_id

    def token(self, who: str) -> str:
        """A session of somebody whose login is that of their role."""
        if who not in self._tokens:
            user_id = self.user(who, who if who in self.roles else None)
            if who not in self._known:
                self.with_password(who)
            token = f"token of {who} {uuid.uuid4()}"
            digest = sha256(token.encode()).hexdigest()
            self.plant.do(StartSession(user_id=user_id, digest=digest), actor=API)
            self._tokens[who] = token
        return self._tokens[who]

    def get(self, path: str, who: str | None = "auditor", **more: Any) -> Answer:
        return self.ask("GET", path, who, **more)

    def post(self, kind: str, body: Any, who: str | None, **envelope: Any) -> Answer:
        headers = envelope.pop("headers", {})
        return self.ask(
            "POST", f"/api/commands/{kind}", who, json={"body": body, **envelope}, headers=headers
        )

    def signed(self, kind: str, body: Any, who: str) -> Receipt:
        """A command with the signature of somebody whose login is that of their role."""
        actor = UserId.text(self.user(who, who if who in self.roles else None))
        given = Submission(kind=kind, body=body, actor=actor, id=str(uuid.uuid4()))
        receipt = Signers(self.plant, SECRET, who).submit(given).result()
        assert receipt.outcome == "done", receipt
        return receipt

    def ask(self, method: str, path: str, who: str | None, **more: Any) -> Answer:
        headers = dict(more.pop("headers", {}))
        if who is not None:
            headers["authorization"] = f"Bearer {self.token(who)}"
        self.client.cookies.clear()
        return Answer(
            self.client.request(method, path, headers=headers, follow_redirects=False, **more)
        )

    def do(self, command: Command, **how: Any) -> Receipt:
        return self.plant.do(command, **how)

    @property
    def size(self) -> int:
        """Entries sealed so far, once nothing waits to be sealed."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with self.plant.database.snapshot() as connection:
                inline = self.plant.database.seals_inline
                if inline or connection.rows(_WAITING, []) == [(0,)]:
                    return LedgerView(connection).size
            time.sleep(0.02)
        raise AssertionError("the ledger does not come to rest")

    def last(self, back: int = 1) -> Sealed:
        """The newest entry, or the one `back` from the end."""
        size = self.size
        with self.plant.ledger() as view:
            return view.entry(size - back)

    def close(self) -> None:
        self.client.close()
        self.plant.close()


@contextmanager
def opened(folder: Path, url: str | None = None, *, demonstration: bool = True) -> Iterator[Door]:
    door = Door(folder, url, demonstration=demonstration)
    try:
        yield door
    finally:
        door.close()


class LivingDoor(Door):
    """The door of a demonstration plant with some months of history; logins are its people's."""

    def __init__(
        self,
        folder: Path,
        operations: int = 800,
        url: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.plant = _plant(folder, url, clock)
        make_history(self.plant, operations, 7, lambda done, aim: None)
        self.app = create_app(self.plant)
        self.client = TestClient(self.app, raise_server_exceptions=False)
        with self.plant.reader() as reader:
            self.users = {user.login: UserId(user.id) for user in users(reader)}
        self.roles = {}
        self._known = set(self.users)
        self._tokens = {}
