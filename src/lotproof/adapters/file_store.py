"""Files beside the database, each under the SHA-256 of its content; written once, never changed.

`files/ab/abcd…` holds the content whose digest begins with ab. A file comes in under another name
and gets its own when it is whole and on the disk, so that a crash leaves nothing half there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from lotproof.ledger.files import sync_directory

FOLDER = "files"
_INCOMING = "incoming"
_HEAD_BYTES = 4096


class Incoming:
    """A file on its way in."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path, self._file = path, file
        self._hash = sha256()
        self.size_bytes, self.head = 0, b""

    def write(self, chunk: bytes) -> None:
        if len(self.head) < _HEAD_BYTES:
            self.head += chunk[: _HEAD_BYTES - len(self.head)]
        self.size_bytes += len(chunk)
        self._hash.update(chunk)
        self._file.write(chunk)

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


class FileStore:
    """The files of one site; `folder` is that of its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """A place for a file that comes; gone at the end, unless it was kept."""
        folder = self.folder / _INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / os.urandom(16).hex()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield Incoming(path, file)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, incoming: Incoming) -> None:
        """Give the file its name; after return it survives a power cut.

        A file of that name is replaced: it has the same content, or is damaged and now mended.
        """
        incoming.sync()
        target = self.path(incoming.digest)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        incoming.path.replace(target)
        sync_directory(target.parent)
        sync_directory(self.folder)

    def damage(self, digest: str, size_bytes: int) -> str | None:
        """`delete` for a file that is gone, `edit` for one that is not what was stored."""
        path = self.path(digest)
        try:
            with path.open("rb") as file:
                is_whole = (
                    os.fstat(file.fileno()).st_size == size_bytes
                    and file_digest(file, "sha256").hexdigest() == digest
                )
        except (FileNotFoundError, IsADirectoryError):
            return "delete"
        return None if is_whole else "edit"
