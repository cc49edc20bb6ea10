"""Bundles and tiles that were changed, cut or taken away: the first damage is named and placed."""

import pytest

from lotproof.ledger import tree
from lotproof.ledger.tiles import decode_bundle
from tests.verifier.damage import FIRST, LAST, SECOND, change_bundle, edited, first, verify

TREE_DAMAGE = {
    "edit": (SECOND, lambda e: [*e[:44], edited(e[44]), *e[45:]], ("edited", "entry 300")),
    "swap": (SECOND, lambda e: [*e[:3], e[4], e[3], *e[5:]], ("reordered", "entry 259")),
    "delete": (FIRST, lambda e: e[:9] + e[10:], ("deleted", "entry 9")),
    "insert": (FIRST, lambda e: [*e[:9], edited(e[9]), *e[9:]], ("inserted", "entry 9")),
    "truncate": (LAST, lambda e: e[:80], ("truncated", "entry 592")),
    "append": (LAST, lambda e: [*e, edited(e[0])], ("inserted", "entry 600")),
    "replace one, same count": (
        FIRST,
        lambda e: [*e[:9], *e[10:], edited(e[9])],
        ("deleted", "entry 9"),
    ),
}


@pytest.mark.parametrize("name", TREE_DAMAGE)
def test_first_damaged_entry_and_kind(capsys, ledger, export, name):
    path, change, expected = TREE_DAMAGE[name]
    change_bundle(export, path, change)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "tree") == expected


def test_missing_bundle(capsys, ledger, export):
    (export / SECOND).unlink()
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "tree") == ("truncated", "entry 256")
    assert report["levels"]["tree"]["note"] == "stopped at 256"


def test_bundle_cut_within_an_entry(capsys, ledger, export):
    data = (export / LAST).read_bytes()
    (export / LAST).write_bytes(data[:-5])
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "bytes") == ("malformed", LAST)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"])
def test_altered_tile_is_told_from_altered_entries(capsys, ledger, export, path):
    data = bytearray((export / path).read_bytes())
    data[40] ^= 1
    (export / path).write_bytes(data)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "tree") == ("tile_altered", path)
    assert report["levels"]["tree"]["damaged"] == 1


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000.p/2"])
def test_missing_tile(capsys, ledger, export, path):
    (export / path).unlink()
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "tree")) == (1, ("missing", path))


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[:-32], lambda d: d * 300])
def test_tile_of_a_wrong_length(capsys, ledger, export, damage):
    path = export / "tile/0/001"
    path.write_bytes(damage(path.read_bytes()))
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "tree")) == (1, ("malformed", "tile/0/001"))


def test_entry_and_its_tile_rewritten(capsys, ledger, export):
    """The parent tile still gives them away."""
    change_bundle(export, SECOND, lambda e: [*e[:44], edited(e[44]), *e[45:]])
    leaves = decode_bundle((export / SECOND).read_bytes())
    (export / "tile/0/001").write_bytes(b"".join(map(tree.leaf_hash, leaves)))
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "tree") == ("tile_altered", "tile/1/000.p/2")
    assert "entries 256 to 511" in report["findings"][0]["detail"]


def test_everything_below_the_checkpoint_rewritten(capsys, ledger, export):
    """Only the signed root is left to tell."""
    note = (export / "checkpoint").read_text()
    ledger.leaves[7] = edited(ledger.leaves[7])
    ledger.write(export)
    (export / "checkpoint").write_text(note)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "tree")) == (1, ("rewritten", "root at size 600"))


def test_longer_log_may_have_replaced_partial_files(capsys, ledger, small_ledger, tmp_path):
    """C2SP tlog-tiles: partial tiles may be deleted once the full tile exists."""
    longer = small_ledger(520)
    export = longer.write(tmp_path / "export")
    (export / "checkpoint").write_text(longer.checkpoint(300))
    status, report = verify(capsys, export, "--key", longer.vkey)
    assert status == 1
    assert first(report, "tree") == ("missing", "tile/1/000.p/1")
    (export / "tile/1/000.p/1").write_bytes((export / "tile/1/000.p/2").read_bytes()[:32])
    (export / "parts/001.jsonl").unlink()
    status, report = verify(capsys, export, "--key", longer.vkey)
    assert (status, report["findings"]) == (0, [])
