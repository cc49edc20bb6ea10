"""Ends a test's PostgreSQL server and removes its files once the test process is gone.

Started as a program of its own, with the server's home directory as argument. Its standard input
is a pipe from the test process: the pipe closes however that process ends, kill -9 included.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 10.0


def end_server(home: Path) -> None:
    """Stop the server whose data is in `home`, if it still runs, and wait until it is gone."""
    try:
        process = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
    except FileNotFoundError:
        return
    deadline = time.monotonic() + PATIENCE_SECONDS
    try:
        os.kill(process, signal.SIGQUIT)
        while time.monotonic() < deadline:
            os.kill(process, 0)
            time.sleep(0.05)
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def main() -> None:
    """Wait for the end of the pipe, then clean up."""
    home = Path(sys.argv[1])
    sys.stdin.buffer.read()
    end_server(home)
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
