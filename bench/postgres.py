"""A throw-away PostgreSQL server for benchmarks: durable, private, gone at the end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from bench import scratch_dir

MAJOR_VERSION_MIN = 15
START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 30.0
SUPERUSER = "lotproof"
PR_SET_PDEATHSIG = 1

# Durable in every way, and otherwise the defaults of the installed server: a benchmark that tunes
# one product's server but not its peer's would compare the tuning.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "100",
    "listen_addresses": "",
}


class PostgresUnavailableError(RuntimeError):
    """No PostgreSQL server of the wanted version could be found or started."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server, reached only through the Unix socket in `socket_dir`."""

    socket_dir: Path
    version: str
    pid: int
    """The postmaster; every other process of the server is its child."""

    def create_database(self, name: str) -> None:
        """Create an empty database."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def dsn(self, database: str) -> str:
        """Return the libpq connection string of a database."""
        return f"host={self.socket_dir} user={SUPERUSER} dbname={database}"

    def cpu_s(self) -> float:
        """Return the CPU seconds of all its processes so far, ended ones included (Linux)."""
        own, children = _cpu_ticks(self.pid)
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                if _parent(status) == self.pid:
                    own += sum(_cpu_ticks(int(status.parent.name)))
        return (own + children) / os.sysconf("SC_CLK_TCK")

    def url(self, database: str) -> str:
        """Return the libpq URL of a database."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.socket_dir}"


@dataclass(frozen=True)
class Account:
    """The operating-system account of the server; all None keeps the current account."""

    uid: int | None = None
    gid: int | None = None
    extra_groups: tuple[int, ...] | None = None


def _fields(status: Path) -> list[str]:
    """Return the fields of proc_pid_stat(5) from the third on; the second may hold blanks."""
    return status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def _parent(status: Path) -> int:
    return int(_fields(status)[1])


def _cpu_ticks(pid: int) -> tuple[int, int]:
    """Return the ticks of a process, and of its children that have ended."""
    fields = _fields(Path(f"/proc/{pid}/stat"))
    return int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])


def server_account() -> Account:
    """Return the account to run the server under: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Account()
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return Account(entry.pw_uid, entry.pw_gid, ())


def server_version(bin_dir: Path) -> tuple[int, int]:
    """Return (major, minor) of the server programs in a folder."""
    text = subprocess.check_output([bin_dir / "postgres", "--version"], text=True)
    match = re.search(r"(\d+)\.(\d+)", text)
    if match is None:
        raise PostgresUnavailableError(f"cannot read the server version from {text!r}")
    return int(match[1]), int(match[2])


def server_bin_dir() -> Path:
    """Return the folder of the newest installed server, major version 15 or later.

    Raises PostgresUnavailableError when there is none.
    """
    candidates = list(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    found = {server_version(path): path for path in candidates if (path / "initdb").exists()}
    usable = {v: path for v, path in found.items() if v[0] >= MAJOR_VERSION_MIN}
    if not usable:
        raise PostgresUnavailableError(
            f"no PostgreSQL server {MAJOR_VERSION_MIN} or later is installed; "
            f"found {sorted(found) or 'none'}"
        )
    return usable[max(usable)]


def stop_with_parent(signal_number: signal.Signals) -> None:
    """Have Linux send this process a signal when its parent ends, even if that is killed.

    Does nothing on other systems.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)


@contextmanager
def throwaway_postgres() -> Iterator[PostgresServer]:
    """Start a durable PostgreSQL server on a new data folder; stop and remove it at the end.

    The server also stops when the benchmark is killed. Call from the main thread: on Linux the
    stop is tied to the thread that started it.

    Raises PostgresUnavailableError when no server is installed or it does not start.
    """
    bin_dir = server_bin_dir()
    account = server_account()
    with scratch_dir() as folder:
        if account.uid is not None:
            os.chown(folder, account.uid, -1)
        _create_cluster(bin_dir, folder / "data", account)
        server = _start(bin_dir, folder, account)
        try:
            _wait_until_ready(server, folder)
            major, minor = server_version(bin_dir)
            yield PostgresServer(folder, f"{major}.{minor}", server.pid)
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown
            server.wait(STOP_TIMEOUT_S)


def _create_cluster(bin_dir: Path, data: Path, account: Account) -> None:
    """Create a cluster that trusts whoever can open its socket, which lies in a private folder."""
    command = [str(bin_dir / "initdb"), "--pgdata", str(data), "--username", SUPERUSER]
    command += ["--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
    done = subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=account.uid,
        group=account.gid,
        extra_groups=account.extra_groups,
    )
    if done.returncode != 0:
        raise PostgresUnavailableError(f"initdb failed: {done.stderr.strip()}")


def _start(bin_dir: Path, folder: Path, account: Account) -> subprocess.Popen[bytes]:
    """Start the server as a child process, its messages in `server.log`."""
    command = [str(bin_dir / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd="/",
            stdout=log,
            stderr=log,
            user=account.uid,
            group=account.gid,
            extra_groups=account.extra_groups,
            # subprocess runs this after it has changed the account, which would clear the setting.
            preexec_fn=partial(stop_with_parent, signal.SIGINT),  # noqa: PLW1509
        )


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Return once the server answers; raise PostgresUnavailableError if it ends or is too slow."""
    deadline = time.monotonic() + START_TIMEOUT_S
    dsn = PostgresServer(folder, "", server.pid).dsn("postgres")
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(dsn).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    log = (folder / "server.log").read_text(errors="replace")
    raise PostgresUnavailableError(f"the server did not start:\n{log}")
