"""An authenticator in software: makes passkeys and signs with them, as a browser hands it over.

It follows the standard (https://www.w3.org/TR/webauthn-3/, sections 6.1, 6.5 and 8.7), and does
wrong what a test asks it to.
"""

import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
AAGUID = bytes(16)


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """One key on one device; `counts` is False for keys that are synced and have no counter."""

    def __init__(self, origin: str, *, ed25519: bool = False, counts: bool = True) -> None:
        self.origin, self.counts, self.counter = origin, counts, 0
        self.is_verifying = True
        self.cross_origin = False
        self.credential_id = os.urandom(32)
        self.user_handle = b""
        self.rp_id = ""
        self._ed = Ed25519PrivateKey.generate() if ed25519 else None
        self._ec = ec.generate_private_key(ec.SECP256R1())

    @property
    def id(self) -> str:
        return b64(self.credential_id)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer navigator.credentials.create() as PublicKeyCredential.toJSON() would."""
        self.rp_id = options["rp"]["id"]
        self.user_handle = raw(options["user"]["id"])
        attested = (
            AAGUID
            + struct.pack(">H", len(self.credential_id))
            + self.credential_id
            + cbor2.dumps(self._cose())
        )
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(AT) + attested}
        return self._answer(
            {
                "clientDataJSON": b64(self._client("webauthn.create", options["challenge"])),
                "attestationObject": b64(cbor2.dumps(made)),
                "transports": ["internal"],
            }
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer navigator.credentials.get()."""
        self.rp_id = self.rp_id or options["rpId"]
        if self.counts:
            self.counter += 1
        data, client = self._data(0), self._client("webauthn.get", options["challenge"])
        return self._answer(
            {
                "clientDataJSON": b64(client),
                "authenticatorData": b64(data),
                "signature": b64(self._sign(data + sha256(client).digest())),
                "userHandle": b64(self.user_handle),
            }
        )

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": self.id,
            "rawId": self.id,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        }

    def _data(self, flags: int) -> bytes:
        flags |= UP | (UV if self.is_verifying else 0) | (0 if self.counts else BE | BS)
        return (
            sha256(self.rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", self.counter)
        )

    def _client(self, type_: str, challenge: str) -> bytes:
        said = {"type": type_, "challenge": challenge, "origin": self.origin}
        return json.dumps(said | {"crossOrigin": self.cross_origin}).encode()

    def _cose(self) -> dict[int, Any]:
        if self._ed is not None:
            point = self._ed.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            return {1: 1, 3: -8, -1: 6, -2: point}
        numbers = self._ec.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}

    def _sign(self, message: bytes) -> bytes:
        if self._ed is not None:
            return self._ed.sign(message)
        return self._ec.sign(message, ec.ECDSA(hashes.SHA256()))
