"""Whatever a person types or scans → the id of the one record it names."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.identification import carriers
from lotproof.modules.identification.problems import shown
from lotproof.modules.identification.scan import Scan
from lotproof.modules.items.queries import item_by_di

_NUMBER_FIELDS = ("number", "code", "login", "sscc", "supplier_lot")
"""The fields by which people call a record."""
_FOUND_MAX = 5


class Unknown(
    Refused,
    code="nothing_called_that",
    en="Nothing here is called {text}. Check the number and the site, or scan the label.",
    zh="没有名为 {text} 的记录。请核对编号与所在站点，或扫描标签。",
    http_status=404,
):
    """No record has this id, number or identifier."""


class UnknownDevice(
    Refused,
    code="unknown_device_identifier",
    en="No item has the device identifier {di}. Register the item, or check the label.",
    zh="没有物料使用器械标识 {di}。请先登记该物料，或核对标签。",
    http_status=404,
):
    """A barcode that reads well names a device that the site does not know."""


class Ambiguous(
    Refused,
    code="ambiguous_number",
    en="{text} may be {found}. Give the id, or scan the label.",
    zh="{text} 可能是 {found}。请输入编号，或扫描标签。",
):
    """More than one record is called that; the message names them."""


def identify(reader: Reader, text: str, prefix: str | None = None) -> str:
    """The id text of what is meant: an id itself, a barcode, or a number that people read.

    With `prefix` only ids of that kind are meant: then a device's label names its item where an
    item is wanted, and its lot where a lot is. Raises Unknown, UnknownDevice, Ambiguous, or
    UnreadableCarrier for a barcode that is damaged.
    """
    text = text.strip(" \t\r\n")
    try:
        kind, number = parse_any(text)
    except ValueError:
        return _only(text, sorted(set(_candidates(reader, text, prefix))))
    record = next((k for k in RECORDS.values() if k.id_field and k.id_field.type is kind), None)
    if record is None or number >= 2**63 or reader.seek(record.cls, number) is None:
        raise Unknown(text=shown(text))
    return kind.text(number)


def _candidates(reader: Reader, text: str, prefix: str | None) -> Iterator[str]:
    scan = carriers.read(text, today=reader.today)
    if scan.kind == "plain":
        yield from _called(reader, scan.text, prefix)
    elif scan.sscc is not None:
        yield from _equal(reader, RECORDS["warehouse.package"], sscc=scan.sscc)
    else:
        yield from _named_by(reader, scan, prefix)


def _named_by(reader: Reader, scan: Scan, prefix: str | None) -> Iterator[str]:
    """Serial before lot before item: the narrowest thing that a carrier names, or is wanted."""
    if scan.di is None:
        yield from _called(reader, scan.text, prefix)
        return
    item = item_by_di(reader, scan.di)
    if item is None:
        raise UnknownDevice(di=scan.di)
    if scan.serial is not None and prefix in (None, "ser"):
        yield from _equal(reader, RECORDS["warehouse.serial"], item_id=item.id, number=scan.serial)
    elif scan.lot is not None and prefix in (None, "lot"):
        yield from _equal(reader, RECORDS["warehouse.lot"], item_id=item.id, number=scan.lot)
    elif prefix in (None, "itm"):
        yield f"itm_{item.id}"


def _called(reader: Reader, text: str, prefix: str | None) -> Iterator[str]:
    for kind in RECORDS.values():
        if kind.id_field is None or prefix not in (None, kind.id_field.type.prefix):
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
            select(columns[kind.key[0]])
            .where(*(columns[name] == bindparam(name) for name in names))
            .order_by(columns[kind.key[0]])
            .limit(_FOUND_MAX)
        )
    for row in reader.rows(statement, **equal):
        yield kind.id_field.type.text(row[0])


def _only(text: str, found: list[str]) -> str:
    if not found:
        raise Unknown(text=shown(text))
    if len(found) > 1:
        raise Ambiguous(text=shown(text), found=", ".join(found))
    return found[0]
