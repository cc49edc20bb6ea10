"""The collector that counts its steps and dies at one, or at none: `child.py CONFIG STEP`.

A step is a statement of its store or one end of a request.
"""

import os
import signal
import sys
from pathlib import Path

from lotproof.adapters.collector.config import read_config
from lotproof.adapters.collector.link import Answer, Link
from lotproof.adapters.collector.run import collect_once, link_of
from lotproof.adapters.collector.secret_files import token_of
from lotproof.adapters.collector.store import Store


class Counter:
    def __init__(self, last: int) -> None:
        self.count, self.last = 0, last

    def step(self, what: str) -> None:
        del what
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


class CountingLink:
    """A link that may die before a request is sent, or when its answer is here."""

    def __init__(self, link: Link, counter: Counter) -> None:
        self._link, self._counter = link, counter

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        self._counter.step("request")
        answer = self._link.ask(method, path, body)
        self._counter.step("answer")
        return answer


def main(path: Path, last: int) -> None:
    config, folder, counter = read_config(path), path.parent, Counter(last)
    store = Store(folder / config.store)
    store.watch(counter.step)
    link = CountingLink(link_of(config, folder, token_of(config, folder, os.environ)), counter)
    assert collect_once(config, folder, store, link, lambda line: None)  # type: ignore[arg-type] # it asks alike


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
