"""Command line of the verifier."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lotproof_verifier import __doc__ as steps
from lotproof_verifier import notes
from lotproof_verifier.check import ReceiptFiles, Trust, check_export, check_receipt
from lotproof_verifier.export import Damaged, NotAnExport, read_text
from lotproof_verifier.items import check_item
from lotproof_verifier.report import COULD_NOT_RUN, Report

_PROGRESS_EVERY_S = 1.0


class _Progress:
    """Says on stderr, about once a second, how far the walk is."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _PROGRESS_EVERY_S
        self._end = "\r" if sys.stderr.isatty() else "\n"

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next or (done == total and self._end == "\r"):
            self._next = now + _PROGRESS_EVERY_S
            end = "\n" if done == total else self._end
            print(f"{done:,} of {total:,} entries", end=end, file=sys.stderr, flush=True)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="lotproof-verify",
        description=steps,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="export folder")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY", help="log key")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="C2SP tlog-policy file")
    parser.add_argument("--proof", type=Path, metavar="FILE", help="receipt, .tlog-proof")
    parser.add_argument("--entry", type=Path, metavar="FILE", help="entry the receipt is for")
    parser.add_argument("--item", type=Path, metavar="FILE", help="one item, .item-proof.json")
    parser.add_argument("--json", action="store_true", help="report as JSON")
    arguments = parser.parse_args(argv)
    if (arguments.proof is None) != (arguments.entry is None):
        parser.error("--proof and --entry belong together")
    if arguments.proof is not None and arguments.item is not None:
        parser.error("--item brings its own receipt: give it without --proof")
    if arguments.out is None and arguments.proof is None and arguments.item is None:
        parser.error("give an export folder, --proof and --entry, or --item")
    return arguments


def _trust(arguments: argparse.Namespace) -> Trust:
    keys = tuple(notes.read_key(text) for text in arguments.key)
    for key in keys:
        if key.kind != notes.LOG_KEY:
            raise notes.Malformed(f"the key of {key.name} is a witness key; give it in a policy")
    policy = notes.read_policy(read_text(arguments.policy)) if arguments.policy else None
    return Trust(keys, policy)


def _run(arguments: argparse.Namespace) -> Report:
    report, receipt = Report(), None
    trust = _trust(arguments)
    if arguments.proof is not None:
        files = ReceiptFiles(arguments.proof.read_bytes(), arguments.entry.read_bytes())
        receipt = check_receipt(files, trust, report)
    if arguments.item is not None:
        receipt = check_item(arguments.item.read_bytes(), trust, report)
    if arguments.out is not None:
        check_export(arguments.out, trust, report, receipt, _Progress())
    return report


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verifier; returns its exit status."""
    arguments = _arguments(argv)
    try:
        report = _run(arguments)
    except (notes.Malformed, NotAnExport, Damaged, OSError) as error:
        print(f"could not run: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    print(json.dumps(report.as_json(), indent=2) if arguments.json else report.as_text(), end="")
    if arguments.json:
        print()
    return report.exit_code
