"""A certificate authority of the site's own, for TLS where no public one vouches (RFC 5280).

It lives in the data folder and can vouch for nothing but the plant's names and private
addresses: whoever trusts it does not trust it for anything else.
"""

import ipaddress
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lotproof.adapters.certificates import Issuer, is_due, new_key, pem, site_name
from lotproof.ledger.files import locked, write_durably

SERVER_DAYS: Final = 397
"""Browsers do not accept much longer ones."""
LOCAL: Final = ("localhost", "127.0.0.1", "::1")
PRIVATE: Final = (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
    "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
"""Addresses that a plant gives out itself (RFC 1918, 3927, 4193, 4291)."""
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class BadHostName(ValueError):
    """Neither a host name in lower-case ASCII nor an address."""


class NotCovered(ValueError):
    """The certificate authority was made for other names, and cannot vouch for this one."""


class KeyGone(OSError):
    """The certificate is there and its private key is not."""


class LocalAuthority:
    """The authority in a folder, made when it is first needed, and its server certificate."""

    def __init__(
        self,
        folder: Path,
        site: str,
        hosts: Sequence[str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`hosts` are names and addresses of this machine besides those of localhost."""
        self.folder, self._site, self._now = folder, site, now
        self._names = [_general_name(host) for host in dict.fromkeys((*LOCAL, *hosts))]

    @property
    def certificate_file(self) -> Path:
        """The authority's certificate: public, to be trusted on workstations."""
        return self.folder / "ca.crt"

    @property
    def server_file(self) -> Path:
        """The server's private key and certificate."""
        return self.folder / "server.pem"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority's certificate, as browsers and systems show it."""
        der = self._read_certificate().public_bytes(Encoding.DER)
        return sha256(der).digest().hex(":").upper()

    def renew(self) -> bool:
        """Bring both certificates up to date; whether the server's is a new one.

        NotCovered for a name outside of what the authority was made for, KeyGone without its key.
        """
        self.folder.mkdir(exist_ok=True, mode=0o700)
        with locked(self.folder / ".lock"):
            if not self.certificate_file.exists() or is_due(self._read_certificate(), self._now()):
                self._make_authority()
            authority = self._read_certificate()
            self._require_covered(authority)
            if self._is_current(authority):
                return False
            self._make_server(authority)
            return True

    # --- the authority --------------------------------------------------------------------------

    def _make_authority(self) -> None:
        issuer = Issuer(site_name(self._site, "local CA"), new_key())
        certificate = (
            issuer.own(self._now())
            .add_extension(x509.NameConstraints(self._permitted(), None), critical=True)
            .sign(issuer.key, hashes.SHA256())
        )
        write_durably(self.folder / "ca.key", pem(issuer.key), mode=0o600)
        write_durably(self.certificate_file, certificate.public_bytes(Encoding.PEM))

    def _permitted(self) -> list[x509.GeneralName]:
        ranges = [x509.IPAddress(ipaddress.ip_network(each)) for each in PRIVATE]
        dns = [each for each in self._names if isinstance(each, x509.DNSName)]
        public = [
            x509.IPAddress(ipaddress.ip_network(each.value))
            for each in self._names
            if isinstance(each, x509.IPAddress) and not _is_within(each, ranges)
        ]
        return [*dns, *ranges, *public]

    def _require_covered(self, authority: x509.Certificate) -> None:
        permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value
        for name in self._names:
            if not _is_within(name, permitted.permitted_subtrees or []):
                raise NotCovered(
                    f"the certificate authority in {self.folder} was made for other names than "
                    f"{name.value}; remove that folder to make another, and have it trusted anew"
                )

    def _read_certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate_file.read_bytes())

    # --- the server -----------------------------------------------------------------------------

    def _make_server(self, authority: x509.Certificate) -> None:
        file = self.folder / "ca.key"
        if not file.exists():
            raise KeyGone(f"{file} is gone; remove {self.folder} to make another authority")
        signing = load_pem_private_key(file.read_bytes(), None)
        assert isinstance(signing, ec.EllipticCurvePrivateKey)
        key = new_key()
        name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lotproof server")])
        certificate = (
            Issuer(authority.subject, signing)
            .certified(name, key.public_key(), self._now(), SERVER_DAYS)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName(self._names), critical=False)
            .sign(signing, hashes.SHA256())
        )
        both = pem(key) + certificate.public_bytes(Encoding.PEM)
        write_durably(self.server_file, both, mode=0o600)

    def _is_current(self, authority: x509.Certificate) -> bool:
        """Whether the server's certificate is of this authority, for these names, and not due."""
        if not self.server_file.exists():
            return False
        server = x509.load_pem_x509_certificate(self.server_file.read_bytes())
        names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        try:
            server.verify_directly_issued_by(authority)
        except (ValueError, InvalidSignature):
            return False
        return list(names) == self._names and not is_due(server, self._now())


def _general_name(host: str) -> x509.DNSName | x509.IPAddress:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    labels = host.split(".")
    is_name = all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdecimal()
    if len(host) > 253 or not is_name:
        raise BadHostName(f"{host!r} is not a host name like plant-server.example or an address")
    return x509.DNSName(host)


def _is_within(name: x509.GeneralName, permitted: Sequence[x509.GeneralName]) -> bool:
    """Whether a name is in one of the subtrees (RFC 5280 section 4.2.1.10)."""
    return any(_covers(tree, name) for tree in permitted)


def _covers(tree: x509.GeneralName, name: x509.GeneralName) -> bool:
    if isinstance(name, x509.DNSName) and isinstance(tree, x509.DNSName):
        return f".{name.value}".endswith(f".{tree.value}")
    if isinstance(name, x509.IPAddress) and isinstance(tree, x509.IPAddress):
        network = tree.value
        assert isinstance(network, ipaddress.IPv4Network | ipaddress.IPv6Network)
        return name.value in network
    return False
