"""Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce.

A provider says who somebody is; whose account that is, the ledger says. It signs people in and
never signs anything for them. Providers stand in `single-sign-on/` in the data folder, one file
each, readable by the owner only, since a file may hold a client secret.
"""

import hmac
import os
import re
import secrets
import urllib.error
import urllib.request
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

T = TypeVar("T")

FOLDER: Final = "single-sign-on"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures by a key of the provider; never one that whoever knows a secret can make."""
SKEW_S: Final = 60
TIMEOUT_S: Final = 10
ANSWER_BYTES_MAX: Final = 1_000_000
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")


class SingleSignOnFailed(ValueError):
    """A provider did not prove who somebody is; the text says why, for the log."""


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One provider as its file says it; without secret it knows the program as a public client."""

    code: str
    issuer: str
    client_id: str
    title: str
    client_secret: str | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is not a code of small letters, digits and -")
        _require_safe(self.issuer)


class Flow(NamedTuple):
    """What only this browser and this program know of a sign-in under way."""

    code: str
    """Of the provider."""
    state: str
    nonce: str
    verifier: str
    redirect_uri: str


class Subject(NamedTuple):
    """Who the provider says it was, and whether by several factors (RFC 8176, `mfa`)."""

    issuer: str
    subject: str
    is_strong: bool


class _Metadata(msgspec.Struct):
    """Of OpenID Connect Discovery 1.0, section 3, what is needed."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class _Tokens(msgspec.Struct):
    id_token: str


# --- providers ----------------------------------------------------------------------------------


def providers(folder: Path) -> dict[str, Provider]:
    """The providers of a site by code; msgspec.ValidationError for a file that is none."""
    found = {}
    for path in sorted((folder / FOLDER).glob("*.json")):
        each = msgspec.json.decode(path.read_bytes(), type=Provider)
        found[each.code] = each
    return found


def keep_provider(folder: Path, provider: Provider) -> Path:
    """Write a provider's file, for the owner only."""
    (folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
    path = folder / FOLDER / f"{provider.code}.json"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(provider), indent=2))
    return path


# --- the flow -----------------------------------------------------------------------------------


def begin(provider: Provider, redirect_uri: str) -> tuple[str, Flow]:
    """The address to send the browser to, and what must be remembered for it."""
    told = _metadata(provider)
    verifier = secrets.token_urlsafe(48)
    flow = Flow(
        provider.code, secrets.token_urlsafe(24), secrets.token_urlsafe(24), verifier, redirect_uri
    )
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(told.authorization_endpoint).query else "?"
    return f"{told.authorization_endpoint}{joint}{urlencode(asked)}", flow


def finish(provider: Provider, flow: Flow, answer: Mapping[str, str], now: float) -> Subject:
    """Who signed in, from what the browser brought back; SingleSignOnFailed for anything odd.

    `answer` is the query of the redirect, `now` seconds since 1970.
    """
    if flow.code != provider.code:
        raise SingleSignOnFailed("the answer is of another provider")
    if not hmac.compare_digest(answer.get("state", "").encode(), flow.state.encode()):
        raise SingleSignOnFailed("the state is not that of this browser")
    if "error" in answer:
        raise SingleSignOnFailed(f"the provider says {answer['error'][:80]!r}")
    told = _metadata(provider)
    said = answer.get("iss")
    # RFC 9207: the answer of one provider is not taken for that of another.
    if said not in (None, told.issuer) or (
        said is None and told.authorization_response_iss_parameter_supported
    ):
        raise SingleSignOnFailed("the answer comes from another issuer")
    if not answer.get("code"):
        raise SingleSignOnFailed("the answer has no code")
    token = _exchange(provider, told, flow, answer["code"])
    return _subject(provider, told, flow, token, now)


def _exchange(provider: Provider, told: _Metadata, flow: Flow, code: str) -> str:
    """The ID token for a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5)."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": flow.redirect_uri,
        "code_verifier": flow.verifier,
    }
    headers = {"content-type": "application/x-www-form-urlencoded"}
    if provider.client_secret is None:
        form["client_id"] = provider.client_id
    elif "client_secret_basic" in told.token_endpoint_auth_methods_supported:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["authorization"] = "Basic " + b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    return _ask(told.token_endpoint, _Tokens, urlencode(form).encode(), headers).id_token


def _subject(provider: Provider, told: _Metadata, flow: Flow, token: str, now: float) -> Subject:
    """OpenID Connect Core 1.0, section 3.1.3.7."""
    try:
        keys = KeySet.import_key_set(_ask(told.jwks_uri, dict[str, Any]))  # type: ignore[arg-type] # a JSON object; the library checks it
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(now),
            leeway=SKEW_S,
            exp={"essential": True},
            iat={"essential": True},
            iss={"essential": True, "value": told.issuer},
            sub={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise SingleSignOnFailed(f"the ID token is not valid: {error}") from None
    audience, party = claims.get("aud"), claims.get("azp", provider.client_id)
    ours = [audience] if isinstance(audience, str) else audience
    if ours != [provider.client_id] or party != provider.client_id:
        raise SingleSignOnFailed("the ID token is for somebody else")
    if not hmac.compare_digest(str(claims.get("nonce")).encode(), flow.nonce.encode()):
        raise SingleSignOnFailed("the nonce is not that of this sign-in")
    methods = claims.get("amr")
    return Subject(told.issuer, str(claims["sub"]), isinstance(methods, list) and "mfa" in methods)


# --- asking the provider ------------------------------------------------------------------------


def _metadata(provider: Provider) -> _Metadata:
    told = _ask(provider.issuer.rstrip("/") + "/.well-known/openid-configuration", _Metadata)
    if told.issuer != provider.issuer:
        raise SingleSignOnFailed(f"{provider.issuer} says that it is {told.issuer}")
    for address in (told.authorization_endpoint, told.token_endpoint, told.jwks_uri):
        _require_safe(address)
    return told


def _require_safe(address: str) -> None:
    """Secrets and codes go over TLS, or stay on this machine."""
    parts = urlsplit(address)
    is_local = parts.scheme == "http" and parts.hostname in _LOCAL
    if not (parts.scheme == "https" or is_local) or not parts.hostname:
        raise SingleSignOnFailed(f"{address} is not reached over TLS")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A provider answers itself; elsewhere its secret has no business."""

    def redirect_request(self, *args: Any, **named: Any) -> None:
        del args, named


_opener = urllib.request.build_opener(_NoRedirect)


def _ask(
    address: str,
    type_: type[T],
    form: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> T:
    _require_safe(address)
    said = {**(headers or {}), "accept": "application/json"}
    request = urllib.request.Request(address, form, said)  # noqa: S310 - TLS or local: see above
    try:
        with _opener.open(request, timeout=TIMEOUT_S) as answer:
            raw = answer.read(ANSWER_BYTES_MAX + 1)
        if len(raw) > ANSWER_BYTES_MAX:
            raise SingleSignOnFailed(f"{address} says too much")
        return msgspec.json.decode(raw, type=type_)
    except (urllib.error.URLError, OSError, msgspec.MsgspecError) as error:
        raise SingleSignOnFailed(f"{address}: {error}") from None
