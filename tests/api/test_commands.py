"""POST /api/commands/…: every command, its permission, its refusals, its limits."""

import uuid
from typing import Any

import msgspec
import pytest

from lotproof.derive.story import opened as parts_of
from lotproof.entrypoints.api.limits import BODY_BYTES_MAX, BURST, Limits
from lotproof.entrypoints.api.passwords import takes_password
from lotproof.kernel.registry import COMMANDS
from tests.api.door import Door
from tests.api.examples import example


@pytest.mark.clause("21 CFR 11.10(d)")
@pytest.mark.clause("EU GMP Annex 11 §12.1")
def test_every_command_needs_somebody_signed_in(shared_door: Door) -> None:
    before = shared_door.size
    for kind in sorted(COMMANDS):
        found = shared_door.post(kind, {}, None)
        assert (found.status, found.json["code"]) == (401, "not_signed_in"), kind
    assert shared_door.size == before


@pytest.mark.clause("21 CFR 11.10(g)")
@pytest.mark.clause("China MD GMP 2025 Art. 46(2)")
def test_every_command_refuses_whoever_has_no_role_and_seals_it(shared_door: Door) -> None:
    shared_door.user("nobody")
    for kind, spec in sorted(COMMANDS.items()):
        if takes_password(kind):
            continue
        found = shared_door.post(kind, example(spec), "nobody", reason="because")
        assert (found.status, found.json["code"]) == (403, "not_permitted"), (kind, found.json)
        sealed = shared_door.last().envelope
        assert (sealed.kind, sealed.outcome, sealed.code) == (kind, "refused", "not_permitted")
        assert sealed.id == found.json["id"]


@pytest.mark.parametrize("kind", ["people.set_password/1", "people.change_password/1"])
def test_passwords_are_set_only_by_whoever_may(door: Door, kind: str) -> None:
    door.with_password("nobody")
    body: dict[str, Any] = {"password": "a much better one 2026"}
    body |= {"user_id": "usr_1", "is_temporary": True} if "set" in kind else {}
    body |= {"current_password": "correct horse battery"} if "change" in kind else {}
    found = door.post(kind, body, "nobody")
    assert (found.status, found.json["code"]) == (403, "not_permitted")


def test_a_command_that_is_done_gives_its_receipt(either_door: Door) -> None:
    door = either_door
    command_id = str(uuid.uuid4())
    body = {"login": "new", "name": "New Person", "language": "zh"}
    found = door.post("people.register_user/1", body, "administrator", id=command_id, source="hand")

    assert found.status == 200
    assert (found.json["id"], found.json["outcome"]) == (command_id, "done")
    assert found.json["events"][0]["user_id"].startswith("usr_")
    sealed = door.last().envelope
    assert (sealed.id, sealed.source, sealed.trust) == (command_id, "hand", "typed")
    assert sealed.actor == f"usr_{door.users['administrator']}"


@pytest.mark.clause("EU GMP Annex 11 §5")
def test_the_same_id_again_gives_the_first_receipt_and_seals_nothing(door: Door) -> None:
    command_id = str(uuid.uuid4())
    body = {"login": "twice", "name": "Twice", "language": "en"}
    first = door.post("people.register_user/1", body, "administrator", id=command_id)
    before = door.size
    again = door.post("people.register_user/1", body, "administrator", id=command_id)
    assert again.json == first.json
    assert door.size == before


def test_a_password_sent_again_is_the_same_command(door: Door) -> None:
    """Its hash has no other salt, so that a lost answer can be asked for again."""
    command_id, kind = str(uuid.uuid4()), "people.set_password/1"
    body = {"user_id": f"usr_{door.user('buyer')}", "password": "another long enough 3"}
    first = door.post(kind, body, "administrator", id=command_id, reason="forgotten")
    assert first.status == 200, first.json
    before = door.size
    again = door.post(kind, body, "administrator", id=command_id, reason="forgotten")
    assert (again.json, door.size) == (first.json, before)
    other = body | {"password": "yet another long 4"}
    reused = door.post(kind, other, "administrator", id=command_id, reason="forgotten")
    assert (reused.status, reused.json["code"]) == (409, "command_id_reused")


