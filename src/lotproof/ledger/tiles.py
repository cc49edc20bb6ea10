"""C2SP tlog-tiles: where hashes and entries live as files, and proofs built from them.

A tile of level L holds up to 256 hashes; hash i of tile n is the root of the perfect subtree
`(8·L, 256·n + i)`. A *partial* tile (width below 256) is the right edge of a tree and is
replaced by the full one when the tree has grown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from lotproof.ledger.tree import HASH_BYTES, Node, ReadNodes, node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 256
TILE_BYTES = TILE_WIDTH * HASH_BYTES
ENTRY_BYTES_MAX = 65_535

ReadTile = Callable[[int, int, int], bytes]
"""`(level, n, width)` to the tile's hashes; a wider, later version of the tile will do."""


class BadTile(ValueError):
    """A tile or bundle is shorter, longer or otherwise not as the format demands."""


class Tile(NamedTuple):
    """Coordinates of one tile."""

    level: int
    n: int
    width: int

    @property
    def path(self) -> str:
        """Path of the tile under the log's prefix."""
        return f"tile/{self.level}/{_numbered(self.n, self.width)}"


def bundle_path(n: int, width: int) -> str:
    """Path of entry bundle `n`, which holds entries `256·n` to `256·n + width − 1`."""
    return f"tile/entries/{_numbered(n, width)}"


def number_path(n: int) -> str:
    """Three-digit groups, all but the last marked x: 1234067 gives `x001/x234/067`."""
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.append(f"x{n % 1000:03d}")
    return "/".join(reversed(groups))


def _numbered(n: int, width: int) -> str:
    return number_path(n) + (f".p/{width}" if width < TILE_WIDTH else "")


def tile_width(level: int, n: int, size: int) -> int:
    """Hashes in tile `n` of `level` for a tree of `size`; 0 when there is no such tile."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - TILE_WIDTH * n))


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of `size`, level by level, left to right."""
    level = 0
    while size >> TILE_HEIGHT * level:
        hashes = size >> TILE_HEIGHT * level
        for n in range(-(-hashes // TILE_WIDTH)):
            yield Tile(level, n, tile_width(level, n, size))
        level += 1


def bundles_of(size: int) -> Iterator[tuple[int, int]]:
    """`(n, width)` of every entry bundle of a tree of `size`."""
    for n in range(-(-size // TILE_WIDTH)):
        yield n, tile_width(0, n, size)


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Concatenate entries, each after its length as big-endian uint16; raises `BadTile`."""
    pieces: list[bytes] = []
    for entry in entries:
        if len(entry) > ENTRY_BYTES_MAX:
            raise BadTile(f"entry of {len(entry)} bytes; at most {ENTRY_BYTES_MAX}")
        pieces += len(entry).to_bytes(2, "big"), entry
    return b"".join(pieces)


def decode_bundle(data: bytes) -> list[bytes]:
    """Entries of a bundle; raises `BadTile` when it ends within an entry."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise BadTile(f"bundle ends within its entry {len(entries)}")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def subtree_root(hashes: bytes) -> bytes:
    """Root over a power of two of concatenated hashes."""
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def _place(node: Node, size: int) -> tuple[Tile, slice]:
    """Tile that shows `node` in a tree of `size`, and where its hashes stand in the tile."""
    level, height = divmod(node[0], TILE_HEIGHT)
    n, first = divmod(node[1] << height, TILE_WIDTH)
    place = slice(first * HASH_BYTES, (first + (1 << height)) * HASH_BYTES)
    return Tile(level, n, tile_width(level, n, size)), place


def tiles_for(nodes: Sequence[Node], size: int) -> list[Tile]:
    """Tiles of a tree of `size` that show these nodes, each once."""
    return list(dict.fromkeys(_place(node, size)[0] for node in nodes))


def node_reader(size: int, read_tile: ReadTile) -> ReadNodes:
    """Node reader over the tiles of a tree of `size`, for the proofs of `tree`.

    Each tile is read once. Raises `BadTile` for a tile that is too short; wrong hashes are not
    noticed here, the proof made from them will not verify.
    """
    cache: dict[Tile, bytes] = {}

    def read(nodes: Sequence[Node]) -> list[bytes]:
        found = []
        for node in nodes:
            tile, place = _place(node, size)
            if tile not in cache:
                cache[tile] = read_tile(*tile)
            if len(cache[tile]) < place.stop or len(cache[tile]) % HASH_BYTES:
                raise BadTile(f"{tile.path} has {len(cache[tile])} bytes, {place.stop} needed")
            found.append(subtree_root(cache[tile][place]))
        return found

    return read


class TileBuilder:
    """Grows the tiles of a log, hash by hash; keeps only the right edge in memory."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytearray] = []

    @classmethod
    def resume(cls, size: int, read_tile: ReadTile) -> "TileBuilder":
        """A builder that continues a log of `size`; raises `BadTile` for a short tile."""
        builder = cls()
        builder.size = size
        while size >> TILE_HEIGHT * len(builder._edge):
            level = len(builder._edge)
            n, width = divmod(size >> TILE_HEIGHT * level, TILE_WIDTH)
            tile = read_tile(level, n, width) if width else b""
            if len(tile) < width * HASH_BYTES:
                raise BadTile(f"{Tile(level, n, width).path} has {len(tile)} bytes")
            builder._edge.append(bytearray(tile[: width * HASH_BYTES]))
        return builder

    def append_many(self, leaves: Sequence[bytes]) -> list[tuple[Tile, bytes]]:
        """Add leaf hashes in order; returns each tile they completed, a lower before a higher."""
        completed: list[tuple[Tile, bytes]] = []
        at = 0
        while at < len(leaves):
            run = leaves[at : at + TILE_WIDTH - self.size % TILE_WIDTH]
            completed += self._fill(b"".join(run))
            self.size += len(run)
            at += len(run)
        return completed

    def _fill(self, current: bytes) -> Iterator[tuple[Tile, bytes]]:
        """Put hashes into the open tile of level 0, which has room for them."""
        for level in count():
            if level == len(self._edge):
                self._edge.append(bytearray())
            self._edge[level] += current
            if len(self._edge[level]) < TILE_BYTES:
                break
            tile = bytes(self._edge[level])
            yield Tile(level, self.size >> TILE_HEIGHT * (level + 1), TILE_WIDTH), tile
            self._edge[level].clear()
            current = subtree_root(tile)

    def partials(self) -> list[tuple[Tile, bytes]]:
        """The partial tiles of the tree as it stands, lowest level first."""
        return [
            (
                Tile(level, (self.size >> TILE_HEIGHT * level) // TILE_WIDTH, len(tile) // 32),
                bytes(tile),
            )
            for level, tile in enumerate(self._edge)
            if tile
        ]
