"""Destroying what the ledger and the tables hold of somebody, without harm to any proof.

A part is kept beside the leaf, which holds only its salted hash (docs/internals/ledger-format.md).
Destroying salt and content leaves a commitment that tells nothing. Which parts went, and by which
decision, is sealed by the entry that destroys them, so that verification tells them from damage.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Select, and_, bindparam, column, or_, select, table, update

from lotproof.kernel.database import Statement, TryAgain
from lotproof.kernel.erased import ErasedPart
from lotproof.kernel.meaning import Field, dump
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.session import Redo
from lotproof.kernel.work import Work
from lotproof.ledger.entry import Part, commit, pack, unpack

CHANGES, INPUT, REASON = "changes_personal", "input_personal", "reason"
_LEVEL_MAX = 24
"""A run of ids is indexed in blocks of at most 2^24, as LedgerView reads them."""

_ENTRY = table("ledger_entry", column("seq"), column("leaf"), column("parts"))
_SUBJECT = table(
    "ledger_subject", column("prefix"), column("level"), column("block"), column("seq")
)


def entries_about(*names: str) -> Select[Any]:
    """A selection of columns of the entries about an id, whose places `places_of` fills."""
    at_level = (
        and_(_SUBJECT.c.level == level, _SUBJECT.c.block == bindparam(f"block_{level}"))
        for level in range(_LEVEL_MAX + 1)
    )
    about = select(_SUBJECT.c.seq).where(_SUBJECT.c.prefix == bindparam("prefix"))
    wanted = _ENTRY.c.seq.in_(about.where(or_(*at_level)))
    return select(*(_ENTRY.c[name] for name in names)).where(wanted)


def places_of(subject: str) -> dict[str, Any]:
    """What `entries_about` asks for, of an id such as `pty_3`."""
    prefix, _, number = subject.rpartition("_")
    blocks = {f"block_{level}": int(number) >> level for level in range(_LEVEL_MAX + 1)}
    return {"prefix": prefix} | blocks


_ABOUT = Statement[Any](entries_about("seq", "parts").order_by("seq"))
_REPLACE = Statement[Any](
    update(_ENTRY).values(parts=bindparam("new_parts")).where(_ENTRY.c.seq == bindparam("at"))
)
_decode = msgspec.json.decode


class EntangledParts(
    Refused,
    code="entangled_parts",
    en="Entry {entry} holds personal data of {others} in the same part as that of {subject}. "
    "It cannot be erased alone.",
    zh="账本记录 {entry} 的同一部分中既有 {subject} 也有 {others} 的个人信息，无法单独擦除。",
):
    """A part is destroyed as a whole; what belongs to others must not go with it."""


class NothingToErase(
    Refused,
    code="nothing_to_erase",
    en="{subject} holds no personal data, or it was erased before.",
    zh="{subject} 没有个人信息，或此前已擦除。",
):
    """There is nothing that could be destroyed."""


class CannotBeBlank(
    Refused,
    code="cannot_be_blank",
    en="The field {field} of {subject} cannot be emptied.",
    zh="{subject} 的字段“{field}”无法清空。",
):
    """A personal value that must be there and is no text has nothing to stand in for it."""


class Found(NamedTuple):
    """An entry that tells personal data of a record: its parts, and which of them go."""

    seq: int
    parts: dict[str, Part]
    doomed: tuple[str, ...]


def erase(work: Work, record: Record, erasure: str, *, with_reasons: bool = False) -> int:
    """Empty the personal fields of a taken record, and destroy what the ledger tells of them.

    `erasure` is the id of the decision; `with_reasons` also destroys the reasons that were given
    in those entries. Gives the number of destroyed parts. Refuses where others' personal data
    would go too. The caller does nothing after it: what is destroyed is destroyed in the database
    at once, within the transaction.
    """
    kind = record.KIND
    assert kind.id_field is not None
    subject = kind.key_text(record)
    held = dump(record, personal=True)
    found = list(_telling(work, kind, subject, with_reasons=with_reasons))
    if not held or not found:
        raise NothingToErase(subject=subject)
    if _told(found, kind.name, subject) != held:
        # Some of it is on its way: an earlier command of this batch, or not numbered yet.
        raise TryAgain(subject) if not work.connection.is_alone else Redo
    for each in (f for f in kind.fields if f.meaning.personal):
        setattr(record, each.name, _blank(each, subject))
    for seq, parts, doomed in found:
        for name in doomed:
            part = parts[name]
            work.add(ErasedPart(seq, name, subject, commit(part.salt, part.content), erasure))
    _destroy(work, found)
    return sum(len(each.doomed) for each in found)


def _telling(work: Work, kind: Kind, subject: str, *, with_reasons: bool) -> Iterator[Found]:
    """The entries about the record that tell personal values of it, or were refused to."""
    for seq, packed in work.rows(_ABOUT, **places_of(subject)):
        parts = unpack(bytes(packed))
        named = {(c["record"], c["key"]) for c in _changes(parts)}
        if (kind.name, subject) in named:
            others = sorted(key for _, key in named - {(kind.name, subject)})
            if others:
                raise EntangledParts(entry=seq, subject=subject, others=", ".join(others))
            wanted = [CHANGES, INPUT] + ([REASON] if with_reasons else [])
        elif CHANGES not in parts:
            wanted = [INPUT]
        else:
            continue
        doomed = tuple(name for name in wanted if name in parts)
        if doomed:
            yield Found(int(seq), parts, doomed)


def _changes(parts: dict[str, Part]) -> Iterator[dict[str, Any]]:
    part = parts.get(CHANGES)
    if part is None:
        return
    if part.items is None:
        yield from _decode(part.content)
    else:
        yield from (_decode(item) for _, item in part.items)


def _told(found: list[Found], record: str, key: str) -> dict[str, Any]:
    """The personal values of a record as the entries that were found make them."""
    state: dict[str, Any] = {}
    for each in found:
        for change in _changes(each.parts):
            if (change["record"], change["key"]) == (record, key):
                state |= change.get("new", {})
                state |= {name: new for name, (_, new) in change.get("set", {}).items()}
    return {name: value for name, value in state.items() if value is not None}


def _blank(field: Field, subject: str) -> Any:
    """What stands in a personal field that was erased."""
    if field.nullable:
        return None
    if field.kind != "text":
        raise CannotBeBlank(field=field.meaning.label, subject=subject)
    return f"erased {subject}"[: field.meaning.length_max]


def _destroy(work: Work, found: list[Found]) -> None:
    """Write the entries' parts without those that go; SQLite overwrites what it frees."""
    connection = work.session.connection
    if connection.dialect.name == "sqlite":
        connection.write([("PRAGMA secure_delete=ON", [()])])
    text, names, _ = _REPLACE.on(connection.dialect)
    rows = []
    for seq, parts, doomed in found:
        kept = pack({name: part for name, part in parts.items() if name not in doomed})
        given: dict[str, Any] = {"new_parts": kept, "at": seq}
        rows.append([given[name] for name in names])
    work.session.write_at_once([(text, rows)])
