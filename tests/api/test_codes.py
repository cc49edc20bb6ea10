"""Codes of generators and recovery codes through the door, and what attackers try with them."""

import pytest

from lotproof.modules.credentials.commands import SetFactorPolicy
from lotproof.modules.credentials.queries import Alert
from lotproof.modules.credentials.vocabulary import AlertCause
from lotproof.modules.people.commands import SetPassword
from lotproof.modules.people.passwords import hash_password
from tests.api.door import PASSWORD, Door
from tests.api.signing_in import (
    begin_enrolment,
    code,
    confirm_enrolment,
    enrol,
    get,
    kinds,
    later,
    post,
    sign_in,
)


@pytest.fixture
def enrolled(calm: Door) -> tuple[Door, bytes, list[str]]:
    """Give a door with a keeper who has a code generator; a new code is due."""
    calm.with_password("keeper", "warehouse_keeper")
    seed, recovery = enrol(calm, sign_in(calm).json["token"])
    later(calm)
    return calm, seed, recovery


@pytest.mark.clause("EU GMP Annex 11 §12.1")
def test_a_password_alone_is_half_of_it(enrolled: tuple[Door, bytes, list[str]]) -> None:
    door, seed, _ = enrolled
    half = sign_in(door)
    assert (half.status, half.json["code"]) == (401, "code_needed")
    assert "token" not in half.json

    whole = post(door, "/api/session/code", ticket=half.json["ticket"], code=code(door, seed))
    assert whole.status == 200
    me = get(door, "/api/session", whole.json["token"]).json
    assert me["method"] == "password_code"
    assert kinds(door, 1) == ["credentials.sign_in_with_code/1"]


def test_a_code_that_was_used_is_refused_and_sealed(
    enrolled: tuple[Door, bytes, list[str]],
) -> None:
    door, seed, _ = enrolled
    seen = code(door, seed)
    ticket = sign_in(door).json["ticket"]
    assert post(door, "/api/session/code", ticket=ticket, code=seen).status == 200
    again = post(door, "/api/session/code", ticket=ticket, code=seen)
    assert (again.status, again.json["code"]) == (401, "wrong_code")
    assert kinds(door, 2) == [
        "credentials.sign_in_with_code/1",
        "people.record_failed_sign_in/1",
    ]
    assert door.last(2).envelope.code == "code_used"


def test_the_code_of_enrolment_does_not_sign_in(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    token = sign_in(calm).json["token"]
    seed, enrolment = begin_enrolment(calm, token)
    first = code(calm, seed)  # the very code: half a minute may end before it is tried again
    confirm_enrolment(calm, token, enrolment, first)
    ticket = sign_in(calm).json["ticket"]
    found = post(calm, "/api/session/code", ticket=ticket, code=first)
    assert (found.status, found.json["code"]) == (401, "wrong_code")


@pytest.mark.clause("21 CFR 11.300(d)")
def test_guessing_codes_locks_out_and_is_an_alert(enrolled: tuple[Door, bytes, list[str]]) -> None:
    door, seed, recovery = enrolled
    ticket = sign_in(door).json["ticket"]
    right = code(door, seed)
    for n in range(5):
        wrong = f"{(int(right) + n + 1) % 1_000_000:06}"
        assert post(door, "/api/session/code", ticket=ticket, code=wrong).status == 401
    for tried in (right, recovery[0]):
        found = post(door, "/api/session/code", ticket=ticket, code=tried)
        assert (found.status, found.json["code"]) == (401, "wrong_code")
    with door.plant.reader() as reader:
        (alert,) = reader.find(Alert)
        assert alert.cause is AlertCause.LOCK_OUT


def test_a_recovery_code_signs_in_once(enrolled: tuple[Door, bytes, list[str]]) -> None:
    door, _, recovery = enrolled
    ticket = sign_in(door).json["ticket"]
    typed = recovery[3].lower().replace("-", " ")
    whole = post(door, "/api/session/code", ticket=ticket, code=typed)
    assert whole.status == 200
    account = get(door, "/api/account", whole.json["token"]).json
    assert account["totp"]["recovery_left"] == 9
    assert account["sessions"][0]["method"] == "password_recovery"
    assert post(door, "/api/session/code", ticket=ticket, code=typed).status == 401


def test_a_ticket_is_of_this_site_for_some_minutes_and_for_that_password(
    enrolled: tuple[Door, bytes, list[str]],
) -> None:
    door, seed, _ = enrolled
    made_up = post(door, "/api/session/code", ticket="x" * 80, code=code(door, seed))
    assert made_up.json["code"] == "begin_again"
    assert post(door, "/api/session/code", code="123456").json["code"] == "begin_again"

    ticket = sign_in(door).json["ticket"]
    other = hash_password("another horse battery")
    door.do(SetPassword(user_id=door.users["keeper"], password_hash=other, is_temporary=False))
    changed = post(door, "/api/session/code", ticket=ticket, code=code(door, seed))
    assert changed.json["code"] == "begin_again"

    ticket = sign_in(door, password="another horse battery").json["ticket"]
    later(door, 11)
    late = post(door, "/api/session/code", ticket=ticket, code=code(door, seed))
    assert late.json["code"] == "begin_again"


def test_an_open_browser_is_not_enough_to_change_the_factors(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    token = sign_in(calm).json["token"]
    for path in ("/api/account/totp", "/api/account/passkeys/options"):
        found = post(calm, path, token, password="wrong")
        assert (found.status, found.json["code"]) == (403, "wrong_password")
        assert post(calm, path, token).status == 403
    assert set(kinds(calm, 2)) == {"people.record_failed_sign_in/1"}


def test_the_enrolment_of_one_is_not_the_proof_of_another(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    calm.with_password("thief", "operator")
    begun = post(calm, "/api/account/totp", sign_in(calm).json["token"], password=PASSWORD).json
    theirs = sign_in(calm, "thief").json["token"]
    found = post(calm, "/api/account/totp/confirm", theirs, ticket=begun["ticket"], code="000000")
    assert found.json["code"] == "begin_again"


def test_whom_the_policy_concerns_enrols_before_anything_else(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    token = sign_in(calm).json["token"]
    assert get(calm, "/api/home", token).status == 200
    policy = SetFactorPolicy(is_required_for_all=True, required_roles=[])
    calm.do(policy, reason="risk assessment 7")

    due = get(calm, "/api/home", token)
    assert (due.status, due.json["code"]) == (403, "second_factor_due")
    assert get(calm, "/api/session", token).json["needs_second_factor"]
    seed, _ = enrol(calm, token)
    assert get(calm, "/api/home", token).status == 403
    later(calm)
    ticket = sign_in(calm).json["ticket"]
    whole = post(calm, "/api/session/code", ticket=ticket, code=code(calm, seed)).json
    assert get(calm, "/api/home", whole["token"]).status == 200


def test_the_page_without_scripts_asks_for_the_code(
    enrolled: tuple[Door, bytes, list[str]],
) -> None:
    door, seed, _ = enrolled
    own = {"origin": "http://testserver"}
    form = {"login": "keeper", "password": PASSWORD}
    asked = door.ask("POST", "/sign-in", None, data=form, headers=own)
    assert 'name="code"' in asked.response.text
    ticket = asked.response.text.partition('name="ticket" value="')[2].partition('"')[0]
    form = {"ticket": ticket, "code": code(door, seed)}
    done = door.ask("POST", "/sign-in", None, data=form, headers=own)
    assert done.status == 303
    assert "lotproof_session" in done.headers["set-cookie"]
