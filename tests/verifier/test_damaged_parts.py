"""Parts that were changed, moved or withheld."""

import json
from pathlib import Path

import pytest

from tests.verifier.damage import first, verify


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
