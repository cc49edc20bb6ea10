"""How signatures stand on what was signed (21 CFR 11.50): who, when, what it means, and on what.

Whether the record is still what was signed, the ledger says: by the entries after the signature
that changed this very record.
"""

from typing import Any, Final, NamedTuple, Protocol

import msgspec
from sqlalchemy import bindparam, select

from lotproof.derive.story import Ledger as _Story
from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS
from lotproof.ledger.entry import Sealed
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.queries import GivenSignature, SignedRecord, SigningKey
from lotproof.modules.signing.vocabulary import SignatureId, SigningKeyId

SIGNATURES_MAX: Final = 100
"""Of the signatures on one record, the newest that are shown."""
ENTRIES_MAX: Final = 500
"""Of the entries about one record, the newest that are read."""
COVERS_MAX: Final = 200
"""Of the records under one signature, those that are named."""

_GIVEN, _SIGNED = GivenSignature.KIND.table, SignedRecord.KIND.table
_ON = Statement[GivenSignature](
    select(*_GIVEN.c)
    .join(_SIGNED, _SIGNED.c.signature_id == _GIVEN.c.id)
    .where(_SIGNED.c.record_kind == bindparam("kind"), _SIGNED.c.record_key == bindparam("key"))
    .order_by(_GIVEN.c.id.desc())
    .limit(SIGNATURES_MAX + 1),
    GivenSignature,
)
_COVERED = Statement[SignedRecord](
    select(*_SIGNED.c)
    .where(_SIGNED.c.signature_id == bindparam("id"))
    .order_by(_SIGNED.c.record_kind, _SIGNED.c.record_key)
    .limit(COVERS_MAX + 1),
    SignedRecord,
)
_PARTS: Final = ("changes", "changes_personal")


class Ledger(_Story, Protocol):
    """Where entries are read from, also those that wait for their number."""

    def recorded(self, command_id: str) -> Sealed: ...


class _Change(msgspec.Struct):
    record: str
    key: str


_decode = msgspec.json.Decoder(_Change).decode
_decode_all = msgspec.json.Decoder(list[_Change]).decode


def signatures_on(reader: Reader, view: Ledger, kind: str, key: str) -> dict[str, Any]:
    """`signatures` on a record, newest first, each as `told` and with `changed`; `is_cut` where
    there are more than SIGNATURES_MAX.

    `changed` says what became of the record since: `before` is the first later entry that changed
    it (None: none did), `count` how many did, `is_whole` whether all entries were looked at.
    """
    given = reader.select(_ON, kind=kind, key=key)
    shown = [_told(reader, view, each) for each in given[:SIGNATURES_MAX]]
    numbered = [each["entry"] for each in shown if each["entry"] is not None]
    later = _changes(view, kind, key, min(numbered)) if numbered else _Changes([], is_whole=True)
    return {
        "signatures": [each | {"changed": _since(later, each["entry"])} for each in shown],
        "is_cut": len(given) > SIGNATURES_MAX,
    }


def signature_of(reader: Reader, view: Ledger, command_id: str) -> dict[str, Any]:
    """The same for the signature of one command, with the records it `covers`; no signatures for
    a command that nobody signed."""
    given = reader.only(GivenSignature, command_id=command_id)
    if given is None:
        return {"signatures": [], "is_cut": False}
    covered = reader.select(_COVERED, id=given.id)
    covers = [
        {
            "kind": each.record_kind,
            "key": each.record_key,
            "label": RECORDS[each.record_kind].label._asdict(),
        }
        for each in covered[:COVERS_MAX]
    ]
    return {
        "signatures": [_told(reader, view, given) | {"covers": covers}],
        "is_cut": len(covered) > COVERS_MAX,
    }


def _told(reader: Reader, view: Ledger, given: GivenSignature) -> dict[str, Any]:
    """Printed name, date and time, meaning (11.50(a)); what was signed, and with which key."""
    key = reader.get(SigningKey, given.key_id)
    sealed, spec = view.recorded(given.command_id), COMMANDS.get(given.command_kind)
    label = {"en": given.command_kind, "zh": given.command_kind}
    return {
        "id": SignatureId.text(given.id),
        "signer": UserId.text(given.user_id),
        "name": given.name,
        "behalf": sealed.envelope.behalf,
        "signed_at": clock.text(given.signed_at),
        "meaning": {"en": given.meaning, "zh": given.meaning_zh},
        "command": given.command_kind,
        "label": label if spec is None else spec.label._asdict(),
        "command_id": given.command_id,
        "entry": sealed.seq if sealed.seq >= 0 else None,
        "key": {
            "id": SigningKeyId.text(key.id),
            "algorithm": key.algorithm.value,
            "algorithm_label": key.algorithm.label._asdict(),
            "fingerprint": key.fingerprint,
            "public_key": key.public_key,
            "site": key.passkey_site,
        },
    }


# --- what became of the record ------------------------------------------------------------------


class _Changes(NamedTuple):
    """Numbers of entries that changed a record, oldest first; whether all were looked at."""

    seqs: list[int]
    is_whole: bool


def _since(changes: _Changes, entry: int | None) -> dict[str, Any]:
    later = [seq for seq in changes.seqs if entry is not None and seq > entry]
    return {
        "before": later[0] if later else None,
        "count": len(later),
        "is_whole": changes.is_whole,
    }


def _changes(view: Ledger, kind: str, key: str, after: int) -> _Changes:
    """Entries after `after` that changed the record, among the newest ENTRIES_MAX about it."""
    prefix, _, number = key.split("|", maxsplit=1)[0].rpartition("_")
    if not (prefix and number.isascii() and number.isdecimal() and len(number) < 20):
        return _Changes([], is_whole=False)  # entries do not name it
    about = view.about(prefix, int(number), limit=ENTRIES_MAX + 1)
    later = [seq for seq in about if seq > after]
    read = later[:ENTRIES_MAX]
    found = [seq for seq in reversed(read) if (kind, key) in _changed(view.entry(seq))]
    return _Changes(found, is_whole=len(read) == len(later))


def _changed(sealed: Sealed) -> set[tuple[str, str]]:
    """Kind and key of every record that an entry changed."""
    found: set[tuple[str, str]] = set()
    for name in _PARTS:
        part = sealed.parts.get(name)
        if part is None:
            continue
        if part.items is None:
            changes = _decode_all(part.content)
        else:
            changes = [_decode(item) for _, item in part.items]
        found.update((each.record, each.key) for each in changes)
    return found
