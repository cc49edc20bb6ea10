"""Single sign-on through the door: whom it lets in, and whose answers it refuses."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from lotproof.adapters.identity.single_sign_on import Provider, keep_provider
from lotproof.modules.credentials.commands import LinkIdentity
from lotproof.modules.people.queries import Session
from lotproof.modules.people.vocabulary import SignInMethod, UserId
from tests.api.door import Answer, Door
from tests.api.signing_in import code, enrol, kinds, later, sign_in
from tests.support.provider import Running, provider


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
