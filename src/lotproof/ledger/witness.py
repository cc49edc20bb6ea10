"""C2SP tlog-witness: cosign a log's checkpoints, never two that contradict each other.

`decide` is the protocol without any side effect; `Witness` adds a directory of last cosigned
checkpoints, `make_server` puts it on HTTP. Access control is the log's signature alone.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from lotproof.ledger.checkpoint import (
    Checkpoint,
    OriginMismatch,
    SignedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
)
from lotproof.ledger.files import locked, write_durably
from lotproof.ledger.note import (
    BadNote,
    SigningKey,
    UnknownSigners,
    VerifierKey,
    WrongSignature,
    parse_note,
)
from lotproof.ledger.text import from_base64, from_decimal
from lotproof.ledger.tree import EMPTY_ROOT, HASH_BYTES, verify_consistency

BODY_BYTES_MAX = 128 * 1024
"""Bound of a request: 63 proof lines and a note with 16 post-quantum signatures fit well."""
PROOF_LINES_MAX = 63
_SOCKET_TIMEOUT_S = 10
_TEXT_TYPE = "text/plain; charset=utf-8"

LogKeys = Mapping[str, Sequence[VerifierKey]]
"""Origin of each known log to the keys trusted for it."""


class BadRequest(ValueError):
    """A request body that is not in add-checkpoint form."""


class MemoryDamaged(Exception):
    """The witness cannot read what it cosigned last, so it cosigns nothing."""


class Answer(NamedTuple):
    """An HTTP answer."""

    status: int
    body: str
    content_type: str = _TEXT_TYPE


class AddCheckpoint(NamedTuple):
    """The request: size the log believes was cosigned last, proof from there, signed note."""

    old_size: int
    proof: tuple[bytes, ...]
    note: str


class Accepted(NamedTuple):
    """Nothing stands against cosigning `signed`."""

    signed: SignedCheckpoint


def parse_request(body: bytes) -> AddCheckpoint:
    """Read an add-checkpoint body, split at its first empty line; raises `BadRequest`."""
    try:
        head, separator, note = body.decode().partition("\n\n")
    except UnicodeDecodeError as error:
        raise BadRequest("the body is not UTF-8") from error
    lines = head.split("\n")
    if not separator or not lines[0].startswith("old "):
        raise BadRequest("the body begins with an old size line and has an empty line")
    if len(lines) - 1 > PROOF_LINES_MAX:
        raise BadRequest(f"{len(lines) - 1} proof lines; at most {PROOF_LINES_MAX}")
    try:
        old_size = from_decimal(lines[0].removeprefix("old "))
        proof = tuple(from_base64(line) for line in lines[1:])
    except ValueError as error:
        raise BadRequest(str(error)) from error
    if any(len(item) != HASH_BYTES for item in proof):
        raise BadRequest("a proof line is not a 32-byte hash")
    return AddCheckpoint(old_size, proof, note)


def decide(request: AddCheckpoint, last: Checkpoint | None, logs: LogKeys) -> Accepted | Answer:
    """Whether to cosign, given the checkpoint cosigned last for the request's origin."""
    try:
        checkpoint = parse_checkpoint(parse_note(request.note).text)
    except BadNote as error:
        return Answer(400, f"{error}\n")
    keys = logs.get(checkpoint.origin)
    if keys is None:
        return Answer(404, f"unknown log {checkpoint.origin}\n")
    try:
        signed = open_checkpoint(request.note, keys)
    except (UnknownSigners, WrongSignature, OriginMismatch) as error:
        return Answer(403, f"{error}\n")
    if request.old_size > checkpoint.size:
        return Answer(400, "old size is beyond the checkpoint's size\n")
    size, root = (last.size, last.root) if last else (0, EMPTY_ROOT)
    if request.old_size != size:
        return Answer(409, f"{size}\n", "text/x.tlog.size")
    if not verify_consistency(size, checkpoint.size, request.proof, root, checkpoint.root):
        return Answer(422, f"checkpoint is not shown to extend size {size}\n")
    return Accepted(signed)


