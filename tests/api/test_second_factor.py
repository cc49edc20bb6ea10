"""Codes, passkeys and single sign-on through the door, and what attackers try with them."""

import time
from base64 import b32decode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import pytest

from lotproof.adapters.identity.codes import code_at
from lotproof.adapters.identity.single_sign_on import Provider, keep_provider
from lotproof.entrypoints.api.limits import Limits
from lotproof.kernel.clock import Clock, Instant, SystemClock
from lotproof.modules.credentials.commands import LinkIdentity, ReportLoss, SetFactorPolicy
from lotproof.modules.credentials.queries import Alert
from lotproof.modules.credentials.vocabulary import AlertCause
from lotproof.modules.people.commands import CreateApiToken, DefineRole, GrantRole, SetPassword
from lotproof.modules.people.passwords import hash_password
from lotproof.modules.people.queries import Session
from lotproof.modules.people.vocabulary import RoleId, SignInMethod, UserId
from tests.api.door import PASSWORD, Answer, Door
from tests.support.authenticator import Authenticator
from tests.support.provider import Running, provider

HOST = {"host": "plant.example"}
ORIGIN = "https://plant.example"
STEP_US = 30_000_000


class Ahead:
    """A clock that a test moves on, step by step of the codes."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self.ahead = clock, 0

    def now(self) -> Instant:
        return Instant(self._clock.now() + self.ahead)


@pytest.fixture
def calm(door: Door) -> Door:
    """Give a door that does not count tries from one address."""
    door.app.state.limits = Limits(lambda: time.monotonic() * 1_000)
    door.plant.clock = Ahead(door.plant.clock)
    return door


def later(door: Door, steps: int = 1) -> None:
    assert isinstance(door.plant.clock, Ahead)
    door.plant.clock.ahead += steps * STEP_US


def post(door: Door, path: str, token: str | None = None, **body: Any) -> Answer:
    headers = HOST | ({"authorization": f"Bearer {token}"} if token else {})
    return door.ask("POST", path, None, json=body, headers=headers)


def get(door: Door, path: str, token: str) -> Answer:
    return door.ask("GET", path, None, headers=HOST | {"authorization": f"Bearer {token}"})


def sign_in(door: Door, login: str = "keeper", password: str = PASSWORD) -> Answer:
    return post(door, "/api/session", login=login, password=password)


def code(door: Door, seed: bytes) -> str:
    return code_at(seed, door.plant.clock.now() // STEP_US)


def enrol(door: Door, token: str) -> tuple[bytes, list[str]]:
    """The seed in somebody's app, and their recovery codes."""
    begun = post(door, "/api/account/totp", token, password=PASSWORD)
    assert begun.status == 200, begun.json
    seed = b32decode(begun.json["secret"].replace(" ", ""))
    done = post(
        door,
        "/api/account/totp/confirm",
        token,
        ticket=begun.json["ticket"],
        code=code(door, seed),
    )
    assert done.status == 200, done.json
    return seed, done.json["recovery_codes"]


@pytest.fixture
def enrolled(calm: Door) -> tuple[Door, bytes, list[str]]:
    """Give a door with a keeper who has a code generator; a new code is due."""
    calm.with_password("keeper", "warehouse_keeper")
    seed, recovery = enrol(calm, sign_in(calm).json["token"])
    later(calm)
    return calm, seed, recovery


def kinds(door: Door, count: int) -> list[str]:
    door.size  # noqa: B018 - waits until everything is sealed
    return [door.last(back).envelope.kind for back in range(count, 0, -1)]


# --- codes --------------------------------------------------------------------------------------


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
    seed, _ = enrol(calm, sign_in(calm).json["token"])
    ticket = sign_in(calm).json["ticket"]
    assert (
        post(calm, "/api/session/code", ticket=ticket, code=code(calm, seed)).json["code"]
        == "wrong_code"
    )


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


# --- passkeys -----------------------------------------------------------------------------------


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


# --- sessions -----------------------------------------------------------------------------------


def test_a_session_that_somebody_planted_stays_worthless(calm: Door) -> None:
    """Session fixation: the cookie of a sign-in is always new."""
    calm.with_password("keeper", "warehouse_keeper")
    planted = {"cookie": "lotproof_session=planted; lotproof_step=planted", "x-lotproof-ui": "1"}
    body = {"login": "keeper", "password": PASSWORD}
    found = calm.ask("POST", "/api/session", None, json=body, headers=planted)
    assert found.status == 200
    assert "planted" not in found.headers["set-cookie"]
    assert calm.ask("GET", "/api/session", None, headers=planted).status == 401


# --- single sign-on -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with provider("strong") as found:
        yield found


@pytest.fixture
def single(calm: Door, running: Running) -> Door:
    """Give a door with a provider, and a keeper linked to its subject `zhang`."""
    keep_provider(
        calm.plant.folder, Provider("corp", running.issuer, "lotproof", "Corporate", "secret")
    )
    calm.with_password("keeper", "warehouse_keeper")
    for subject in ("zhang", "strong"):
        link(calm, running, subject)
    return calm


