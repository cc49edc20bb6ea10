"""Two implementations of one format: on the same input they must say the same."""

import contextlib
import io
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotproof.ledger import canonical, entry, proof, tiles, tree
from lotproof.ledger.checkpoint import open_checkpoint
from lotproof.ledger.note import BadNote
from lotproof.ledger.policy import BadPolicy, parse_policy
from lotproof_verifier import cli, entries, merkle, notes

LEAVES = [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]


def run(*arguments: object) -> int:
    """Exit status, with the report thrown away."""
    with contextlib.redirect_stdout(io.StringIO()):
        return cli.main([str(item) for item in arguments])


@given(st.integers(0, 70_000))
def test_same_paths(n):
    assert merkle.tile_path(3, n * 1000, 256) == tiles.Tile(3, n * 1000, 256).path
    width = 1 + n % 256
    assert merkle.tile_path("entries", n, width) == tiles.bundle_path(n, width)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 1000, 65_535, 65_536, 65_537, 70_000])
def test_same_tiles_and_roots(size):
    ours, theirs = tiles.TileBuilder(), merkle.TreeBuilder()
    for leaf in LEAVES[:size]:
        made = [(tile.level, tile.n, data) for tile, data in ours.append_many([leaf])]
        assert made == theirs.append(leaf)
    edge = [(tile.level, tile.n, data) for tile, data in ours.partials()]
    assert edge == theirs.partial_tiles()
    frontier = tree.Frontier()
    frontier.append_many(LEAVES[:size])
    assert frontier.root() == theirs.root()


@given(st.integers(1, 300), st.data())
def test_same_verdict_on_inclusion_proofs(size, data):
    index = data.draw(st.integers(0, size - 1))
    read = tree.leaves_reader(LEAVES)
    path, root = tree.prove_inclusion(index, size, read), tree.root_at(size, read)
    claimed = data.draw(st.sampled_from([index, index + 1, index ^ 2, -1]))
    claimed_size = data.draw(st.sampled_from([size, size + 1, size * 2, max(size // 2, 1), 0]))
    path = data.draw(st.sampled_from([path, path[:-1], [*path, root], path[::-1]]))
    arguments = LEAVES[index], claimed, claimed_size, path, root
    assert merkle.inclusion_holds(*arguments) == tree.verify_inclusion(*arguments)


def test_every_inclusion_pair_to_40():
    read = tree.leaves_reader(LEAVES)
    for size in range(1, 41):
        root = tree.root_at(size, read)
        for index in range(size):
            path = tree.prove_inclusion(index, size, read)
            assert merkle.inclusion_holds(LEAVES[index], index, size, path, root)


def mutated(data: st.DataObject, text: bytes) -> bytes:
    """The bytes, or the bytes with one place overwritten, dropped or doubled."""
    at = data.draw(st.integers(0, len(text) - 1))
    how = data.draw(st.sampled_from(["keep", "flip", "drop", "double", "cut"]))
    if how == "flip":
        return text[:at] + bytes([text[at] ^ 1 << data.draw(st.integers(0, 7))]) + text[at + 1 :]
    changes = {"keep": text, "drop": text[:at] + text[at + 1 :], "cut": text[:at]}
    return changes.get(how, text[: at + 1] + text[at:])


@given(st.data())
def test_same_verdict_on_entries(shared_ledger, data):
    leaf = mutated(data, data.draw(st.sampled_from(shared_ledger.leaves[:20])))
    try:
        entry.decode(leaf)
        ours = True
    except entry.BadEntry:
        ours = False
    try:
        entries.read_envelope(leaf)
        theirs = True
    except entries.NotAnEntry:
        theirs = False
    assert ours is theirs, leaf


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(JSON)
def test_same_canonical_json(value):
    try:
        data = canonical.encode(value)
    except canonical.NotCanonical:
        return
    assert entries.read_canonical(data) == value


@given(st.data())
def test_same_verdict_on_checkpoints(shared_ledger, data):
    note = mutated(data, shared_ledger.checkpoint().encode())
    key = shared_ledger.log_key.verifier
    try:
        open_checkpoint(note.decode(), [key])
        ours = True
    except (BadNote, UnicodeDecodeError):
        ours = False
    try:
        checkpoint = notes.read_checkpoint(note.decode())
        theirs = bool(notes.signed_by(checkpoint, notes.read_key(key.text)))
        theirs = theirs and checkpoint.origin == key.name
    except (notes.Malformed, UnicodeDecodeError):
        theirs = False
    assert ours is theirs, note


@given(st.data())
def test_same_verdict_on_receipts(shared_ledger, data):
    read = tree.leaves_reader([tree.leaf_hash(leaf) for leaf in shared_ledger.leaves[:20]])
    hashes = tuple(tree.prove_inclusion(11, 20, read))
    text = mutated(data, proof.Proof(11, hashes, shared_ledger.checkpoint(20), b"x").text.encode())
    try:
        ours = proof.parse_proof(text.decode())
    except (proof.BadProof, UnicodeDecodeError):
        return
    try:
        theirs = notes.read_receipt(text.decode())
    except notes.Malformed:
        return  # it reads the checkpoint at once, `parse_proof` leaves that to `verify_proof`
    assert (ours.index, list(ours.hashes)) == (theirs.index, theirs.proof)


WORDS = st.sampled_from(["any", "all", "1", "2", "0", "a", "b", "g", "h", "none"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=5), st.data())
def test_same_verdict_on_policies(shared_ledger, lines, data):
    vkey = shared_ledger.witness_key.verifier.text
    kinds = data.draw(st.lists(st.sampled_from(["group", "quorum"]), min_size=5, max_size=5))
    text = f"witness a {vkey}\n" + "".join(
        f"{kind} {' '.join(words)}\n" for kind, words in zip(kinds, lines, strict=False)
    )
    text += data.draw(st.sampled_from(["", "quorum a\n", "quorum none\n"]))
    try:
        ours = parse_policy(text.encode()).satisfied_by({shared_ledger.witness_key.verifier})
    except BadPolicy:
        ours = None
    try:
        theirs = notes.read_policy(text).satisfied({"a"})
    except notes.Malformed:
        theirs = None
    assert ours is theirs, text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 40), st.data())
def test_any_flipped_bit_is_found(small_ledger, tmp_path, size, data):
    """Every file but the checkpoint's signature lines, which may hold what nobody knows."""
    ledger = small_ledger(size)
    folder = tmp_path / "export"
    shutil.rmtree(folder, ignore_errors=True)
    ledger.write(folder)
    assert run(folder, "--key", ledger.vkey) == 0
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path: Path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    end = content.index(b"\n\n") if path.name == "checkpoint" else len(content)
    at = data.draw(st.integers(0, end - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    assert run(folder, "--key", ledger.vkey) == 1, (path, at)
