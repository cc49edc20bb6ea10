"""A plant that really listens, a link to it that can be cut, and the collector as a process."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import opened as opened_entry
from lotproof.entrypoints.api.serving import Server
from lotproof.kernel.clock import instant
from lotproof.kernel.registry import Command
from lotproof.kernel.site import Trust
from lotproof.kernel.submission import Receipt
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.monitoring.commands import RegisterPoint, RegisterSource
from lotproof.modules.monitoring.queries import Point, readings_between
from lotproof.modules.monitoring.records import Batch, PhaseChange
from lotproof.modules.monitoring.vocabulary import SourceId, SourceKind
from lotproof.modules.people.commands import CreateApiToken
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import Door
from tests.api.listening import listening

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "token of the collector"
PATIENCE_S = 60.0
FOREVER = 2**62
STARTED: "list[subprocess.Popen[bytes]]" = []
"""Every collector of this test, so that none is left when it fails."""


def until(is_so: Callable[[], bool], what: object, seconds: float = PATIENCE_S) -> None:
    """Wait for something; `what` is said as it is when that is too long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Site:
    """A plant with sources of readings, and what it has kept of them."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.user = door.user("gateway", "gateway", is_service=True)
        digest = sha256(TOKEN.encode()).hexdigest()
        ends = instant(datetime.now(UTC) + timedelta(days=3))
        door.do(CreateApiToken(user_id=self.user, name="gw", digest=digest, expires_at=ends))
        self.engineer = UserId.text(door.user("engineer", "engineer"))
        told = self.do(
            RegisterEquipment(code="PRESS-1", name="Press", kind=EquipmentKind.PRODUCTION)
        )
        self.press = EquipmentId.parse(told.value("equipment_id"))

    def do(self, command: Command) -> Receipt:
        return self.door.do(command, actor=self.engineer)

    def source(self, code: str, *tags: str, kind: SourceKind = SourceKind.FILE) -> str:
        """A registered source with a point for each tag, in degrees Celsius; its code."""
        told = self.do(RegisterSource(code=code, name=code, kind=kind, trust=Trust.INSTRUMENT))
        source_id = SourceId.parse(told.value("source_id"))
        for n, tag in enumerate(tags):
            self.do(
                RegisterPoint(
                    code=f"{code}.{n}",
                    name=tag,
                    unit="Cel",
                    source_id=source_id,
                    tag=tag,
                    equipment_id=self.press,
                )
            )
        return code

    def kept(self, code: str) -> set[tuple[str, int, int, int]]:
        with self.door.plant.reader() as reader:
            return kept_of(reader, code)

    def batches(self, code: str) -> list[Batch]:
        with self.door.plant.reader() as reader:
            return [each for each in reader.find(Batch) if each.sent_from == code]

    def phases(self) -> list[tuple[int, str]]:
        with self.door.plant.reader() as reader:
            return sorted((each.at, each.phase.value) for each in reader.find(PhaseChange))

    def deviations(self, back: int = 1) -> list[str]:
        """Codes of the deviations of the newest batch."""
        with self.door.plant.ledger() as view:
            assert isinstance(view, LedgerView)
            parts = opened_entry(view.entry(self.door.size - back))
        return [each["code"] for each in parts.get("deviations", ())]


def kept_of(reader: Reader, code: str) -> set[tuple[str, int, int, int]]:
    """Tag, instant, thousandths of degrees and quality; each has to be there once."""
    found = []
    for point in reader.find(Point):
        if point.code.startswith(f"{code}."):
            kept = readings_between(reader, point.id, -FOREVER, FOREVER)
            found += [(point.tag, each.at, each.value, each.quality) for each in kept]
    doubled = [each for each, count in Counter(found).items() if count > 1]
    assert not doubled, doubled
    return set(found)


@contextmanager
def serving(site: Site) -> Iterator[tuple[Server, int]]:
    with listening(site.door.app) as found:
        yield found


class Wire:
    """A way to a server's port that can be cut, before or after the request has gone through."""

    def __init__(self, target: int) -> None:
        self.target: int | None = target
        self.answers_to_swallow = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        # Closing alone would not wake the thread that waits for a connection.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self.target = None

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        """One request and its answer: the collector opens a connection for each."""
        with near:
            if self.target is None:
                return
            try:
                with socket.create_connection(("127.0.0.1", self.target), timeout=20) as far:
                    threading.Thread(target=_pump, args=(near, far), daemon=True).start()
                    answer = _whole_answer(far)
                    if self.answers_to_swallow > 0 and b'"outcome"' in answer:
                        self.answers_to_swallow -= 1
                    else:
                        near.sendall(answer)
                    # Closing alone would not end it while the other direction is read.
                    near.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _whole_answer(far: socket.socket) -> bytes:
    """One answer: the server keeps the connection open after it."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _received(far)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
    assert length is not None, head
    while len(body) < int(length[1]):
        body += _received(far)
    return head + b"\r\n\r\n" + body


def _received(far: socket.socket) -> bytes:
    data = far.recv(65536)
    if not data:
        raise ConnectionError("the server ended in the middle of an answer")
    return data


def _pump(near: socket.socket, far: socket.socket) -> None:
    try:
        while data := near.recv(65536):
            far.sendall(data)
    except OSError:
        return


class Machine:
    """A folder with the configuration of a collector, and the collector as a process."""

    def __init__(self, folder: Path, server: str, parts: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.config = folder, folder / "collector.toml"
        self.config.write_text(
            f'server = "{server}"\nstore = "store.sqlite"\ntoken_file = "token"\n'
            f"every_seconds = 0.1\n{parts}"
        )
        token = folder / "token"
        token.write_text(TOKEN + "\n")
        token.chmod(0o600)
        self.log = folder / "log"

    def run(self, *arguments: str, is_counted: bool = False) -> "subprocess.Popen[bytes]":
        """Start `lotproof collect`, or the one that counts its steps and dies at one."""
        main = "from lotproof.entrypoints.cli.main import main; main()"
        program = ["-m", "tests.collector.child"] if is_counted else ["-c", main, "collect"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *program, str(self.config), *arguments],
                cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        STARTED.append(process)
        return process

    def once(self, *arguments: str, is_counted: bool = False) -> int:
        return self.run(*arguments, is_counted=is_counted).wait(PATIENCE_S)

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@contextmanager
def running(machine: Machine) -> Iterator["subprocess.Popen[bytes]"]:
    """The collector; told to end afterwards, which it has to do in order."""
    process = machine.run()
    yield process
    assert process.poll() is None, machine.said
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 0, machine.said


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def degrees(values: Iterable[tuple[str, int, str]]) -> set[tuple[str, int, int, int]]:
    """Readings as the plant keeps them: thousandths of degrees, good quality."""
    return {(tag, at, round(float(value) * 1000), 0) for tag, at, value in values}
