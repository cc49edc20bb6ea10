"""The site's own certificate authority: what it makes is accepted, for nothing but the plant."""

import ipaddress
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from lotproof.adapters.certificates import RENEWAL_DAYS
from lotproof.adapters.local_ca import (
    SERVER_DAYS,
    BadHostName,
    KeyGone,
    LocalAuthority,
    NotCovered,
)

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Years:
    """A clock that a test sets on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tls"


def made(folder: Path, *hosts: str, now: datetime = START) -> LocalAuthority:
    authority = LocalAuthority(folder, "Qing Medical", hosts, lambda: now)
    authority.renew()
    return authority


def server_of(authority: LocalAuthority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(authority.server_file.read_bytes())


def ca_of(authority: LocalAuthority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(authority.certificate_file.read_bytes())


def is_accepted(authority: LocalAuthority, host: str, at: datetime = START) -> bool:
    """Whether a verifier that follows the rules of the web accepts it (another implementation)."""
    subject = (
        x509.IPAddress(ipaddress.ip_address(host))
        if host[0].isdecimal() or ":" in host
        else x509.DNSName(host)
    )
    verifier = (
        PolicyBuilder().store(Store([ca_of(authority)])).time(at).build_server_verifier(subject)
    )
    try:
        verifier.verify(server_of(authority), [])
    except VerificationError:
        return False
    return True


def test_its_server_certificate_is_accepted_for_its_names_only(folder: Path) -> None:
    authority = made(folder, "plant-server", "mes.qing.example", "192.168.7.20")
    for host in ("localhost", "127.0.0.1", "::1", "plant-server", "mes.qing.example",
                 "192.168.7.20"):  # fmt: skip
        assert is_accepted(authority, host), host
    assert not is_accepted(authority, "bank.example")
    assert not is_accepted(authority, "192.168.7.21")


def test_keys_are_for_the_owner_alone_and_of_p256(folder: Path) -> None:
    authority = made(folder)
    for name in ("ca.key", "server.pem"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for certificate in (ca_of(authority), server_of(authority)):
        key = certificate.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        assert key.curve.name == "secp256r1"


def test_the_authority_can_make_no_other_and_vouch_for_the_plant_only(folder: Path) -> None:
    authority = ca_of(made(folder, "plant-server"))
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.value.ca, basic.value.path_length, basic.critical) == (True, 0, True)
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = limits.value.permitted_subtrees or []
    assert {n.value for n in permitted if isinstance(n, x509.DNSName)} == {
        "localhost", "plant-server",
    }  # fmt: skip
    networks = [n.value for n in permitted if isinstance(n, x509.IPAddress)]
    assert all(isinstance(n, ipaddress.IPv4Network | ipaddress.IPv6Network) for n in networks)
    assert not any(ipaddress.ip_address("8.8.8.8") in network for network in networks)  # type: ignore[operator]
    server = server_of(made(folder, "plant-server"))
    use = server.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(use) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not server.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_what_is_current_is_kept(folder: Path) -> None:
    first = made(folder, "plant-server")
    before = first.server_file.read_bytes(), first.fingerprint
    later = LocalAuthority(folder, "Qing Medical", ("plant-server",), lambda: START)
    assert later.renew() is False
    assert (later.server_file.read_bytes(), later.fingerprint) == before


def test_a_certificate_is_renewed_before_it_runs_out_under_the_same_authority(
    folder: Path,
) -> None:
    clock = Years()
    authority = LocalAuthority(folder, "Qing Medical", (), clock)
    assert authority.renew()
    fingerprint = authority.fingerprint
    clock.now = START + timedelta(days=SERVER_DAYS - RENEWAL_DAYS - 1)
    assert not authority.renew()
    clock.now += timedelta(days=2)
    assert authority.renew()
    assert authority.fingerprint == fingerprint
    assert is_accepted(authority, "localhost", START + timedelta(days=SERVER_DAYS + 100))


def test_an_authority_that_runs_out_is_followed_by_another(folder: Path) -> None:
    first = made(folder).fingerprint
    late = START + timedelta(days=3650 - RENEWAL_DAYS + 1)
    second = made(folder, now=late)
    assert second.fingerprint != first
    assert is_accepted(second, "localhost", late)


def test_another_private_address_needs_no_new_trust(folder: Path) -> None:
    first = made(folder, "plant-server", "192.168.7.20")
    fingerprint = first.fingerprint
    moved = made(folder, "plant-server", "192.168.9.4")
    assert moved.fingerprint == fingerprint
    assert is_accepted(moved, "192.168.9.4")
    assert not is_accepted(moved, "192.168.7.20")


def test_a_name_outside_of_its_limits_is_refused_with_what_to_do(folder: Path) -> None:
    made(folder, "plant-server")
    with pytest.raises(NotCovered, match="remove that folder"):
        made(folder, "other-server")
    with pytest.raises(NotCovered):
        made(folder, "8.8.8.8")


def test_a_public_address_is_covered_when_it_is_named_at_first(folder: Path) -> None:
    assert is_accepted(made(folder, "203.0.113.7"), "203.0.113.7")


def test_without_its_key_nothing_new_is_made(folder: Path) -> None:
    made(folder, "plant-server")
    (folder / "ca.key").unlink()
    assert LocalAuthority(folder, "Qing Medical", ("plant-server",), lambda: START).renew() is False
    with pytest.raises(KeyGone, match="is gone"):
        made(folder, "plant-server", "10.0.0.9")


@pytest.mark.parametrize(
    "host",
    ["", "http://x", "UPPER.example", "a..b", "-a", "a-", "127.0.0.300", "名", "a" * 64, "*"],
)
def test_what_is_no_host_is_refused(folder: Path, host: str) -> None:
    with pytest.raises(BadHostName):
        LocalAuthority(folder, "Qing Medical", (host,))


def test_a_long_name_of_a_site_is_cut_at_a_character(folder: Path) -> None:
    authority = LocalAuthority(folder, "清源医疗器械" * 10, (), lambda: START)
    authority.renew()
    assert is_accepted(authority, "localhost")
    assert "清源医疗器械" in ca_of(authority).subject.rfc4514_string()
