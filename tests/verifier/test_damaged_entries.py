"""Entries whose envelope or whose place among the others is not what the format says."""

import json

import pytest

from lotproof.ledger import entry
from lotproof.ledger.canonical import decode
from tests.verifier.damage import first, verify

BAD_LEAVES = {
    "not JSON": b"{",
    "not canonical": b'{"v": 1}',
    "float": b'{"v":1.0}',
    "not an object": b"[]",
    "deep": b"[" * 60_000,
    "missing field": b'{"v":1}',
    "doubled key": b'{"v":1,"v":1}',
    "not UTF-8": b'{"v":"\xff"}',
    "huge number": b'{"v":' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("name", BAD_LEAVES)
def test_malformed_entries(capsys, ledger, export, name):
    ledger.leaves[300] = BAD_LEAVES[name]
    ledger.parts[300] = {}
    ledger.write(export)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "bytes") == ("malformed", "entry 300")
    assert report["levels"]["tree"]["status"] == "ok"


FIELD_CHANGES = [
    {"v": 2},
    {"v": True},
    {"unknown": 1},
    {"outcome": "perhaps"},
    {"outcome": "refused"},
    {"code": "empty_lot"},
    {"occurred": "2026-01-01T00:00:00Z"},
    {"kind": "ReceiveLot"},
    {"id": "7"},
    {"parts": {"input": "short"}},
    {"parts": {"In put": "A" * 43}},
    {"actor": ""},
    {"behalf": None},
    {"demonstration": False},
    {"subjects": "lot_1"},
    {"events": [1]},
    {"station": "e\u0301"},
    {"v": 2**53},
]


@pytest.mark.parametrize("changes", FIELD_CHANGES, ids=str)
def test_both_implementations_refuse_the_same_envelopes(capsys, ledger, export, changes):
    value = decode(ledger.leaves[300]) | changes
    leaf = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with pytest.raises(entry.BadEntry):
        entry.decode(leaf)
    ledger.leaves[300] = leaf
    ledger.parts[300] = {}
    ledger.write(export)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "bytes")) == (1, ("malformed", "entry 300"))


def test_duplicate_command_and_unknown_cause(capsys, ledger, export):
    ledger.add({}, id=decode(ledger.leaves[5])["id"])
    ledger.add({}, cause="0190b2c0-0000-7000-8000-ffffffffffff")
    ledger.write(export)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    found = [(f["kind"], f["place"]) for f in report["findings"] if f["level"] == "order"]
    assert status == 1
    assert found == [("duplicate_id", "entry 600"), ("unknown_cause", "entry 601")]


def test_an_entry_cannot_be_its_own_cause(capsys, ledger, export):
    same = "0190b2c0-0000-7000-8000-ffffffffffff"
    ledger.add({}, id=same, cause=same)
    ledger.write(export)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "order")) == (1, ("unknown_cause", "entry 600"))


def test_clock_jump_is_a_finding_but_no_damage(capsys, ledger, export):
    ledger.add({}, recorded="2025-12-31T00:00:00.000000Z")
    ledger.write(export)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, report["findings"]) == (0, [])
    assert [item["place"] for item in report["clock"]] == ["entry 600"]


def test_demonstration_is_said_first_or_never(capsys, ledger, small_ledger, tmp_path):
    demo = small_ledger(0)
    demo.add({}, demonstration=True)
    status, report = verify(capsys, demo.write(tmp_path / "demo"), "--key", demo.vkey)
    assert (status, report["demonstration"]) == (0, True)
    ledger.add({}, demonstration=True)
    status, report = verify(capsys, ledger.write(tmp_path / "late"), "--key", ledger.vkey)
    assert (status, first(report, "order")) == (1, ("late_demonstration", "entry 600"))
