"""Passkeys through the door, and what attackers try with them."""

from collections.abc import Callable
from typing import Any

import pytest

from lotproof.modules.credentials.commands import ReportLoss
from lotproof.modules.credentials.queries import Alert
from lotproof.modules.credentials.vocabulary import AlertCause
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import PASSWORD, Answer, Door
from tests.api.signing_in import ORIGIN, get, kinds, later, post, sign_in
from tests.support.authenticator import Authenticator


def register(door: Door, key: Authenticator, login: str = "keeper") -> str:
    """The id of a passkey that somebody has made."""
    token = sign_in(door, login).json["token"]
    begun = post(door, "/api/account/passkeys/options", token, password=PASSWORD)
    assert begun.status == 200, begun.json
    made = post(
        door,
        "/api/account/passkeys",
        token,
        ticket=begun.json["ticket"],
        name="Phone",
        credential=key.create(begun.json["publicKey"]),
    )
    assert made.status == 200, made.json
    return str(made.json["passkey_id"])


def challenge(door: Door) -> Any:
    return post(door, "/api/session/passkey/options").json


def use(door: Door, key: Authenticator, asked: Any = None) -> tuple[Answer, dict[str, Any]]:
    asked = asked or challenge(door)
    body = {"ticket": asked["ticket"], "credential": key.get(asked["publicKey"])}
    return post(door, "/api/session/passkey", **body), body


@pytest.fixture
def keyed(calm: Door) -> tuple[Door, Authenticator]:
    """Give a door with a keeper who has a passkey without counter."""
    calm.with_password("keeper", "warehouse_keeper")
    key = Authenticator(ORIGIN, counts=False)
    register(calm, key)
    return calm, key


@pytest.mark.clause("21 CFR 11.200(b)")
def test_a_passkey_signs_in_without_name_or_password(keyed: tuple[Door, Authenticator]) -> None:
    door, key = keyed
    found, _ = use(door, key)
    assert found.status == 200
    token = found.json["token"]
    assert get(door, "/api/session", token).json["method"] == "passkey"
    account = get(door, "/api/account", token).json
    assert [each["name"] for each in account["passkeys"]] == ["Phone"]
    assert account["passkeys"][0]["used_at"]


def test_an_answer_that_was_seen_is_refused_and_sealed(
    keyed: tuple[Door, Authenticator],
) -> None:
    door, key = keyed
    found, body = use(door, key)
    assert found.status == 200
    again = post(door, "/api/session/passkey", **body)
    assert (again.status, again.json["code"]) == (401, "passkey_rejected")
    assert door.last(2).envelope.code == "challenge_used"
    assert kinds(door, 1) == ["people.record_failed_sign_in/1"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: setattr(key, "origin", "https://plant.example.evil"),
        lambda key: setattr(key, "rp_id", "evil.example"),
        lambda key: setattr(key, "is_verifying", False),
        lambda key: setattr(key, "cross_origin", True),
        lambda key: setattr(key, "user_handle", b"somebody else"),
    ],
    ids=["origin", "site", "unverified", "frame", "person"],
)
def test_an_answer_from_elsewhere_is_refused(
    keyed: tuple[Door, Authenticator], spoil: Callable[[Authenticator], None]
) -> None:
    door, key = keyed
    spoil(key)
    found, _ = use(door, key)
    assert (found.status, found.json["code"]) == (401, "passkey_rejected")
    assert kinds(door, 1) == ["people.record_failed_sign_in/1"]


def test_an_answer_to_another_challenge_is_refused(keyed: tuple[Door, Authenticator]) -> None:
    door, key = keyed
    one, other = challenge(door), challenge(door)
    body = {"ticket": other["ticket"], "credential": key.get(one["publicKey"])}
    assert post(door, "/api/session/passkey", **body).status == 401
    late = challenge(door)
    later(door, 11)
    assert use(door, key, late)[0].json["code"] == "begin_again"


def test_a_passkey_nobody_knows_is_refused_and_sealed(calm: Door) -> None:
    key = Authenticator(ORIGIN)
    assert use(calm, key)[0].status == 401
    assert kinds(calm, 1) == ["people.record_failed_sign_in/1"]
    nonsense = {"ticket": challenge(calm)["ticket"], "credential": {"id": 1, "response": []}}
    assert post(calm, "/api/session/passkey", **nonsense).status == 401


def test_a_copied_passkey_is_found_and_told(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    key = Authenticator(ORIGIN)
    register(calm, key)
    key.counter = 10
    assert use(calm, key)[0].status == 200
    key.counter = 3
    assert use(calm, key)[0].status == 401
    with calm.plant.reader() as reader:
        assert [alert.cause for alert in reader.find(Alert)] == [AlertCause.COPIED_PASSKEY]


def test_a_lost_passkey_and_its_sessions_end_at_once(keyed: tuple[Door, Authenticator]) -> None:
    door, key = keyed
    token = use(door, key)[0].json["token"]
    admin = UserId.text(door.user("admin", "administrator"))
    door.do(ReportLoss(user_id=door.users["keeper"]), actor=admin, reason="stolen")
    assert get(door, "/api/session", token).status == 401
    assert use(door, key)[0].status == 401
    assert sign_in(door).status == 401


def test_where_a_host_has_no_name_there_are_no_passkeys(calm: Door) -> None:
    headers = {"host": "192.168.1.20:8600"}
    found = calm.ask("POST", "/api/session/passkey/options", None, json={}, headers=headers)
    assert (found.status, found.json["code"]) == (409, "no_passkeys_here")
    assert not calm.ask("GET", "/api/session/ways", None, headers=headers).json["passkeys"]
