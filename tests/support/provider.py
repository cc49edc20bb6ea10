"""A real provider of single sign-on, over HTTP in this process, that insists on PKCE."""

import warnings
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own library warns of its next version
    import oidc_provider_mock  # type: ignore[import-untyped] # it has no types

Environment = dict[str, Any]


class _Insisting:
    """Gives tokens only to whoever knows what the code was asked with (RFC 7636 section 4.6)."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.challenges: dict[str, str] = {}

    def __call__(self, environ: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith("/token"):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            given = parse_qs(body.decode())
            verifier = given.get("code_verifier", [""])[0]
            made = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
            if self.challenges.pop(given["code"][0], None) != made:
                start("400 Bad Request", [("content-type", "application/json")])
                return [b'{"error": "invalid_grant"}']
            environ["wsgi.input"] = BytesIO(body)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(self.app(environ, start))


class Running(NamedTuple):
    issuer: str
    insisting: _Insisting

    def consent(self, address: str, subject: str) -> str:
        """Let `subject` sign in at the provider; where it sends their browser."""
        asked = parse_qs(urlsplit(address).query)
        assert asked["code_challenge_method"] == ["S256"]
        answer = httpx.post(address, data={"sub": subject}, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        onward = answer.headers["location"]
        code = parse_qs(urlsplit(onward).query)["code"][0]
        self.insisting.challenges[code] = asked["code_challenge"][0]
        return str(onward)


@contextmanager
def provider(*strong: str) -> Iterator[Running]:
    """A provider that knows anybody; `strong` subjects sign in there by several factors."""
    users = [oidc_provider_mock.User(sub=sub, claims={"amr": ["pwd", "mfa"]}) for sub in strong]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        insisting = _Insisting(oidc_provider_mock.app(require_nonce=True, user_claims=users))
    server = make_server("localhost", 0, insisting, threaded=False)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Running(f"http://localhost:{server.server_port}", insisting)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