def origin_hash(origin: str) -> str:
    """Hex SHA-256 of an origin, under which a witness publishes its checkpoint."""
    return sha256(origin.encode()).hexdigest()


class Witness:
    """A witness with one key, a fixed set of logs, and a directory as its memory.

    `<directory>/<origin hash>/checkpoint` is both the memory and what monitors are shown.
    `now` gives POSIX seconds.
    """

    def __init__(
        self, key: SigningKey, logs: LogKeys, directory: Path, now: Callable[[], int]
    ) -> None:
        self._key = key
        self._logs = logs
        self._directory = directory
        self._now = now

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer one add-checkpoint request; state is on disk before a cosignature is given.

        Raises `MemoryDamaged`.
        """
        try:
            request = parse_request(body)
        except BadRequest as error:
            return Answer(400, f"{error}\n")
        # One lock for all logs: a few cosignatures a second need no finer one.
        with locked(self._directory / ".lock"):
            last = self._last(request.note.partition("\n")[0])
            decision = decide(request, last, self._logs)
            if isinstance(decision, Answer):
                return decision
            return Answer(200, self._cosign(decision.signed))

    def published(self, origin_hex: str) -> str | None:
        """The checkpoint cosigned last for the log whose origin has this hash, if any."""
        if all(origin_hash(origin) != origin_hex for origin in self._logs):
            return None
        path = self._directory / origin_hex / "checkpoint"
        return path.read_text(encoding="utf-8") if path.exists() else None

    def _last(self, origin: str) -> Checkpoint | None:
        note = self.published(origin_hash(origin))
        if note is None:
            return None
        try:
            return parse_checkpoint(parse_note(note).text)
        except BadNote as error:
            raise MemoryDamaged(f"stored checkpoint of {origin}: {error}") from error

    def _cosign(self, signed: SignedCheckpoint) -> str:
        text = signed.checkpoint.text
        cosignature = self._key.cosign(text, self._now())
        lines = "".join(item.line.text for item in signed.signatures)
        folder = self._directory / origin_hash(signed.checkpoint.origin)
        folder.mkdir(exist_ok=True)
        write_durably(folder / "checkpoint", f"{text}\n{lines}{cosignature}".encode())
        return cosignature


class _Handler(BaseHTTPRequestHandler):
    """Routes of a witness; `witness` is set by `make_server`."""

    witness: Witness
    protocol_version = "HTTP/1.1"  # keep-alive, as the protocol recommends
    timeout = _SOCKET_TIMEOUT_S

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._refuse(Answer(404, "no such resource\n"))
        elif not (length.isascii() and length.isdecimal()):
            self._refuse(Answer(411, "Content-Length is required\n"))
        elif int(length) > BODY_BYTES_MAX:
            self._refuse(Answer(413, f"at most {BODY_BYTES_MAX} bytes\n"))
        else:
            self._answer(self._add_checkpoint(self.rfile.read(int(length))))

    def _add_checkpoint(self, body: bytes) -> Answer:
        try:
            return self.witness.add_checkpoint(body)
        except MemoryDamaged as error:
            return Answer(500, f"{error}\n")

    def do_GET(self) -> None:
        origin_hex, separator, rest = self.path.removeprefix("/").partition("/")
        note = self.witness.published(origin_hex) if separator and rest == "checkpoint" else None
        self._answer(Answer(404, "no such checkpoint\n") if note is None else Answer(200, note))

    def _refuse(self, answer: Answer) -> None:
        """Answer without having read the body: the connection cannot be used again."""
        self.close_connection = True
        self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are not logged: the state on disk is the record."""


def make_server(address: tuple[str, int], witness: Witness) -> ThreadingHTTPServer:
    """An HTTP server for `witness`, bound but not yet serving; port 0 takes a free one."""
    handler = type("WitnessHandler", (_Handler,), {"witness": witness})
    return ThreadingHTTPServer(address, handler)
