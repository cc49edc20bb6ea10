"""C2SP text formats: signed notes, checkpoints, cosignatures, policies, receipts."""

import re
from binascii import a2b_base64
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from lotproof_verifier import ed25519

LOG_KEY = 1
WITNESS_KEY = 4
_MARK = "\u2014 "


class Malformed(ValueError):
    """Text that breaks its format."""


class Key(NamedTuple):
    """A public key with its name; `kind` is 1 for a log, 4 for a witness."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> str:
        """Hex of the first 4 bytes of SHA-256(name ‖ LF ‖ kind ‖ public key)."""
        return sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).hexdigest()[:8]


class Signature(NamedTuple):
    """A signature line; `payload` is what follows the key id."""

    name: str
    key_id: str
    payload: bytes


class Checkpoint(NamedTuple):
    """A signed note whose text is a checkpoint; `text` is what was signed."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: list[Signature]


@dataclass(frozen=True)
class Receipt:
    """A tlog-proof."""

    index: int
    proof: list[bytes]
    checkpoint: Checkpoint


def _base64(text: str) -> bytes:
    try:
        return a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise Malformed(f"{text[:80]!r} is not base64") from error


def _decimal(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text):
        raise Malformed(f"{text[:80]!r} is not a decimal number")
    return int(text)


def _hash(text: str) -> bytes:
    value = _base64(text)
    if len(value) != 32:
        raise Malformed(f"{text[:80]!r} is not a 32-byte hash")
    return value


def read_key(vkey: str) -> Key:
    """Read `<name>+<key id>+<base64>`; raises `Malformed`."""
    parts = vkey.split("+", 2)
    if len(parts) != 3 or not parts[0] or re.search(r"\s", parts[0]):
        raise Malformed(f"{vkey[:80]!r} is not a verifier key: <name>+<key id>+<base64>")
    typed = _base64(parts[2])
    if len(typed) != 33 or typed[0] not in (LOG_KEY, WITNESS_KEY):
        raise Malformed(f"the key of {parts[0]} is not Ed25519")
    key = Key(parts[0], typed[0], typed[1:])
    if key.key_id != parts[1]:
        raise Malformed(f"the key of {key.name} has id {key.key_id}, not {parts[1]}")
    return key


def read_checkpoint(note: str) -> Checkpoint:
    """Take a signed checkpoint apart; verifies nothing; raises `Malformed`."""
    text, separator, block = note.rpartition("\n\n")
    if not separator or not block.endswith("\n"):
        raise Malformed("not a signed note: text, empty line, signature lines")
    lines = text.split("\n")
    if len(lines) < 3 or not all(lines) or any(char < " " and char != "\n" for char in text):
        raise Malformed("not a checkpoint: origin, size, root hash")
    signatures = [_signature(line) for line in block[:-1].split("\n")]
    return Checkpoint(lines[0], _decimal(lines[1]), _hash(lines[2]), f"{text}\n", signatures)


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_MARK).partition(" ")
    payload = _base64(encoded)
    if not line.startswith(_MARK) or not name or len(payload) < 5:
        raise Malformed(f"not a signature line: {line[:80]!r}")
    return Signature(name, payload[:4].hex(), payload[4:])


def signed_by(checkpoint: Checkpoint, key: Key) -> bool | None:
    """Whether the key's signature holds; None when the key has not signed.

    A witness signs `cosignature/v1` with the time it states; a log signs the text.
    """
    found = [s for s in checkpoint.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
    if not found:
        return None
    return all(_holds(checkpoint.text, key, signature.payload) for signature in found)


def _holds(text: str, key: Key, payload: bytes) -> bool:
    if key.kind == LOG_KEY:
        return ed25519.verify(key.public, payload, text.encode())
    time = int.from_bytes(payload[:8], "big")
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    return ed25519.verify(key.public, payload[8:], message)


def read_receipt(data: str) -> Receipt:
    """Read a tlog-proof; raises `Malformed`."""
    head, separator, note = data.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines[0] != "c2sp.org/tlog-proof@v1":
        raise Malformed("not a receipt: does not begin with c2sp.org/tlog-proof@v1")
    if len(lines) > 1 and lines[1].startswith("extra "):
        _base64(lines.pop(1).removeprefix("extra "))
    if len(lines) < 2 or not lines[1].startswith("index "):
        raise Malformed("the receipt names no index")
    index = _decimal(lines[1].removeprefix("index "))
    return Receipt(index, [_hash(line) for line in lines[2:]], read_checkpoint(note))


@dataclass
class Policy:
    """Trusted logs, and `groups` of `(threshold, members)`; a witness is a key by its name."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str | None = None

    def satisfied(self, cosigned: set[str]) -> bool:
        """Whether the witnesses of these policy names reach the quorum."""
        return self.quorum == "none" or self._witnessed(str(self.quorum), cosigned)

    def _witnessed(self, name: str, cosigned: set[str]) -> bool:
        if name in self.witnesses:
            return name in cosigned
        threshold, members = self.groups[name]
        return sum(self._witnessed(member, cosigned) for member in members) >= threshold

    def _defines(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def add_line(self, fields: list[str]) -> None:
        """Take in one line of a policy file; raises `Malformed`."""
        match fields:
            case ["log", vkey] | ["log", vkey, _]:
                key = read_key(vkey)
                listed, wanted = self.logs, LOG_KEY
                self.logs = [*self.logs, key]
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                key = read_key(vkey)
                listed, wanted = list(self.witnesses.values()), WITNESS_KEY
                if self._defines(name) or name == "none":
                    raise Malformed(f"name {name!r} is taken")
                self.witnesses[name] = key
            case ["group", name, threshold, *members] if members:
                return self._add_group(name, threshold, members)
            case ["quorum", name] if self.quorum is None:
                if name != "none" and not self._defines(name):
                    raise Malformed(f"quorum {name!r} is not defined above")
                self.quorum = name
                return None
            case _:
                raise Malformed(f"cannot read {' '.join(fields)[:80]!r}")
        if key.kind != wanted or any(key.public == other.public for other in listed):
            raise Malformed(f"key {key.name} is of the wrong kind or listed twice")
        return None

    def _add_group(self, name: str, threshold: str, members: list[str]) -> None:
        taken = {member for _, others in self.groups.values() for member in others}
        if self._defines(name) or name == "none":
            raise Malformed(f"name {name!r} is taken")
        for member in members:
            if not self._defines(member) or member in taken:
                raise Malformed(f"member {member!r} is not defined above, or already in a group")
            taken.add(member)
        words = {"all": len(members), "any": 1}
        needed = words[threshold] if threshold in words else _decimal(threshold)
        if not 1 <= needed <= len(members):
            raise Malformed(f"group {name!r} asks for {needed} of {len(members)}")
        self.groups[name] = needed, members


def read_policy(text: str) -> Policy:
    """Read a policy file; raises `Malformed` with the line number."""
    policy = Policy()
    for number, line in enumerate(text.split("\n"), 1):
        fields = re.findall("[^ \t]+", line)
        if not fields or fields[0].startswith("#"):
            continue
        try:
            policy.add_line(fields)
        except Malformed as error:
            raise Malformed(f"policy line {number}: {error}") from error
    if policy.quorum is None:
        raise Malformed("policy has no quorum line")
    return policy
