"""Units of amounts that changed: an entry says what changed, and the unit of a record does not."""

from collections.abc import Iterable
from typing import Any

from lotproof.derive.listing import one
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.work import Reader

BESIDE = "beside"
"""Of a change of an entry that is told: the units its record has, by the names of their fields."""


def with_units(reader: Reader, entries: Iterable[dict[str, Any]]) -> None:
    """Put beside each change of an amount the unit that its record has, where it has one still."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in entries:
        for change in entry["changes"]:
            kind = RECORDS.get(change["record"])
            if kind is None or not (wanted := _units(kind, change)):
                continue
            place = (kind.name, change["key"])
            if place not in known:
                known[place] = one(reader, kind, change["key"]) or {}
            found = {name: known[place][name] for name in wanted if name in known[place]}
            if found:
                change[BESIDE] = found


def _units(kind: Kind, change: dict[str, Any]) -> set[str]:
    """Names of the fields with units that the change has amounts of, and does not say itself."""
    changed = change.get("set", {})
    units = {f.meaning.unit_field for f in kind.fields if f.kind == "amount" and f.name in changed}
    return units.difference(changed)
