"""The site's seal on a PDF: a PAdES baseline signature (ETSI EN 319 142-1, B-B) under a
certificate of the site's own.

It shows that a file is as the site made it. It is nobody's signature: those of persons are in the
ledger. The key is made when it is first needed and lies in the data folder for its owner alone;
the key of the authority that certifies it is never stored, so nothing else can be certified.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lotproof.ledger.files import locked, write_durably

FIELD: Final = "Seal"
DAYS: Final = 3650
RENEWAL_DAYS: Final = 30
_SITE_BYTES_MAX: Final = 50
"""A common name has at most 64 (RFC 5280 appendix A.1)."""
_CLOCKS_APART: Final = timedelta(days=1)


class SealGone(OSError):
    """The authority's certificate is there and what it certifies is not."""


class SiteSeal:
    """The key and certificates in a folder, made when they are first needed."""

    def __init__(
        self, folder: Path, site: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder, self._now = folder, now
        self._site = site.encode()[:_SITE_BYTES_MAX].decode(errors="ignore")

    @property
    def authority_file(self) -> Path:
        """The certificate to be trusted by whoever checks seals: public."""
        return self._folder / "ca.crt"

    @property
    def key_file(self) -> Path:
        """The private key with its certificate: the owner's alone."""
        return self._folder / "seal.pem"

    def seal(self, pdf: bytes, reason: str) -> bytes:
        """The PDF with the seal over all of it; SealGone if the key was taken away."""
        self._renew()
        both = self.key_file.read_bytes()
        starts = both.index(b"-----BEGIN CERTIFICATE")
        (certificate,) = load_certs_from_pemder_data(both[starts:])
        (authority,) = load_certs_from_pemder_data(self.authority_file.read_bytes())
        chain = SimpleCertificateStore()  # type: ignore[no-untyped-call] # theirs has no types
        chain.register(authority)
        private = load_private_key_from_pemder_data(both[:starts], None)
        signer = signers.SimpleSigner(
            signing_cert=certificate, signing_key=private, cert_registry=chain
        )
        said = signers.PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            name=self._site,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        sealed = BytesIO()
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), said, signer, output=sealed)
        return sealed.getvalue()

    def _renew(self) -> None:
        self._folder.mkdir(exist_ok=True, mode=0o700)
        with locked(self._folder / ".lock"):
            if not self.authority_file.exists() or self._is_due():
                self._make()
            if not self.key_file.exists():
                raise SealGone(
                    f"{self.key_file} is gone; restore it, or remove {self._folder} to make "
                    "another, and have it trusted anew"
                )

    def _is_due(self) -> bool:
        certificate = x509.load_pem_x509_certificate(self.authority_file.read_bytes())
        return certificate.not_valid_after_utc - self._now() < timedelta(days=RENEWAL_DAYS)

    def _make(self) -> None:
        """An authority, and the one key that it certifies before its own is forgotten."""
        authority_key = ec.generate_private_key(ec.SECP256R1())
        authority_name = self._name("seal CA")
        authority = (
            self._builder(authority_name, authority_name, authority_key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(is_authority=True), critical=True)
            .sign(authority_key, hashes.SHA256())
        )
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            self._builder(self._name("seal"), authority_name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
                critical=False,
            )
            .sign(authority_key, hashes.SHA256())
        )
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_durably(self.key_file, private + certificate.public_bytes(Encoding.PEM), mode=0o600)
        write_durably(self.authority_file, authority.public_bytes(Encoding.PEM))

    def _name(self, what: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lotproof"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"{self._site} {what}"),
            ]
        )

    def _builder(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        now = self._now()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _CLOCKS_APART)
            .not_valid_after(now + timedelta(days=DAYS))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
