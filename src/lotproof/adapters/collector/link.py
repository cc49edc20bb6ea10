"""Requests to the server, one connection each; nothing is followed and nothing is guessed."""

import http.client
import json
import ssl
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant

ANSWER_BYTES_MAX: Final = 4_000_000
_NOT_TRUSTED: Final = (
    "its certificate is not trusted, check ca_file and the host's name 证书不受信任，"
    "请检查 ca_file 与主机名"
)


class Unreachable(Exception):
    """There was no whole answer: whether the server has the command is not known."""


class Answer(NamedTuple):
    """An answer of the server, when it was asked for and when it was here by our clock."""

    status: int
    body: dict[str, Any]
    date: Instant | None
    asked: Instant
    answered: Instant


class Link:
    """The way to a server; `url` has http or https, a host, and perhaps a port and a path."""

    def __init__(
        self,
        url: str,
        token: str,
        context: ssl.SSLContext | None = None,
        *,
        timeout: float = 30.0,
        now: Callable[[], Instant] = lambda: Instant(time.time_ns() // 1000),
    ) -> None:
        self._url, self._token, self._context = urlsplit(url), token, context
        self._timeout, self._now = timeout, now

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """The answer, whatever its status; Unreachable if there is none."""
        headers = {"authorization": f"Bearer {self._token}", "accept-language": "en"}
        if body is not None:
            headers["content-type"] = "application/json"
        asked = self._now()
        connection = self._connection()
        try:
            connection.request(method, self._url.path.rstrip("/") + path, body, headers)
            response = connection.getresponse()
            content = response.read(ANSWER_BYTES_MAX)
            date = response.getheader("date")
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(f"{_NOT_TRUSTED}: {error.verify_message}") from error
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()
        return Answer(response.status, _object(content), _instant(date), asked, self._now())

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "https":
            return http.client.HTTPSConnection(
                host, port, timeout=self._timeout, context=self._context
            )
        return http.client.HTTPConnection(host, port, timeout=self._timeout)


def _object(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer; an empty one where a proxy or another program answered."""
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _instant(date: str | None) -> Instant | None:
    if date is None:
        return None
    try:
        return clock.instant(parsedate_to_datetime(date))
    except ValueError:
        return None
