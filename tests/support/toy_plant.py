"""An opened site that knows the kernel and the toys, and none of the product's modules."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from lotproof.adapters.databases import open_database
from lotproof.adapters.verify import Report, verify
from lotproof.kernel.executor import Authority, Executor, Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.quantity import Amount
from lotproof.kernel.reader import Defect
from lotproof.kernel.registry import Command
from lotproof.kernel.safety import OpenLedger
from lotproof.ledger.entry import Sealed
from tests.support.plant import Everybody, Plant, SetClock
from tests.support.postgres import PostgresServer
from tests.support.toys import JarId, MakeJar, TakeOut

ORIGIN = "demo.lotproof.example/toys"
OPEN = OpenLedger(name="Toys", origin=ORIGIN, zone="Asia/Shanghai", is_demonstration=True)


def submission(command: Command, *, actor: str = "usr_1", **envelope: Any) -> Submission:
    """A typed command as it arrives."""
    given = {"id": str(uuid.uuid4()), **envelope}
    return Submission(
        kind=command.SPEC.kind, body=dump(command, secrets=True), actor=actor, **given
    )


def parts(entry: Sealed) -> dict[str, Any]:
    """The plain parts of an entry, read."""
    return {name: msgspec.json.decode(part.content) for name, part in entry.parts.items()}


def take(jar: JarId, quantity: int = 1) -> TakeOut:
    return TakeOut(jar_id=jar, quantity=Amount(quantity), unit="pcs")


class ToyPlant(Plant):
    """A demonstration site without modules, and with looks into its ledger."""

    def __init__(self, url: str, authority: Authority | None = None) -> None:
        self.url, self.authority, self.clock = url, authority or Everybody(), SetClock()
        self.open()
        self.ok(OPEN)

    def open(self) -> None:
        """Begin as a fresh process would."""
        self.database = open_database(self.url)
        self.database.create_tables()
        self.executor = Executor(self.database, self.authority, self.clock)
        self.connection = self.database.connect()

    def reopen(self) -> None:
        self.close()
        self.open()

    def answers(self, *submissions: Submission) -> list[Receipt | Defect]:
        """Run a batch in one transaction; defects are given back."""
        found = self.executor.run(self.connection, submissions)
        self.seal()
        return found

    def jar(self, name: str = "jar", quantity: int = 10, **fields: Any) -> JarId:
        made = self.ok(MakeJar(name=name, quantity=Amount(quantity), unit="pcs", **fields))
        return JarId.parse(made.value("jar_id"))

    def entries(self) -> list[Sealed]:
        from lotproof.adapters.ledger_view import LedgerView

        with self.database.snapshot() as connection:
            view = LedgerView(connection)
            return list(view.entries(0, view.size))

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all toys and of the kernel's own records."""
        from lotproof.kernel.record import RECORDS

        with self.database.snapshot() as connection:
            return {
                kind.name: connection.rows(
                    f"SELECT * FROM {kind.table.name} ORDER BY {', '.join(kind.key)}", []
                )
                for kind in RECORDS.values()
                if kind.name.startswith(("toy.", "kernel."))
            }

    def refusal(self, receipt: Receipt) -> dict[str, Any]:
        """The parts of the refusal sealed last, which must say what the receipt says."""
        entry = self.entries()[-1]
        assert entry.envelope.id == receipt.id
        assert (entry.envelope.outcome, entry.envelope.code) == ("refused", receipt.code)
        assert "changes" not in entry.parts
        self.check()
        return parts(entry)

    def report(self, **how: Any) -> Report:
        self.seal()
        with self.database.snapshot() as connection:
            return verify(connection, **{"keys": (), **how})


@pytest.fixture(scope="session")
def toys_database(postgres_server: PostgresServer) -> str:
    """Make one PostgreSQL database that all tests with toys share, each finding it empty."""
    return postgres_server.url(postgres_server.create_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def toys_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'toys.sqlite'}"
    return emptied(request.getfixturevalue("toys_database"))


def emptied(address: str) -> str:
    """The PostgreSQL database without any rows."""
    with psycopg.connect(address, autocommit=True) as raw:
        tables = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = ", ".join(row[0] for row in tables.fetchall())
        if names:
            raw.execute(f"TRUNCATE {names} RESTART IDENTITY".encode())
    return address


@pytest.fixture
def toys(toys_url: str) -> Iterator[ToyPlant]:
    """Give an opened site with toys, once on SQLite and once on PostgreSQL."""
    opened = ToyPlant(toys_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_toys(tmp_path: Path) -> Iterator[ToyPlant]:
    """Give an opened site with toys on SQLite."""
    opened = ToyPlant(f"sqlite:///{tmp_path / 'toys.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def postgres_toys(toys_database: str) -> Iterator[ToyPlant]:
    """Give an opened site with toys on PostgreSQL."""
    opened = ToyPlant(emptied(toys_database))
    yield opened
    opened.close()
