"""C2SP tlog-tiles: paths, widths, worked examples, and proofs built from tiles."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.ledger import tiles, tree

LEAVES = [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]


def build(leaves: list[bytes]) -> dict[str, bytes]:
    """Every tile by its path."""
    builder = tiles.TileBuilder()
    made = builder.append_many(leaves) + builder.partials()
    return {tile.path: data for tile, data in made}


@pytest.fixture(scope="module")
def large() -> dict[str, bytes]:
    return build(LEAVES)


def reader(files: dict[str, bytes]) -> tiles.ReadTile:
    return lambda level, n, width: files[tiles.Tile(level, n, width).path]


@pytest.mark.parametrize(
    ("n", "path"),
    [
        (0, "000"),
        (7, "007"),
        (999, "999"),
        (1000, "x001/000"),
        (1_234_067, "x001/x234/067"),
        (1_000_000, "x001/x000/000"),
    ],
)
def test_number_paths(n, path):
    assert tiles.number_path(n) == path


def test_worked_example_of_eight_entries():
    entries = [f'{{"seq":{number}}}'.encode() for number in range(8)]
    bundle = tiles.encode_bundle(entries)
    assert tiles.bundle_path(0, 8) == "tile/entries/000.p/8"
    assert bundle.hex().startswith("00097b22736571223a307d00097b22736571223a317d")
    assert len(bundle) == 8 * 11
    assert tiles.decode_bundle(bundle) == entries
    files = build([tree.leaf_hash(item) for item in entries])
    assert list(files) == ["tile/0/000.p/8"]
    assert (
        files["tile/0/000.p/8"]
        .hex()
        .startswith(
            "a402b0e36f5aae85457360fcf00a2545b87dd47f310553e7b0d32d6d0ac4400d"
            "b119a77a4864308c481efb947ff723d6bd4ea1e7fab902eb8ca98bd759e46aee"
        )
    )
    assert len(files["tile/0/000.p/8"]) == 256


def test_layout_of_seventy_thousand_entries(large):
    """Size 70,000: 273 full level-0 tiles and one of 112, 1 + 17 above, 1 on top."""
    paths = [tile.path for tile in tiles.tiles_of(70_000)]
    assert paths[:3] == ["tile/0/000", "tile/0/001", "tile/0/002"]
    assert paths[272:] == [
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert sorted(large) == sorted(paths)
    bundles = list(tiles.bundles_of(70_000))
    assert (len(bundles), bundles[-1]) == (274, (273, 112))


def test_upper_tiles_hold_subtree_roots(large):
    root = tree.Frontier()
    root.append_many(LEAVES[256 * 5 : 256 * 6])
    assert large["tile/1/000"][5 * 32 : 6 * 32] == root.root()
    top = tree.Frontier()
    top.append_many(LEAVES[:65_536])
    assert large["tile/2/000.p/1"] == top.root()


def test_proofs_from_tiles(large):
    frontier = tree.Frontier()
    frontier.append_many(LEAVES)
    read = tiles.node_reader(70_000, reader(large))
    assert tree.root_at(70_000, read) == frontier.root()
    for index in (0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999):
        proof = tree.prove_inclusion(index, 70_000, read)
        assert tree.verify_inclusion(LEAVES[index], index, 70_000, proof, frontier.root())
    for old in (1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 69_999):
        proof = tree.prove_consistency(old, 70_000, read)
        older = tree.Frontier()
        older.append_many(LEAVES[:old])
        assert tree.verify_consistency(old, 70_000, proof, older.root(), frontier.root())


@given(st.integers(1, 1200), st.data())
def test_tiles_give_the_same_proofs_as_leaves(size, data):
    leaves = LEAVES[:size]
    read, plain = tiles.node_reader(size, reader(build(leaves))), tree.leaves_reader(leaves)
    index = data.draw(st.integers(0, size - 1))
    assert tree.prove_inclusion(index, size, read) == tree.prove_inclusion(index, size, plain)
    assert tree.prove_consistency(index, size, read) == tree.prove_consistency(index, size, plain)


@given(st.integers(0, 70_000), st.integers(0, 600), st.integers(0, 600))
def test_builder_resumes(large_size, some, more):
    """Continuing from the right edge gives the tiles an unbroken run gives."""
    size = large_size % 1000
    files = build(LEAVES[:size])
    builder = tiles.TileBuilder.resume(size, reader(files))
    made = builder.append_many(LEAVES[size : size + some])
    size += some
    made += builder.append_many(LEAVES[size : size + more])
    files |= {tile.path: data for tile, data in made + builder.partials()}
    whole = build(LEAVES[: size + more])
    assert {path: files[path] for path in whole} == whole
    assert builder.size == size + more


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537])
def test_builder_resumes_at_an_edge(large, size):
    whole = build(LEAVES[:size])
    builder = tiles.TileBuilder.resume(size, reader(whole))
    assert {tile.path: data for tile, data in builder.partials()}.items() <= whole.items()


def test_which_tiles_a_proof_needs():
    ranges = tree.inclusion_ranges(69_999, 70_000)
    nodes = [node for start, end in ranges for node in tree.range_nodes(start, end)]
    paths = {tile.path for tile in tiles.tiles_for(nodes, 70_000)}
    assert paths == {"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"}


def test_short_tile_is_refused():
    files = build(LEAVES[:300])
    short = {path: data[:-1] for path, data in files.items()}
    with pytest.raises(tiles.BadTile):
        tree.prove_inclusion(299, 300, tiles.node_reader(300, reader(short)))
    with pytest.raises(tiles.BadTile):
        tiles.TileBuilder.resume(300, reader(short))


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_bundles_survive(entries):
    assert tiles.decode_bundle(tiles.encode_bundle(entries)) == entries


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x00\x01aX"])
def test_cut_bundles_are_refused(data):
    with pytest.raises(tiles.BadTile):
        tiles.decode_bundle(data)


def test_entry_longer_than_its_length_field():
    assert len(tiles.encode_bundle([bytes(65_535)])) == 65_537
    with pytest.raises(tiles.BadTile):
        tiles.encode_bundle([bytes(65_536)])


def test_subtree_root_of_one_hash_is_itself():
    digest = sha256(b"").digest()
    assert tiles.subtree_root(digest) == digest
