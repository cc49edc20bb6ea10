"""The medical device file of an item as of any day (ISO 13485 §4.2.3): what was effective then.

Which revision was effective is read from the ledger, not from what the tables hold now: a
revision that was withdrawn since was effective then. What a revision consists of does not change
once it is effective.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final, Protocol

import msgspec

from lotproof.derive.controlled_documents import documents_at, end_of
from lotproof.derive.story import Ledger, as_of
from lotproof.kernel import clock
from lotproof.kernel.meaning import dump
from lotproof.kernel.record import Record
from lotproof.kernel.work import Reader
from lotproof.modules.inspection.queries import Characteristic, plans_of_item
from lotproof.modules.items.queries import (
    Item,
    bom_lines,
    bom_revisions,
    operations,
    package_levels,
    parameters,
    routing_revisions,
)
from lotproof.modules.items.vocabulary import BomId, ItemId, PackageLevelId, RoutingId
from lotproof.modules.labelling.queries import LabelElement, templates

PARTS: Final[Mapping[str, str]] = {
    "bom": "items.read",
    "documents": "documents.read",
    "labels": "labelling.read",
    "routing": "items.read",
    "specifications": "inspection.read",
}
"""Part of a device file → what one needs to read it."""

_encode = msgspec.json.Encoder(order="deterministic").encode


class Past(Ledger, Protocol):
    """A ledger that knows how large it was."""

    def size_at(self, instant: str) -> int: ...


def device_file(reader: Reader, view: Past, item_id: ItemId, on: date) -> dict[str, Any]:
    """`item` as it was, and `documents`, `bom`, `routing`, `specifications` and `labels` that
    were effective at the end of the day, or now if it is today; `size` of the ledger then.

    NotFound for an item that does not exist; `item` is None if it did not exist then.
    """
    reader.get(Item, item_id)
    at = end_of(on, reader)
    size = view.size_at(clock.text(at))

    def then(record: Record) -> dict[str, Any] | None:
        kind = record.KIND
        return as_of(view, kind.name, kind.key_text(record), size, reader.hides)

    held = documents_at(reader, ItemId.text(item_id), None, at)
    return {
        "item_id": ItemId.text(item_id),
        "on": on.isoformat(),
        "at": clock.text(at),
        "size": size,
        "item": then(reader.get(Item, item_id)),
        "documents": held["documents"],
        "missing": held["missing"],
        "bom": _bom(reader, _effective(bom_revisions(reader, item_id), then)),
        "routing": _routing(reader, _effective(routing_revisions(reader, item_id), then)),
        "specifications": _specifications(reader, item_id, then),
        "labels": _labels(reader, item_id, then),
    }


def without_hidden(found: dict[str, Any], may: Callable[[str], bool]) -> dict[str, Any]:
    """The file without the parts that the caller may not read; `hidden` names them."""
    hidden = {name for name, permission in PARTS.items() if not may(permission)}
    left_out = hidden | ({"missing"} if "documents" in hidden else set())
    rest = {name: value for name, value in found.items() if name not in left_out}
    return rest | {"hidden": sorted(hidden)}


def content_digest(found: Mapping[str, Any]) -> str:
    """SHA-256 of the file's content in hexadecimal: what an export seals."""
    return sha256(content(found)).hexdigest()


def content(found: Mapping[str, Any]) -> bytes:
    """The file as JSON with sorted keys, without the moment at which somebody looked."""
    return _encode({name: each for name, each in found.items() if name not in ("at", "size")})


Then = Callable[[Record], dict[str, Any] | None]


def _effective(
    revisions: Iterable[Record], then: Then, state: str = "effective"
) -> dict[str, Any] | None:
    """The revision that was in that state, as it was."""
    for each in revisions:
        was = then(each)
        if was is not None and was["state"] == state:
            return was
    return None


def _bom(reader: Reader, was: dict[str, Any] | None) -> dict[str, Any] | None:
    if was is None:
        return None
    lines = bom_lines(reader, BomId.parse(was["id"]))
    return was | {"lines": [dump(line) | _item(reader, line.component_id) for line in lines]}


def _item(reader: Reader, item_id: ItemId) -> dict[str, Any]:
    item = reader.get(Item, item_id)
    return {"number": item.number, "name": item.name, "name_zh": item.name_zh}


def _routing(reader: Reader, was: dict[str, Any] | None) -> dict[str, Any] | None:
    if was is None:
        return None
    routing_id = RoutingId.parse(was["id"])
    set_at: dict[int, list[dict[str, Any]]] = {}
    for each in parameters(reader, routing_id):
        set_at.setdefault(each.position, []).append(dump(each))
    return was | {
        "operations": [
            dump(each)
            | {
                "kind_label": each.kind.label._asdict(),
                "parameters": set_at.get(each.position, []),
            }
            for each in operations(reader, routing_id)
        ]
    }


def _specifications(reader: Reader, item_id: ItemId, then: Then) -> list[dict[str, Any]]:
    """The inspection plan of each stage, with its characteristics and limits."""
    found = []
    for plan in plans_of_item(reader, item_id):
        was = _effective([plan], then)
        if was is not None:
            lines = reader.find(Characteristic, plan_id=plan.id)
            found.append(
                was
                | {
                    "stage_label": plan.stage.label._asdict(),
                    "characteristics": [dump(line) for line in lines],
                }
            )
    return found


def _labels(reader: Reader, item_id: ItemId, then: Then) -> list[dict[str, Any]]:
    """The approved label of the item and of each of its package levels."""
    targets = [ItemId.text(item_id)]
    targets += [PackageLevelId.text(each.id) for each in package_levels(reader, item_id)]
    found = []
    for target in targets:
        was = _effective(templates(reader, target), then, "approved")
        if was is not None:
            elements = reader.find(LabelElement, template_id=_number(was["id"]))
            found.append(was | {"elements": [dump(each) for each in elements]})
    return found


def _number(id_text: str) -> int:
    return int(id_text.rpartition("_")[2])
