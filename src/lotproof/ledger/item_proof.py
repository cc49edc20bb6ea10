"""One item of a tree part, shown and proved without its neighbours: a file of its own.

Canonical JSON of everything that is needed: the exact entry, its receipt, the part's salt and
content, and the item with its salt and the hashes up to the part's root.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from lotproof.ledger.checkpoint import SignedCheckpoint
from lotproof.ledger.entry import (
    BadEntry,
    Sealed,
    b64url,
    commit,
    decode,
    from_b64url,
    prove_item,
    verify_item,
)
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.policy import Policy
from lotproof.ledger.proof import BadProof, parse_proof, verify_proof

FORMAT: Final = "lotproof.item/1"
SUFFIX = ".item-proof.json"

Hash = Annotated[str, Meta(min_length=43, max_length=43)]


class NoSuchItem(LookupError):
    """The entry has no such part with items that are shown, or the part no such item."""


class ItemProof(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file. `entry`, `item` and `content` are texts: all of them are canonical JSON."""

    content: str
    entry: str
    format: Literal["lotproof.item/1"]
    hashes: list[Hash]
    index: Annotated[int, Meta(ge=0)]
    item: str
    item_salt: Hash
    part: str
    receipt: str
    salt: Hash


_decode = msgspec.json.Decoder(ItemProof).decode
_encode = msgspec.json.Encoder(order="sorted").encode


def prove(sealed: Sealed, part: str, index: int, receipt: str) -> ItemProof:
    """The proof of item `index` of a tree part, under the `.tlog-proof` of its entry.

    NoSuchItem if the part is no tree, its items are withheld, or it has fewer of them.
    """
    shown = sealed.parts.get(part)
    if shown is None or shown.items is None or not 0 <= index < len(shown.items):
        raise NoSuchItem(f"entry {sealed.seq} shows no item {index} of {part}")
    salt, item = shown.items[index]
    return ItemProof(
        content=shown.content.decode(),
        entry=sealed.leaf.decode(),
        format=FORMAT,
        hashes=[b64url(each) for each in prove_item(shown.items, index)],
        index=index,
        item=item.decode(),
        item_salt=b64url(salt),
        part=part,
        receipt=receipt,
        salt=b64url(shown.salt),
    )


def write(proof: ItemProof) -> bytes:
    """The bytes of the file."""
    return _encode(proof)


def read(data: bytes) -> ItemProof:
    """A file that `write` has written; raises `BadProof` for any other."""
    try:
        return _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadProof(f"not a proof of an item: {error}") from error


def verify(
    proof: ItemProof, log_keys: Sequence[VerifierKey], policy: Policy | None = None
) -> SignedCheckpoint:
    """Check item, part, entry and receipt under trusted keys; raises `BadProof` or a `BadNote`."""
    leaf, content = proof.entry.encode(), proof.content.encode()
    try:
        envelope = decode(leaf)
        salt, item_salt = from_b64url(proof.salt), from_b64url(proof.item_salt)
        hashes = [from_b64url(each) for each in proof.hashes]
    except (BadEntry, ValueError) as error:
        raise BadProof(f"proof of an item: {error}") from error
    if envelope.parts.get(proof.part) != commit(salt, content):
        raise BadProof(f"the entry does not commit to this part {proof.part}")
    if not verify_item(content, proof.index, item_salt, proof.item.encode(), hashes):
        raise BadProof(f"it is not item {proof.index} of {proof.part}")
    return verify_proof(parse_proof(proof.receipt), leaf, log_keys, policy)
