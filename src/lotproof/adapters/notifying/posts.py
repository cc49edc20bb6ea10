"""Messages by HTTP: to a program (Standard Webhooks 1.0), and to robots of chat groups.

The robots' forms follow the public documentation of WeCom, DingTalk and Feishu; what each signs
and answers stands at its function. They were tried against servers of our own that check the same
documentation, not against the services.
"""

import base64
import binascii
import hmac
import http.client
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from lotproof.adapters.notifying.keys import Keys
from lotproof.adapters.notifying.letters import Letter
from lotproof.adapters.notifying.reaching import Limited, connected
from lotproof.adapters.notifying.trouble import NotSent, printable
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.notifications.vocabulary import ChannelKind, Trouble

ANSWER_BYTES_MAX: Final = 65_536
_PORTS: Final = {"https": 443, "http": 80}
_WAIT: Final = frozenset({408, 425, 429, 503})
"""Statuses that say: not now, and not done."""
_BUSY: Final = frozenset({-1, 45009, 130101, 410100, 9499, 11232})
"""WeCom -1, 45009; DingTalk 130101, 410100; Feishu 9499, 11232: too many, come again later."""


class Post(NamedTuple):
    """What is posted where."""

    address: str
    body: bytes
    headers: Mapping[str, str]


class Answer(NamedTuple):
    status: int
    body: bytes


# --- forms --------------------------------------------------------------------------------------


