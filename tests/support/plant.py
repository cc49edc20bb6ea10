"""A site in a test: the real executor on a real database, without threads, with a set clock."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lotproof import modules
from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.postgres import PostgresConnection, PostgresDatabase
from lotproof.adapters.verify import verify
from lotproof.kernel.clock import Instant, instant
from lotproof.kernel.database import UniqueViolation
from lotproof.kernel.executor import Authority, Executor, Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import Command
from lotproof.kernel.safety import OpenLedger
from lotproof.kernel.signing import SignatureCheck
from lotproof.kernel.site import Site
from lotproof.kernel.work import Defect, Reader, Work
from tests.support.quick_sqlite import with_tables

START = instant(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))


class SetClock:
    """A clock that stands still until a test moves it; each reading is a microsecond later."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> Instant:
        self._now = Instant(self._now + 1)
        return self._now

    def advance(self, *, days: int = 0, seconds: int = 0) -> None:
        self._now = Instant(self._now + (days * 86_400 + seconds) * 1_000_000)


class Everybody:
    """An authority under which every actor may do everything."""

    kinds: frozenset[str] = frozenset()

    def among(self, reader: Reader, actors: Collection[str]) -> "Everybody":
        return self

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        del reader, actor, permission
        return "rol_1"

    def limited(
        self, reader: Reader, actor: str, behalf: str | None, command: Command
    ) -> str | None:
        del reader, actor, behalf, command
        return "rol_1"


class Unasked:
    """Where nobody is asked for a signature."""

    def check(self, work: Work, given: Submission, command: Command) -> None:
        del work, given, command


class Plant:
    """An opened demonstration site."""

    def __init__(
        self,
        url: str,
        authority: Authority | None = None,
        signatures: SignatureCheck | None = None,
    ) -> None:
        modules.load()
        self.clock = SetClock()
        self.database = open_database(url)
        self.database.create_tables()
        self.executor = Executor(
            self.database, authority or Everybody(), self.clock, signatures or Unasked()
        )
        self.connection = self.database.connect()
        self.ok(
            OpenLedger(
                name="Test plant",
                origin="demo.lotproof.example/test",
                zone="Asia/Shanghai",
                is_demonstration=True,
            )
        )

    def submit(self, *submissions: Submission) -> list[Receipt]:
        """Run a batch in one transaction; a Defect is raised."""
        answers = self.executor.run(self.connection, submissions)
        self.seal()
        for answer in answers:
            if isinstance(answer, Defect):
                raise answer
        return [a for a in answers if isinstance(a, Receipt)]

    def do(self, command: Command, *, actor: str = "usr_1", **envelope: Any) -> Receipt:
        """Run one command; the receipt says what came of it."""
        given = {"id": str(uuid.uuid4()), **envelope}
        body = dump(command, secrets=True)
        return self.submit(Submission(kind=command.SPEC.kind, body=body, actor=actor, **given))[0]

    def ok(self, command: Command, **how: Any) -> Receipt:
        receipt = self.do(command, **how)
        assert receipt.outcome == "done", (receipt.code, receipt.message, receipt.problems)
        return receipt

    def refused(self, code: str, command: Command, **how: Any) -> Receipt:
        receipt = self.do(command, **how)
        assert (receipt.outcome, receipt.code) == ("refused", code), receipt
        return receipt

    def seal(self) -> None:
        """PostgreSQL: let the sequencer run; beside another one, read the head again."""
        while isinstance(self.database, PostgresDatabase):
            assert isinstance(self.connection, PostgresConnection)
            with suppress(UniqueViolation):
                if not self.database.consume(self.connection):
                    return

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        with self.database.snapshot() as connection:
            bare = Reader(connection, self.executor.site(connection), self.clock.now())
            assert isinstance(bare.site, Site)
            yield bare

    def check(self) -> None:
        """The ledger is whole and the tables are what it says."""
        self.seal()
        with self.database.snapshot() as connection:
            report = verify(connection, keys=())
        assert report.is_whole, report.findings

    def close(self) -> None:
        self.connection.close()
        self.database.close()


@pytest.fixture
def plant(database_url: str) -> Iterator[Plant]:
    """Give an opened site, once on SQLite and once on PostgreSQL."""
    opened = Plant(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_plant(tmp_path: Path) -> Iterator[Plant]:
    """Give an opened site on SQLite."""
    path = tmp_path / "plant.sqlite"
    path.write_bytes(with_tables())
    opened = Plant(f"sqlite:///{path}")
    yield opened
    opened.close()
