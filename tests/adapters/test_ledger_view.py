"""The sealed ledger as others see it: stories, sizes at a time, tiles, proofs that verify."""

from pathlib import Path

import pytest

from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.adapters.publisher import Publisher
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import Algorithm, SigningKey, open_note
from lotproof.ledger.proof import BadProof, parse_proof, verify_proof
from lotproof.ledger.signer import Signer
from lotproof.ledger.tree import leaf_hash, verify_consistency
from tests.support.toy_plant import ORIGIN, ToyPlant, submission, take
from tests.support.toys import FillJar


@pytest.fixture
def key() -> SigningKey:
    """Give a site's key."""
    return SigningKey.generate(ORIGIN, Algorithm.ED25519)


@pytest.fixture
def publisher(toys: ToyPlant, key: SigningKey, tmp_path: Path) -> Publisher:
    """Give the publisher of a site of some 300 entries."""
    jars = [toys.jar(f"jar {n}") for n in range(3)]
    for _ in range(3):
        toys.submit(*(submission(take(jars[n % 3], 99)) for n in range(96)))
    toys.ok(FillJar(jar_id=jars[1], count=50))
    return Publisher(toys.database, Signer.create(key, tmp_path / "signed-last"))


def test_every_entry_has_a_receipt_that_anybody_can_check(
    toys: ToyPlant, publisher: Publisher, key: SigningKey
) -> None:
    publisher.publish()
    late = toys.jar("late")
    publisher.publish()
    toys.ok(take(late))
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        for sealed in view.entries(0, view.size - 1, step=100):
            proof = parse_proof(view.proof(sealed.seq))
            verify_proof(proof, sealed.leaf, [key.verifier])
            with pytest.raises(BadProof):
                verify_proof(proof, sealed.leaf + b" ", [key.verifier])
        with pytest.raises(NotSealed, match="no signed checkpoint covers it yet"):
            view.proof(view.size - 1)


def test_checkpoints_are_consistent_and_signed(
    toys: ToyPlant, publisher: Publisher, key: SigningKey
) -> None:
    sizes = []
    for n in range(3):
        sizes.append(publisher.publish())
        assert publisher.publish() == sizes[-1], "the same head is signed once"
        toys.jar(f"more {n}")
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        text, _ = open_note(view.checkpoint(), [key.verifier])
        assert parse_checkpoint(text).size == sizes[-1]
        for old, new in ((sizes[0], sizes[1]), (sizes[0], sizes[2]), (1, view.size)):
            proof = view.consistency(old, new)
            assert verify_consistency(old, new, proof, view.root_at(old), view.root_at(new))
        stored = connection.rows("SELECT size FROM ledger_checkpoint ORDER BY size", [])
        assert [row[0] for row in stored] == sizes


def test_each_subject_has_its_story_newest_first(toys: ToyPlant, publisher: Publisher) -> None:
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        whole = view.about("toyjar", 2, limit=1000)
        told = [e.seq for e in view.entries(0, view.size) if "toyjar_2" in e.envelope.subjects]
        assert whole == told[::-1]
        assert view.about("toyjar", 2, limit=5) == whole[:5]
        assert view.about("toyjar", 2, before=whole[4], limit=5) == whole[5:10]
        assert view.about("toyjar", 99) == []
        # Marbles 1 to 50 were made by one entry, which names them as a run.
        assert {tuple(view.about("toymar", n)) for n in range(1, 51)} == {(view.size - 1,)}
        assert view.about("toymar", 51) == []


def test_a_size_belongs_to_a_time(toys: ToyPlant, publisher: Publisher) -> None:
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        entries = list(view.entries(0, view.size))
        assert view.size_at("2000-01-01T00:00:00.000000Z") == 0
        assert view.size_at(entries[0].envelope.recorded) == 1
        assert view.size_at(entries[100].envelope.recorded) == 101
        assert view.size_at("2999-01-01T00:00:00.000000Z") == view.size


def test_tiles_and_bundles_are_what_the_entries_make(toys: ToyPlant, publisher: Publisher) -> None:
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        leaves = [entry.leaf for entry in view.entries(0, view.size)]
        assert view.size > 256
        assert view.tile(0, 0, 256) == b"".join(leaf_hash(leaf) for leaf in leaves[:256])
        rest = view.size - 256
        assert view.tile(0, 1, rest) == b"".join(leaf_hash(leaf) for leaf in leaves[256:])
        assert len(view.tile(1, 0, 1)) == 32
        bundle = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves[256:])
        assert view.bundle(1, rest) == bundle
        for level, n, width in ((0, 1, rest + 1), (0, 2, 1), (1, 0, 2), (0, 0, 0), (0, 0, 257)):
            with pytest.raises(NotSealed):
                view.tile(level, n, width)
        with pytest.raises(NotSealed):
            view.bundle(1, rest + 1)


def test_what_is_not_there_is_said(toys: ToyPlant) -> None:
    with toys.database.snapshot() as connection:
        view = LedgerView(connection)
        with pytest.raises(NotSealed, match="there is no entry 77"):
            view.entry(77)
        with pytest.raises(NotSealed, match="is not in the ledger"):
            view.of_command("00000000-0000-4000-8000-000000000000")
        with pytest.raises(NotSealed, match="nothing is signed yet"):
            view.checkpoint()
        assert view.of_command(view.entry(0).envelope.id).seq == 0
