"""C2SP tlog-proof: a receipt that one entry stands in a signed, witnessed log."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotproof.ledger.checkpoint import SignedCheckpoint, open_checkpoint
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.policy import Policy
from lotproof.ledger.text import from_base64, from_decimal, to_base64
from lotproof.ledger.tree import HASH_BYTES, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
HASHES_MAX = 63


class BadProof(ValueError):
    """Text that is not a tlog-proof, or a proof that does not hold."""


@dataclass(frozen=True)
class Proof:
    """Entry `index`, its inclusion proof, and the signed checkpoint note it leads to.

    `extra` is the application's own and authenticated by nothing.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        """The receipt file's content."""
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        hashes = [to_base64(item) for item in self.hashes]
        return "\n".join((HEADER, *extra, f"index {self.index}", *hashes, "", self.checkpoint))


def parse_proof(data: str) -> Proof:
    """Read a receipt, split at its first empty line; raises `BadProof`."""
    head, separator, checkpoint = data.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines[0] != HEADER:
        raise BadProof(f"a proof begins with {HEADER} and has an empty line")
    extra_line = lines.pop(1) if len(lines) > 1 and lines[1].startswith("extra ") else "extra "
    if len(lines) < 2 or not lines[1].startswith("index "):
        raise BadProof("a proof names its index")
    if len(lines) - 2 > HASHES_MAX:
        raise BadProof(f"{len(lines) - 2} hashes; no tree needs more than {HASHES_MAX}")
    try:
        index = from_decimal(lines[1].removeprefix("index "))
        extra = from_base64(extra_line.removeprefix("extra "))
        hashes = tuple(from_base64(line) for line in lines[2:])
    except ValueError as error:
        raise BadProof(f"proof: {error}") from error
    if any(len(item) != HASH_BYTES for item in hashes):
        raise BadProof("a hash of the proof is not 32 bytes")
    return Proof(index, hashes, checkpoint, extra)


def verify_proof(
    proof: Proof, leaf: bytes, log_keys: Sequence[VerifierKey], policy: Policy | None = None
) -> SignedCheckpoint:
    """Check that `leaf` (entry bytes) is what the proof says, under trusted keys.

    With a policy, its logs are trusted too and its quorum must have cosigned. Raises `BadProof`
    or a `BadNote`; returns the checkpoint that vouches for the entry.
    """
    keys = (*log_keys, *(policy.logs if policy else ()))
    witnesses = tuple(policy.witnesses.values()) if policy else ()
    signed = open_checkpoint(proof.checkpoint, keys, witnesses)
    if policy and not policy.satisfied_by({item.key for item in signed.cosignatures}):
        raise BadProof(f"witness quorum {policy.quorum!r} has not cosigned the checkpoint")
    checkpoint = signed.checkpoint
    if not verify_inclusion(
        leaf_hash(leaf), proof.index, checkpoint.size, proof.hashes, checkpoint.root
    ):
        raise BadProof(f"the entry is not number {proof.index} of {checkpoint.size}")
    return signed
