"""How much one caller may ask for."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import msgspec
from starlette.requests import Request

from lotproof.entrypoints.api.problems import Problem
from lotproof.kernel.text import Text, t

T = TypeVar("T")

BODY_BYTES_MAX = 2_000_000
LIST_MAX = 1_000
RATE_PER_S = 1_000.0
BURST = 2_000.0
SIGN_IN_RATE_PER_S = 0.5
SIGN_IN_BURST = 10.0
_CALLERS_MAX = 10_000


class Limits:
    """A token bucket for each caller; the callers not seen for longest are forgotten."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, caller: str, rate: float = RATE_PER_S, burst: float = BURST) -> None:
        """Take one token; Problem 429 when there is none."""
        now = self._seconds()
        tokens, then = self._buckets.pop(caller, (burst, now))
        tokens = min(burst, tokens + (now - then) * rate)
        self._buckets[caller] = (tokens - 1 if tokens >= 1 else tokens, now)
        if len(self._buckets) > _CALLERS_MAX:
            self._buckets.popitem(last=False)
        if tokens < 1:
            raise Problem(
                429,
                "too_many_requests",
                t("Too many requests. Wait a moment.", "请求过于频繁，请稍候。"),
                retry_after="2",
            )

    def spend_sign_in(self, address: str) -> None:
        """One try to sign in from an address."""
        self.spend(f"sign-in {address}", SIGN_IN_RATE_PER_S, SIGN_IN_BURST)


async def bounded_body(request: Request) -> bytes:
    """The body; one that is too long is turned away while it comes in."""
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > BODY_BYTES_MAX:
            raise Problem(
                413,
                "too_large",
                t(
                    "The request is larger than {n} bytes. Send it in parts.",
                    "请求超过 {n} 字节。请分批发送。",
                ).fill(n=BODY_BYTES_MAX),
            )
        chunks.append(chunk)
    return b"".join(chunks)


async def body_of(request: Request, type_: type[T], expected: Text) -> T:
    """The body as JSON of a Struct, an empty one as an object without fields.

    Problem 422 `invalid_input`, with what was expected, for any other body.
    """
    body = await bounded_body(request)
    try:
        return msgspec.json.decode(body or b"{}", type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Problem(422, "invalid_input", expected) from None
