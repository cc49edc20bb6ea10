"""The one place that joins adapters to the kernel: an opened site."""

import contextlib
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from lotproof import modules
from lotproof.adapters import signature_proofs
from lotproof.adapters.channel import Listener, Remote, WriterLock
from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.base import Database
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.publisher import Publisher
from lotproof.adapters.writer import Writer
from lotproof.kernel.clock import Clock, SystemClock
from lotproof.kernel.executor import UNOPENED, Executor, Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import Command, check_acyclic
from lotproof.kernel.safety import OpenLedger
from lotproof.kernel.site import Site, Source
from lotproof.kernel.work import Reader
from lotproof.ledger.note import Algorithm
from lotproof.ledger.signer import Signer, create_key_file, load_key_file
from lotproof.modules.people.authority import RoleAuthority
from lotproof.modules.signing.judging import Signatures

CONSOLE = "sys_console"
"""Whoever has the data folder in their hands: sets up, imports; holds no business permission."""


class SiteNotOpened(Exception):
    """The data folder holds no site yet; create one with `lotproof demo` or `lotproof init`."""


class KeyMissing(OSError):
    """The ledger's signing key is not in the data folder; bring it back from its safe copy."""


class CommandRefused(Exception):
    """A command that had to succeed was refused; carries the receipt."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt
        super().__init__(f"{receipt.kind}: {(receipt.message or {}).get('en', receipt.code)}")


class Plant:
    """One site, opened: submit commands, read, look at the ledger.

    `folder` keeps the signing key, the signer's memory, and the SQLite file unless
    `database_url` names another database.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str | None = None,
        *,
        clock: Clock | None = None,
        witnesses: tuple[str, ...] = (),
    ) -> None:
        modules.load()
        check_acyclic()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.clock = clock or SystemClock()
        self.database: Database = open_database(
            database_url or f"sqlite:///{folder / 'lotproof.sqlite'}"
        )
        self._lock: WriterLock | None = WriterLock(folder) if self.database.seals_inline else None
        self._writer: Writer | Remote
        self._listener: Listener | None = None
        self.publisher: Publisher | None = None
        if self._lock is not None and not self._lock.acquire():
            self._lock.close()
            self._lock = None
            self._writer = Remote(folder)
        else:
            self._open_writer(witnesses)
            if self._lock is not None:
                self._listener = Listener(folder, self._writer.submit)

    def _open_writer(self, witnesses: tuple[str, ...]) -> None:
        self.database.create_tables()
        executor = Executor(
            self.database,
            RoleAuthority(is_locking=True),
            self.clock,
            Signatures(signature_proofs.verify),
        )
        if self.database.seals_inline and not self.key_file.exists() and self._is_opened():
            raise KeyMissing(f"{self.key_file} is gone; an opened site does not run unsigned")
        self._writer = Writer(
            self.database, executor, self._sealed, lambda: self.publisher is not None
        )
        if self.key_file.exists():
            signer = Signer(load_key_file(self.key_file), self.memory_file)
            self._publish(signer, witnesses)

    def _publish(self, signer: Signer, witnesses: tuple[str, ...] = ()) -> None:
        """SQLite has one writer at a time: what the publisher stores goes through ours."""
        writer, write = self._writer, None
        if self.database.seals_inline and isinstance(writer, Writer):
            write = writer.errand
        self.publisher = Publisher(self.database, signer, witnesses, write)
        self.publisher.start()

    def _is_opened(self) -> bool:
        with self.reader() as reader:
            return reader.site is not UNOPENED

    def _sealed(self) -> None:
        if self.publisher is not None:
            self.publisher.sealed()

    @property
    def key_file(self) -> Path:
        return self.folder / "log.key"

    @property
    def memory_file(self) -> Path:
        return self.folder / "signed-last"

    def open_ledger(
        self, name: str, origin: str, zone: str, *, is_demonstration: bool, at: int | None = None
    ) -> Receipt:
        """Give the folder a key and the ledger its first entry."""
        if not self.key_file.exists() and not self._is_opened():
            key = create_key_file(self.key_file, origin, Algorithm.ED25519)
            self._publish(Signer.create(key, self.memory_file))
        command = OpenLedger(name=name, origin=origin, zone=zone, is_demonstration=is_demonstration)
        return self.do(command, at=at)

    # --- writing --------------------------------------------------------------------------------

    def submit(self, submission: Submission) -> "Future[Receipt]":
        return self._writer.submit(submission)

    def submit_all(self, submissions: Sequence[Submission]) -> "list[Future[Receipt]]":
        """Several commands in their order; where nothing is in the way they share a commit."""
        return self._writer.submit_all(submissions)

    def send(
        self,
        command: Command,
        *,
        actor: str = CONSOLE,
        reason: str | None = None,
        at: int | None = None,
        source: Source = Source.SYSTEM,
        id_: str | None = None,
        **envelope: Any,
    ) -> "Future[Receipt]":
        """Submit a typed command."""
        return self.submit(
            Submission(
                kind=command.SPEC.kind,
                body=dump(command, secrets=True),
                actor=actor,
                reason=reason,
                at=at,
                source=source,
                id=id_ or str(uuid.uuid4()),
                **envelope,
            )
        )

    def do(self, command: Command, **how: Any) -> Receipt:
        """Submit a typed command and demand that it is done; CommandRefused otherwise."""
        receipt = self.send(command, **how).result()
        if receipt.outcome == "refused":
            raise CommandRefused(receipt)
        return receipt

    # --- reading --------------------------------------------------------------------------------

    @contextlib.contextmanager
    def reader(self) -> Iterator[Reader]:
        """Typed reads over one snapshot."""
        with self.database.snapshot() as connection:
            site = Reader(connection, UNOPENED, self.clock.now()).seek(Site, 1)
            yield Reader(connection, site or UNOPENED, self.clock.now())

    def is_recorded(self, command_id: str) -> bool:
        """Whether a command of this id was recorded before."""
        with self.database.snapshot() as connection:
            return bool(self.database.known(connection, [command_id]))

    @contextlib.contextmanager
    def ledger(self) -> Iterator[LedgerView]:
        with self.database.snapshot() as connection:
            yield LedgerView(connection)

    def site(self) -> Site:
        with self.reader() as reader:
            if reader.site is UNOPENED:
                raise SiteNotOpened(str(self.folder))
            return reader.site

    def close(self) -> None:
        if self._listener is not None:
            self._listener.close()
        if self.publisher is not None:
            self.publisher.stop()
        self._writer.close()
        if self.publisher is not None:
            self.publisher.close()
        self.database.close()
        if self._lock is not None:
            self._lock.close()
