"""Signing in, being somebody, signing out."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from lotproof.entrypoints.api.limits import Limits
from lotproof.kernel.clock import Instant, instant
from lotproof.modules.credentials.queries import Alert
from lotproof.modules.credentials.vocabulary import AlertCause
from lotproof.modules.people.commands import (
    CreateApiToken,
    DeactivateUser,
    DefineRole,
    GrantRole,
)
from lotproof.modules.people.vocabulary import RoleId
from tests.api.door import PASSWORD, Answer, Door
from tests.api.signing_in import Ahead


def sign_in(door: Door, login: str, password: str = PASSWORD, **more: Any) -> Answer:
    return door.ask(
        "POST", "/api/session", None, json={"login": login, "password": password}, **more
    )


def whoami(door: Door, token: str) -> Answer:
    return door.ask("GET", "/api/session", None, headers={"authorization": f"Bearer {token}"})


def test_a_right_password_gives_a_token_and_is_sealed(either_door: Door) -> None:
    door = either_door
    user_id = door.with_password("keeper", "warehouse_keeper")

    found = sign_in(door, "keeper")

    assert found.status == 200
    me = whoami(door, found.json["token"]).json
    assert (me["user_id"], me["login"]) == (f"usr_{user_id}", "keeper")
    assert "warehouse.lot.receive" in me["permissions"]
    sealed = door.last()
    assert sealed.envelope.kind == "people.start_session/1"
    assert (sealed.envelope.actor, sealed.envelope.role) == ("sys_api", "sys_api")


def test_the_token_is_nowhere_in_the_ledger(door: Door) -> None:
    door.with_password("keeper")
    token = sign_in(door, "keeper").json["token"]
    with door.plant.ledger() as view:
        said = b"".join(
            part.content or b""
            for entry in view.entries(0, view.size)
            for part in entry.parts.values()
            if part.items is None
        )
    assert token.encode() not in said
    assert sha256(token.encode()).hexdigest().encode() in said


def test_a_wrong_password_is_sealed_as_a_failure_of_the_user(either_door: Door) -> None:
    door = either_door
    user_id = door.with_password("keeper")

    found = sign_in(door, "keeper", "wrong")

    assert (found.status, found.json["code"]) == (401, "wrong_password")
    assert door.last().envelope.kind == "people.record_failed_sign_in/1"
    assert f"usr_{user_id}" in door.last().envelope.subjects


def test_an_unknown_login_is_sealed_as_a_keyed_hash_only(door: Door) -> None:
    found = sign_in(door, "my password by mistake", "x")

    assert (found.status, found.json["code"]) == (401, "wrong_password")
    sealed = door.last()
    assert sealed.envelope.kind == "people.record_failed_sign_in/1"
    said = b"".join(part.content or b"" for part in sealed.parts.values()) + sealed.leaf
    assert b"my password" not in said
    assert sha256(b"my password by mistake").hexdigest().encode() not in said


@pytest.mark.clause("EU GMP Annex 11 §12.1")
def test_too_many_failures_lock_out_even_the_right_password(door: Door) -> None:
    door.with_password("keeper")
    for _ in range(5):
        sign_in(door, "keeper", "wrong")

    found = sign_in(door, "keeper")

    # The same answer as to a wrong password: lock-out must not tell that this one is right.
    assert (found.status, found.json["code"]) == (401, "wrong_password")
    assert door.last().envelope.kind == "people.record_failed_sign_in/1"


def test_tries_from_one_address_are_limited(door: Door) -> None:
    door.app.state.limits = Limits(lambda: 0.0)
    codes = [sign_in(door, f"nobody{n}", "x").status for n in range(12)]
    assert codes[:10] == [401] * 10
    assert codes[-1] == 429


def test_a_limited_try_says_when_to_come_back_and_verifies_nothing(door: Door) -> None:
    door.app.state.limits = Limits(lambda: 0.0)
    door.with_password("keeper")
    for n in range(10):
        sign_in(door, f"nobody{n}", "x")
    before = door.size

    found = sign_in(door, "keeper")

    assert (found.status, found.json["code"]) == (429, "too_many_requests")
    assert int(found.headers["retry-after"]) > 0
    assert door.size == before


@pytest.mark.clause("21 CFR 11.200(a)(1)(ii)")
def test_signing_out_is_sealed_and_makes_the_token_worthless(either_door: Door) -> None:
    door = either_door
    token = door.token("auditor")

    assert door.ask("DELETE", "/api/session", "auditor").status == 200

    assert door.last().envelope.kind == "people.end_session/1"
    assert whoami(door, token).status == 401


def test_a_deactivated_user_is_out_at_once(door: Door) -> None:
    user_id = door.user("auditor", "auditor")
    token = door.token("auditor")
    assert whoami(door, token).status == 200

    door.do(DeactivateUser(user_id=user_id), reason="left the company")

    assert whoami(door, token).status == 401


def test_an_api_token_is_a_caller_without_a_session(door: Door) -> None:
    user_id = door.user("robot", None, is_service=True)
    door.do(GrantRole(user_id=user_id, role_id=door.roles["auditor"]))
    ends = instant(datetime.now(UTC) + timedelta(days=3))
    digest = sha256(b"robot token").hexdigest()
    door.do(CreateApiToken(user_id=user_id, name="mes", digest=digest, expires_at=ends))
    by_token = {"authorization": "Bearer robot token"}

    assert door.ask("GET", "/api/records/people.user", None, headers=by_token).status == 200
    assert door.ask("DELETE", "/api/session", None, headers=by_token).status == 409


def test_a_cookie_does_not_count_for_a_change_from_a_foreign_page(door: Door) -> None:
    cookie = {"cookie": f"lotproof_session={door.token('administrator')}"}
    path = "/api/commands/people.register_user/1"
    body = {"body": {"login": "new", "name": "New", "language": "en"}}

    def post(**headers: str) -> Answer:
        return door.ask("POST", path, None, json=body, headers=cookie | headers)

    assert post(origin="https://elsewhere.example").json["code"] == "foreign_origin"
    assert post().json["code"] == "foreign_origin"
    assert post(**{"sec-fetch-site": "cross-site"}).json["code"] == "foreign_origin"
    # A page of ours sends its own header, which no other site may; the origin alone is not it.
    assert post(origin="http://testserver").json["code"] == "foreign_origin"
    assert post(**{"x-lotproof-ui": "1"}).status == 200


def test_the_web_application_gets_its_session_as_a_cookie_that_scripts_cannot_read(
    door: Door,
) -> None:
    door.with_password("keeper", "warehouse_keeper")
    plain = sign_in(door, "keeper")
    assert "set-cookie" not in plain.headers

    found = sign_in(door, "keeper", headers={"x-lotproof-ui": "1"})

    said = found.headers["set-cookie"].lower()
    assert f"lotproof_session={found.json['token'].lower()}" in said
    assert "httponly" in said
    assert "samesite=strict" in said
    cookie = {"cookie": f"lotproof_session={found.json['token']}"}
    assert door.ask("GET", "/api/session", None, headers=cookie).json["login"] == "keeper"
    assert door.ask("DELETE", "/api/session", None, headers=cookie).status == 403
    out = door.ask("DELETE", "/api/session", None, headers=cookie | {"x-lotproof-ui": "1"})
    assert (out.status, 'lotproof_session=""' in out.headers["set-cookie"]) == (200, True)
    assert door.ask("GET", "/api/session", None, headers=cookie).status == 401


def test_over_tls_the_cookie_goes_back_over_tls_only(door: Door) -> None:
    door.with_password("keeper")
    found = door.ask(
        "POST",
        "https://testserver/api/session",
        None,
        json={"login": "keeper", "password": PASSWORD},
        headers={"x-lotproof-ui": "1"},
    )
    assert "; secure" in found.headers["set-cookie"].lower()


def test_a_temporary_password_is_changed_before_anything_else(door: Door) -> None:
    door.with_password("keeper", "warehouse_keeper", is_temporary=True)
    found = sign_in(door, "keeper")
    assert found.json["needs_new_password"] is True
    bearer = {"authorization": f"Bearer {found.json['token']}"}

    refused = door.ask("GET", "/api/records/warehouse.lot", None, headers=bearer)
    assert (refused.status, refused.json["code"]) == (403, "new_password_due")

    new = "a much better one 2026"
    change = {"body": {"current_password": PASSWORD, "password": new}}
    path = "/api/commands/people.change_password/1"
    assert door.ask("POST", path, None, headers=bearer, json=change).status == 200
    again = sign_in(door, "keeper", new)
    assert again.json["needs_new_password"] is False
    assert (
        door.ask(
            "GET",
            "/api/records/warehouse.lot",
            None,
            headers={"authorization": f"Bearer {again.json['token']}"},
        ).status
        == 200
    )


def test_changing_a_password_takes_the_current_one(door: Door) -> None:
    door.with_password("auditor", "auditor")
    change = {"current_password": "not it", "password": "a much better one 2026"}
    found = door.post("people.change_password/1", change, "auditor")
    assert (found.status, found.json["code"]) == (403, "wrong_password")


def test_a_weak_password_is_refused_and_a_ready_made_hash_is_not_taken(door: Door) -> None:
    user_id = f"usr_{door.user('somebody')}"
    weak = door.post("people.set_password/1", {"user_id": user_id, "password": "short"},
                     "administrator")  # fmt: skip
    assert (weak.status, weak.json["code"]) == (422, "weak_password")
    ready = {"user_id": user_id, "password_hash": "$argon2id$v=19$m=8,t=1,p=1$aaaa$aaaa"}
    found = door.post("people.set_password/1", ready, "administrator")
    assert (found.status, found.json["code"]) == (422, "invalid_input")


def test_an_unreadable_sign_in_is_refused(door: Door) -> None:
    for content in (b"", b"{", b"[]", b'{"login": "a"}', b'{"login": 1, "password": 2}'):
        found = door.ask("POST", "/api/session", None, content=content)
        assert (found.status, found.json["code"]) == (422, "invalid_input"), content


def test_use_extends_a_session_only_when_half_its_idle_time_is_over(door: Door) -> None:
    door.token("auditor")
    before = door.size
    assert door.ask("PUT", "/api/session", "auditor").status == 200
    assert door.size == before
    with door.plant.reader() as reader:
        from lotproof.modules.people.queries import Session

        open_ = reader.find(Session)[-1]
    assert open_.idle_until > open_.started_at
    assert msgspec.structs.asdict(open_)["state"] == "open"


def test_a_session_in_use_past_half_its_idle_time_is_extended_by_one_command(door: Door) -> None:
    """The policy allows 30 idle minutes: at 16 there is less than half left."""
    door.token("auditor")
    clock = door.plant.clock
    door.plant.clock = Ahead(clock, 16 * 60_000_000)
    before = door.size

    assert door.get("/api/records/people.user").status == 200
    assert door.size == before
    assert door.ask("PUT", "/api/session", "auditor").status == 200
    assert door.size == before + 1
    assert door.last().envelope.kind == "people.extend_session/1"


def test_a_session_that_somebody_planted_stays_worthless(calm: Door) -> None:
    """Session fixation: the cookie of a sign-in is always new."""
    calm.with_password("keeper", "warehouse_keeper")
    planted = {"cookie": "lotproof_session=planted; lotproof_step=planted", "x-lotproof-ui": "1"}
    body = {"login": "keeper", "password": PASSWORD}
    found = calm.ask("POST", "/api/session", None, json=body, headers=planted)
    assert found.status == 200
    assert "planted" not in found.headers["set-cookie"]
    assert calm.ask("GET", "/api/session", None, headers=planted).status == 401


def test_a_token_is_for_what_it_says_and_misuse_is_an_alert(calm: Door) -> None:
    robot = calm.user("robot", None, is_service=True)
    can = DefineRole(
        code="mes",
        title="MES",
        title_zh="MES",
        permissions=["items.read", "people.read", "people.view.keep"],
    )
    role_id = RoleId.parse(calm.do(can).value("role_id"))
    calm.do(GrantRole(user_id=robot, role_id=role_id))
    ends = Instant(calm.plant.clock.now() + 86_400_000_000)
    made = CreateApiToken(
        user_id=robot,
        name="mes",
        digest=sha256(b"robot token").hexdigest(),
        expires_at=ends,
        scope=["items.read"],
    )
    calm.do(made)
    mine = {"authorization": "Bearer robot token"}
    assert calm.ask("GET", "/api/records/items.item", None, headers=mine).status == 200
    assert calm.ask("GET", "/api/records/people.user", None, headers=mine).status == 403
    me = calm.ask("GET", "/api/session", None, headers=mine).json
    assert me["permissions"] == ["items.read"]

    body = {"body": {"record_kind": "items.item", "name": "mine"}}
    found = calm.ask("POST", "/api/commands/people.save_view/1", None, json=body, headers=mine)
    assert (found.status, found.json["code"]) == (403, "not_permitted")
    with calm.plant.reader() as reader:
        assert [alert.cause for alert in reader.find(Alert)] == [AlertCause.TOKEN_MISUSE]
    assert calm.ask("GET", "/api/account", None, headers=mine).status == 200
    assert calm.ask("POST", "/api/account/totp", None, json={}, headers=mine).status == 409
