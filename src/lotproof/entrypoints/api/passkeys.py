"""Passkeys over HTTP, for signing in and for signing: where they are good, challenges, new ones.

A challenge travels as a sealed ticket: any process of the site can read it, none has to remember
it. That an answer is used once, the ledger's own records say.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, Final, NamedTuple

from starlette.requests import Request

from lotproof.adapters.identity.sealing import Seal, SealBroken
from lotproof.adapters.identity.webauthn import PasskeyRejected, Registered, verify_registration
from lotproof.entrypoints.api.entering import STEP_US
from lotproof.entrypoints.api.problems import Problem
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId

_LOCAL: Final = "localhost"


class Place(NamedTuple):
    """Where passkeys are good: the host, and the origins that a browser may name."""

    rp_id: str
    origins: Sequence[str]


def place_of(request: Request) -> Place:
    """By the address that the browser used; Problem 409 where there can be no passkeys.

    A passkey answers only at the host it was made for, whatever a request says of itself.
    """
    host = request.headers.get("host", "").lower()
    name = request.url.hostname or ""
    if not _is_name(name):
        raise Problem(
            409,
            "no_passkeys_here",
            t("Passkeys need a host name and TLS. Open the site by its name.",
              "通行密钥需要主机名和 TLS。请通过站点名称访问。"),
        )  # fmt: skip
    plain = [f"http://{host}"] if name == _LOCAL else []
    return Place(name, [f"https://{host}", *plain])


def has_passkeys(request: Request) -> bool:
    return _is_name(request.url.hostname or "")


def _is_name(host: str) -> bool:
    """Whether a host has a name: addresses cannot be the party a passkey answers to."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return bool(host)
    return False


def challenge_ticket(
    request: Request, purpose: str, challenge: bytes, user_id: UserId | None
) -> str:
    """A challenge, when it was made and for whom, to be brought back with the answer."""
    seal: Seal = request.app.state.seal
    now = request.app.state.plant.clock.now()
    content = {"challenge": challenge.hex(), "at": int(now), "user": user_id and int(user_id)}
    return seal.ticket(purpose, content, now + STEP_US)


def read_challenge(request: Request, purpose: str, ticket: str) -> dict[str, Any]:
    """The content of a challenge's ticket; Problem 401 for one that is not ours or is over."""
    seal: Seal = request.app.state.seal
    try:
        return seal.read_ticket(ticket, purpose, request.app.state.plant.clock.now())
    except SealBroken:
        raise begin_again() from None


def begin_again() -> Problem:
    return Problem(
        401,
        "begin_again",
        t(
            "That took too long, or began elsewhere. Begin again.",
            "已超时或并非由此开始，请重新登录。",
        ),
    )


def new_passkey(
    request: Request, purpose: str, user_id: UserId, ticket: str, credential: dict[str, Any]
) -> Registered:
    """What a browser has made for the challenge of the ticket, verified for this site.

    Problem 401 for a ticket that is not this person's, 422 for a passkey that proves nothing.
    """
    told = read_challenge(request, purpose, ticket)
    if told["user"] != int(user_id):
        raise begin_again()
    place = place_of(request)
    try:
        return verify_registration(
            credential,
            challenge=bytes.fromhex(told["challenge"]),
            rp_id=place.rp_id,
            origins=place.origins,
        )
    except PasskeyRejected:
        raise unverified() from None


def unverified() -> Problem:
    return Problem(
        422,
        "passkey_rejected",
        t(
            "The passkey could not be verified. Try again, or with another device.",
            "无法核验通行密钥。请重试或换用其他设备。",
        ),
    )
