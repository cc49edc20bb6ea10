"""Signing through the door: prepared, signed with a secret, refused, counted."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from lotproof.adapters.stretching import NotStretched
from lotproof.entrypoints.api import opening
from lotproof.entrypoints.api.opening import openings
from lotproof.entrypoints.demo.signers import Signers
from tests.api.door import Answer, Door

KIND = "signing.confirm_key/1"
SECRET = "a secret of one's own"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    found = Door(tmp_path_factory.mktemp("signing") / "site")
    found.user("quality", "quality_manager")
    found.user("quality2", "quality_manager")
    found.user("keeper", "warehouse_keeper")
    signers = Signers(found.plant, SECRET)
    signers.enrol_everybody(None)
    yield found
    found.close()


def enrol(door: Door, login: str, secret: str) -> Answer:
    given = {"id": str(uuid.uuid4()), "secret": secret}
    return door.ask("POST", "/api/signing/keys", login, json=given)


def waiting_key(door: Door, login: str = "keeper") -> dict[str, Any]:
    """A new key of somebody, as the form to confirm it is filled in."""
    made = door.ask(
        "POST", "/api/signing/keys", login, json={"id": str(uuid.uuid4()), "secret": SECRET + "!"}
    )
    assert made.status == 200, made.json
    newest = door.get("/api/signing/keys", who=login).json[-1]
    return {"key_id": newest["id"], "fingerprint": newest["fingerprint"], "evidence": "Seen"}


def prepared(door: Door, body: dict[str, Any], login: str = "quality") -> tuple[str, Answer]:
    id_ = str(uuid.uuid4())
    question = {"kind": KIND, "body": body, "id": id_}
    return id_, door.ask("POST", "/api/signatures/prepare", login, json=question)


def sent(
    door: Door, body: dict[str, Any], id_: str, signing: dict[str, Any], login: str = "quality"
) -> Answer:
    return door.post(KIND, body, login, id=id_, signing=signing, source="hand")


def filled(answer: Answer, secret: str = SECRET, **more: Any) -> dict[str, Any]:
    return {n: answer.json[n] for n in ("intent", "salt", "name", "key")} | {
        "secret": secret,
        **more,
    }


@pytest.mark.clause("21 CFR 11.200(a)(1)(ii)")
@pytest.mark.clause("21 CFR 11.200(a)(1)(i)")
def test_the_first_of_a_series_asks_for_login_and_secret_the_next_for_the_secret(
    door: Door,
) -> None:
    body = waiting_key(door)
    id_, first = prepared(door, body, "quality2")
    assert first.json["needs_login"] is True
    assert first.json["meaning"]["zh"] == "已核实身份并确认密钥"
    assert [each["key"] for each in first.json["covers"]] == [body["key_id"]]
    no_login = sent(door, body, id_, filled(first), "quality2")
    assert (no_login.status, no_login.json["code"]) == (403, "signing_secret_wrong")
    done = sent(door, body, id_, filled(first, login="quality2"), "quality2")
    assert done.status == 200, done.json
    again = waiting_key(door)
    id_, second = prepared(door, again, "quality2")
    assert second.json["needs_login"] is False
    assert sent(door, again, id_, filled(second), "quality2").status == 200


def test_a_wrong_secret_is_sealed_and_counted_and_the_right_one_still_signs(door: Door) -> None:
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    before = door.size
    wrong = sent(door, body, id_, filled(asked, "not the secret", login="quality"))
    assert (wrong.status, wrong.json["code"]) == (403, "signing_secret_wrong")
    assert door.size == before + 1
    with door.plant.ledger() as view:
        entry = view.entry(view.size - 1)
    assert entry.envelope.kind == "signing.record_failed_signature/1"
    assert SECRET.encode() not in b"".join(part.content for part in entry.parts.values())
    assert sent(door, body, id_, filled(asked, login="quality")).status == 200


def test_without_a_signature_the_refusal_is_sealed(door: Door) -> None:
    body = waiting_key(door)
    answer = door.post(KIND, body, "quality", id=str(uuid.uuid4()))
    assert (answer.status, answer.json["code"]) == (422, "signature_missing")


@pytest.mark.parametrize("signing", [{}, "x", {"intent": "{}"}, [1], {"secret": 1}])
def test_a_signature_that_cannot_be_read_is_refused(door: Door, signing: Any) -> None:
    body = waiting_key(door)
    answer = sent(door, body, str(uuid.uuid4()), signing)
    assert answer.json["code"] in ("signature_unfit", "signature_missing")


def test_with_anothers_key_nobody_signs(door: Door) -> None:
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    theirs = prepared(door, body, "quality2")[1].json["key"]
    stolen = filled(asked, login="quality") | {"key": theirs}
    assert sent(door, body, id_, stolen).json["code"] == "no_signing_key"


def test_only_who_may_do_it_is_asked_to_sign(door: Door) -> None:
    body = waiting_key(door)
    assert prepared(door, body, "keeper")[1].status == 403


def test_what_is_not_signed_or_not_known_is_not_prepared(door: Door) -> None:
    door.user("quality")
    for kind, code in (
        ("signing.revoke_key/1", "signature_not_asked"),
        ("nothing.of_it/1", "no_such_command"),
    ):
        question = {"kind": kind, "body": {}, "id": str(uuid.uuid4())}
        answer = door.ask("POST", "/api/signatures/prepare", "quality", json=question)
        assert answer.json["code"] == code
    assert door.ask("POST", "/api/signatures/prepare", "quality", json={"x": 1}).status == 422
    assert prepared(door, {"key_id": "sgk_1"})[1].json["code"] == "invalid_input"


def test_preparing_and_looking_seal_nothing(door: Door) -> None:
    body = waiting_key(door)
    prepared(door, body)
    before = door.size
    prepared(door, body)
    door.get("/api/signing/keys", "keeper")
    assert door.size == before


def test_a_short_secret_makes_no_key(door: Door) -> None:
    answer = door.ask(
        "POST", "/api/signing/keys", "keeper", json={"id": str(uuid.uuid4()), "secret": "short"}
    )
    assert answer.json["code"] == "weak_signing_secret"


# --- how signatures stand on records (21 CFR 11.50(b)) ------------------------------------------


def signed_key(door: Door) -> str:
    """A key that "quality" has confirmed under a signature."""
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    more = {"login": "quality"} if asked.json["needs_login"] else {}
    done = sent(door, body, id_, filled(asked, **more))
    assert done.status == 200, done.json
    return str(body["key_id"])


@pytest.mark.clause("21 CFR 11.50(b)")
def test_a_record_shows_who_signed_it_when_and_what_it_means(door: Door) -> None:
    key = signed_key(door)
    answer = door.get(f"/api/signatures?subject={key}", "quality2")
    (found,) = answer.json["signatures"]
    with door.plant.ledger() as view:
        entry = view.of_command(found["command_id"])
        assert found["entry"] == entry.seq
        assert entry.envelope.actor == found["signer"]
    me = door.get("/api/session", "quality").json
    assert found["name"] == me["name"]
    assert found["meaning"]["en"] == "Identity verified and key confirmed"
    assert found["label"]["zh"] == "确认签名密钥"
    own = door.get("/api/signing/keys", "quality").json[-1]
    assert (found["key"]["id"], found["key"]["fingerprint"]) == (own["id"], own["fingerprint"])
    assert found["changed"] == {"before": None, "count": 0, "is_whole": True}
    by_key = door.get(f"/api/signatures?kind=signing.key&key={key}", "quality2")
    assert by_key.json == answer.json
    of_entry = door.get(f"/api/signatures?entry={found['entry']}", "quality2").json
    assert [each["key"] for each in of_entry["signatures"][0]["covers"]] == [key]


@pytest.mark.clause("21 CFR 11.70")
def test_a_signature_says_that_its_record_was_changed_later(door: Door) -> None:
    key = signed_key(door)
    revoked = door.post("signing.revoke_key/1", {"key_id": key}, "quality2", reason="lost")
    assert revoked.status == 200, revoked.json
    with door.plant.ledger() as view:
        at = view.of_command(revoked.json["id"]).seq
    (found,) = door.get(f"/api/signatures?subject={key}", "quality2").json["signatures"]
    assert found["changed"] == {"before": at, "count": 1, "is_whole": True}


def test_signatures_are_shown_to_who_may_read_the_record(door: Door) -> None:
    key = signed_key(door)
    assert door.get(f"/api/signatures?subject={key}", "keeper").status == 403
    assert door.get("/api/signatures?subject=sgk_999999", "quality").status == 404
    assert door.get("/api/signatures?subject=nothing", "quality").status == 400
    assert door.get("/api/signatures?entry=0", "quality").json["signatures"] == []


@pytest.mark.clause("21 CFR 11.200(a)(1)(i)")
def test_a_series_ends_with_its_session_and_is_nobody_elses(door: Door) -> None:
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    first = sent(door, body, id_, filled(asked, login="quality"))
    assert first.status == 200, first.json
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    assert asked.json["needs_login"] is False
    # Signed in again, the secret alone is not enough for what was asked in the session before.
    door.ask("DELETE", "/api/session", "quality")
    door._tokens.pop("quality")
    answer = sent(door, body, id_, filled(asked))
    assert (answer.status, answer.json["code"]) == (403, "signing_series_over")
    again, asked = prepared(door, body)
    assert asked.json["needs_login"] is True
    assert sent(door, body, again, filled(asked, login="quality")).status == 200


def test_where_secrets_cannot_be_used_nothing_is_signed_counted_or_sealed(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = waiting_key(door)
    id_, asked = prepared(door, body)
    given, before = filled(asked, login="quality"), door.size

    def dies(secret: bytes, salt: bytes) -> bytes:
        raise NotStretched("killed")

    with monkeypatch.context() as other:
        other.setattr(openings, "patient", dies)
        other.setattr(openings, "hurried", dies)
        answer = sent(door, body, id_, given)
        assert (answer.status, answer.json["code"]) == (503, "key_not_opened")
        assert answer.headers["retry-after"] == "1"
    with monkeypatch.context() as other:
        other.setattr(opening, "WAITING_MAX", 0)
        answer = sent(door, body, id_, given)
        assert (answer.status, answer.json["code"]) == (503, "overloaded")
    assert door.size == before
    assert sent(door, body, id_, given).status == 200
