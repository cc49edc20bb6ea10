"""Run the benchmarks: `python -m bench`, or `make bench`.

Each section prints its tables when it has them, and then which goals are met.  A section that
cannot run says why and the next one goes on.  The default sizes end in about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import (
    chains,
    entries,
    footprint,
    genealogy,
    listing,
    painting,
    readings,
    receive,
    screens,
    sealing,
    signing,
    verifying,
)
from bench.options import Options
from bench.raw import ENGINES
from bench.table import Found, Goal

Section = tuple[str, Callable[[Options], Iterator[Found]]]

SECTIONS: dict[str, Section] = {
    "chain": ("receive 5 lots → make 1 lot → inspect → ship", chains.measure),
    "receive": ("full `receive lot` commands, sealed", receive.measure),
    "readings": ("readings of machines, sealed and judged", readings.measure),
    "sealing": ("what sealing costs", sealing.measure),
    "signing": ("what signatures cost the others", signing.measure),
    "verifying": ("verification and replay", verifying.measure),
    "genealogy": ("traces, forward and backward", genealogy.measure),
    "listing": ("lists and pickers over a million records", listing.measure),
    "entries": ("finding entries among a million", entries.measure),
    "screens": ("the screens with a design of their own", screens.measure),
    "painting": ("what a browser takes", painting.measure),
    "footprint": ("bytes a sealed operation adds", footprint.measure),
}
SECONDS, SECONDS_LONG = 2.0, 20.0
"""Of each single measurement."""


def main() -> int:
    """Run the chosen sections; 0 when every goal is met, 1 when one is not, 2 when one failed."""
    args = _arguments()
    options = Options(args.long, SECONDS_LONG if args.long else SECONDS, tuple(args.engine))
    results: list[dict[str, Any]] = []
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    for name in args.only:
        title, measure = SECTIONS[name]
        print(f"# {name}: {title}\n", flush=True)
        started = time.monotonic()
        result = _run(measure, options) | {"section": name}
        result["elapsed_s"] = round(time.monotonic() - started, 1)
        results.append(result)
        print(f"\n({result['elapsed_s']:.0f} s)\n", flush=True)
        if args.json is not None:
            args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    return _summary(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--long", action="store_true", help="the sizes that take hours")
    parser.add_argument(
        "--only",
        type=_names,
        default=list(SECTIONS),
        metavar="a,b,…",
        help=f"some of {', '.join(SECTIONS)}",
    )
    parser.add_argument("--engine", choices=ENGINES, nargs="+", default=ENGINES)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such section: {', '.join(unknown)}")
    return names


def _run(measure: Callable[[Options], Iterator[Found]], options: Options) -> dict[str, Any]:
    """Print what a section finds as it comes; give it all, with the failure if there was one."""
    result: dict[str, Any] = {"tables": [], "goals": []}
    try:
        for found in measure(options):
            print(found.text(), flush=True)
            result["goals" if isinstance(found, Goal) else "tables"].append(asdict(found))
    except Exception as error:  # noqa: BLE001 - one section must not keep the others from running
        traceback.print_exc(file=sys.stderr)
        result["failed"] = f"{type(error).__name__}: {error}"
        print(f"FAILED  {result['failed']}", flush=True)
    return result


def _summary(results: list[dict[str, Any]]) -> int:
    goals = [goal for result in results for goal in result["goals"]]
    missed = [goal for goal in goals if not goal["is_met"]]
    failed = [result for result in results if "failed" in result]
    print(f"# {len(goals) - len(missed)} of {len(goals)} goals met, {len(failed)} sections failed")
    for goal in missed:
        print(Goal(**goal).text())
    for result in failed:
        print(f"FAILED  {result['section']}: {result['failed']}")
    return 2 if failed else int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
