"""Signs sealed heads as they come, stores and cosigns the checkpoints."""

import contextlib
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence

from lotproof.adapters.databases.base import Database, insertion
from lotproof.adapters.databases.tables import CHECKPOINT
from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.database import TryAgain, UniqueViolation
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


class Publisher:
    """One thread that signs the newest head whenever entries have been sealed."""

    def __init__(self, database: Database, signer: Signer, witnesses: Sequence[str] = ()) -> None:
        self.database, self.signer, self.witnesses = database, signer, tuple(witnesses)
        self.trouble: str | None = None
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._loop, name="publisher", daemon=True)

    def start(self) -> None:
        self._wake.set()
        self._thread.start()

    def sealed(self) -> None:
        """Somebody has sealed entries."""
        self._wake.set()

    def close(self) -> None:
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)
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
                self.trouble = None
                self._cosign()
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
        connection = self.database.connect()
        try:
            connection.begin()
            connection.write([(_STORE.on(connection.dialect)[0], [[size, note]])])
            connection.commit()
        except UniqueViolation:
            connection.rollback()
        finally:
            connection.close()
        return size

    def _sign(self, last: Checkpoint, size: int, root: bytes, proof: Sequence[bytes]) -> str:
        try:
            return self.signer.sign(size, root, proof)
        except RollbackRefused as refused:
            if refused.last != last:  # another process of this folder signed meanwhile
                raise TryAgain(str(refused)) from refused
            raise

    def _cosign(self) -> None:
        for url in self.witnesses:
            try:
                self._ask(url)
            except (OSError, ValueError) as error:
                log.warning("witness %s did not cosign: %s", url, error)

    def _ask(self, url: str, old: int | None = None) -> None:
        """POST add-checkpoint (C2SP tlog-witness); a 409 tells where the witness stands."""
        with self.database.snapshot() as connection:
            view = LedgerView(connection)
            note = view.checkpoint()
            size = parse_checkpoint(parse_note(note).text).size
            proof = view.consistency(old, size) if old is not None and 0 < old < size else []
        body = "".join([f"old {old or 0}\n", *(f"{to_base64(h)}\n" for h in proof), "\n", note])
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's own
            url.rstrip("/") + "/add-checkpoint", data=body.encode(), method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=_WITNESS_TIMEOUT_S) as answer:  # noqa: S310
                lines = answer.read(65536).decode()
        except urllib.error.HTTPError as refused:
            stands = refused.read(100).decode().strip()
            if refused.code == 409 and old is None and stands.isdecimal():
                if int(stands) != size:
                    self._ask(url, int(stands))
                return
            raise ValueError(f"{refused.code} {stands}") from refused
        if parse_note(note + lines).text != parse_note(note).text:
            raise ValueError("the witness answered with something else than cosignatures")
        connection = self.database.connect()
        try:
            connection.begin()
            connection.write([(_COSIGNED[connection.dialect.name], [[note + lines, size]])])
            connection.commit()
        finally:
            connection.close()
