"""Single sign-on with a real provider, and answers that are not what was asked for."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from lotproof.adapters.identity.single_sign_on import (
    Flow,
    Provider,
    SingleSignOnFailed,
    begin,
    finish,
    keep_provider,
    providers,
)
from tests.support.provider import Running, provider

BACK = "http://localhost:8601/api/single-sign-on/corp/back"


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with provider("strong") as found:
        yield found


def known(running: Running, client: str = "lotproof", code: str = "corp") -> Provider:
    return Provider(code, running.issuer, client, "Corporate", "a secret of ours")


def come(running: Running, who: str = "zhang") -> tuple[Flow, dict[str, str]]:
    """Somebody signs in there; the flow, and the answer their browser brings."""
    address, flow = begin(known(running), BACK)
    query = parse_qs(urlsplit(running.consent(address, who)).query)
    return flow, {name: values[0] for name, values in query.items()}


def test_the_provider_says_who_it_was(running: Running) -> None:
    flow, answer = come(running)
    found = finish(known(running), flow, answer, time.time())
    assert found == (running.issuer, "zhang", False)
    flow, answer = come(running, "strong")
    assert finish(known(running), flow, answer, time.time()).is_strong


def test_a_code_is_taken_once(running: Running) -> None:
    flow, answer = come(running)
    finish(known(running), flow, answer, time.time())
    with pytest.raises(SingleSignOnFailed):
        finish(known(running), flow, answer, time.time())


def test_the_state_of_another_browser_is_refused(running: Running) -> None:
    flow, answer = come(running)
    for state in ("", "x", answer["state"] + "x"):
        with pytest.raises(SingleSignOnFailed, match="state"):
            finish(known(running), flow, answer | {"state": state}, time.time())


def test_a_code_of_another_sign_in_is_refused_by_its_nonce(running: Running) -> None:
    """Somebody gives their own code to another's browser, and even knows its verifier."""
    theirs, stolen = come(running, "thief")
    mine, answer = come(running)
    mixed = mine._replace(verifier=theirs.verifier)
    with pytest.raises(SingleSignOnFailed, match="nonce"):
        finish(known(running), mixed, answer | {"code": stolen["code"]}, time.time())


def test_a_code_without_its_verifier_is_worthless(running: Running) -> None:
    flow, answer = come(running)
    with pytest.raises(SingleSignOnFailed, match="400"):
        finish(known(running), flow._replace(verifier="x" * 64), answer, time.time())


def test_the_answer_of_another_provider_is_refused(running: Running) -> None:
    flow, answer = come(running)
    with pytest.raises(SingleSignOnFailed, match="another issuer"):
        finish(known(running), flow, answer | {"iss": "https://evil.example"}, time.time())
    with pytest.raises(SingleSignOnFailed, match="another provider"):
        finish(known(running, code="other"), flow, answer, time.time())


def test_a_token_for_another_client_is_refused(running: Running) -> None:
    flow, answer = come(running)
    with pytest.raises(SingleSignOnFailed):
        finish(known(running, "somebody-else"), flow, answer, time.time())


def test_a_token_that_is_over_is_refused(running: Running) -> None:
    flow, answer = come(running)
    with pytest.raises(SingleSignOnFailed, match="not valid"):
        finish(known(running), flow, answer, time.time() + 86_400)


def test_a_refusal_there_is_a_failure_here(running: Running) -> None:
    flow, answer = come(running)
    with pytest.raises(SingleSignOnFailed, match="access_denied"):
        finish(known(running), flow, answer | {"error": "access_denied"}, time.time())


def test_an_issuer_that_says_it_is_another_is_refused(running: Running) -> None:
    dressed = Provider("corp", running.issuer + "/", "x", "X")
    with pytest.raises(SingleSignOnFailed, match="says that it is"):
        begin(dressed, BACK)


@pytest.mark.parametrize("issuer", ["http://id.example", "ftp://localhost", "file:///etc", "x"])
def test_nothing_is_asked_without_tls(issuer: str) -> None:
    with pytest.raises(SingleSignOnFailed, match="TLS"):
        Provider("corp", issuer, "lotproof", "Corporate")


def test_providers_are_kept_for_the_owner_only(tmp_path: Path) -> None:
    made = Provider("corp", "https://id.example", "lotproof", "Corporate", "secret")
    path = keep_provider(tmp_path, made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert providers(tmp_path) == {"corp": made}
    with pytest.raises(ValueError, match="code"):
        Provider("No Code", "https://id.example", "x", "X")
    path.write_text('{"code": 1}')
    with pytest.raises(msgspec.ValidationError):
        providers(tmp_path)
