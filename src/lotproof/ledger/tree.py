"""RFC 6962 Merkle tree over SHA-256: hashing, appending, proofs made and verified.

RFC 9162 keeps the same tree. A *node* here is `(level, index)`, the root of the perfect subtree
over leaves `[index << level, (index + 1) << level)`; level 0 nodes are leaf hashes.
All hashes are 32 bytes. Proofs run from the leaf side to the root side.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree of size 0 (RFC 6962 §2.1)."""

Node = tuple[int, int]
"""Level and index of a perfect subtree."""
ReadNodes = Callable[[Sequence[Node]], Sequence[bytes]]
"""Gives the hash of each `(level, index)` asked for, in the same order."""


class BadFrontier(ValueError):
    """Stored frontier bytes do not describe a tree."""


class OutsideTree(ValueError):
    """An index or size lies outside the tree it is asked of."""


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962 leaf hash: SHA-256(0x00 ‖ data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 inner node hash: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Root over perfect subtrees of falling size, left to right; `EMPTY_ROOT` for none."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


class Frontier:
    """A compact range from leaf 0: all that is needed to append and to know the root.

    Holds one hash per set bit of `size`, largest subtree first. Appending is O(1) amortised and
    reads no old leaf.
    """

    __slots__ = ("_stack", "size")

    def __init__(self, size: int = 0, stack: Sequence[bytes] = ()) -> None:
        if size < 0 or len(stack) != size.bit_count():
            raise BadFrontier(f"a tree of size {size} does not have {len(stack)} subtrees")
        if any(len(item) != HASH_BYTES for item in stack):
            raise BadFrontier("a subtree hash is not 32 bytes")
        self.size = size
        self._stack = list(stack)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self.append_many((leaf,))

    def append_many(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        stack, size = self._stack, self.size
        for leaf in leaves:
            current, rest = leaf, size
            while rest & 1:
                current = sha256(b"\x01" + stack.pop() + current).digest()
                rest >>= 1
            stack.append(current)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """Root hash of the tree as it stands."""
        return fold(self._stack)

    def to_bytes(self) -> bytes:
        """8-byte big-endian size, then the subtree hashes, largest subtree first."""
        return self.size.to_bytes(8, "big") + b"".join(self._stack)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Inverse of `to_bytes`; raises `BadFrontier`."""
        if len(data) < 8 or (len(data) - 8) % HASH_BYTES:
            raise BadFrontier(f"{len(data)} bytes are not a frontier")
        hashes = [data[at : at + HASH_BYTES] for at in range(8, len(data), HASH_BYTES)]
        return cls(int.from_bytes(data[:8], "big"), hashes)


def range_nodes(start: int, end: int) -> list[Node]:
    """Split `[start, end)` into perfect subtrees of falling size.

    `start` must be a multiple of the largest one, as it is in every range RFC 6962 proofs use.
    """
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def _split(size: int) -> int:
    """Largest power of two below `size` (RFC 6962 §2.1's k), for size ≥ 2."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Leaf ranges whose hashes form PATH(index, D[size]) (RFC 6962 §2.1.1), leaf side first."""
    if not 0 <= index < size:
        raise OutsideTree(f"no entry {index} in a tree of size {size}")
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """Leaf ranges whose hashes form PROOF(old, D[new]) (RFC 6962 §2.1.2); none when old is 0."""
    if not 0 <= old <= new:
        raise OutsideTree(f"size {old} is not before size {new}")
    if old in (0, new):
        return []
    ranges, start, end = [], 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # the old tree is not itself a subtree the verifier already knows
        ranges.append((start, end))
    return ranges[::-1]


def range_hashes(ranges: Sequence[tuple[int, int]], read: ReadNodes) -> list[bytes]:
    """Hash of each leaf range, its perfect subtrees fetched through one call of `read`."""
    groups = [range_nodes(start, end) for start, end in ranges]
    hashes = iter(read([node for group in groups for node in group]))
    return [fold([next(hashes) for _ in group]) for group in groups]


def leaves_reader(leaves: Sequence[bytes]) -> ReadNodes:
    """Node reader over leaf hashes held in memory."""

    def read(nodes: Sequence[Node]) -> list[bytes]:
        return [_subtree(leaves[index << level : (index + 1) << level]) for level, index in nodes]

    return read


def _subtree(leaves: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    frontier.append_many(leaves)
    return frontier.root()


def prove_inclusion(index: int, size: int, read: ReadNodes) -> list[bytes]:
    """Inclusion proof of leaf `index` in the tree of `size`; raises `OutsideTree`."""
    return range_hashes(inclusion_ranges(index, size), read)


def prove_consistency(old: int, new: int, read: ReadNodes) -> list[bytes]:
    """Consistency proof from size `old` to size `new`; raises `OutsideTree`."""
    return range_hashes(consistency_ranges(old, new), read)


def root_at(size: int, read: ReadNodes) -> bytes:
    """Root hash of the first `size` leaves."""
    return range_hashes([(0, size)], read)[0]


def _all_hashes(*groups: Iterable[bytes]) -> bool:
    return all(len(item) == HASH_BYTES for group in groups for item in group)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether `leaf` (a leaf hash) is entry `index` of the tree (RFC 9162 §2.1.3.2).

    Take `size` and `root` from one signed checkpoint: a proof alone fits a band of sizes.
    """
    if not 0 <= index < size or not _all_hashes((leaf, root), proof):
        return False
    first, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            current = node_hash(sibling, current)
            while first and not first & 1:
                first >>= 1
                last >>= 1
        else:
            current = node_hash(current, sibling)
        first >>= 1
        last >>= 1
    return last == 0 and current == root


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether the tree of size `new` extends the tree of size `old` (RFC 9162 §2.1.4.2).

    From size 0 the proof must be empty and the old root `EMPTY_ROOT`; the new root is then
    trusted on first use, as C2SP tlog-witness does.
    """
    if not 0 <= old <= new or not _all_hashes((old_root, new_root), proof):
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not proof and old_root == new_root
    if not proof:
        return False
    # An old tree of exactly a power of two is a subtree of the new one: its root starts the path.
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    first, last = old - 1, new - 1
    while first & 1:
        first >>= 1
        last >>= 1
    old_side = new_side = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old_side, new_side = node_hash(sibling, old_side), node_hash(sibling, new_side)
            while first and not first & 1:
                first >>= 1
                last >>= 1
        else:
            new_side = node_hash(new_side, sibling)
        first >>= 1
        last >>= 1
    return last == 0 and old_side == old_root and new_side == new_root
