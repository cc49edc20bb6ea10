"""What others rely on, written down: commands, records, and who may do what in which states.
A change shows as a changed line.

Stored names are for ever; a line that goes or changes needs a reason in the review. To write the
files anew after a change that is meant:

    LOTPROOF_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/completeness/test_golden.py
"""

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from lotproof.kernel.meaning import Field
from lotproof.kernel.registry import HANDLERS
from tests.completeness.matrix import belonging, matrix, states
from tests.every_module.declared import COMMAND_SPECS, KINDS, ROOT

GOLDEN = ROOT / "tests" / "golden"


def commands() -> list[str]:
    """`kind permission fact? reason?`, one a line."""
    return [
        " ".join(
            [
                kind,
                spec.permission,
                "fact" if spec.is_fact else "intention",
                *(["reason"] if spec.needs_reason else []),
            ]
        )
        for kind, spec in COMMAND_SPECS.items()
    ]


def records() -> list[str]:
    """`kind.field type`, one a line, in the order of the columns; `key` for its key."""
    lines = []
    for name, kind in KINDS.items():
        lines.append(f"{name} key {' '.join(kind.key)}")
        lines += [f"{name}.{field.name} {type_of(field)}" for field in kind.fields]
    return lines


def type_of(field: Field) -> str:
    """`id lot`, `choice a|b`, `amount in currency`, `text`; `?` where it may be absent."""
    said = field.kind
    if field.kind == "id":
        said += f" {field.type.prefix}"
    if field.kind == "choice":
        said += " " + "|".join(member.value for member in field.type)
    if field.kind == "amount":
        said += f" in {field.meaning.unit_field}"
    if field.kind == "list" and field.item is not None:
        said += f" of {type_of(field.item)}"
    marks = [m for m in ("personal", "secret") if getattr(field.meaning, m)]
    return " ".join([said + ("?" if field.nullable else ""), *marks])


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("belonging.txt", belonging()),
        ("commands.txt", commands()),
        ("matrix.txt", matrix()),
        ("records.txt", records()),
    ],
    ids=["belonging", "commands", "matrix", "records"],
)
def test_what_others_rely_on_is_as_written(name: str, lines: list[str]) -> None:
    path = GOLDEN / name
    if os.environ.get("LOTPROOF_WRITE_GOLDEN") == "1":
        _write(path, lines)
    written = path.read_text(encoding="utf-8").splitlines()
    changes = "\n".join(unified_diff(written, lines, "as written", "as it is", lineterm="", n=0))
    assert not changes, f"{name} has changed:\n{changes}\n\n{__doc__}"


def test_states_of_the_matrix_are_read_from_the_handlers() -> None:
    """Known by hand: releasing moves a lot out of quarantine."""
    spec = COMMAND_SPECS["warehouse.release_lot/1"]
    assert "LotState quarantined>released" in states(HANDLERS[spec.cls].run)


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
