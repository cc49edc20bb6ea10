"""A writing process, or the database itself, is killed at any moment: nothing acknowledged is lost.

Short runs do a seeded sample of the rounds; long ones 100 rounds an engine.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.postgres import PostgresDatabase
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.publisher import Publisher
from lotproof.adapters.verify import verify
from lotproof.kernel.clock import SystemClock
from lotproof.kernel.executor import Executor, Receipt, Submission
from lotproof.kernel.quantity import Amount
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import Algorithm
from lotproof.ledger.signer import Signer, create_key_file, load_key_file
from tests.crash.child import JARS
from tests.support.plant import Everybody
from tests.support.postgres import PostgresServer
from tests.support.sampling import LONG
from tests.support.toy_plant import OPEN, ORIGIN, submission
from tests.support.toys import MakeJar

ROUNDS = 100 if LONG else 6
SERVER_KILLS = 20 if LONG else 2
ROOT = Path(__file__).resolve().parents[2]
START_S = 60


class Sender:
    """What the child said: what it sent, and what was acknowledged."""

    def __init__(self) -> None:
        self.sent: dict[str, Submission] = {}
        self.acknowledged: dict[str, str] = {}
        self.troubles: list[str] = []

    def hear(self, line: str) -> None:
        mark, _, rest = line.rstrip("\n").partition(" ")
        id_, _, said = rest.partition(" ")
        if mark == "?" and said.endswith("}"):
            self.sent[id_] = msgspec.json.decode(said, type=Submission)
        elif mark == "!" and said in {"done", "refused", "failed"}:
            assert id_ not in self.acknowledged
            self.acknowledged[id_] = said
        elif mark == "#":
            self.troubles.append(rest)


class Site:
    """The site between two lives of its writing process."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.heard = url, folder, Sender()
        key = create_key_file(folder / "log.key", ORIGIN, Algorithm.ED25519)
        Signer.create(key, folder / "signed-last")
        self.verifier = key.verifier
        jars = [MakeJar(name=f"jar {n}", quantity=Amount(10**6), unit="pcs") for n in range(JARS)]
        database = open_database(url)
        database.create_tables()
        database.close()
        for receipt in self.run(submission(OPEN), *map(submission, jars)):
            assert receipt.outcome == "done"

    def run(self, *given: Submission) -> list[Receipt]:
        """Carry out commands in this process and seal what waits."""
        database = open_database(self.url)
        connection = database.connect()
        answers = Executor(database, Everybody(), SystemClock()).run(connection, given)
        if isinstance(database, PostgresDatabase):
            while database.consume(connection):  # type: ignore[arg-type]
                pass
        connection.close()
        database.close()
        assert all(isinstance(answer, Receipt) for answer in answers), answers
        return [answer for answer in answers if isinstance(answer, Receipt)]

    def start(self, seed: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.crash.child", self.url, str(self.folder), str(seed)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def listen(self, child: subprocess.Popen[str], more: int) -> None:
        """Until so many more commands are acknowledged."""
        assert child.stdout is not None
        goal = len(self.heard.acknowledged) + more
        deadline = time.monotonic() + START_S
        while len(self.heard.acknowledged) < goal:
            line = child.stdout.readline()
            assert line, "the child died by itself"
            assert time.monotonic() < deadline, self.heard.troubles[-3:]
            self.heard.hear(line)

    def kill(self, child: subprocess.Popen[str]) -> None:
        child.kill()
        assert child.stdout is not None
        for line in child.stdout:
            self.heard.hear(line)
        child.wait()
        child.stdout.close()

    # --- what must hold afterwards --------------------------------------------------------------

    def check(self) -> None:
        self.check_ledger()
        open_ids = self.heard.sent.keys() - self.heard.acknowledged.keys()
        for id_ in sorted(open_ids):
            first, again = (self.run(self.heard.sent[id_])[0] for _ in range(2))
            assert first == again
            assert first.id == id_
            self.heard.acknowledged[id_] = first.outcome
        signer = Signer(load_key_file(self.folder / "log.key"), self.folder / "signed-last")
        database = open_database(self.url)
        Publisher(database, signer).publish()
        database.close()
        self.check_ledger()

    def check_ledger(self) -> None:
        """Whole, contiguous, no command twice, none lost, one root for each size."""
        database = open_database(self.url)
        with database.snapshot() as connection:
            report = verify(connection, keys=(self.verifier,), memory=self.folder / "signed-last")
            assert report.findings == []
            view = LedgerView(connection)
            kinds = {e.envelope.id: e.envelope.outcome for e in view.entries(0, view.size)}
            assert len(kinds) == view.size, "no command twice"
            ids = Counter(r[0] for r in connection.rows("SELECT seq FROM ledger_entry", []))
            assert sorted(ids) == list(range(view.size)), "contiguous"
            if not database.seals_inline:
                for leaf in connection.rows("SELECT leaf FROM ledger_pending", []):
                    waiting = msgspec.json.decode(bytes(leaf[0]))
                    assert kinds.setdefault(waiting["id"], waiting["outcome"])
            lost = {i for i, said in self.heard.acknowledged.items() if kinds.get(i) != said}
            assert not lost
            remembered = parse_checkpoint((self.folder / "signed-last").read_text())
            assert remembered.size <= view.size
            assert view.root_at(remembered.size) == remembered.root
            newest = connection.rows("SELECT max(size) FROM ledger_checkpoint", [])[0][0]
            assert (newest or 0) <= remembered.size
        database.close()


def rounds(site: Site, count: int) -> None:
    for number in range(count):
        chance = random.Random(number)
        child = site.start(number + 1)
        try:
            site.listen(child, chance.randint(1, 120))
            time.sleep(chance.random() * 0.05)
        finally:
            site.kill(child)
        site.check()
    assert len(site.heard.acknowledged) > count
    assert set(site.heard.acknowledged.values()) == {"done", "refused", "failed"} or count < 4


@pytest.mark.clause("21 CFR 11.10(c)")
@pytest.mark.clause("21 CFR 11.10(e)")
@pytest.mark.clause("EU GMP Annex 11 §7.1")
def test_a_killed_writer_loses_nothing_on_sqlite(tmp_path: Path) -> None:
    rounds(Site(f"sqlite:///{tmp_path / 'site.sqlite'}", tmp_path), ROUNDS)


@pytest.fixture
def postgres_site(
    durable_postgres_server: PostgresServer, tmp_path: Path
) -> tuple[Site, PostgresServer]:
    """Give a site on a server of its own that flushes to disk."""
    url = durable_postgres_server.url(durable_postgres_server.create_database())
    return Site(url, tmp_path), durable_postgres_server


@pytest.mark.clause("21 CFR 11.10(c)")
def test_a_killed_writer_or_server_loses_nothing_on_postgresql(
    postgres_site: tuple[Site, PostgresServer],
) -> None:
    site, server = postgres_site
    rounds(site, ROUNDS)
    for number in range(SERVER_KILLS):
        chance = random.Random(1000 + number)
        child = site.start(1000 + number)
        try:
            site.listen(child, chance.randint(1, 120))
            server.kill9()
            server.start()
            # The same process goes on: it connects again by itself and repeats what it must.
            site.listen(child, 200)
        finally:
            site.kill(child)
        site.check()
