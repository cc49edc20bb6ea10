"""Many clients at once: what there is is given out once, and every history stays in order."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from lotproof.adapters.channel import Listener, Remote, WriterGone, WriterLock
from lotproof.adapters.databases import open_database
from lotproof.adapters.publisher import Publisher
from lotproof.adapters.verify import verify
from lotproof.adapters.writer import Writer
from lotproof.kernel.clock import SystemClock
from lotproof.kernel.executor import Executor, Receipt, Submission
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.signer import Signer
from tests.support.plant import Everybody
from tests.support.toy_plant import ORIGIN, ToyPlant, submission, take
from tests.support.toys import (
    Jar,
    JarId,
    JarState,
    MakeJar,
    NoteReading,
    OpenJar,
    PlaceJar,
    Shelf,
    Step,
    TakeMany,
)

CLIENTS = 32
INSTANCES = 4
ROOT = Path(__file__).resolve().parents[2]


class Crowd:
    """Clients on several writers of one PostgreSQL site, as several processes would have."""

    def __init__(self, toys: ToyPlant, folder: Path) -> None:
        self.toys = toys
        self.key = SigningKey.generate(ORIGIN, Algorithm.ED25519)
        self.memory = folder / "signed-last"
        self.databases = [open_database(toys.url) for _ in range(INSTANCES)]
        signer = Signer.create(self.key, self.memory)
        self.publishers = [Publisher(d, signer) for d in self.databases]
        self.writers = [
            Writer(d, Executor(d, Everybody(), SystemClock()), p.sealed)
            for d, p in zip(self.databases, self.publishers, strict=True)
        ]
        for publisher in self.publishers:
            publisher.start()

    def rush(self, commands: Callable[[int], list[Command]]) -> Counter[str]:
        """Each client sends its commands one after the other; how often each outcome came."""

        def client(number: int) -> list[Receipt]:
            writer = self.writers[number % INSTANCES]
            return [
                writer.submit(submission(each, actor=f"usr_{number}")).result(timeout=120)
                for each in commands(number)
            ]

        with ThreadPoolExecutor(CLIENTS) as pool:
            receipts = [r for found in pool.map(client, range(CLIENTS)) for r in found]
        return Counter(r.code or r.outcome for r in receipts)

    def close(self) -> None:
        for writer in self.writers:
            writer.close()
        self.toys.seal()
        for publisher in self.publishers:
            publisher.close()
        for database in self.databases:
            database.close()

    def check(self, commands: int) -> None:
        """Sealed is what was committed, once, in order, and the tables are what it says."""
        self.close()
        with self.toys.database.snapshot() as connection:
            report = verify(connection, keys=(self.key.verifier,), memory=self.memory)
            assert report.findings == []
            numbers = [r[0] for r in connection.rows("SELECT seq FROM ledger_entry", [])]
            assert sorted(numbers) == list(range(len(numbers)))
            receipts = connection.rows("SELECT count(*) FROM kernel_command", [])[0][0]
            assert connection.rows("SELECT count(*) FROM ledger_pending", []) == [(0,)]
        assert receipts == commands
        assert len(numbers) >= commands


@pytest.fixture
def crowd(toys_url: str, tmp_path: Path) -> Iterator[Crowd]:
    """Give 32 clients on a PostgreSQL site."""
    toys = ToyPlant(toys_url)
    yield Crowd(toys, tmp_path)
    toys.close()


@pytest.mark.parametrize("toys_url", ["postgresql"], indirect=True)
def test_stock_is_given_out_exactly_as_often_as_there_is(crowd: Crowd) -> None:
    there_is = 50
    jar = crowd.toys.jar("hot", there_is)
    outcomes = crowd.rush(lambda _: [take(jar)] * 4)
    assert outcomes == {"done": there_is, "toy_jar_empty": CLIENTS * 4 - there_is}
    with crowd.toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 0
    crowd.check(2 + CLIENTS * 4)


@pytest.mark.parametrize("toys_url", ["postgresql"], indirect=True)
def test_what_happens_once_happens_once(crowd: Crowd) -> None:
    jar = crowd.toys.jar("one", 1)
    outcomes = crowd.rush(lambda _: [OpenJar(jar_id=jar)])
    assert outcomes == {"done": 1, "wrong_state": CLIENTS - 1}
    outcomes = crowd.rush(lambda _: [MakeJar(name="new", quantity=Amount(1), unit="pcs")])
    assert outcomes == {"done": 1, "duplicate": CLIENTS - 1}
    with crowd.toys.reader() as reader:
        assert reader.get(Jar, jar).state is JarState.OPEN
    crowd.check(2 + CLIENTS * 2)


@pytest.mark.parametrize("toys_url", ["postgresql"], indirect=True)
def test_histories_of_hot_rows_stay_in_order(crowd: Crowd) -> None:
    """Also where locks are asked for in both orders, and reactions follow."""
    jars = [crowd.toys.jar(f"jar {n}", 1000) for n in range(4)]

    def steps(number: int) -> list[Command]:
        order = jars if number % 2 else jars[::-1]
        many = [Step(jar_id=j, quantity=Amount(1), unit="pcs") for j in order]
        return [
            TakeMany(steps=many),
            NoteReading(jar_id=jars[number % 4], mood="deep calm"),
            PlaceJar(place="top", jar_id=jars[number % 4]),
            take(jars[number % 4]),
        ]

    outcomes = crowd.rush(steps)
    # Who first puts a jar in a place is one of several at once; the others are told so.
    assert outcomes["done"] + outcomes["duplicate"] == CLIENTS * 4
    with crowd.toys.reader() as reader:
        assert sum(reader.get(Jar, j).quantity for j in jars) == 4000 - CLIENTS * 4 - CLIENTS
        assert sum(s.times for s in reader.find(Shelf)) == CLIENTS - outcomes["duplicate"]
    crowd.check(5 + CLIENTS * 4)


@pytest.mark.parametrize("toys_url", ["postgresql"], indirect=True)
def test_one_command_sent_to_all_is_carried_out_once(crowd: Crowd) -> None:
    jar = crowd.toys.jar("one", 100)
    given = submission(take(jar))
    together = threading.Barrier(CLIENTS)

    def client(number: int) -> Receipt:
        together.wait()
        return crowd.writers[number % INSTANCES].submit(given).result(timeout=60)

    with ThreadPoolExecutor(CLIENTS) as pool:
        receipts = list(pool.map(client, range(CLIENTS)))
    assert all(receipt == receipts[0] for receipt in receipts)
    with crowd.toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 99
    crowd.check(3)


# --- SQLite: one writing process, the others through its socket -----------------------------------

REMOTE = """
import sys
from pathlib import Path
from lotproof.adapters.channel import Remote
from tests.support.toy_plant import submission, take
from tests.support.toys import JarId
remote = Remote(Path(sys.argv[1]))
waiting = [remote.submit(submission(take(JarId(1)))) for _ in range(int(sys.argv[2]))]
print(*(w.result().code or w.result().outcome for w in waiting))
remote.close()
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ToyPlant]:
    """Give a SQLite site whose writing process listens on its socket."""
    toys = ToyPlant(f"sqlite:///{tmp_path / 'toys.sqlite'}")
    lock = WriterLock(tmp_path)
    assert lock.acquire()
    database = open_database(toys.url)
    writer = Writer(database, Executor(database, Everybody(), toys.clock), lambda: None)
    listener = Listener(tmp_path, writer.submit)
    yield toys
    listener.close()
    writer.close()
    database.close()
    lock.close()
    toys.close()


