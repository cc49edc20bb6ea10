"""The site's signer: its key file, and its own memory of the last head it signed.

The memory lies outside the database and its backups, so that a database restored to an older
state cannot make the signer contradict itself unnoticed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from lotproof.ledger.checkpoint import Checkpoint, parse_checkpoint
from lotproof.ledger.files import locked, sync_directory, write_durably
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.tree import EMPTY_ROOT, verify_consistency

_PRIVATE_MODE = 0o600


class KeyFileExposed(PermissionError):
    """Somebody other than the owner may read or write the private key file."""


class SignerMemoryMissing(FileNotFoundError):
    """The signer's memory is gone; it must not start again from nothing by itself."""


class RollbackRefused(Exception):
    """The head to sign is older than, or contradicts, the head signed last."""

    def __init__(self, last: Checkpoint, asked: Checkpoint, reason: str) -> None:
        super().__init__(
            f"{reason}: signed last size {last.size} root {last.root.hex()}, "
            f"asked now size {asked.size} root {asked.root.hex()}"
        )
        self.last = last
        self.asked = asked


def create_key_file(path: Path, name: str, algorithm: Algorithm) -> SigningKey:
    """Write a fresh private key, readable by its owner alone; never replaces a file."""
    key = SigningKey.generate(name, algorithm)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{key.text}\n")
        file.flush()
        os.fsync(file.fileno())
    sync_directory(path.parent)
    return key


def load_key_file(path: Path) -> SigningKey:
    """Read a private key file; raises `KeyFileExposed` or `BadKey`."""
    with path.open(encoding="utf-8") as file:
        mode = os.fstat(file.fileno()).st_mode & 0o777
        if mode & ~_PRIVATE_MODE:
            raise KeyFileExposed(f"{path} has permissions {mode:03o}; set them to 600")
        return SigningKey.parse(file.read().removesuffix("\n"))


class Signer:
    """Signs the checkpoints of one log, each a consistent successor of the one before."""

    def __init__(self, key: SigningKey, memory: Path) -> None:
        self._key = key
        self._memory = memory

    @classmethod
    def create(cls, key: SigningKey, memory: Path) -> "Signer":
        """A signer for a new log, with a memory that says: nothing signed yet."""
        if memory.exists():
            raise FileExistsError(f"{memory} already remembers a log")
        empty = Checkpoint(key.verifier.name, 0, EMPTY_ROOT)
        write_durably(memory, empty.text.encode(), mode=_PRIVATE_MODE)
        return cls(key, memory)

    @property
    def last(self) -> Checkpoint:
        """The head signed last; raises `SignerMemoryMissing` or `BadCheckpoint`."""
        try:
            text = self._memory.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise SignerMemoryMissing(f"{self._memory} does not exist") from error
        return parse_checkpoint(text)

    def sign(self, size: int, root: bytes, consistency: Sequence[bytes]) -> str:
        """Give the signed checkpoint note for a head; `consistency` leads there from `last`.

        The head is remembered durably before the signature is handed out. Raises
        `RollbackRefused` naming both heads.
        """
        asked = Checkpoint(self._key.verifier.name, size, root)
        with locked(self._memory.with_name(f".{self._memory.name}.lock")):
            last = self.last
            _check_successor(last, asked, consistency)
            write_durably(self._memory, asked.text.encode(), mode=_PRIVATE_MODE)
        return f"{asked.text}\n{self._key.sign(asked.text)}"


def _check_successor(last: Checkpoint, asked: Checkpoint, consistency: Sequence[bytes]) -> None:
    if asked.origin != last.origin:
        raise RollbackRefused(last, asked, f"memory is of log {last.origin!r}")
    if asked.size < last.size:
        raise RollbackRefused(last, asked, "the log has become shorter")
    if asked.size == last.size and asked.root != last.root:
        raise RollbackRefused(last, asked, "the log has another root for the same size")
    if not verify_consistency(last.size, asked.size, consistency, last.root, asked.root):
        raise RollbackRefused(last, asked, "the log is not shown to extend the one signed last")
