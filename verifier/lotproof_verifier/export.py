"""The export folder: bounded reads of what somebody else wrote."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotproof_verifier.merkle import HASH_BYTES, TILE_WIDTH, tile_path

_NOTE_BYTES_MAX = 1 << 20
_TILE_BYTES = TILE_WIDTH * HASH_BYTES
_BUNDLE_BYTES_MAX = TILE_WIDTH * (2 + 65_535)
_LINE_BYTES_MAX = 1 << 28


class NotAnExport(Exception):
    """The folder cannot be read as an export at all."""


class Missing(Exception):
    """A file that the tree size demands is not there; the message is its path."""


class Damaged(Exception):
    """A file is there but cannot be read as what it should be."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


def read_text(path: Path) -> str:
    """A small text file; raises OSError or `Damaged`."""
    with path.open("rb") as file:
        data = file.read(_NOTE_BYTES_MAX + 1)
    if len(data) > _NOTE_BYTES_MAX:
        raise Damaged(str(path), f"longer than {_NOTE_BYTES_MAX} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Damaged(str(path), "not UTF-8") from error


class Export:
    """Reads `folder`; every path in an error is relative to it."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise NotAnExport(f"{folder} is not a folder")
        if not (folder / "checkpoint").is_file():
            raise NotAnExport(f"{folder} holds no checkpoint file")
        self._folder = folder

    def checkpoint(self) -> str:
        """The signed note."""
        return read_text(self._folder / "checkpoint")

    def _read(self, level: int | str, n: int, width: int, limit: int) -> tuple[str, bytes]:
        """The tile or bundle of this width, or the full one that has replaced it since."""
        path = tile_path(level, n, width)
        for candidate in (path, tile_path(level, n, TILE_WIDTH)):
            try:
                with (self._folder / candidate).open("rb") as file:
                    data = file.read(limit + 1)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                continue
            if len(data) > limit:
                raise Damaged(candidate, f"longer than {limit} bytes")
            return candidate, data
        raise Missing(path)

    def tile(self, level: int, n: int, width: int) -> bytes:
        """The first `width` hashes of a tile; raises `Missing` or `Damaged`."""
        path, data = self._read(level, n, width, _TILE_BYTES)
        if len(data) < width * HASH_BYTES or len(data) % HASH_BYTES:
            raise Damaged(path, f"{len(data)} bytes are not {width} hashes")
        return data[: width * HASH_BYTES]

    def tile_of(self, size: int, level: int, n: int, width: int) -> bytes:
        """The first `width` hashes of a tile as it stands in a tree of `size` entries."""
        whole = min(TILE_WIDTH, (size >> (8 * level)) - n * TILE_WIDTH)
        return self.tile(level, n, whole)[: width * HASH_BYTES]

    def bundle(self, n: int, width: int) -> list[bytes]:
        """Entries of a bundle, all that the file holds; raises `Missing` or `Damaged`.

        Of a full bundle that has replaced a partial one, only the first `width` are given.
        """
        path, data = self._read("entries", n, width, _BUNDLE_BYTES_MAX)
        entries: list[bytes] = []
        at = 0
        while at < len(data):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            if at + 2 > len(data) or end > len(data):
                raise Damaged(path, f"ends within entry {n * TILE_WIDTH + len(entries)}")
            entries.append(data[at + 2 : end])
            at = end
        return entries if path == tile_path("entries", n, width) else entries[:width]

    def parts(self, n: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """`(place, line)` of each line of the parts of bundle `n`; raises `Damaged`."""
        name = tile_path("", n, TILE_WIDTH).removeprefix("tile//")
        path = self._folder / "parts" / f"{name}.jsonl"
        if not path.exists():
            return
        with path.open("rb") as file:
            number = 0
            while data := file.readline(_LINE_BYTES_MAX):
                number += 1
                place = f"parts/{name}.jsonl line {number}"
                try:
                    line = json.loads(data)
                except (ValueError, RecursionError) as error:
                    raise Damaged(place, f"not JSON: {error}") from error
                if not isinstance(line, dict):
                    raise Damaged(place, "not a JSON object")
                yield place, line
