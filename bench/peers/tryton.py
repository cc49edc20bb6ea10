"""Measure Tryton 8.2 on the chain receive 5 lots, make 1 lot, inspect it, ship it.

Tryton is installed into its own environment on the first run.  It is timed in two ways: as its
users drive it, through its client library (`tryton_client_chain.py`), and with its models called
directly, which leaves out most of what a user gets (`tryton_chain.py` says what).  PostgreSQL runs
with the same settings as for every other benchmark here; SQLite is set to synchronous=FULL, because
Tryton's own NORMAL does not wait for the disk.  Most of a run is Tryton's creation of its database,
which is not timed.

    python -m bench.peers.tryton --engine sqlite --way client --chains 10 --json
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench import scratch_dir
from bench.postgres import SUPERUSER, throwaway_postgres
from bench.raw import ENGINES, Engine

REQUIREMENTS = Path(__file__).with_name("tryton-requirements.txt")
Way = Literal["client", "direct"]
PROGRAMS: dict[Way, Path] = {
    "client": Path(__file__).with_name("tryton_client_chain.py"),
    "direct": Path(__file__).with_name("tryton_chain.py"),
}
ENVIRONMENT = Path(__file__).resolve().parents[2] / ".bench" / "tryton"


class TrytonFailedError(RuntimeError):
    """Tryton could not be installed or did not finish the chains."""


@dataclass(frozen=True)
class ChainReport:
    """What one run measured; `cpu_s` is Tryton's own process, not the database server's."""

    product: str
    engine: str
    clients: int
    chains: int
    elapsed_s: float
    cpu_s: float
    chains_per_s: float
    commits_per_chain: int
    setup_s: float
    step_median_ms: dict[str, float]


def run_tryton(engine: Engine, way: Way, chains: int, warm_up: int) -> ChainReport:
    """Run `warm_up` chains untimed, then `chains` timed ones, on a new database.

    Raises ValueError for an unknown engine or too few chains, TrytonFailedError when Tryton cannot
    be installed or fails, PostgresUnavailableError when there is no server.
    """
    if chains < 1 or warm_up < 0:
        raise ValueError(f"cannot time {chains} chains after {warm_up}")
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}, expected one of {ENGINES}")
    python = install_tryton()
    with scratch_dir() as folder:
        if engine == "sqlite":
            return _run_chains(python, way, "sqlite://", folder, chains, warm_up)
        with throwaway_postgres() as server:
            uri = f"postgresql://{SUPERUSER}@/?host={server.socket_dir}"
            return _run_chains(python, way, uri, folder, chains, warm_up)


def install_tryton() -> Path:
    """Install the pinned Tryton into `.bench/tryton` unless it is there; return its Python."""
    python = ENVIRONMENT / "bin" / "python"
    installed = ENVIRONMENT / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if installed.exists() and installed.read_text(encoding="utf-8") == wanted:
        return python
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    _checked([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS])
    installed.write_text(wanted, encoding="utf-8")
    return python


def _run_chains(
    python: Path, way: Way, uri: str, folder: Path, chains: int, warm_up: int
) -> ChainReport:
    """Run the chain program in Tryton's environment and read its report."""
    command: list[Path | str] = [python, PROGRAMS[way]]
    command += ["--chains", str(chains), "--warm-up", str(warm_up)]
    # Tryton settings of the caller's own would change what is measured.
    environment = {name: v for name, v in os.environ.items() if not name.startswith("TRYTOND_")}
    environment |= {"TRYTOND_DATABASE__URI": uri, "TRYTOND_DATABASE__PATH": str(folder)}
    return ChainReport(**json.loads(_checked(command, environment)))


def _checked(command: list[Path | str], environment: dict[str, str] | None = None) -> str:
    """Run a command and return its output; raise TrytonFailedError with its messages."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shown = " ".join(map(str, command))
        raise TrytonFailedError(f"{shown} failed:\n{done.stderr.strip()}")
    return done.stdout


def main() -> None:
    """Measure one engine and print the report."""
    parser = argparse.ArgumentParser(description="chains a second of Tryton")
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--way", choices=tuple(PROGRAMS), default="client")
    parser.add_argument("--chains", type=int, default=10, help="timed chains")
    parser.add_argument("--warm-up", type=int, default=2, help="untimed chains before them")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    report = run_tryton(args.engine, args.way, args.chains, args.warm_up)
    if args.json:
        json.dump(dataclasses.asdict(report), sys.stdout, indent=2)
        print()
        return
    print(
        f"{report.product} on {report.engine}: {report.chains_per_s:.2f} chains/s "
        f"({report.chains} chains, "
        f"{report.cpu_s / report.elapsed_s:.0%} of the time on the CPU)"
    )


if __name__ == "__main__":
    main()
