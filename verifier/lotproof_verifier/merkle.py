"""RFC 6962 Merkle tree over SHA-256, and the C2SP tiles that show it."""

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH_BYTES = 32
TILE_WIDTH = 256
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def tile_path(level: int | str, n: int, width: int) -> str:
    """`tile/<level>/<n in x-marked groups of three>[.p/<width>]`."""
    digits = f"{n:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < TILE_WIDTH else "")


class TreeBuilder:
    """Rebuilds the tiles and the root of a tree from its leaf hashes, holding one edge only."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[list[bytes]] = [[]]

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf hash; returns `(level, n, hashes)` of each tile that became full."""
        self.size += 1
        self._edge[0].append(leaf)
        full: list[tuple[int, int, bytes]] = []
        level = 0
        while len(self._edge[level]) == TILE_WIDTH:
            row, self._edge[level] = self._edge[level], []
            n = (self.size - 1) // TILE_WIDTH ** (level + 1)
            full.append((level, n, b"".join(row)))
            while len(row) > 1:
                row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
            level += 1
            if level == len(self._edge):
                self._edge.append([])
            self._edge[level].append(row[0])
        return full

    def partial_tiles(self) -> list[tuple[int, int, bytes]]:
        """`(level, n, hashes)` of the tiles at the right edge that are not full."""
        return [
            (level, self.size // TILE_WIDTH ** (level + 1), b"".join(row))
            for level, row in enumerate(self._edge)
            if row
        ]

    def root(self) -> bytes:
        """Root hash: subtrees of the edge joined from the right."""
        result: bytes | None = None
        for row in self._edge:
            for subtree in reversed(_subtrees(row)):
                result = subtree if result is None else node_hash(subtree, result)
        return EMPTY_ROOT if result is None else result


def root_of_tiles(size: int, tile: Callable[[int, int, int], bytes]) -> bytes:
    """Root of the first `size` leaves; `tile(level, n, width)` gives the hashes of a tile."""
    builder = TreeBuilder()
    builder.size, builder._edge = size, []
    level = 0
    while size >> (8 * level):
        n, width = divmod(size >> (8 * level), TILE_WIDTH)
        hashes = tile(level, n, width) if width else b""
        row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
        builder._edge.append(row)
        level += 1
    return builder.root()


def _subtrees(row: Sequence[bytes]) -> list[bytes]:
    """Roots of the perfect subtrees, largest first, that make up a row of hashes."""
    roots, at = [], 0
    while at < len(row):
        width = 1 << (len(row) - at).bit_length() - 1
        part = list(row[at : at + width])
        while len(part) > 1:
            part = [node_hash(part[i], part[i + 1]) for i in range(0, len(part), 2)]
        roots.append(part[0])
        at += width
    return roots


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root hash over leaf hashes held in memory."""
    builder = TreeBuilder()
    for leaf in leaves:
        builder.append(leaf)
    return builder.root()


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """RFC 9162 §2.1.3.2, by way of the exact length every proof must have."""
    if not 0 <= index < size or any(len(item) != HASH_BYTES for item in (leaf, root, *proof)):
        return False
    # Up to `inner` the path lies inside a perfect subtree; above, siblings are all to the left.
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        return False
    current = leaf
    for height, sibling in enumerate(proof):
        if height >= inner or index >> height & 1:
            current = node_hash(sibling, current)
        else:
            current = node_hash(current, sibling)
    return current == root