def test_the_same_id_for_something_else_is_refused(door: Door) -> None:
    command_id = str(uuid.uuid4())
    body = {"login": "one", "name": "One", "language": "en"}
    door.post("people.register_user/1", body, "administrator", id=command_id)
    found = door.post("people.register_user/1", body | {"login": "two"}, "administrator",
                      id=command_id)  # fmt: skip
    assert (found.status, found.json["code"]) == (409, "command_id_reused")


def test_a_refusal_is_told_in_the_language_of_the_caller(door: Door) -> None:
    def told(**headers: str) -> dict[str, Any]:
        body = {"login": "Not A Login", "name": "", "language": "en"}
        found = door.post("people.register_user/1", body, "administrator", headers=headers)
        assert found.status == 422
        assert found.headers["content-type"] == "application/problem+json"
        result: dict[str, Any] = found.json
        return result

    english, chinese = told(), told(**{"accept-language": "zh-CN,en;q=0.5"})
    assert english["code"] == chinese["code"] == "invalid_input"
    assert {each["path"] for each in english["fields"]} == {"login", "name"}
    labels = {each["label"] for each in chinese["fields"]}
    assert labels == {"登录名", "姓名"}
    assert "无法使用" in chinese["detail"]
    assert "cannot be used" in english["detail"]


@pytest.mark.clause("EU GMP Annex 11 §5")
@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[]", b'"text"', b"{}", b'{"body": {}, "extra": 1}',
        b'{"body": {}, "id": "no uuid"}', b'{"body": {}, "source": "god"}',
        b'{"body": {}, "station": "a\\nb"}', b"\xff\xfe", b'{"body": ' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_sealed_by_digest(
    shared_door: Door, content: bytes
) -> None:
    from hashlib import sha256

    found = shared_door.ask(
        "POST", "/api/commands/people.register_user/1", "administrator", content=content
    )
    assert (found.status, found.json["code"]) == (422, "invalid_input")
    sealed = shared_door.last()
    assert sealed.envelope.id == found.json["id"]
    assert parts_of(sealed)["input_digest"] == {"sha256": sha256(content).hexdigest()}
    if len(content) > 8:
        assert content not in sealed.leaf + b"".join(p.content for p in sealed.parts.values())


def test_odd_inputs_are_refused_not_failed(shared_door: Door) -> None:
    odd: list[Any] = [
        1, 1.5, True, None, [], "x", {"login": 5}, {"login": ["a"]}, {"": ""},
        {"login": "x" * 10_000}, {"login": "a\u0000b"}, {"名": 1},
    ]  # fmt: skip
    for body in odd:
        found = shared_door.post("people.register_user/1", body, "administrator")
        assert (found.status, found.json["code"]) == (422, "invalid_input"), body


def test_a_body_that_is_too_large_is_turned_away(shared_door: Door) -> None:
    before = shared_door.size
    found = shared_door.ask(
        "POST",
        "/api/commands/people.register_user/1",
        "administrator",
        content=b" " * (BODY_BYTES_MAX + 1),
    )
    assert (found.status, found.json["code"]) == (413, "too_large")
    assert shared_door.size == before


def test_one_caller_cannot_crowd_out_the_others(door: Door) -> None:
    door.token("auditor")
    limits = door.app.state.limits = Limits(lambda: 0.0)
    for _ in range(int(BURST)):
        limits.spend(f"usr_{door.users['auditor']}")
    assert door.get("/api/records/people.user").status == 429
    assert door.get("/api/records/warehouse.lot", "warehouse_keeper").status == 200


def test_no_such_command_is_said(shared_door: Door) -> None:
    found = shared_door.post("nothing.at_all/1", {}, "auditor")
    assert (found.status, found.json["code"]) == (404, "no_such_command")


def test_an_example_can_be_read_for_every_command() -> None:
    from lotproof.kernel.meaning import parse

    for spec in COMMANDS.values():
        assert msgspec.structs.fields(type(parse(spec.cls, example(spec)))) is not None
