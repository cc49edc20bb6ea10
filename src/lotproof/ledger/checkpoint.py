"""C2SP tlog-checkpoint: a log's signed statement of its size and root hash."""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.ledger.note import BadNote, UnknownSigners, Verified, VerifierKey, open_note
from lotproof.ledger.text import from_base64, from_decimal, to_base64
from lotproof.ledger.tree import HASH_BYTES


class BadCheckpoint(BadNote):
    """A note whose text is not a checkpoint."""


class OriginMismatch(BadCheckpoint):
    """The checkpoint is signed by a log key but speaks for another origin."""


class Checkpoint(NamedTuple):
    """`origin` names the log; `size` and `root` its tree; `extensions` further text lines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The note text that is signed, final newline included."""
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint note; raises `BadCheckpoint`."""
    if not text.endswith("\n"):
        raise BadCheckpoint("checkpoint text does not end in a newline")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise BadCheckpoint("a checkpoint is three or more lines, none empty")
    try:
        size, root = from_decimal(lines[1]), from_base64(lines[2])
    except ValueError as error:
        raise BadCheckpoint(f"checkpoint: {error}") from error
    if len(root) != HASH_BYTES:
        raise BadCheckpoint(f"root hash of {len(root)} bytes, not 32")
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


class SignedCheckpoint(NamedTuple):
    """A checkpoint with the log signatures and witness cosignatures on it that hold."""

    checkpoint: Checkpoint
    signatures: tuple[Verified, ...]
    cosignatures: tuple[Verified, ...]


def open_checkpoint(
    data: str, log_keys: Sequence[VerifierKey], witness_keys: Sequence[VerifierKey] = ()
) -> SignedCheckpoint:
    """Open a signed checkpoint of one of `log_keys`; a log key's name is its log's origin.

    Raises `BadNote` or one of its kinds: `UnknownSigners` when no log key signed, whoever
    cosigned; `WrongSignature`; `OriginMismatch`; `BadCheckpoint`.
    """
    text, verified = open_note(data, (*log_keys, *witness_keys))
    signatures = tuple(item for item in verified if item.key in log_keys)
    if not signatures:
        raise UnknownSigners("cosigned by known witnesses, but signed by no known log key")
    checkpoint = parse_checkpoint(text)
    for item in signatures:
        if item.key.name != checkpoint.origin:
            raise OriginMismatch(
                f"checkpoint of {checkpoint.origin!r} is signed by the key of {item.key.name!r}"
            )
    cosignatures = tuple(item for item in verified if item.key not in log_keys)
    return SignedCheckpoint(checkpoint, signatures, cosignatures)
