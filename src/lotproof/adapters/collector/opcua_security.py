"""Certificates for OPC UA: who the collector is, who signs in, and which machine may answer."""

from pathlib import Path
from typing import Final, NamedTuple

from asyncua import ua
from asyncua.client.client import Client
from asyncua.crypto import security_policies as policies
from asyncua.crypto.uacrypto import CertProperties
from cryptography import x509
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from lotproof.adapters.collector.config import OpcUa
from lotproof.adapters.collector.secret_files import secret_bytes
from lotproof.adapters.collector.trouble import Trouble
from lotproof.kernel.text import Text, t

_PEM: Final = b"-----BEGIN"
_POLICIES: Final[dict[str, type[policies.SecurityPolicy]]] = {
    "Basic256Sha256": policies.SecurityPolicyBasic256Sha256,
    "Aes128Sha256RsaOaep": policies.SecurityPolicyAes128Sha256RsaOaep,
    "Aes256Sha256RsaPss": policies.SecurityPolicyAes256Sha256RsaPss,
}


class Identity(NamedTuple):
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: RSAPrivateKey


class Security(NamedTuple):
    """What a signed and encrypted connection takes; `server` is the only one to be believed."""

    policy: type[policies.SecurityPolicy]
    own: Identity
    application_uri: str
    server: x509.Certificate
    user: Identity | None


def security_of(config: OpcUa, folder: Path) -> Security | None:
    """The certificates of a configuration; None without `security`.

    Trouble for a file that cannot be read, a key that others can read or that is another
    certificate's, and a certificate without the collector's application URI (OPC UA part 6, 6.2.2).
    """
    if config.security is None:
        return None
    own = _identity(_named(folder, config.certificate), _named(folder, config.key_file))
    user = None
    if config.user_certificate is not None:
        user = _identity(
            _named(folder, config.user_certificate), _named(folder, config.user_key_file)
        )
    return Security(
        _POLICIES[config.security],
        own,
        _application_uri(_named(folder, config.certificate), own.certificate),
        _certificate(_named(folder, config.server_certificate)),
        user,
    )


async def secure(client: Client, security: Security) -> None:
    """Have a client sign and encrypt everything, and talk to no other server."""
    client.application_uri = security.application_uri
    await client.set_security(
        security.policy,
        _der(security.own.certificate),
        CertProperties(
            security.own.key.private_bytes(
                forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption()
            ),
            "der",
        ),
        server_certificate=_der(security.server),
        mode=ua.MessageSecurityMode.SignAndEncrypt,
    )
    if security.user is not None:
        client.user_certificate, client.user_private_key = security.user


def _der(certificate: x509.Certificate) -> CertProperties:
    return CertProperties(certificate.public_bytes(forms.Encoding.DER), "der")


def _named(folder: Path, name: str | None) -> Path:
    assert name is not None, "the configuration was checked for it"
    return folder / name


def _identity(certificate_path: Path, key_path: Path) -> Identity:
    certificate, key = _certificate(certificate_path), _key(key_path)
    if key.public_key() != certificate.public_key():
        raise Trouble(
            t(
                "{key} is not the key of {certificate}. Name the two that were made together.",
                "{key} 不是 {certificate} 的私钥。请指定一同生成的两个文件。",
            ).fill(key=key_path, certificate=certificate_path)
        )
    return Identity(certificate, key)


def _certificate(path: Path) -> x509.Certificate:
    try:
        content = path.read_bytes()
        if _PEM in content:
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error


def _key(path: Path) -> RSAPrivateKey:
    content = secret_bytes(path)
    read = forms.load_pem_private_key if _PEM in content else forms.load_der_private_key
    try:
        found = read(content, None)
    except (ValueError, TypeError) as error:
        raise _unusable(path, error) from error
    if not isinstance(found, RSAPrivateKey):
        raise _unusable(path, "no RSA key")
    return found


def _application_uri(path: Path, certificate: x509.Certificate) -> str:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        found = []
    else:
        found = names.value.get_values_for_type(x509.UniformResourceIdentifier)
    if len(found) != 1:
        raise _unusable(path, "no single URI among its subject alternative names")
    return found[0]


def _unusable(path: Path, why: object) -> Trouble:
    return Trouble(_UNUSABLE.fill(path=path, why=why))


_UNUSABLE: Final[Text] = t(
    "{path} cannot be used for OPC UA: {why}. docs/operating/collector.md says how it is made.",
    "{path} 不能用于 OPC UA：{why}。制作方法见 docs/operating/collector.md。",
)
