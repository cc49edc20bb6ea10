"""How much one caller may ask for."""

import time
from collections import OrderedDict

from lotproof.entrypoints.api.problems import Problem
from lotproof.kernel.text import t

BODY_BYTES_MAX = 2_000_000
RATE_PER_S = 500.0
BURST = 1000.0
SIGN_IN_RATE_PER_S = 1.0
SIGN_IN_BURST = 10.0
_CALLERS_MAX = 10_000


class Limits:
    """A token bucket for each caller; the callers not seen for longest are forgotten."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, caller: str, rate: float = RATE_PER_S, burst: float = BURST) -> None:
        """Take one token; Problem 429 when there is none."""
        now = time.monotonic()
        tokens, then = self._buckets.pop(caller, (burst, now))
        tokens = min(burst, tokens + (now - then) * rate)
        self._buckets[caller] = (max(tokens - 1, 0.0), now)
        if len(self._buckets) > _CALLERS_MAX:
            self._buckets.popitem(last=False)
        if tokens < 1:
            raise Problem(429, "too_many_requests", t(
                "Too many requests; wait a moment.", "请求过于频繁，请稍候。"), retry_after="1")
