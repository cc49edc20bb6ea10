"""The ledger as a folder of static files, laid out as C2SP says, that checks without us."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

import msgspec

from lotproof.adapters.ledger_view import LedgerView
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.entry import Part
from lotproof.ledger.note import parse_note
from lotproof.ledger.tiles import TILE_WIDTH, bundle_path, bundles_of, number_path, tiles_of

README = """This folder is an export of a Lotproof ledger. To check it:

    python -m lotproof_verifier THIS-FOLDER --key KEY

KEY is the ledger's public key, published by the plant elsewhere; it is not in this folder on
purpose: a key that travels with what it vouches for proves nothing.

本文件夹是 Lotproof 账本的导出件。核验方法如上；公钥 KEY 由工厂另行公布，不随本文件夹提供。
"""

_encode = msgspec.json.Encoder(order="deterministic").encode


class OutputNotEmpty(ValueError):
    """The folder to export into has files already."""


def export(
    view: LedgerView,
    out: Path,
    *,
    withheld: frozenset[str] = frozenset(),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write the ledger up to its newest checkpoint; gives the number of entries."""
    if out.exists() and any(out.iterdir()):
        raise OutputNotEmpty(f"{out} is not empty; name a new folder")
    out.mkdir(parents=True, exist_ok=True)
    note = view.checkpoint()
    size = parse_checkpoint(parse_note(note).text).size
    for tile in tiles_of(size):
        _write(out / tile.path, view.tile(*tile))
    for n, width in bundles_of(size):
        _write(out / bundle_path(n, width), view.bundle(n, width))
        _write(out / "parts" / f"{number_path(n)}.jsonl", _parts(view, n, width, withheld))
        progress(n * TILE_WIDTH + width, size)
    (out / "README.txt").write_text(README, encoding="utf-8")
    (out / "checkpoint").write_text(note, encoding="utf-8")
    return size


def _parts(view: LedgerView, n: int, width: int, withheld: frozenset[str]) -> bytes:
    lines = []
    first = n * TILE_WIDTH
    for sealed in view.entries(first, first + width):
        shown = {name: _shown(part) for name, part in sealed.parts.items() if name not in withheld}
        if shown:
            lines.append(_encode({"index": sealed.seq, "parts": shown}) + b"\n")
    return b"".join(lines)


def _shown(part: Part) -> dict[str, object]:
    shown: dict[str, object] = {"salt": _text(part.salt), "content": part.content.decode()}
    if part.items is not None:
        shown["items"] = [
            {"salt": _text(salt), "content": item.decode()} for salt, item in part.items
        ]
    return shown


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
