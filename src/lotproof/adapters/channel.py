"""How other processes of the same machine reach the one that writes: a socket in the data folder.

A site on SQLite has one writing process, admitted by an operating-system lock. Every process
that would write opens the site in the same way; the second finds the lock taken and sends its
submissions through here.
"""

import contextlib
import fcntl
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BufferedRWPair
from pathlib import Path
from typing import Any

import msgspec

from lotproof.kernel.executor import Receipt, Submission

_LINE_MAX = 32 * 1024 * 1024
_encode = msgspec.json.Encoder().encode
_decode_submission = msgspec.json.Decoder(Submission).decode
_decode_answer = msgspec.json.Decoder(dict[str, Any]).decode


class WriterGone(ConnectionError):
    """The writing process does not answer; the command may be sent again with the same id."""


class WriterLock:
    """The lock that one writing process holds; released by the system when it dies."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def acquire(self) -> bool:
        """Whether this process is now the writing one."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self._descriptor)


class Listener:
    """Serves submissions of other processes, one JSON line each."""

    def __init__(self, folder: Path, submit: Callable[[Submission], "Future[Receipt]"]) -> None:
        path = folder / "writer.sock"
        with contextlib.suppress(FileNotFoundError):
            path.unlink()

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline(_LINE_MAX):
                    self.wfile.write(_answer(submit, line) + b"\n")

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True
            block_on_close = False

        mask = os.umask(0o177)
        try:
            self._server = Server(str(path), Handler)
        finally:
            os.umask(mask)
        self._path = path
        threading.Thread(target=self._server.serve_forever, name="channel", daemon=True).start()

    def close(self) -> None:
        # Wakes who listens; else they look twice a second whether to stop.
        with contextlib.suppress(OSError):
            self._server.socket.shutdown(socket.SHUT_RDWR)
        self._server.shutdown()
        self._server.server_close()
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()


def _answer(submit: Callable[[Submission], "Future[Receipt]"], line: bytes) -> bytes:
    try:
        return _encode({"receipt": submit(_decode_submission(line)).result()})
    except Exception as error:  # noqa: BLE001 - the other process must hear of it
        return _encode({"error": f"{type(error).__name__}: {error}"})


class Remote:
    """Submits to the process that holds the lock."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / "writer.sock")
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="remote")
        self._local = threading.local()
        self._open: list[BufferedRWPair] = []

    def submit(self, submission: Submission) -> "Future[Receipt]":
        return self._pool.submit(self._send, submission)

    def submit_all(self, submissions: Sequence[Submission]) -> "list[Future[Receipt]]":
        """Several commands in their order."""
        futures: list[Future[Receipt]] = [Future() for _ in submissions]
        for future in futures:
            future.set_running_or_notify_cancel()
        self._pool.submit(self._send_all, submissions, futures)
        return futures

    def _send_all(
        self, submissions: Sequence[Submission], futures: "Sequence[Future[Receipt]]"
    ) -> None:
        for submission, future in zip(submissions, futures, strict=True):
            try:
                future.set_result(self._send(submission))
            except Exception as error:  # noqa: BLE001 - it is raised where the answer is awaited
                future.set_exception(error)

    def _send(self, submission: Submission) -> Receipt:
        try:
            file = self._connected()
            file.write(_encode(submission) + b"\n")
            file.flush()
            line = file.readline(_LINE_MAX)
        except OSError as error:
            self._local.file = None
            raise WriterGone(f"{self._path}: {error}") from error
        if not line:
            self._local.file = None
            raise WriterGone(f"{self._path} was closed")
        answer = _decode_answer(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return msgspec.convert(answer["receipt"], Receipt)

    def _connected(self) -> BufferedRWPair:
        """This thread's connection; the socket closes with its file."""
        file: BufferedRWPair | None = getattr(self._local, "file", None)
        if file is None:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(300)
                connection.connect(self._path)
                file = self._local.file = connection.makefile("rwb")
            self._open.append(file)
        return file

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        for file in self._open:
            with contextlib.suppress(OSError):
                file.close()
