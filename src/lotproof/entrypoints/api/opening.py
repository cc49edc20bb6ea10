"""Private keys are made and opened beside the server, one at a time, and few wait for it.

The secret is stretched by a process that steps back for everybody at work. Where the machine is so
busy that it does not come to it, another one that steps back less does it: nobody waits for long.
"""

from collections.abc import Callable
from typing import Final, TypeVar

import anyio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lotproof.adapters.stretching import NotStretched, Stretcher
from lotproof.entrypoints.api.problems import BUSY, Problem
from lotproof.kernel.text import t
from lotproof.modules.signing.keys import NewKey, new_key, open_key

T = TypeVar("T")

WAITING_MAX: Final = 40
"""As many as are served before a browser gives up, if each takes as long as it may be patient."""
PATIENCE_S: Final = 2.0
"""Several times what stretching takes on a machine with something to spare."""
TIMEOUT_S: Final = 30.0
_LAST, _LATER = 19, 5
"""How far the two step back."""
_FAILED: Final = t(
    "Your signing secret could not be used just now; nothing was signed. Try again.",
    "签名口令暂时无法使用，尚未签名。请重试。",
)


class Openings:
    """Makes and opens keys of persons, whoever waits first first."""

    def __init__(self) -> None:
        self.patient = Stretcher(_LAST, PATIENCE_S)
        self.hurried = Stretcher(_LATER, TIMEOUT_S)
        self._one = anyio.CapacityLimiter(1)
        self._waiting = 0

    async def opened(self, user: str, public: str, wrapped: str, secret: str) -> Ed25519PrivateKey:
        """The private key; WrongSecret where the secret does not open it, Problem 503 where
        too many wait or opening failed."""
        return await self._run(lambda: open_key(user, public, wrapped, secret, self._stretched))

    async def made(self, user: str, secret: str) -> NewKey:
        """A new key; Problem 503 as above."""
        return await self._run(lambda: new_key(user, secret, self._stretched))

    def _stretched(self, secret: bytes, salt: bytes) -> bytes:
        try:
            return self.patient(secret, salt)
        except NotStretched:
            return self.hurried(secret, salt)

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING_MAX:
            raise Problem(503, "overloaded", BUSY, retry_after="5")
        self._waiting += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._one)
        except NotStretched:
            raise Problem(503, "key_not_opened", _FAILED, retry_after="1") from None
        finally:
            self._waiting -= 1


openings: Final = Openings()
"""Of the server: one process for all its sites."""
