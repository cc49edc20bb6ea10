"""A thread that does something at intervals, as long as the site is served."""

import logging
import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

log = logging.getLogger("lotproof.regularly")


class Regularly(ABC):
    """Ticks every `interval_s` seconds: `with Clockwork(plant): serve()`.

    A tick that fails is logged, whatever it was; the next one is another try.
    """

    def __init__(self, name: str, interval_s: float) -> None:
        self._name, self._interval_s = name, interval_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    @abstractmethod
    def tick(self) -> object:
        """Do once what is done regularly."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _loop(self) -> None:
        while not self._stop.is_set():
            try:
                self.tick()
            except Exception:
                # The boundary of the thread: what failed once must not end it.
                log.exception("%s failed this time", self._name)
            self._stop.wait(self._interval_s)
