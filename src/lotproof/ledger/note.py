"""C2SP signed-note: keys, signature lines, and the rule for trusting a note.

Two signature algorithms: Ed25519 over the text (0x01, logs) and cosignature/v1 (0x04, witnesses),
which binds a POSIX time to the text. A cosignature does not name its witness, so a witness key
must serve one witness only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lotproof.ledger.text import from_base64, to_base64

SIGNATURE_MARK = "\u2014 "
SIGNATURES_MAX = 100
"""Signature lines read from one note; the format asks for at least 16."""
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_PRIVATE_PREFIX = "PRIVATE+KEY+"


class Algorithm(IntEnum):
    """Signature type byte of a key."""

    ED25519 = 1
    COSIGNATURE = 4


class BadKey(ValueError):
    """Text or bytes that are not a key of a supported algorithm."""


class BadNote(ValueError):
    """Text that is not a well-formed signed note."""


class UnknownSigners(BadNote):
    """No signature on the note is by a key that was given."""


class WrongSignature(BadNote):
    """A signature names a given key but does not verify: the note is forged or damaged."""


def _check_name(name: str) -> None:
    if not name or "+" in name or any(char.isspace() for char in name) or not name.isprintable():
        raise BadKey(f"{name!r} is not a key name: empty, or holds a space, '+' or control code")


@dataclass(frozen=True)
class VerifierKey:
    """A named public key; its text form is a *vkey*, `<name>+<key id>+<base64>`."""

    name: str
    algorithm: Algorithm
    public_key: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public_key) != _KEY_BYTES:
            raise BadKey(f"public key of {self.name} has {len(self.public_key)} bytes, not 32")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a vkey; raises `BadKey`."""
        name, key_id, rest = _split_key(text)
        key = cls(name, *_typed_key(rest))
        if key.key_id.hex() != key_id:
            raise BadKey(f"key id {key_id} of {name} is not that of the key, {key.key_id.hex()}")
        return key

    @cached_property
    def key_id(self) -> bytes:
        """First 4 bytes of SHA-256(name ‖ LF ‖ algorithm ‖ public key)."""
        named = f"{self.name}\n".encode() + bytes([self.algorithm]) + self.public_key
        return sha256(named).digest()[:4]

    @property
    def text(self) -> str:
        """The vkey."""
        typed = bytes([self.algorithm]) + self.public_key
        return f"{self.name}+{self.key_id.hex()}+{to_base64(typed)}"

    def verifies(self, text: str, payload: bytes) -> bool:
        """Whether `payload`, a signature line's bytes after the key id, signs `text`."""
        if self.algorithm is Algorithm.COSIGNATURE:
            if len(payload) != _TIME_BYTES + _SIGNATURE_BYTES:
                return False
            message = cosigned_message(text, int.from_bytes(payload[:_TIME_BYTES], "big"))
            payload = payload[_TIME_BYTES:]
        else:
            message = text.encode()
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(payload, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """A named private key. `text` is Go's `PRIVATE+KEY+…` form, which its tools read too."""

    def __init__(self, name: str, algorithm: Algorithm, seed: bytes) -> None:
        if len(seed) != _KEY_BYTES:
            raise BadKey(f"private key of {name} has {len(seed)} bytes, not 32")
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        public_key = self._private.public_key().public_bytes_raw()
        self.verifier = VerifierKey(name, algorithm, public_key)

    @classmethod
    def generate(cls, name: str, algorithm: Algorithm) -> Self:
        """A fresh random key."""
        return cls(name, algorithm, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the private text form; raises `BadKey`, whose message never holds the key."""
        if not text.startswith(_PRIVATE_PREFIX):
            raise BadKey("not a private key: does not begin with PRIVATE+KEY+")
        name, key_id, rest = _split_key(text.removeprefix(_PRIVATE_PREFIX))
        key = cls(name, *_typed_key(rest))
        if key.verifier.key_id.hex() != key_id:
            raise BadKey(f"key id {key_id} is not that of the private key of {name}")
        return key

    @property
    def text(self) -> str:
        """The private text form: a secret."""
        key = self.verifier
        typed = to_base64(bytes([key.algorithm]) + self._seed)
        return f"{_PRIVATE_PREFIX}{key.name}+{key.key_id.hex()}+{typed}"

    def sign(self, text: str) -> str:
        """The signature line of this log key over a note's text, final newline included."""
        self._demand(Algorithm.ED25519)
        return SignatureLine(
            self.verifier.name, self.verifier.key_id, self._private.sign(_note_text(text).encode())
        ).text

    def cosign(self, text: str, timestamp: int) -> str:
        """The cosignature line of this witness key over a checkpoint, at POSIX `timestamp`."""
        self._demand(Algorithm.COSIGNATURE)
        signature = self._private.sign(cosigned_message(_note_text(text), timestamp))
        payload = timestamp.to_bytes(_TIME_BYTES, "big") + signature
        return SignatureLine(self.verifier.name, self.verifier.key_id, payload).text

    def _demand(self, algorithm: Algorithm) -> None:
        if self.verifier.algorithm is not algorithm:
            raise BadKey(f"key {self.verifier.name} is {self.verifier.algorithm.name.lower()}")


def _split_key(text: str) -> tuple[str, str, str]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise BadKey("a key reads <name>+<key id>+<base64>")
    return parts[0], parts[1], parts[2]


def _typed_key(text: str) -> tuple[Algorithm, bytes]:
    try:
        typed = from_base64(text)
    except ValueError:
        raise BadKey("the last field of a key is not base64") from None
    try:
        return Algorithm(int.from_bytes(typed[:1], "big")), typed[1:]
    except ValueError:
        raise BadKey(f"signature algorithm {typed[:1].hex()!r} is not supported") from None


def cosigned_message(text: str, timestamp: int) -> bytes:
    """What a cosignature/v1 signs (C2SP tlog-cosignature)."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


class SignatureLine(NamedTuple):
    """One signature of a note; `payload` is what follows the key id."""

    name: str
    key_id: bytes
    payload: bytes

    @property
    def text(self) -> str:
        """The line, newline included."""
        return f"{SIGNATURE_MARK}{self.name} {to_base64(self.key_id + self.payload)}\n"


class Note(NamedTuple):
    """A signed note taken apart; nothing is verified yet."""

    text: str
    signatures: tuple[SignatureLine, ...]


class Verified(NamedTuple):
    """One signature that holds; `timestamp` is POSIX seconds for a cosignature, else None."""

    key: VerifierKey
    timestamp: int | None
    line: SignatureLine


def _note_text(text: str) -> str:
    if not text.endswith("\n") or any(char < " " and char != "\n" for char in text):
        raise BadNote("note text must end in a newline and hold no other control character")
    return text


def _signature_line(line: str) -> SignatureLine:
    name, space, encoded = line.removeprefix(SIGNATURE_MARK).partition(" ")
    try:
        _check_name(name)
        payload = from_base64(encoded)
    except ValueError as error:
        raise BadNote(f"malformed signature line: {error}") from error
    if not line.startswith(SIGNATURE_MARK) or not space or len(payload) < 5:
        raise BadNote(f"malformed signature line {line[:100]!r}")
    return SignatureLine(name, payload[:4], payload[4:])


def parse_note(data: str) -> Note:
    """Split a note at its last empty line; raises `BadNote`."""
    text, separator, block = data.rpartition("\n\n")
    if not separator or not block.endswith("\n"):
        raise BadNote("a note is text, an empty line and signature lines, ended by a newline")
    lines = block[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise BadNote(f"{len(lines)} signature lines; at most {SIGNATURES_MAX} are read")
    return Note(_note_text(text + "\n"), tuple(_signature_line(line) for line in lines))


def open_note(data: str, keys: Iterable[VerifierKey]) -> tuple[str, tuple[Verified, ...]]:
    """Give a note's text and the signatures on it that hold.

    Raises `WrongSignature` if a given key's signature fails, `UnknownSigners` if no given key
    signed; signatures by other keys are ignored, as the format demands.
    """
    note = parse_note(data)
    known = {(key.name, key.key_id): key for key in keys}
    verified = []
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        if not key.verifies(note.text, line.payload):
            raise WrongSignature(f"the signature by {key.name} ({key.key_id.hex()}) is wrong")
        timed = key.algorithm is Algorithm.COSIGNATURE
        timestamp = int.from_bytes(line.payload[:_TIME_BYTES], "big") if timed else None
        verified.append(Verified(key, timestamp, line))
    if not verified:
        names = ", ".join(f"{line.name} ({line.key_id.hex()})" for line in note.signatures)
        raise UnknownSigners(f"signed only by unknown keys: {names}")
    return note.text, tuple(verified)
