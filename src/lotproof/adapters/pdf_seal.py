"""The site's seal on a PDF: a PAdES baseline signature (ETSI EN 319 142-1, B-B) under a
certificate of the site's own.

It shows that a file is as the site made it. It is nobody's signature: those of persons are in the
ledger. The key is made when it is first needed and lies in the data folder for its owner alone;
the key of the authority that certifies it is never stored, so nothing else can be certified.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lotproof.adapters.certificates import (
    AUTHORITY_DAYS,
    Issuer,
    is_due,
    new_key,
    pem,
    site_name,
)
from lotproof.ledger.files import locked, write_durably

FIELD: Final = "Seal"


class SealGone(OSError):
    """The authority's certificate is there and what it certifies is not."""


class SiteSeal:
    """The key and certificates in a folder, made when they are first needed."""

    def __init__(
        self, folder: Path, site: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder, self._site, self._now = folder, site, now

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
        return is_due(certificate, self._now())

    def _make(self) -> None:
        """An authority, and the one key that it certifies before its own is forgotten."""
        now, key = self._now(), new_key()
        issuer = Issuer(site_name(self._site, "seal CA"), new_key())
        authority = issuer.own(now).sign(issuer.key, hashes.SHA256())
        subject = site_name(self._site, "seal")
        certificate = issuer.certified(
            subject, key.public_key(), now, AUTHORITY_DAYS, is_seal=True
        ).sign(issuer.key, hashes.SHA256())
        both = pem(key) + certificate.public_bytes(Encoding.PEM)
        write_durably(self.key_file, both, mode=0o600)
        write_durably(self.authority_file, authority.public_bytes(Encoding.PEM))
