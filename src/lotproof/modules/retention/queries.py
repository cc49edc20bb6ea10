"""Typed reads of rules, holds and erasures, and until when something is kept."""

from datetime import date
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import literal_column

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.erasing import entries_about, places_of
from lotproof.kernel.record import RECORDS, Kind, Record
from lotproof.kernel.work import Reader
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.retention.records import DeviceLifetime, Erasure, LegalHold, RetentionRule
from lotproof.modules.retention.rules import months_after
from lotproof.modules.retention.vocabulary import Anchor, HoldState, RuleState
from lotproof.modules.warehouse.queries import Lot

__all__ = [
    "DeviceLifetime",
    "Erasure",
    "Kept",
    "LegalHold",
    "RetentionRule",
    "holds_on",
    "kept",
    "kind_of_subject",
    "rules_for",
]

_LEAVES_READ = 500
_NEWEST = Statement[Any](
    entries_about("leaf").order_by(literal_column("seq").desc()).limit(_LEAVES_READ)
)
_OWN = "retention."


class Kept(NamedTuple):
    """Until when a record is kept by which rule. Without a day: for ever, or not begun."""

    until: date | None
    rule: RetentionRule


class _Head(msgspec.Struct):
    """What of an envelope says whether it was an operation, and when."""

    kind: str
    outcome: str
    recorded: str


_decode = msgspec.json.Decoder(_Head).decode


def kind_of_subject(subject: str) -> Kind | None:
    """The kind of record that an id names and that holds personal data; None if there is none."""
    prefix = subject.rpartition("_")[0]
    for kind in RECORDS.values():
        if kind.id_field is not None and kind.id_field.type.prefix == prefix:
            return kind if kind.has_personal else None
    return None


def rules_for(reader: Reader, record_class: str, day: date) -> list[RetentionRule]:
    """Adopted and effective on a day."""
    return [
        rule
        for rule in reader.find(RetentionRule, record_class=record_class, state=RuleState.ADOPTED)
        if rule.effective_from is not None and rule.effective_from <= day
    ]


def holds_on(reader: Reader, record_class: str, subject: str) -> list[LegalHold]:
    """Legal holds in force on a record or its class."""
    return reader.find(LegalHold, subject=subject, state=HoldState.ACTIVE) + reader.find(
        LegalHold, record_class=record_class, state=HoldState.ACTIVE
    )


def kept(reader: Reader, record: Record) -> Kept | None:
    """Until when a record is kept: the latest that any rule says. None where no rule applies."""
    kind = record.KIND
    found = [
        Kept(_until(reader, record, rule), rule)
        for rule in rules_for(reader, kind.name, reader.today)
    ]
    open_ended = [each for each in found if each.until is None]
    if open_ended:
        return open_ended[0]
    return max(found, key=lambda each: each.until or date.max, default=None)


def _until(reader: Reader, record: Record, rule: RetentionRule) -> date | None:
    day = _anchor(reader, record, rule)
    months = rule.period_months
    if day is None or months is None:
        return None
    if rule.adds_lifetime:
        item_id = _item_of(reader, record)
        lifetime = None if item_id is None else reader.seek(DeviceLifetime, item_id)
        if lifetime is None:
            return None
        months += lifetime.months
    return months_after(day, months)


def _anchor(reader: Reader, record: Record, rule: RetentionRule) -> date | None:
    if rule.counted_from is Anchor.LAST_OPERATION:
        return _last_operation(reader, record.KIND.key_text(record))
    value = getattr(record, rule.anchor_field or "", None)
    if isinstance(value, int):
        return clock.day(Instant(value), reader.site.zone)
    return value if isinstance(value, date) else None


def _last_operation(reader: Reader, subject: str) -> date | None:
    """The day of the newest operation about a record; to ask about erasing it is none."""
    for (leaf,) in reader.rows(_NEWEST, **places_of(subject)):
        head = _decode(bytes(leaf))
        if head.outcome == "done" and not head.kind.startswith(_OWN):
            return clock.day(clock.parse(head.recorded), reader.site.zone)
    return None


def _item_of(reader: Reader, record: Record) -> ItemId | None:
    """The item that a record is about: its own, or that of its lot."""
    item_id: ItemId | None = getattr(record, "item_id", None)
    lot_id = getattr(record, "lot_id", None)
    if item_id is None and lot_id is not None:
        return reader.get(Lot, lot_id).item_id
    return item_id