def webhook(letter: Letter, address: str, keys: Keys, now: Instant) -> Post:
    """Standard Webhooks 1.0: the id, the second and the body, signed with HMAC-SHA256."""
    data = {
        "topic": letter.topic.value,
        "severity": letter.severity.value,
        "title": letter.title._asdict(),
        "about": letter.about,
        "link": letter.link,
        "site": letter.site,
    }
    told = clock.text(letter.told_at)
    body = msgspec.json.encode({"type": "lotproof.notice", "timestamp": told, "data": data})
    second = str(now // 1_000_000)
    headers = {
        "webhook-id": letter.id,
        "webhook-timestamp": second,
        "webhook-signature": webhook_signature(_needed(keys.secret), letter.id, second, body),
    }
    return Post(address, body, headers)


def webhook_signature(secret: str, id_: str, second: str, body: bytes) -> str:
    """`v1,` and the signature in base64; `secret` is `whsec_` and the key in base64."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        raise NotSent(Trouble.NO_SECRET, "the secret is not base64 after whsec_") from None
    signed = hmac.digest(key, f"{id_}.{second}.".encode() + body, "sha256")
    return "v1," + base64.b64encode(signed).decode()


def wecom(letter: Letter, address: str, keys: Keys, now: Instant) -> Post:
    """Group robot: the key in the address, no signature; answers errcode 0."""
    del now
    body = {"msgtype": "text", "text": {"content": letter.text}}
    return _json(f"{address}?key={quote(_needed(keys.token), safe='')}", body)


def dingtalk(letter: Letter, address: str, keys: Keys, now: Instant) -> Post:
    """Custom robot with signing: HMAC-SHA256 of millisecond and secret, under the secret."""
    where = f"{address}?access_token={quote(_needed(keys.token), safe='')}"
    if keys.secret is not None:
        moment = str(now // 1_000)
        where += f"&timestamp={moment}&sign={quote(dingtalk_sign(keys.secret, moment), safe='')}"
    return _json(where, {"msgtype": "text", "text": {"content": letter.text}})


def dingtalk_sign(secret: str, millisecond: str) -> str:
    signed = hmac.digest(secret.encode(), f"{millisecond}\n{secret}".encode(), "sha256")
    return base64.b64encode(signed).decode()


def feishu(letter: Letter, address: str, keys: Keys, now: Instant) -> Post:
    """Custom bot: the token ends the address; HMAC-SHA256 of nothing under second and secret."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": letter.text}}
    if keys.secret is not None:
        second = str(now // 1_000_000)
        body |= {"timestamp": second, "sign": feishu_sign(keys.secret, second)}
    return _json(f"{address.rstrip('/')}/{quote(_needed(keys.token), safe='')}", body)


def feishu_sign(secret: str, second: str) -> str:
    signed = hmac.digest(f"{second}\n{secret}".encode(), b"", "sha256")
    return base64.b64encode(signed).decode()


def _json(address: str, body: Mapping[str, Any]) -> Post:
    return Post(address, msgspec.json.encode(body), {})


def _needed(key: str | None) -> str:
    if not key:
        raise NotSent(Trouble.NO_SECRET, "the channel's keys lack a token or secret")
    return key


# --- sending ------------------------------------------------------------------------------------

_FORMS: Final = {
    ChannelKind.WEBHOOK: webhook,
    ChannelKind.WECOM: wecom,
    ChannelKind.DINGTALK: dingtalk,
    ChannelKind.FEISHU: feishu,
}


def send_post(kind: ChannelKind, letter: Letter, address: str, keys: Keys, now: Instant) -> str:
    """Send by a program's or a robot's channel; the provider's receipt. NotSent otherwise."""
    answer = post(_FORMS[kind](letter, address, keys, now), keys)
    if kind is ChannelKind.WEBHOOK:
        return f"HTTP {answer.status}"
    return robot_receipt(answer)


def robot_receipt(answer: Answer) -> str:
    """What a robot says of a message that it took; NotSent for one that it did not take.

    WeCom and DingTalk answer `errcode` and `errmsg`, Feishu `code` and `msg`, or, in its earlier
    form, `StatusCode` and `StatusMessage`.
    """
    try:
        said = msgspec.json.decode(answer.body)
    except msgspec.MsgspecError:
        said = None
    told = said if isinstance(said, dict) else {}
    code = next((told[key] for key in ("errcode", "code", "StatusCode") if key in told), None)
    words = next((told[key] for key in ("errmsg", "msg", "StatusMessage") if key in told), "")
    if not isinstance(code, int):
        raise NotSent(Trouble.UNANSWERED, "the answer is none of a robot")
    if code != 0:
        raise NotSent(Trouble.BUSY if code in _BUSY else Trouble.REFUSED, f"{code} {words}")
    return printable(f"{code} {words}")


def post(what: Post, keys: Keys) -> Answer:
    """The answer of status 2xx to a POST; NotSent otherwise. Redirects are not followed."""
    parts = urlsplit(what.address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    line, is_private = connected(host, port, is_private_allowed=keys.is_private_allowed)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with Limited(line) as limited:
        if parts.scheme == "https":
            limited.over_tls(host)
        elif not is_private:
            raise NotSent(Trouble.NOT_TRUSTED, f"{host} is reached without TLS")
        talk = http.client.HTTPConnection(host, port)
        talk.sock = limited.line
        answer = _exchange(talk, path, what)
        # Before anything of it is cut: half a key would be found by nobody.
        body = keys.without(answer.body.decode(errors="replace")).encode()
        return _taken(Answer(answer.status, body), host)


def _exchange(talk: http.client.HTTPConnection, path: str, what: Post) -> Answer:
    """From here on it may have arrived, whatever happens."""
    headers = {"content-type": "application/json", "user-agent": "Lotproof", **what.headers}
    try:
        talk.request("POST", path, what.body, headers)
        said = talk.getresponse()
        return Answer(said.status, said.read(ANSWER_BYTES_MAX))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotSent(Trouble.UNANSWERED, f"{talk.host}: {type(error).__name__}") from None
    finally:
        talk.close()


def _taken(answer: Answer, host: str) -> Answer:
    status = answer.status
    if 200 <= status < 300:
        return answer
    said = f"{host}: HTTP {status} {answer.body[:100].decode(errors='replace')}"
    if status in _WAIT:
        raise NotSent(Trouble.BUSY, said)
    # A gateway's 502 or 504 does not say whether the program behind it had got it.
    raise NotSent(Trouble.UNANSWERED if status >= 500 else Trouble.REFUSED, said)
