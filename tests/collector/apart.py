"""A plant whose server is a process of its own, to be killed and looked into."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lotproof.adapters.databases import open_database
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.verify import verify
from lotproof.derive.story import opened as opened_entry
from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import UNOPENED
from lotproof.kernel.work import Reader
from lotproof.ledger.signer import load_key_file
from lotproof.modules.monitoring.records import Batch
from tests.collector.site import ROOT, STARTED, kept_of, until
from tests.support.postgres import free_port

KIND = "monitoring.record_readings/1"


class Served:
    """A plant whose server is a process of its own; what is in its database is looked at here."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.database = folder, open_database(url)
        self._url, self.log = url, folder.parent / "server.log"

    def start(self) -> tuple["subprocess.Popen[bytes]", int]:
        """The server once it listens, and its port."""
        port = free_port()
        main = "from lotproof.entrypoints.cli.main import main; main()"
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", main, "serve", "--data", str(self.folder),
                 "--database", self._url, "--port", str(port)],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        STARTED.append(process)

        def listens() -> bool:
            assert process.poll() is None, self
            with socket.socket() as tried:
                return tried.connect_ex(("127.0.0.1", port)) == 0

        until(listens, self)
        return process, port

    def __str__(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        with self.database.snapshot() as connection:
            yield Reader(connection, UNOPENED, Instant(0))

    def kept(self, code: str) -> set[tuple[str, int, int, int]]:
        with self.reader() as reader:
            return kept_of(reader, code)

    def sealed(self) -> list[tuple[str, str]]:
        """Instant and value of every reading in every entry of the ledger."""
        with self.database.snapshot() as connection:
            view = LedgerView(connection)
            entries: list[dict[str, Any]] = [
                opened_entry(each)
                for each in map(view.entry, range(view.size))
                if each.envelope.kind == KIND and each.envelope.outcome == "done"
            ]
        return [(r["at"], r["value"]) for each in entries for r in each["input_readings"]]

    def repeated(self) -> int:
        with self.reader() as reader:
            return sum(each.repeated for each in reader.find(Batch))

    def check(self) -> None:
        with self.database.snapshot() as connection:
            key = load_key_file(self.folder / "log.key").verifier
            report = verify(connection, keys=(key,), memory=self.folder / "signed-last")
        assert report.is_whole, report.findings
