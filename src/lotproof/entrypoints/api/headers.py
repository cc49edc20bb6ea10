"""What every answer says to a browser: nothing from elsewhere, no frames, no guessing."""

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
APPLICATION_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob: mediastream:; worker-src 'self' blob:; "
    "frame-src blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""For the web application: its components make their styles as they run, its barcode reader is
WebAssembly, the camera's picture reaches a worker, and what is printed stands in a frame."""
HEADERS: Final = {
    "content-security-policy": POLICY,
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


FORGET_NEVER: Final = "max-age=31536000"
"""RFC 6797: for a year, browsers reach a host that spoke TLS by nothing else."""
_LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")


class Guarded:
    """Adds the headers; answers that say nothing about keeping are not kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["scheme"] == "https" and not _is_local(scope):
                    headers["strict-transport-security"] = FORGET_NEVER
                if scope["path"].startswith("/app/"):
                    headers["content-security-policy"] = APPLICATION_POLICY
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
                else:
                    headers.setdefault("cache-control", "no-cache")
            await send(message)

        await self.app(scope, receive, guarded)


def _is_local(scope: Scope) -> bool:
    """Whether the browser sits on this machine, where other programs speak plain HTTP."""
    host = Headers(scope=scope).get("host", "")
    return re.sub(r":\d+\Z", "", host) in _LOCAL
