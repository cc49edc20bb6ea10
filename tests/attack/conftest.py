"""A site with a history worth attacking, and an attacker who holds the whole database."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lotproof.adapters.publisher import Publisher
from lotproof.adapters.verify import Finding, Report
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.signer import Signer
from tests.support.plant import Everybody, SetClock
from tests.support.postgres import PostgresServer
from tests.support.toy_plant import ORIGIN, ToyPlant, submission, take
from tests.support.toys import FillJar, NoteReading, OpenJar, PlaceJar, RenameJar


class Site(ToyPlant):
    """A site that signs, with the auditor's key in our hands."""

    def __init__(self, url: str, folder: Path) -> None:
        self.key = SigningKey.generate(ORIGIN, Algorithm.ED25519)
        self.memory = folder / "signed-last"
        self.signer = Signer.create(self.key, self.memory)
        super().__init__(url)

    def live(self, commands: int = 24) -> None:
        """A small history with every kind of change, signed every now and then."""
        jars = [self.jar(f"jar {n}", 50, remark=f"of person {n}", tags=["x"]) for n in range(4)]
        for n in range(commands):
            jar = jars[n % 4]
            self.submit(submission(take(jar, 1)), submission(take(jar, 99)))
            if n % 8 == 0:
                self.publish()
        self.do(NoteReading(jar_id=jars[0], mood="deep calm"))
        self.do(NoteReading(jar_id=jars[1], mood="crash"))
        self.ok(RenameJar(jar_id=jars[2], name="renamed"), reason="misread")
        self.ok(OpenJar(jar_id=jars[3]))
        self.ok(PlaceJar(place="top", jar_id=jars[3]))
        self.ok(FillJar(jar_id=jars[2], count=600))
        self.publish()

    def publish(self) -> None:
        self.seal()
        Publisher(self.database, self.signer).publish()

    def verify(self, **how: Any) -> Report:
        given = {"keys": (self.key.verifier,), "memory": self.memory, **how}
        return self.report(**given)

    def first(self, **how: Any) -> Finding:
        """What verification says first; everything it says must be printable."""
        report = self.verify(**how)
        for each in report.findings:
            assert each.message, each
            assert any("\u4e00" <= sign <= "\u9fff" for sign in each.message_zh), each
        assert report.findings, "the damage was not noticed"
        return report.findings[0]

    # --- the attacker ---------------------------------------------------------------------------

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def sql(self, statement: str, *params: Any) -> list[tuple[Any, ...]]:
        """As superuser, over a connection of one's own, committed; `?` marks the places."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as lite:
                rows = lite.execute(statement, params).fetchall()
                lite.commit()
                return rows
        with psycopg.connect(self.url, autocommit=True) as raw:
            cursor = raw.execute(statement.replace("?", "%s").encode(), params or None)
            return cursor.fetchall() if cursor.description else []

    def script(self, statements: Sequence[str]) -> None:
        for statement in statements:
            self.sql(statement)


@pytest.fixture(scope="session")
def lived_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Make a site with some history on SQLite, once; tests get copies."""
    folder = tmp_path_factory.mktemp("lived")
    made = Site(f"sqlite:///{folder / 'lived.sqlite'}", folder)
    made.live()
    made.close()
    return made


@pytest.fixture(scope="session")
def lived_postgresql(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    """Make a site with some history on PostgreSQL, once; tests get copies."""
    url = postgres_server.url(postgres_server.create_database())
    made = Site(url, tmp_path_factory.mktemp("lived"))
    made.live()
    made.close()
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Give a site with some history, once on SQLite and once on PostgreSQL."""
    lived: Site = request.getfixturevalue(f"lived_{request.param}")
    copied = Site.__new__(Site)
    copied.key, copied.memory = lived.key, tmp_path / "signed-last"
    shutil.copyfile(lived.memory, copied.memory)
    copied.signer = Signer(lived.key, copied.memory)
    copied.authority, copied.clock = Everybody(), SetClock()
    copied.clock.advance(seconds=60)
    if request.param == "sqlite":
        shutil.copyfile(lived.url.removeprefix("sqlite:///"), tmp_path / "copy.sqlite")
        copied.url = f"sqlite:///{tmp_path / 'copy.sqlite'}"
        copied.open()
        yield copied
        copied.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with psycopg.connect(server.url(), autocommit=True) as raw:
        template = lived.url.rpartition("/")[2]
        raw.execute(f'CREATE DATABASE "{template}_copy" TEMPLATE "{template}"'.encode())
    copied.url = server.url(f"{template}_copy")
    copied.open()
    yield copied
    copied.close()
    server.drop_database(f"{template}_copy")


def copy_of(site: Site, folder: Path) -> Path:
    """A backup of a SQLite site."""
    target = folder / "backup.sqlite"
    source = Path(site.url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(source)) as lite, closing(sqlite3.connect(target)) as copy:
        lite.backup(copy)
    return target


def put_back(site: Site, backup: Path) -> None:
    """Replace a SQLite site by an older backup of itself."""
    site.close()
    path = Path(site.url.removeprefix("sqlite:///"))
    for leftover in path.parent.glob(f"{path.name}-*"):
        leftover.unlink()
    shutil.copyfile(backup, path)
    site.open()
