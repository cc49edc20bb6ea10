"""What a command is about, as far as grants can be limited to it: areas, workstations, items.

Of places all count that a command names or that what it names belongs to, so that nothing is moved
out of an area by somebody who may work in it only. Of items the first counts: an order's product,
not the components that go into it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lotproof.kernel.belonging import belongs_to, way
from lotproof.kernel.ids import Id, parse_any
from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.registry import CommandSpec
from lotproof.kernel.work import Reader

PLACES: Final = ("are", "wst")
ITEM: Final = "itm"
TARGETS: Final = (*PLACES, ITEM)

Named = dict[str, set[int | None]]


def named_by(reader: Reader, spec: CommandSpec, given: Mapping[str, Any]) -> Named:
    """What the typed fields that are `given` name, by prefix; None for what cannot be told."""
    found: Named = {}
    for target in TARGETS:
        for field in spec.fields:
            ids = [each for each in _ids(field, given.get(field.name)) if _leads(each[0], target)]
            if ids:
                numbers = {belongs_to(reader, of, number, target) for of, number in ids}
                found.setdefault(target, set()).update(numbers)
                if target == ITEM:
                    break
    return found


def checkable(spec: CommandSpec) -> list[str]:
    """The prefixes a grant can be limited to so that it still permits the command."""
    return [
        target
        for target in TARGETS
        if any(_leads(of, target) for field in spec.fields for of in _types(field))
    ]


def _leads(of: type[Id], target: str) -> bool:
    return way(of.prefix, target) is not None


def _ids(field: Field, value: Any) -> Iterator[tuple[type[Id], int]]:
    """The ids that stand in a field's value."""
    if value is None:
        return
    if field.kind == "id":
        yield field.type, int(value)
    elif field.kind == "shape":
        for each in fields_of(field.type):
            yield from _ids(each, getattr(value, each.name))
    elif field.kind == "list" and field.item is not None:
        for item in value:
            yield from _ids(field.item, item)
    elif field.kind == "text" and field.meaning.names_subject:
        yield from _subject(value)


def _subject(text: str) -> Iterable[tuple[type[Id], int]]:
    try:
        of, number = parse_any(text)
    except ValueError:
        return ()
    return ((of, int(number)),)


def _types(field: Field) -> Iterator[type[Id]]:
    """The types of ids that a field can hold; what any id may stand in holds none for sure."""
    if field.kind == "id":
        yield field.type
    elif field.kind == "shape":
        for each in fields_of(field.type):
            yield from _types(each)
    elif field.kind == "list" and field.item is not None:
        yield from _types(field.item)
