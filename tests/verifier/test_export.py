"""Whole, damaged, foreign and unanchored exports through the verifier's front door."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lotproof.ledger import entry, tree
from lotproof.ledger.canonical import decode, encode
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.proof import Proof
from lotproof.ledger.tiles import decode_bundle, encode_bundle
from lotproof_verifier import cli

FIRST, SECOND, LAST = (
    "tile/entries/000",
    "tile/entries/001",
    "tile/entries/002.p/88",
)


def verify(capsys, *arguments) -> tuple[int, dict]:
    status = cli.main([*map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def first(report: dict, level: str) -> tuple[str, str]:
    """Kind and place of the first finding of a level."""
    found = next(item for item in report["findings"] if item["level"] == level)
    return found["kind"], found["place"]


def change_bundle(export: Path, path: str, change) -> None:
    entries = decode_bundle((export / path).read_bytes())
    (export / path).write_bytes(encode_bundle(change(entries)))


def edited(leaf: bytes) -> bytes:
    value = decode(leaf)
    return encode(value | {"actor": "usr_4"})


@pytest.mark.clause("21 CFR 11.10(b)")
@pytest.mark.clause("21 CFR 11.30")
@pytest.mark.clause("EU GMP Annex 11 §17")
def test_whole_export(capsys, ledger, export, tmp_path):
    policy = tmp_path / "policy"
    policy.write_text(ledger.policy())
    status, report = verify(capsys, export, "--key", ledger.vkey, "--policy", policy)
    assert status == 0, report
    assert report["result"] == "whole"
    assert report["entries"] == 600
    assert report["root"] == ledger.root().hex()
    assert {name for name, level in report["levels"].items() if level["status"] != "ok"} == {
        "receipt"
    }
    assert report["levels"]["parts"]["note"] == "812 shown, 0 withheld"


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513])
def test_every_edge_of_a_bundle(capsys, small_ledger, tmp_path, size):
    ledger = small_ledger(size)
    status, report = verify(capsys, ledger.write(tmp_path / "x"), "--key", ledger.vkey)
    assert (status, report["findings"]) == (0, [])


@pytest.mark.clause("EU GMP Annex 11 §17")
def test_runs_as_a_program_from_its_own_folder_alone(ledger, export):
    """The verifier must not lean on anything installed: isolated, without site packages."""
    root = Path(__file__).resolve().parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(root / 'verifier')!r}); "
        "import runpy; runpy.run_module('lotproof_verifier', run_name='__main__', alter_sys=True)"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(export), "--key", ledger.vkey]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WHOLE" in done.stdout


def test_without_a_key_it_is_not_anchored(capsys, ledger, export):
    status, report = verify(capsys, export)
    assert status == 3
    assert report["result"] == "consistent, not anchored"
    assert ledger.log_key.verifier.key_id.hex() in report["levels"]["checkpoint"]["note"]


def test_wholly_resigned_export_is_unknown_key(capsys, ledger, export):
    """An attacker who rebuilds everything and signs with a key of the same name."""
    known = ledger.vkey
    ledger.log_key = SigningKey.generate(ledger.log_key.verifier.name, Algorithm.ED25519)
    ledger.leaves[7] = edited(ledger.leaves[7])
    ledger.write(export)
    status, report = verify(capsys, export, "--key", known)
    assert status == 1
    assert first(report, "checkpoint") == ("unknown_key", "checkpoint")
    assert not report["anchored"]


def test_wrong_signature(capsys, ledger, export):
    note = (export / "checkpoint").read_text()
    (export / "checkpoint").write_text(note.replace("\n600\n", "\n599\n"))
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "checkpoint") == ("signature", "checkpoint")


def test_key_of_another_log(capsys, ledger, export):
    """A trusted key vouches for its own origin only."""
    other = SigningKey("other.example/log", Algorithm.ED25519, bytes(32))
    text = (export / "checkpoint").read_text().partition("\n\n")[0] + "\n"
    (export / "checkpoint").write_text(f"{text}\n{other.sign(text)}")
    status, report = verify(capsys, export, "--key", other.verifier.text)
    assert status == 1
    assert first(report, "checkpoint") == ("origin", "checkpoint")


@pytest.mark.parametrize("damage", [b"", b"\xff\n", b"text without signature\n"])
def test_unreadable_checkpoint_is_damage(capsys, ledger, export, damage):
    (export / "checkpoint").write_bytes(damage)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert status == 1
    assert first(report, "checkpoint") == ("malformed", "checkpoint")


def test_witness_quorum(capsys, ledger, export, tmp_path):
    policy = tmp_path / "policy"
    policy.write_text(ledger.policy())
    note = (export / "checkpoint").read_text()
    (export / "checkpoint").write_text("".join(note.splitlines(keepends=True)[:-1]))
    status, report = verify(capsys, export, "--key", ledger.vkey, "--policy", policy)
    assert status == 1
    assert first(report, "witness") == ("quorum", "checkpoint")


def test_wrong_cosignature(capsys, ledger, export, tmp_path):
    policy = tmp_path / "policy"
    policy.write_text(ledger.policy("none"))
    line = ledger.witness_key.cosign("another text\n", 5)
    note = (export / "checkpoint").read_text()
    (export / "checkpoint").write_text("".join(note.splitlines(keepends=True)[:-1]) + line)
    status, report = verify(capsys, export, "--key", ledger.vkey, "--policy", policy)
    assert status == 1
    assert first(report, "witness") == ("cosignature", "checkpoint")


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
    assert (status, report["findings"]) == (1, report["findings"])
    assert first(report, "tree") == ("missing", "tile/1/000.p/1")
    (export / "tile/1/000.p/1").write_bytes((export / "tile/1/000.p/2").read_bytes()[:32])
    (export / "parts/001.jsonl").unlink()
    status, report = verify(capsys, export, "--key", longer.vkey)
    assert (status, report["findings"]) == (0, [])


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


def change_parts(export: Path, n: str, change) -> None:
    path = export / "parts" / f"{n}.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def _alter_content(lines):
    lines[3]["parts"]["reason"]["content"] = '{"text":"ok"}'


def _alter_salt(lines):
    lines[3]["parts"]["input"]["salt"] = "A" * 43


def _alter_item(lines):
    lines[1]["parts"]["readings"]["items"][0]["content"] = "{}"


def _drop_item(lines):
    del lines[1]["parts"]["readings"]["items"][0]


def _add_part(lines):
    lines[4]["parts"]["extra"] = {"salt": "A" * 43, "content": "{}"}


def _move_part(lines):
    lines[4]["parts"]["input"] = lines[5]["parts"]["input"]


def _no_salt(lines):
    del lines[4]["parts"]["input"]["salt"]


def _lone_surrogate(lines):
    lines[4]["parts"]["input"]["content"] = "\ud800"


def _wrong_index(lines):
    lines[4]["index"] = 256


def _doubled_line(lines):
    lines.insert(4, lines[4])


def _items_of_a_plain_part(lines):
    lines[4]["parts"]["input"]["items"] = []


PART_DAMAGE = {
    _alter_content: ("altered", "entry 3 part reason"),
    _alter_salt: ("altered", "entry 3 part input"),
    _alter_item: ("items_altered", "entry 1 part readings"),
    _drop_item: ("items_altered", "entry 1 part readings"),
    _items_of_a_plain_part: ("items_altered", "entry 4 part input"),
    _add_part: ("uncommitted", "entry 4 part extra"),
    _move_part: ("altered", "entry 4 part input"),
    _no_salt: ("malformed", "entry 4 part input"),
    _lone_surrogate: ("malformed", "entry 4 part input"),
    _wrong_index: ("malformed", "parts/000.jsonl line 5"),
    _doubled_line: ("malformed", "parts/000.jsonl line 6"),
}


@pytest.mark.clause("21 CFR 11.30")
@pytest.mark.parametrize("change", PART_DAMAGE)
def test_damaged_parts(capsys, ledger, export, change):
    change_parts(export, "000", change)
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "parts")) == (1, PART_DAMAGE[change])
    assert report["levels"]["tree"]["status"] == "ok"


def test_parts_file_that_is_not_json(capsys, ledger, export):
    (export / "parts/001.jsonl").write_bytes(b"\xff\n")
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, first(report, "parts")) == (1, ("malformed", "parts/001.jsonl line 1"))


def test_withheld_parts_are_counted_and_no_damage(capsys, ledger, export):
    def withhold(lines):
        del lines[0]["parts"]["reason"]
        del lines[1]["parts"]["readings"]["items"]
        del lines[2]

    change_parts(export, "000", withhold)
    (export / "parts/002.jsonl").unlink()
    status, report = verify(capsys, export, "--key", ledger.vkey)
    assert (status, report["findings"]) == (0, [])
    last = sum(len(parts) for parts in ledger.parts[512:])
    assert report["levels"]["parts"]["note"] == f"{812 - 2 - last} shown, {2 + last} withheld"


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


def test_could_not_run(capsys, ledger, export, tmp_path):
    """A wrong command line is neither whole nor damaged."""
    (tmp_path / "policy").write_text("nonsense\n")
    for arguments in (
        [tmp_path / "nowhere"],
        [tmp_path],
        [export, "--key", "no key"],
        [export, "--key", ledger.witness_key.verifier.text],
        [export, "--policy", tmp_path / "policy"],
        [export, "--policy", tmp_path / "absent"],
    ):
        assert cli.main([str(item) for item in arguments]) == 2
        assert capsys.readouterr().err.startswith("could not run: ")
    for arguments in ([], [str(export), "--proof", "x"]):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 2


def test_text_report_names_place_and_kind(capsys, ledger, export):
    change_bundle(export, SECOND, lambda e: [*e[:44], edited(e[44]), *e[45:]])
    assert cli.main([str(export), "--key", ledger.vkey]) == 1
    out = capsys.readouterr().out
    assert "edited at entry 300" in out
    assert out.rstrip().endswith("DAMAGED")
