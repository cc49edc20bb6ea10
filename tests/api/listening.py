"""A server that really listens, for what a test client in the same process cannot show."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lotproof.entrypoints.api.serving import Server


@contextmanager
def listening(app: Any, **how: Any) -> Iterator[tuple[Server, int]]:
    """The server and its port; it is told to end, and has to, when the test is over."""
    server = Server(app, "127.0.0.1", 0, **how)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield server, server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive(), "the server does not end"
