"""Whole, foreign and unanchored exports through the verifier's front door."""

import subprocess
import sys
from pathlib import Path

import pytest

from lotproof.ledger.note import Algorithm, SigningKey
from lotproof_verifier import cli
from tests.verifier.damage import SECOND, change_bundle, edited, first, verify


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
        "item",
        "receipt",
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
