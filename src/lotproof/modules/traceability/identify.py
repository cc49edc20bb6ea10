"""Whatever a person types or scans → the id of the one record it names."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.work import Reader
from lotproof.modules.identification import carriers
from lotproof.modules.identification.scan import Scan
from lotproof.modules.items.queries import item_by_di

_NUMBER_FIELDS = ("number", "code", "login", "sscc", "supplier_lot")
"""The fields by which people call a record."""


class Unknown(LookupError):
    """Nothing is called that."""


class Ambiguous(LookupError):
    """More than one record is called that; the message names them."""


def identify(reader: Reader, text: str) -> str:
    """The id text of what is meant: an id itself, a barcode, or a number that people read.

    Raises Unknown, Ambiguous, or UnreadableCarrier for a barcode that is damaged.
    """
    text = text.strip()
    try:
        kind, number = parse_any(text)
    except ValueError:
        return _only(text, sorted(set(_candidates(reader, text))))
    record = next((k for k in RECORDS.values() if k.id_field and k.id_field.type is kind), None)
    if record is not None and reader.seek(record.cls, number) is None:
        raise Unknown(f"there is no {text}")
    return text


def _candidates(reader: Reader, text: str) -> Iterator[str]:
    scan = carriers.read(text, today=reader.today)
    if scan.kind == "plain":
        yield from _called(reader, scan.text)
    elif scan.sscc is not None:
        yield from _equal(reader, RECORDS["warehouse.package"], sscc=scan.sscc)
    else:
        yield from _named_by(reader, scan)


def _named_by(reader: Reader, scan: Scan) -> Iterator[str]:
    """Serial before lot before item: the narrowest thing that a carrier names."""
    item = item_by_di(reader, scan.di) if scan.di else None
    if item is None:
        if scan.di is not None:
            raise Unknown(f"no item has the device identifier {scan.di}")
        yield from _called(reader, scan.text)
    elif scan.serial is not None:
        yield from _equal(reader, RECORDS["warehouse.serial"], item_id=item.id, number=scan.serial)
    elif scan.lot is not None:
        yield from _equal(reader, RECORDS["warehouse.lot"], item_id=item.id, number=scan.lot)
    else:
        yield f"itm_{item.id}"


def _called(reader: Reader, text: str) -> Iterator[str]:
    for kind in RECORDS.values():
        if kind.id_field is None:
            continue
        for name in _NUMBER_FIELDS:
            if name in kind.by_name and kind.by_name[name].kind == "text":
                yield from _equal(reader, kind, **{name: text})


_FINDING: dict[tuple[str, tuple[str, ...]], Statement[Any]] = {}


def _equal(reader: Reader, kind: Kind, **equal: Any) -> Iterator[str]:
    assert kind.id_field is not None
    names = tuple(sorted(equal))
    statement = _FINDING.get((kind.name, names))
    if statement is None:
        columns = kind.table.c
        statement = _FINDING[kind.name, names] = Statement(
            select(columns[kind.key[0]]).where(*(columns[n] == bindparam(n) for n in names)).limit(5)
        )
    for row in reader.rows(statement, **equal):
        yield kind.id_field.type.text(row[0])


def _only(text: str, found: list[str]) -> str:
    if not found:
        raise Unknown(f"nothing here is called {text[:80]!r}")
    if len(found) > 1:
        raise Ambiguous(f"{text[:80]!r} may be {', '.join(found)}; give the id or scan the label")
    return found[0]


