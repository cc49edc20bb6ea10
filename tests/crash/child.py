"""A process that writes as fast as it can until it is killed: `child.py URL FOLDER SEED`.

Says `? ID JSON` before it submits a command and `! ID OUTCOME` when it has the receipt.
"""

import os
import random
import sys
import threading
import time
import uuid
from pathlib import Path

import msgspec

from lotproof.adapters.databases import open_database
from lotproof.adapters.publisher import Publisher
from lotproof.adapters.writer import Writer
from lotproof.kernel.clock import SystemClock
from lotproof.kernel.executor import Executor, Submission
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.ledger.signer import Signer, load_key_file
from tests.support.plant import Everybody
from tests.support.toy_plant import submission
from tests.support.toys import FillJar, JarId, MakeJar, NoteReading, TakeOut

THREADS = 8
JARS = 4


def some_command(chance: random.Random) -> Command:
    """Mostly small withdrawals; now and then what makes a batch be redone."""
    jar = JarId(chance.randint(1, JARS))
    which = chance.random()
    if which < 0.70:
        return TakeOut(jar_id=jar, quantity=Amount(chance.choice((1, 1, 10**9))), unit="pcs")
    if which < 0.85:
        return MakeJar(name=f"made {chance.randint(0, 10**9)}", quantity=Amount(1), unit="pcs")
    if which < 0.95:
        return NoteReading(jar_id=jar, mood=chance.choice(("calm", "deep calm", "crash")))
    return FillJar(jar_id=jar, count=chance.randint(1, 40))


def say(*words: str) -> None:
    """One line, in the pipe for good before this returns."""
    os.write(1, (" ".join(words) + "\n").encode())


def carry_out(writer: Writer, given: Submission) -> None:
    """Send until there is an answer, as a client does."""
    while True:
        try:
            say("!", given.id, writer.submit(given).result().outcome)
        except Exception as error:  # noqa: BLE001 - the database may be away for a while
            say("#", repr(error)[:200])
            time.sleep(0.1)
        else:
            return


def work(writer: Writer, seed: int) -> None:
    chance = random.Random(seed)
    while True:
        id_ = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        given = submission(some_command(chance), id=id_)
        say("?", id_, msgspec.json.encode(given).decode())
        carry_out(writer, given)


def main(url: str, folder: Path, seed: int) -> None:
    database = open_database(url)
    signer = Signer(load_key_file(folder / "log.key"), folder / "signed-last")
    publisher = Publisher(database, signer)
    writer = Writer(database, Executor(database, Everybody(), SystemClock()), publisher.sealed)
    publisher.start()
    for n in range(THREADS):
        threading.Thread(target=work, args=(writer, seed * THREADS + n), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
