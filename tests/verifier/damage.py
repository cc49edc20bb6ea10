"""Runs of the verifier's front door, and damage done to an export."""

import json
from pathlib import Path

from lotproof.ledger.canonical import decode, encode
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