def link(door: Door, running: Running, subject: str) -> None:
    door.do(
        LinkIdentity(
            user_id=door.users["keeper"], provider="corp", issuer=running.issuer, subject=subject
        ),
        actor="sys_console",
    )


def cookie(answer: Answer, name: str) -> str:
    for line in answer.response.headers.get_list("set-cookie"):
        if line.startswith(f"{name}="):
            return str(line.partition(";")[0])
    return ""


def leave(door: Door, running: Running, who: str) -> tuple[str, str]:
    """The browser's cookie, and where the provider sends it back to."""
    out = door.ask("GET", "/api/single-sign-on/corp", None)
    assert out.status == 303
    back = urlsplit(running.consent(out.headers["location"], who))
    return cookie(out, "lotproof_flow"), f"{back.path}?{back.query}"


def come_back(door: Door, flow: str, back: str) -> Answer:
    return door.ask("GET", back, None, headers={"cookie": flow})


def methods(door: Door) -> list[SignInMethod]:
    with door.plant.reader() as reader:
        user_id: UserId = door.users["keeper"]
        return [each.method for each in reader.find(Session, user_id=user_id)]


def test_single_sign_on_signs_in_whom_it_is_linked_to(single: Door, running: Running) -> None:
    ways = single.ask("GET", "/api/session/ways", None).json
    assert ways["providers"] == [{"code": "corp", "title": "Corporate"}]
    done = come_back(single, *leave(single, running, "zhang"))
    assert (done.status, done.headers["location"]) == (303, "/app/")
    me = single.ask(
        "GET", "/api/session", None, headers={"cookie": cookie(done, "lotproof_session")}
    )
    assert (me.json["login"], me.json["method"]) == ("keeper", "single")
    come_back(single, *leave(single, running, "strong"))
    assert methods(single) == [SignInMethod.SINGLE, SignInMethod.SINGLE_STRONG]


def test_whom_nobody_linked_stays_out(single: Door, running: Running) -> None:
    done = come_back(single, *leave(single, running, "stranger"))
    assert done.headers["location"] == "/app/?sign_in=unlinked"
    assert not cookie(done, "lotproof_session")
    assert kinds(single, 1) == ["people.record_failed_sign_in/1"]


def test_the_answer_of_another_browser_is_refused(single: Door, running: Running) -> None:
    """State: a thief has somebody open the end of the thief's own sign-in, or the reverse."""
    mine, _ = leave(single, running, "zhang")
    _, theirs = leave(single, running, "zhang")
    for flow in (mine, "lotproof_flow=made-up", ""):
        done = come_back(single, flow, theirs)
        assert done.headers["location"] == "/app/?sign_in=provider"
    assert methods(single) == []
    assert kinds(single, 1) == ["people.record_failed_sign_in/1"]


def test_who_has_a_code_generator_gives_a_code_after_single_sign_on(
    single: Door, running: Running
) -> None:
    seed, _ = enrol(single, sign_in(single).json["token"])
    later(single)
    done = come_back(single, *leave(single, running, "zhang"))
    assert done.headers["location"] == "/app/?sign_in=code"
    assert not cookie(done, "lotproof_session")
    headers = {"cookie": cookie(done, "lotproof_step")}
    body = {"code": code(single, seed)}
    whole = single.ask("POST", "/api/session/code", None, json=body, headers=headers)
    assert whole.status == 200
    assert methods(single)[-1] is SignInMethod.SINGLE_CODE


# --- passwords and tokens -----------------------------------------------------------------------


def change(door: Door, token: str, password: str) -> Answer:
    body = {"current_password": PASSWORD, "password": password}
    headers = HOST | {"authorization": f"Bearer {token}"}
    return door.ask(
        "POST", "/api/commands/people.change_password/1", None, json={"body": body}, headers=headers
    )


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Password-2026!!", "common_password"),
        (PASSWORD, "same_password"),
        ("too short", "weak_password"),
    ],
)
def test_a_new_password_is_new_and_not_a_common_one(calm: Door, password: str, code: str) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    found = change(calm, sign_in(calm).json["token"], password)
    assert (found.status, found.json["code"]) == (422, code)


@pytest.mark.clause("21 CFR 11.300(b)")
def test_an_old_password_is_changed_before_anything_else(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    later(calm, 366 * 2880)
    assert sign_in(calm).json["needs_new_password"]
    calm.plant.clock = SystemClock()
    assert not sign_in(calm).json["needs_new_password"]
    calm.with_password("keeper", is_temporary=True)
    due = get(calm, "/api/home", sign_in(calm).json["token"])
    assert (due.status, due.json["code"]) == (403, "new_password_due")


def test_who_set_a_password_for_another_is_told(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    token = sign_in(calm).json["token"]
    assert get(calm, "/api/account", token).json["password"]["reset_by"] == "sys_console"


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
