"""What all certificates of the site's own share (RFC 5280): keys, names, how long they last."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

AUTHORITY_DAYS: Final = 3650
RENEWAL_DAYS: Final = 30
_SITE_BYTES_MAX: Final = 50
"""A common name has at most 64 (RFC 5280 appendix A.1)."""
_CLOCKS_APART: Final = timedelta(days=1)


def new_key() -> ec.EllipticCurvePrivateKey:
    """A private key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The private key as PKCS #8 in PEM, not encrypted: for files of their owner alone."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def site_name(site: str, what: str) -> x509.Name:
    """The subject of what a site is, such as its `local CA`; a long name of the site is cut."""
    short = site.encode()[:_SITE_BYTES_MAX].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lotproof"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{short} {what}"),
        ]
    )


class Issuer(NamedTuple):
    """An authority's name and private key; what it makes is signed with that key by the caller."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey

    def own(self, now: datetime) -> x509.CertificateBuilder:
        """The authority's own certificate; it vouches for no other authority."""
        return (
            _builder(self.name, self.name, self.key.public_key(), now, AUTHORITY_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(is_authority=True), critical=True)
        )

    def certified(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        now: datetime,
        days: int,
        *,
        is_seal: bool = False,
    ) -> x509.CertificateBuilder:
        """What the authority vouches for."""
        vouched_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return (
            _builder(subject, self.name, key, now, days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False, is_seal=is_seal), critical=True)
            .add_extension(vouched_by, critical=False)
        )


def is_due(certificate: x509.Certificate, now: datetime) -> bool:
    """Whether it ends within 30 days."""
    return certificate.not_valid_after_utc - now < timedelta(days=RENEWAL_DAYS)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    """A certificate that is not signed yet; it began a day ago, for clocks that are behind."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_APART)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, is_authority: bool, is_seal: bool = False) -> x509.KeyUsage:
    """An authority signs certificates and nothing else; a seal also vouches for what it signs."""
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=is_seal,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
