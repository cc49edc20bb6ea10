"""Heads are signed in order and cosigned; who contradicts what was signed is told loudly."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.publisher import Publisher
from lotproof.ledger.checkpoint import open_checkpoint, parse_checkpoint
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.signer import RollbackRefused, Signer
from lotproof.ledger.witness import Witness, make_server
from tests.support.toy_plant import ORIGIN, ToyPlant

LOG = SigningKey.generate(ORIGIN, Algorithm.ED25519)
WITNESS = SigningKey.generate("witness.example/w", Algorithm.COSIGNATURE)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[str]:
    """Run a witness and give its address."""
    folder = tmp_path / "witness"
    folder.mkdir()
    made = Witness(WITNESS, {ORIGIN: [LOG.verifier]}, folder, lambda: int(time.time()))
    server = make_server(("127.0.0.1", 0), made)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Give the file of a signer that has signed nothing yet."""
    path = tmp_path / "signed-last"
    Signer.create(LOG, path)
    return path


def cosigned(toys: ToyPlant) -> tuple[int, int]:
    """Size of the newest checkpoint, and how many cosignatures hold on it."""
    with toys.database.snapshot() as connection:
        note = LedgerView(connection).checkpoint()
    opened = open_checkpoint(note, [LOG.verifier], [WITNESS.verifier])
    return opened.checkpoint.size, len(opened.cosignatures)


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_crash_between_signing_and_storing_is_made_good(toys: ToyPlant, memory: Path) -> None:
    """The memory is written first; the same head is then signed again, and stored."""
    signer = Signer(LOG, memory)
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        first = signer.sign(view.size, view.root, view.consistency(0, view.size))
    publisher = Publisher(toys.database, Signer(LOG, memory))
    size = publisher.publish()
    with toys.database.snapshot() as connection:
        assert LedgerView(connection).checkpoint() == first
    assert parse_checkpoint(memory.read_text()).size == size


def test_the_thread_signs_what_is_sealed(toys: ToyPlant, memory: Path) -> None:
    publisher = Publisher(toys.database, Signer(LOG, memory))
    publisher.start()
    for n in range(3):
        toys.jar(f"jar {n}")
        publisher.sealed()
        eventually(lambda n=n: parse_checkpoint(memory.read_text()).size == n + 2)  # type: ignore[misc]
    toys.jar("last")
    publisher.close()
    assert parse_checkpoint(memory.read_text()).size == 5


def test_a_witness_cosigns_each_new_head(toys: ToyPlant, memory: Path, witness: str) -> None:
    publisher = Publisher(toys.database, Signer(LOG, memory), (witness,))
    publisher.start()
    for n in range(3):
        toys.jar(f"jar {n}")
        publisher.sealed()
        eventually(lambda n=n: cosigned_is(toys, n + 2))  # type: ignore[misc]
    # Waking up without anything new adds no second cosignature.
    publisher.sealed()
    time.sleep(0.3)
    assert cosigned(toys) == (4, 1)
    publisher.close()
    assert publisher.trouble is None


def cosigned_is(toys: ToyPlant, size: int) -> bool:
    try:
        return cosigned(toys) == (size, 1)
    except LookupError:
        return False


def test_a_witness_that_is_away_stops_nothing(toys: ToyPlant, memory: Path) -> None:
    publisher = Publisher(toys.database, Signer(LOG, memory), ("http://127.0.0.1:9",))
    publisher.start()
    eventually(lambda: parse_checkpoint(memory.read_text()).size == 1)
    publisher.close()
    assert cosigned(toys) == (1, 0)


def test_a_database_set_back_is_refused_by_the_signers_memory(
    sqlite_toys: ToyPlant, memory: Path, tmp_path: Path
) -> None:
    publisher = Publisher(sqlite_toys.database, Signer(LOG, memory))
    backup = set_aside(sqlite_toys, tmp_path)
    sqlite_toys.jar("lost")
    publisher.publish()
    set_back(sqlite_toys, backup)
    publisher = Publisher(sqlite_toys.database, Signer(LOG, memory))
    with pytest.raises(RollbackRefused, match="shorter"):
        publisher.publish()
    sqlite_toys.jar("instead")
    with pytest.raises(RollbackRefused, match="another root"):
        publisher.publish()
    publisher.start()
    eventually(lambda: publisher.trouble is not None)
    publisher.close()


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_machine_set_back_whole_is_noticed_by_the_witness(
    sqlite_toys: ToyPlant, memory: Path, tmp_path: Path, witness: str, more: int
) -> None:
    """Database and signer's memory restored together: only somebody else can tell (409, 422)."""
    Publisher(sqlite_toys.database, Signer(LOG, memory)).publish()
    backup, remembered = set_aside(sqlite_toys, tmp_path), memory.read_bytes()
    publisher = Publisher(sqlite_toys.database, Signer(LOG, memory), (witness,))
    sqlite_toys.jar("lost")
    publisher.start()
    eventually(lambda: cosigned(sqlite_toys) == (2, 1))
    publisher.close()
    set_back(sqlite_toys, backup)
    memory.write_bytes(remembered)
    for n in range(more):
        sqlite_toys.jar(f"instead {n}")
    publisher = Publisher(sqlite_toys.database, Signer(LOG, memory), (witness,))
    publisher.start()
    eventually(lambda: publisher.trouble is not None)
    assert witness in (publisher.trouble or "")
    publisher.close()


def set_aside(toys: ToyPlant, folder: Path) -> Path:
    """A backup of a SQLite site."""
    toys.connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    copied = folder / "backup.sqlite"
    shutil.copyfile(toys.url.removeprefix("sqlite:///"), copied)
    return copied


def set_back(toys: ToyPlant, backup: Path) -> None:
    toys.close()
    path = Path(toys.url.removeprefix("sqlite:///"))
    for leftover in path.parent.glob(f"{path.name}-*"):
        leftover.unlink()
    shutil.copyfile(backup, path)
    toys.open()
