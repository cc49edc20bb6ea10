"""What goes in, what comes out, and what the executor needs of the world around it."""

import re
import uuid
from collections.abc import Collection, Sequence
from typing import Any, Protocol

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Connection
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.kernel.signing import Signature
from lotproof.kernel.site import Site, SiteId, Source, Trust

_CANONICAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def id_bytes(id_: str) -> bytes:
    """The 16 bytes of a command id in its one spelling."""
    return bytes.fromhex(id_.replace("-", ""))


def id_text(stored: bytes) -> str:
    """The one spelling of 16 bytes."""
    digits = stored.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Submission(msgspec.Struct, kw_only=True):
    """A command as it arrives: raw body, and who sends it from where.

    `id` is made by the client before the first try; the same id again gives the first receipt.
    `at` sets the time and is accepted by demonstration sites only.
    """

    kind: str
    body: Any
    actor: str
    id: str
    behalf: str | None = None
    station: str | None = None
    source: Source = Source.HAND
    trust: Trust | None = None
    occurred: str | None = None
    entered: str | None = None
    reason: str | None = None
    signature: Signature | None = None
    at: int | None = None

    def __post_init__(self) -> None:
        """One id has one spelling; ValueError for what is no UUID."""
        if not _CANONICAL.fullmatch(self.id):
            self.id = str(uuid.UUID(self.id))


class Receipt(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the sender gets: recorded durably, done or refused. `events` carry the new ids."""

    id: str
    kind: str
    outcome: str
    recorded: str
    code: str | None = None
    message: dict[str, str] | None = None
    problems: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    deviations: list[dict[str, Any]] = []

    def value(self, field: str) -> Any:
        """The first event field of that name; KeyError if no event has it."""
        for event in self.events:
            if field in event:
                return event[field]
        raise KeyError(field)


class PendingEntry(msgspec.Struct):
    """One entry ready to be sealed."""

    command_id: str
    leaf: bytes
    parts: bytes
    subjects: list[str]


class Authority(Protocol):
    """Who may do what, as of now."""

    kinds: frozenset[str]
    """The kinds of record that its answers rest on."""

    def among(self, reader: Reader, actors: Collection[str]) -> "Authority":
        """The same for these actors alone, looked up at once; good until one of `kinds` changes."""

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        """The role by which the actor holds the permission now and for any input, or None."""

    def limited(
        self, reader: Reader, actor: str, behalf: str | None, command: Command
    ) -> str | None:
        """The role for this very command, where `role` gave none or it is sent on behalf of
        somebody: held for a time, or only for some of what the command may name. None, or a
        refusal that says why not."""


class Store(Protocol):
    """What the executor needs of an engine besides a connection."""

    def reserve(self, counter: str, count: int) -> int: ...
    def known(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        """Digest and receipt of commands recorded before."""

    def remember(
        self, connection: Connection, done: Sequence[tuple[str, bytes, bytes]]
    ) -> None: ...
    def last_recorded(self, connection: Connection) -> Instant | None:
        """When the newest sealed entry was recorded."""

    def append(self, connection: Connection, entries: Sequence[PendingEntry]) -> None:
        """Hand entries to the sequencer; the transaction's last statement."""

    def forget(self) -> None:
        """The transaction was rolled back: drop what was kept of it."""


UNOPENED = Site(SiteId(0), "", "unopened", "UTC", True, Instant(0))
