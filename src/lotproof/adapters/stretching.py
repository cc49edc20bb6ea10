"""Secrets are stretched in a process of their own, which steps back for everybody else.

Argon2id takes some tenths of a second of a core and 64 MiB on purpose. In the server's own process
it would take them from whoever is at work; here it gets what nobody else wants. The process begins
with the first secret, takes one at a time, and ends with the server. A secret goes to it through a
pipe and nowhere else.
"""

import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from struct import Struct
from typing import IO, Final

from lotproof.modules.signing.keys import STRETCHED_BYTES, stretched

_LENGTHS: Final = Struct(">HH")


class NotStretched(RuntimeError):
    """The process died or took too long; with the next secret another one begins."""


class Stretcher:
    """`stretch(secret, salt)` in another process; called from any thread, one after the other.

    `niceness` is how far it steps back, to 19; after `timeout_s` it is given up.
    """

    def __init__(self, niceness: int, timeout_s: float) -> None:
        self._niceness, self._timeout_s = niceness, timeout_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        """Of the process that waits for secrets; None where there is none."""
        return None if self._process is None else self._process.pid

    def __call__(self, secret: bytes, salt: bytes) -> bytes:
        """32 bytes; NotStretched where the process fails."""
        with self._lock:
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(_LENGTHS.pack(len(secret), len(salt)) + secret + salt)
                process.stdin.flush()
                return _answer(process.stdout, self._timeout_s)
            except (OSError, NotStretched) as error:
                self._end()
                raise NotStretched("the process that stretches secrets failed") from error

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", __name__, str(self._niceness)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _answer(pipe: IO[bytes], timeout_s: float) -> bytes:
    """What the process answers within the time."""
    answer, deadline = b"", time.monotonic() + timeout_s
    while len(answer) < STRETCHED_BYTES:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise NotStretched("it takes too long")
        part = os.read(pipe.fileno(), STRETCHED_BYTES - len(answer))
        if not part:
            raise NotStretched("it ended")
        answer += part
    return answer


def main() -> None:
    """Answer each secret and salt with what they come to, until the server ends."""
    # Ctrl-C goes to the server, which ends this by closing the pipe; nothing is left on a disk.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(int(sys.argv[1]))
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := given.read(_LENGTHS.size):
        of_secret, of_salt = _LENGTHS.unpack(head)
        answers.write(stretched(given.read(of_secret), given.read(of_salt)))
        answers.flush()


if __name__ == "__main__":
    main()