def test_several_processes_write_through_one(served: ToyPlant, tmp_path: Path) -> None:
    there_is, processes, each = 100, 4, 40
    served.jar("hot", there_is)
    running = [
        subprocess.Popen([sys.executable, "-c", REMOTE, str(tmp_path), str(each)],
                         cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]  # fmt: skip
    said = Counter(
        word for process in running for word in process.communicate(timeout=120)[0].split()
    )
    assert said == {"done": there_is, "toy_jar_empty": processes * each - there_is}
    with served.reader() as reader:
        assert reader.get(Jar, 1).quantity == 0
    served.check()


def nobody(given: Submission) -> NoReturn:
    raise AssertionError(f"{given.kind} goes no further")


def test_who_listens_stops_when_told_and_not_at_the_next_look(tmp_path: Path) -> None:
    """Every call of the command line ends with this; unwoken, it would take half a second."""
    taken_s = []
    for _ in range(5):
        listener, remote = Listener(tmp_path, nobody), Remote(tmp_path)
        with pytest.raises(RuntimeError, match="goes no further"):
            remote.submit(submission(take(JarId(1)))).result()
        remote.close()
        begun = time.monotonic()  # whoever listens has just looked
        listener.close()
        taken_s.append(time.monotonic() - begun)
        assert not (tmp_path / "writer.sock").exists()
    assert min(taken_s) < 0.2, taken_s


def test_a_second_process_does_not_get_the_lock(served: ToyPlant, tmp_path: Path) -> None:
    other = WriterLock(tmp_path)
    assert not other.acquire()
    other.close()


def test_errors_come_back_through_the_socket(served: ToyPlant, tmp_path: Path) -> None:
    remote = Remote(tmp_path)
    given = submission(take(JarId(1)))
    assert remote.submit(given).result().code == "not_found"
    broken = Submission(kind="toy.take_out/1", body={}, actor="", id=given.id[:-1] + "0")
    with pytest.raises(RuntimeError, match="Defect"):
        remote.submit(broken).result()
    remote.close()


def test_a_writer_that_is_gone_says_so(tmp_path: Path) -> None:
    remote = Remote(tmp_path)
    with pytest.raises(WriterGone):
        remote.submit(submission(take(JarId(1)))).result()
    remote.close()
