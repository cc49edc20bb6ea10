"""One item of a tree part, such as one reading of a batch: a file that is checked alone."""

from typing import Any

from lotproof_verifier import notes
from lotproof_verifier.check import ReceiptFiles, Trust, check_receipt
from lotproof_verifier.entries import (
    NotAnEntry,
    commitment,
    read_canonical,
    read_envelope,
    read_hash,
    read_tree_head,
)
from lotproof_verifier.merkle import inclusion_holds, leaf_hash
from lotproof_verifier.report import Report

FORMAT = "lotproof.item/1"
_TEXTS = frozenset("content entry format item item_salt part receipt salt".split())


def check_item(data: bytes, trust: Trust, report: Report) -> notes.Checkpoint | None:
    """Step 8: the item is in the part, the part in the entry, and the entry under its receipt;
    returns the receipt's checkpoint when it can be read."""
    try:
        shown = _read(data)
        envelope = read_envelope(shown["entry"].encode())
        problem = _problem(shown, envelope)
    except NotAnEntry as error:
        report.damage("item", "malformed", "item file", str(error))
        return None
    place = f"item {shown['index']} of {shown['part']}"
    if problem is not None:
        report.damage("item", problem, place, _SAID[problem])
    report.facts["item"] = f"{place}: {shown['item']}"
    report.facts["recorded"] = envelope["recorded"]
    report.passed("item", f"{place}, recorded {envelope['recorded']}")
    files = ReceiptFiles(shown["receipt"].encode(), shown["entry"].encode())
    return check_receipt(files, trust, report)


_SAID = {
    "uncommitted": "the entry knows no such part",
    "altered": "the part is not the one that the entry commits to",
    "not_included": "the item is not in the part",
}


def _problem(shown: dict[str, Any], envelope: dict[str, Any]) -> str | None:
    committed = envelope["parts"].get(shown["part"])
    if committed is None:
        return "uncommitted"
    content = shown["content"].encode()
    if commitment(read_hash(shown["salt"]), content) != committed:
        return "altered"
    size, root = read_tree_head(content)
    leaf = leaf_hash(read_hash(shown["item_salt"]) + shown["item"].encode())
    hashes = [read_hash(each) for each in shown["hashes"]]
    return None if inclusion_holds(leaf, shown["index"], size, hashes, root) else "not_included"


def _read(data: bytes) -> dict[str, Any]:
    """The file, each field of its type; raises `NotAnEntry`."""
    shown = read_canonical(data)
    if not isinstance(shown, dict) or shown.keys() != _TEXTS | {"hashes", "index"}:
        raise NotAnEntry("the file has other fields than the proof of an item")
    if shown["format"] != FORMAT:
        raise NotAnEntry(f"the format is not {FORMAT}")
    if not all(isinstance(shown[name], str) for name in _TEXTS):
        raise NotAnEntry("a field that is a text has another type")
    if type(shown["index"]) is not int or not isinstance(shown["hashes"], list):
        raise NotAnEntry("index or hashes have another type")
    return shown
