"""What a label says: the values of one lot, unit or package, by the names of `fields`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, PackageLevel
from lotproof.modules.items.vocabulary import ItemKind, PackageLevelId, Tracking
from lotproof.modules.labelling.designs import Known
from lotproof.modules.labelling.fields import CODED, FIELDS, names_in
from lotproof.modules.labelling.queries import LabelRun, elements
from lotproof.modules.labelling.vocabulary import ElementGiven, TemplateUse
from lotproof.modules.warehouse.queries import (
    Lot,
    Package,
    Serial,
    contents,
    serials_of,
)
from lotproof.modules.warehouse.vocabulary import LotId, SerialId

_ONE_BY_ONE_MAX: Final = 64
_LINES_MAX: Final = 10
"""Lots named on a logistic label; of more, only how many."""


class Label(NamedTuple):
    """One drawing, and how many of it."""

    values: dict[str, str]
    copies: int


def used_names(given: Iterable[ElementGiven]) -> set[str]:
    """Every name that some text of a label asks for."""
    return {name for each in given if each.content for name in names_in(each.content)}


def item_values(reader: Reader, item: Item, level: PackageLevel | None) -> dict[str, str]:
    """What does not depend on the lot."""
    values = {"site.name": reader.site.name}
    for name in FIELDS[TemplateUse.ITEM]:
        head, _, field = name.partition(".")
        if head == "item" and getattr(item, field):
            values[name] = getattr(item, field)
    di = level.di if level is not None else item.di
    if di is not None:
        values["di"] = di
    if level is not None:
        values |= {"package.name": level.name, "package.items": str(level.item_count)}
    return values


def lot_values(reader: Reader, lot: Lot, item: Item, level: PackageLevel | None) -> dict[str, str]:
    """All that is known of a lot; without a device identifier the code is the lot's own id."""
    values = item_values(reader, item, level) | {"lot.number": lot.number}
    for name in ("made_on", "expires_on"):
        day = getattr(lot, name)
        if day is not None:
            values[name] = day.isoformat()
    if "di" not in values:
        values["code"] = LotId.text(lot.id)
    return values


def package_values(reader: Reader, package: Package) -> dict[str, str]:
    """What a logistic label says of a package and all that is in it."""
    assert package.sscc is not None
    held: dict[int, int] = {}
    for each in contents(reader, package.id):
        held[each.lot_id] = held.get(each.lot_id, 0) + each.quantity
    lines = [
        _line(reader, lot_id, quantity) for lot_id, quantity in list(held.items())[:_LINES_MAX]
    ]
    if len(held) > _LINES_MAX:
        lines.append(f"… {len(held)} lots 批")
    label = package.level.label
    return {
        "site.name": reader.site.name,
        "sscc": package.sscc,
        "package.level": f"{label.en} {label.zh}",
        "package.contents": "\n".join(lines),
    }


def _line(reader: Reader, lot_id: int, quantity: int) -> str:
    lot = reader.get(Lot, lot_id)
    item = reader.get(Item, lot.item_id)
    return f"{item.number}  {lot.number}  × {amount_text(quantity, lot.unit)} {lot.unit}"


def kept(values: Mapping[str, str], given: Iterable[ElementGiven]) -> dict[str, str]:
    """Of all values, those that the label shows or its code carries."""
    wanted = CODED | used_names(given)
    return {name: value for name, value in values.items() if name in wanted}


def serial_values(values: Mapping[str, str], serial: Serial) -> dict[str, str]:
    """Values of a lot made those of one unit."""
    more = {"serial.number": serial.number}
    if "code" in values:
        more["code"] = SerialId.text(serial.id)
    return {**values, **more}


def known_of(item: Item, level: PackageLevel | None) -> Known:
    """What the standard design wants to know."""
    names = {name for name in FIELDS[TemplateUse.ITEM] if name.startswith("item.")}
    has = {name for name in names if getattr(item, name.removeprefix("item."))}
    if item.shelf_life_days is not None:
        has.add("expires_on")
    return Known(
        names=frozenset(has),
        is_device=item.kind is ItemKind.DEVICE,
        has_serials=item.tracking is Tracking.SERIAL and level is None,
        is_sterile=item.is_sterile,
        is_single_use=item.is_single_use,
    )


def labels_of(reader: Reader, run: LabelRun) -> tuple[list[ElementGiven], list[Label]]:
    """What a run prints: the elements of its template, and every different label in order."""
    given = elements(reader, run.template_id)
    serials = [] if run.lot_id is None else serials_among(reader, run.lot_id, run.serial_ids)
    return given, list(_labels(given, run, serials))


def serials_among(reader: Reader, lot_id: LotId, ids: Sequence[SerialId]) -> list[Serial]:
    """Serials by their ids, in that order; many are read as all of their lot at once."""
    if len(ids) <= _ONE_BY_ONE_MAX:
        return [reader.get(Serial, each) for each in ids]
    of_lot = {int(each.id): each for each in serials_of(reader, lot_id)}
    return [of_lot.get(int(each)) or reader.get(Serial, each) for each in ids]


def trial_values(
    reader: Reader, use: TemplateUse, item: Item | None, level: PackageLevel | None
) -> dict[str, str]:
    """Values to draw a label with before there is a lot: samples, and what is known already."""
    values = {name: each.sample for name, each in FIELDS[use].items()}
    if item is None:
        return values | {"site.name": reader.site.name}
    for name in FIELDS[use]:
        if name == "di" or name.startswith("item."):
            values.pop(name, None)
    values |= item_values(reader, item, level)
    if item.tracking is not Tracking.SERIAL:
        values.pop("serial.number", None)
    if item.shelf_life_days is None:
        values.pop("expires_on", None)
    return values if "di" in values else values | {"code": LotId.text(1)}


def _labels(
    given: Sequence[ElementGiven], run: LabelRun, serials: Sequence[Serial]
) -> Iterator[Label]:
    is_numbered = "label.number" in used_names(given)
    number = run.first_label
    each_one = [serial_values(run.contents, each) for each in serials] or [dict(run.contents)]
    for values in each_one:
        if not is_numbered:
            yield Label(values, run.copies)
            continue
        for _ in range(run.copies):
            yield Label(values | {"label.number": str(number)}, 1)
            number += 1


def level_of(reader: Reader, package_level_id: PackageLevelId | None) -> PackageLevel | None:
    return None if package_level_id is None else reader.get(PackageLevel, package_level_id)
