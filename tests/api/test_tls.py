"""TLS by the site's own authority, seen by a client that trusts nothing else."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from lotproof.adapters.local_ca import LocalAuthority
from lotproof.entrypoints.api.trust import authority_of
from tests.api.door import PASSWORD, Door
from tests.api.listening import listening


@pytest.fixture
def authority(door: Door) -> LocalAuthority:
    return authority_of(door.plant, ("plant.example",))


@pytest.fixture
def port(door: Door, authority: LocalAuthority) -> Iterator[int]:
    with listening(door.app, authority=authority) as (_, found):
        yield found


def trusting(authority: LocalAuthority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.certificate_file))


def greet(port: int, name: str, context: ssl.SSLContext) -> str | None:
    """The TLS version agreed upon with the server under a name."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=name) as secured,
    ):
        return secured.version()


def test_whoever_trusts_the_authority_is_served(
    door: Door, port: int, authority: LocalAuthority
) -> None:
    door.with_password("keeper", "warehouse_keeper")
    with httpx.Client(base_url=f"https://localhost:{port}", verify=trusting(authority)) as client:
        found = client.post(
            "/api/session",
            json={"login": "keeper", "password": PASSWORD},
            headers={"x-lotproof-ui": "1"},
        )
        assert found.status_code == 200
        assert "secure" in found.headers["set-cookie"].lower()
        assert client.get("/api/session").json()["login"] == "keeper"
        # On this machine other programs speak plain HTTP: the browser must not forget how to.
        assert "strict-transport-security" not in found.headers


def test_names_and_addresses_are_vouched_for(port: int, authority: LocalAuthority) -> None:
    for name in ("localhost", "127.0.0.1", "plant.example"):
        assert greet(port, name, trusting(authority)) == "TLSv1.3", name
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(port, "elsewhere.example", trusting(authority))


@pytest.mark.clause("21 CFR 11.30")
def test_whoever_does_not_trust_it_is_not_fooled(port: int) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(port, "localhost", ssl.create_default_context())


@pytest.mark.clause("21 CFR 11.30")
def test_what_is_older_than_tls_1_2_is_not_spoken(port: int, authority: LocalAuthority) -> None:
    old = trusting(authority)
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_2
    assert greet(port, "localhost", old) == "TLSv1.2"
    older = trusting(authority)
    older.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        older.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        older.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        greet(port, "localhost", older)


def test_a_renewed_certificate_is_shown_to_the_next_who_comes(
    door: Door, authority: LocalAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lotproof.entrypoints.api.serving.RENEWAL_CHECK_S", 0.05)

    def shown(port: int) -> bytes | None:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
            trusting(authority).wrap_socket(plain, server_hostname="localhost") as secured,
        ):
            return secured.getpeercert(binary_form=True)

    with listening(door.app, authority=authority) as (_, port):
        before = shown(port)
        authority.server_file.unlink()  # as good as one that has run out
        seen = {before}
        for _ in range(400):
            seen.add(shown(port))
            if len(seen) > 1:
                break
        assert len(seen) == 2


def test_the_certificate_can_be_fetched_and_the_key_cannot(
    door: Door, port: int, authority: LocalAuthority
) -> None:
    with httpx.Client(base_url=f"https://localhost:{port}", verify=trusting(authority)) as client:
        found = client.get("/ca.crt")
        assert found.content == authority.certificate_file.read_bytes()
        assert found.headers["content-type"] == "application/x-x509-ca-cert"
        for path in ("/ca.key", "/tls/ca.key", "/static/../tls/ca.key"):
            assert client.get(path, follow_redirects=False).status_code in (303, 404)


def test_without_an_authority_there_is_no_certificate(door: Door) -> None:
    found = door.get("/ca.crt", None)
    assert found.status == 404
    assert "serve --tls" in found.response.text


def test_other_hosts_are_reached_by_tls_for_ever(door: Door) -> None:
    def said(address: str) -> str | None:
        with TestClient(door.app, base_url=address) as client:
            found: str | None = client.get("/sign-in").headers.get("strict-transport-security")
            return found

    assert said("https://plant.example") == "max-age=31536000"
    assert said("http://plant.example") is None
    for address in ("https://localhost:8470", "https://127.0.0.1", "https://[::1]:8470"):
        assert said(address) is None, address


def test_keys_lie_in_the_data_folder(door: Door, authority: LocalAuthority) -> None:
    assert authority.folder == Path(door.plant.folder) / "tls"
