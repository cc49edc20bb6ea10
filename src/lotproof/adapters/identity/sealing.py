"""What the database may hold but not tell: encrypted under a key in the data folder.

A copy of the database alone gives no seed away, and no ticket can be made without the key.
"""

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_FILE: Final = "credentials.key"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class SealBroken(ValueError):
    """A sealed text was changed, is for another purpose, or was sealed under another key."""


class TicketOver(SealBroken):
    """A ticket is genuine, but its time is over."""


class Seal:
    """AES-256-GCM under the site's key, one derived key for each purpose (RFC 5869)."""

    def __init__(self, folder: Path) -> None:
        self._key = _site_key(folder / KEY_FILE)

    def key(self, purpose: str) -> bytes:
        """32 bytes that only this site can derive."""
        kdf = HKDF(hashes.SHA256(), _KEY_BYTES, salt=None, info=b"lotproof " + purpose.encode())
        return kdf.derive(self._key)

    def seal(self, content: bytes, purpose: str) -> str:
        """Base64url of nonce and ciphertext; only `open` with the same purpose reads it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self.key(purpose)).encrypt(nonce, content, None)
        return urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def open(self, text: str, purpose: str) -> bytes:
        """What was sealed; SealBroken for anything else."""
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            return AESGCM(self.key(purpose)).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        except (ValueError, InvalidTag):
            raise SealBroken(f"no {purpose} sealed here") from None

    def ticket(self, purpose: str, content: dict[str, Any], until: int) -> str:
        """What a client brings back unchanged, before the instant `until` (microseconds)."""
        return self.seal(msgspec.json.encode({"until": until, "content": content}), purpose)

    def read_ticket(self, text: str, purpose: str, now: int) -> dict[str, Any]:
        """The content of a ticket of ours; SealBroken for another, TicketOver for a late one."""
        told = msgspec.json.decode(self.open(text, purpose))
        if now >= told["until"]:
            raise TicketOver(f"the {purpose} ticket is too old")
        content = told["content"]
        assert isinstance(content, dict)
        return content


def _site_key(path: Path) -> bytes:
    """The key in a file; made, whole and for the owner only, when first needed."""
    if not path.exists():
        made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass  # another process was first; its key is the site's
        finally:
            made.unlink()
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise OSError(f"{path} is not a key of {_KEY_BYTES} bytes; bring it back from its copy")
    return key
