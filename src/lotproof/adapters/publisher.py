"""Signs sealed heads as they come, stores and cosigns the checkpoints."""

import contextlib
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

from lotproof.adapters.databases.base import Database, insertion
from lotproof.adapters.databases.tables import CHECKPOINT
from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.database import Connection, TryAgain, UniqueViolation
from lotproof.ledger.checkpoint import Checkpoint, parse_checkpoint
from lotproof.ledger.note import parse_note
from lotproof.ledger.signer import RollbackRefused, Signer
from lotproof.ledger.text import to_base64

log = logging.getLogger("lotproof.publisher")

INTERVAL_S = 0.1
"""Entries of this span share one checkpoint."""
_WITNESS_TIMEOUT_S = 5.0
_AFTER_TROUBLE_S = 5.0
_STORE = insertion(CHECKPOINT)
_COSIGNED = {
    "sqlite": "UPDATE ledger_checkpoint SET note = ? WHERE size = ?",
    "postgresql": "UPDATE ledger_checkpoint SET note = %s WHERE size = %s",
}


Write = Callable[[Callable[[Connection], None]], None]


class WitnessContradicts(Exception):
    """A witness has cosigned more entries than there are, or others: history was set back."""


class Publisher:
    """One thread that signs the newest head whenever entries have been sealed."""

    def __init__(
        self,
        database: Database,
        signer: Signer,
        witnesses: Sequence[str] = (),
        write: Write | None = None,
    ) -> None:
        """`write` runs something in a transaction of its own; without it, over a new connection."""
        self.database, self.signer, self.witnesses = database, signer, tuple(witnesses)
        self._write: Write = write or self._write_alone
        self.trouble: str | None = None
        self._stands: dict[str, int] = {}
        """How many entries each witness has cosigned, as far as this process knows."""
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._loop, name="publisher", daemon=True)

    def start(self) -> None:
        self._wake.set()
        self._thread.start()

    def sealed(self) -> None:
        """Somebody has sealed entries."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread. Before the writer is closed, for the thread writes through it."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)
        self._write = self._write_alone

    def close(self) -> None:
        """Sign what was sealed last; after the writer is closed."""
        self.stop()
        if self.trouble is None:
            with contextlib.suppress(TryAgain):
                self.publish()

    def _loop(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            if self._stop.is_set():
                break
            try:
                self.publish()
                self.trouble = self._cosign()
            except RollbackRefused as refused:
                self.trouble = str(refused)
                log.critical("the signer refuses: %s", refused)
                return
            except TryAgain:
                self._wake.set()
            except Exception as error:
                log.exception("publishing failed")
                self.trouble = repr(error)
                self._wake.set()
                self._stop.wait(_AFTER_TROUBLE_S)
            self._stop.wait(INTERVAL_S)

    def publish(self) -> int:
        """Sign the sealed head if it is new; its size. RollbackRefused if history was changed."""
        with self.database.snapshot() as connection:
            view, last = LedgerView(connection), self.signer.last
            size, root = view.size, view.root
            if size == 0:
                return 0
            proof = view.consistency(last.size, size) if last.size <= size else []
            note = self._sign(last, size, root, proof)
        with contextlib.suppress(UniqueViolation):  # another process stored it
            self._write(lambda c: c.write([(_STORE.on(c.dialect)[0], [[size, note]])]))
        return size

    def _write_alone(self, write: Callable[[Connection], None]) -> None:
        connection = self.database.connect()
        try:
            connection.begin()
            write(connection)
            connection.commit()
        finally:
            connection.close()

    def _sign(self, last: Checkpoint, size: int, root: bytes, proof: Sequence[bytes]) -> str:
        try:
            return self.signer.sign(size, root, proof)
        except RollbackRefused as refused:
            if refused.last != last:  # another process of this folder signed meanwhile
                raise TryAgain(str(refused)) from refused
            raise

    def _cosign(self) -> str | None:
        """Ask every witness; what one of them holds against us. Signing goes on all the same."""
        trouble = None
        for url in self.witnesses:
            try:
                self._ask(url, self._stands.get(url, 0))
            except WitnessContradicts as contradiction:
                trouble = str(contradiction)
                log.critical("a witness has seen another history: %s", trouble)
            except (OSError, ValueError) as error:
                log.warning("witness %s did not cosign: %s", url, error)
        return trouble

    def _ask(self, url: str, old: int, *, is_last_try: bool = False) -> None:
        """POST add-checkpoint (C2SP tlog-witness); a 409 tells where the witness stands."""
        with self.database.snapshot() as connection:
            view = LedgerView(connection)
            note = view.checkpoint()
            size = parse_checkpoint(parse_note(note).text).size
            proof = view.consistency(old, size)
        if self._stands.get(url) == size:
            return
        body = "".join([f"old {old}\n", *(f"{to_base64(h)}\n" for h in proof), "\n", note])
        status, answer = _post(url.rstrip("/") + "/add-checkpoint", body)
        if status == 200:
            self._keep(note, answer, size)
            self._stands[url] = size
        elif status == 409 and answer.strip().isdecimal() and not is_last_try:
            stands = int(answer)
            if stands > size:
                raise WitnessContradicts(f"{url} cosigned {stands} entries; here are {size}")
            self._ask(url, stands, is_last_try=True)
        elif status == 422:
            raise WitnessContradicts(f"{url}: {answer.strip()}")
        else:
            raise ValueError(f"{status} {answer[:100].strip()}")

    def _keep(self, note: str, lines: str, size: int) -> None:
        """Store the cosignatures, in the place of earlier ones by the same witness."""
        kept = parse_note(note)
        new = parse_note(f"{kept.text}\n{lines}")
        if new.text != kept.text:
            raise ValueError("the witness answered with something else than cosignatures")
        signers = {(line.name, line.key_id) for line in new.signatures}
        old = [line for line in kept.signatures if (line.name, line.key_id) not in signers]
        cosigned = f"{kept.text}\n" + "".join(line.text for line in (*old, *new.signatures))
        self._write(lambda c: c.write([(_COSIGNED[c.dialect.name], [[cosigned, size]])]))


def _post(url: str, body: str) -> tuple[int, str]:
    """Status and text of the answer; OSError when there is none."""
    request = urllib.request.Request(url, data=body.encode(), method="POST")  # noqa: S310 - operator's
    try:
        with urllib.request.urlopen(request, timeout=_WITNESS_TIMEOUT_S) as answer:  # noqa: S310
            return 200, answer.read(65536).decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read(1000).decode(errors="replace")
