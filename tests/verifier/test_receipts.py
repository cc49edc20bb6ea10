"""Receipts alone and with an export: for what they were given, and against forks and rollbacks."""

from pathlib import Path

import pytest

from lotproof.ledger import tree
from lotproof.ledger.proof import Proof
from tests.verifier.damage import edited, first, verify


def receipt(ledger, index: int, size: int, folder: Path) -> list[str]:
    hashes = [tree.leaf_hash(leaf) for leaf in ledger.leaves]
    proof = tree.prove_inclusion(index, size, tree.leaves_reader(hashes))
    (folder / "r.tlog-proof").write_text(Proof(index, tuple(proof), ledger.checkpoint(size)).text)
    (folder / "entry.json").write_bytes(ledger.leaves[index])
    return ["--proof", str(folder / "r.tlog-proof"), "--entry", str(folder / "entry.json")]


def test_receipt_alone_and_with_the_export(capsys, ledger, export, tmp_path):
    files = receipt(ledger, 123, 300, tmp_path)
    assert verify(capsys, *files, "--key", ledger.vkey)[0] == 0
    assert verify(capsys, export, *files, "--key", ledger.vkey)[0] == 0
    assert verify(capsys, *files)[0] == 3


def test_receipt_for_another_entry(capsys, ledger, tmp_path):
    files = receipt(ledger, 123, 300, tmp_path)
    (tmp_path / "entry.json").write_bytes(ledger.leaves[124])
    status, report = verify(capsys, *files, "--key", ledger.vkey)
    assert (status, first(report, "receipt")) == (1, ("not_included", "entry 123"))


def test_receipt_shows_a_fork_and_a_rollback(capsys, ledger, small_ledger, export, tmp_path):
    """Both histories are signed by the right key: only the older receipt can tell."""
    files = receipt(ledger, 123, 300, tmp_path)
    ledger.leaves[7] = edited(ledger.leaves[7])
    ledger.parts[7] = {}
    ledger.write(export)
    status, report = verify(capsys, export, *files, "--key", ledger.vkey)
    assert (status, first(report, "receipt")) == (1, ("fork", "size 300"))
    short = small_ledger(200)
    status, report = verify(capsys, short.write(tmp_path / "short"), *files, "--key", short.vkey)
    assert (status, first(report, "receipt")) == (1, ("rollback", "size 200"))


@pytest.mark.parametrize("data", [b"\xff", b"", b"c2sp.org/tlog-proof@v1\nindex x\n\n\n"])
def test_unreadable_receipt_is_damage(capsys, ledger, tmp_path, data):
    files = receipt(ledger, 1, 2, tmp_path)
    (tmp_path / "r.tlog-proof").write_bytes(data)
    status, report = verify(capsys, *files, "--key", ledger.vkey)
    assert (status, first(report, "receipt")) == (1, ("malformed", "proof file"))
