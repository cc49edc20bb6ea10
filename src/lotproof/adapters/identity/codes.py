"""One-time codes (RFC 6238: six digits, 30 seconds, HMAC-SHA-1) and recovery codes."""

import hmac
import secrets
from base64 import b32encode
from hashlib import sha256
from typing import Final

import zxingcpp
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_S: Final = 30
DIGITS: Final = 6
DRIFT_STEPS: Final = 1
"""So far may the two clocks be apart: RFC 6238 section 5.2 wants one step at most."""
SEED_BYTES: Final = 20
RECOVERY_CODES: Final = 10
_RECOVERY_BYTES: Final = 10


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def address_of(seed: bytes, login: str, site: str) -> str:
    """The otpauth address that apps read."""
    return _totp(seed).get_provisioning_uri(login, site)


def picture_of(address: str) -> str:
    """A QR code as SVG."""
    return zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode).to_svg(scale=5)


def readable(seed: bytes) -> str:
    """The seed in base32, in groups of four, for typing by hand."""
    text = b32encode(seed).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def code_at(seed: bytes, step: int) -> str:
    """The code of a time step."""
    return _totp(seed).generate(step * STEP_S).decode()


def matching_step(seed: bytes, code: str, seconds: float) -> int | None:
    """The newest time step near `seconds` since 1970 whose code this is; None for a wrong one."""
    now, found = int(seconds) // STEP_S, None
    for step in range(max(0, now - DRIFT_STEPS), now + DRIFT_STEPS + 1):
        if hmac.compare_digest(code_at(seed, step).encode(), code.encode()):
            found = step
    return found


def _totp(seed: bytes) -> TOTP:
    return TOTP(seed, DIGITS, SHA1(), STEP_S)  # noqa: S303 - what every app has; HMAC is sound


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 random bits: `ABCD-EFGH-IJKL-MNOP`."""
    found = []
    for _ in range(RECOVERY_CODES):
        text = b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode()
        found.append("-".join(text[at : at + 4] for at in range(0, len(text), 4)))
    return found


def recovery_digest(code: str, key: bytes) -> str:
    """HMAC-SHA-256 in hexadecimal, whatever spaces, dashes and case it was typed with."""
    tidy = "".join(char for char in code.upper() if char.isalnum())
    return hmac.new(key, tidy.encode(), sha256).hexdigest()
