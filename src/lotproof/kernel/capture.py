"""What an entry says of a frame: its record changes and its subjects."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from lotproof.kernel.erased import ErasedPart
from lotproof.kernel.ids import PREFIXES, Id, parse_any
from lotproof.kernel.meaning import dump, fields_of
from lotproof.kernel.record import RECORDS
from lotproof.kernel.work import Frame


def changes_of(frame: Frame, *, personal: bool) -> list[dict[str, Any]]:
    """The frame's record changes: `{"record","key","new"}` or `{"record","key","set"}`.

    Fields are named by the vocabulary; personal ones are given apart from the rest. Those that
    were erased are told by what stands there now, `{"record","key","erased"}`, and not by what was.
    """
    changes = []
    erased = _erased(frame)
    for (kind_name, key), row in frame.after.items():
        kind, before = RECORDS[kind_name], frame.before[kind_name, key]
        if before == row or (personal and not kind.has_personal):
            continue
        record = kind.load(row)
        change: dict[str, Any] = {"record": kind_name, "key": kind.key_text(record)}
        if before is None:
            new = dump(record, personal=personal)
            if new or not personal:
                changes.append(change | {"new": new})
            continue
        old = kind.load(before)
        moved = {
            f.name: [f.dump(getattr(old, f.name), old), f.dump(getattr(record, f.name), record)]
            for f, a, b in zip(kind.fields, before, row, strict=True)
            if a != b and f.meaning.personal is personal
        }
        if personal and erased and change["key"] in erased:
            continue
        if moved:
            changes.append(change | {"set": moved})
        if not personal and erased and change["key"] in erased:
            now = {f.name: f.dump(getattr(record, f.name), record) for f in kind.fields}
            blank = {f.name: now[f.name] for f in kind.fields if f.meaning.personal}
            changes.append(change | {"erased": blank})
    return changes


def _erased(frame: Frame) -> frozenset[str]:
    """The records of which this frame destroyed the personal parts."""
    name = ErasedPart.KIND.name
    return frozenset(
        ErasedPart.KIND.load(row).subject for (kind, _), row in frame.after.items() if kind == name
    )


def subjects_of(frame: Frame) -> list[str]:
    """Ids the entry is about: of changed records, and those the command and events name."""
    found: dict[str, set[int]] = {}
    for kind_name, key in frame.after:
        kind = RECORDS[kind_name]
        for part, value in zip(kind.key, key, strict=True):
            each = kind.by_name[part]
            if each.kind == "id":
                found.setdefault(each.type.prefix, set()).add(value)
    for struct in (frame.command, *frame.events):
        _collect(struct, found)
    return [text for prefix in sorted(found) for text in _runs(prefix, sorted(found[prefix]))]


def ids_in(struct: Any) -> Iterator[tuple[type[Id], int]]:
    """Every id that a command or an event names, by its type, in order."""
    found: dict[str, set[int]] = {}
    _collect(struct, found)
    for prefix in sorted(found):
        for number in sorted(found[prefix]):
            yield PREFIXES[prefix], number


def held_by(frame: Frame) -> list[str]:
    """What a fallback hold is placed on: what the frame made or changed, by the first id of its
    key (of stock, the lot and not the place), and nothing that is merely mentioned."""
    held = []
    for kind_name, key in frame.after:
        kind = RECORDS[kind_name]
        first = kind.by_name[kind.key[0]]
        if first.kind == "id" and first.type.text(key[0]) not in held:
            held.append(first.type.text(key[0]))
    return held


def _collect(struct: Any, found: dict[str, set[int]]) -> None:
    for name, into, add in _naming(struct.__class__):
        value = getattr(struct, name)
        if value is not None:
            add(value, found, into)


Adding = Callable[[Any, dict[str, set[int]], str], None]


@cache
def _naming(cls: type) -> tuple[tuple[str, str, Adding], ...]:
    """The fields of a Struct that name things: the prefix of their ids, and how to add these."""
    found: list[tuple[str, str, Adding]] = []
    for each in fields_of(cls):
        item = each.item if each.kind == "list" else None
        if each.kind == "id":
            found.append((each.name, each.type.prefix, _add_one))
        elif each.meaning.names_subject:
            found.append((each.name, "", _add_named))
        elif each.kind == "shape":
            found.append((each.name, "", _add_shape))
        elif item is not None and item.kind == "shape":
            found.append((each.name, "", _add_shapes))
        elif item is not None and item.kind == "id":
            found.append((each.name, item.type.prefix, _add_several))
    return tuple(found)


def _add_one(value: Any, found: dict[str, set[int]], prefix: str) -> None:
    found.setdefault(prefix, set()).add(int(value))


def _add_several(values: Any, found: dict[str, set[int]], prefix: str) -> None:
    found.setdefault(prefix, set()).update(int(value) for value in values)


def _add_shape(shape: Any, found: dict[str, set[int]], _: str) -> None:
    _collect(shape, found)


def _add_shapes(shapes: Any, found: dict[str, set[int]], _: str) -> None:
    for each in shapes:
        _collect(each, found)


def _add_named(text: Any, found: dict[str, set[int]], _: str) -> None:
    """An id of any kind; a text that is none is about nothing."""
    try:
        kind, number = parse_any(text)
    except ValueError:
        return
    found.setdefault(kind.prefix, set()).add(int(number))


def _runs(prefix: str, numbers: list[int]) -> Iterator[str]:
    if len(numbers) == 1:
        yield f"{prefix}_{numbers[0]}"
        return
    start = 0
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i] != numbers[i - 1] + 1:
            first, last = numbers[start], numbers[i - 1]
            yield f"{prefix}_{first}" if first == last else f"{prefix}_{first}..{prefix}_{last}"
            start = i
