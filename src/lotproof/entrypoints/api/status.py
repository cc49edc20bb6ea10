"""How the ledger stands: what is sealed, what is signed, and who besides the site vouches."""

from typing import Any

from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import parse_note
from lotproof.ledger.signer import load_key_file
from lotproof.ledger.text import to_base64


def ledger_status(plant: Plant, reader: Reader) -> dict[str, Any]:
    """Size and root of the tree, the newest checkpoint, the key to check it with, witnesses.

    `checkpoint` and `signed_size` are absent before the first signature, `trouble` unless the
    signer refuses to sign.
    """
    view, site = LedgerView(reader.connection), reader.site
    status: dict[str, Any] = {
        "site": site.name,
        "origin": site.origin,
        "zone": site.zone,
        "is_demonstration": site.is_demonstration,
        "size": view.size,
        "root": to_base64(view.root),
        "witnesses": witnesses(view, site.origin),
        "key": _key(plant),
    }
    try:
        checkpoint = view.checkpoint()
    except NotSealed:
        return status
    status["checkpoint"] = checkpoint
    status["signed_size"] = parse_checkpoint(parse_note(checkpoint).text).size
    if plant.publisher is not None and plant.publisher.trouble is not None:
        status["trouble"] = plant.publisher.trouble
    return status


def witnesses(view: LedgerView, origin: str) -> list[str]:
    """Names of those who cosigned the newest checkpoint, besides the log itself."""
    try:
        note = parse_note(view.checkpoint())
    except NotSealed:
        return []
    return sorted({each.name for each in note.signatures} - {origin})


def _key(plant: Plant) -> str | None:
    """The verifier key; a process that does not sign has no key file to read it from."""
    return load_key_file(plant.key_file).verifier.text if plant.key_file.exists() else None
