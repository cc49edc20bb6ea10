"""What differs between two versions of a thing under control, field by field."""

from collections.abc import Iterator
from typing import Any, Final

from lotproof.kernel.control import Control, control_of
from lotproof.kernel.ids import parse_any
from lotproof.kernel.meaning import Field
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Kind, Record
from lotproof.modules.changes.rules import NotUnderControl, OtherFamily

_BOOKKEEPING: Final = frozenset(
    {
        "approved_at",
        "approved_by",
        "changed_from",
        "drafted_at",
        "drafted_by",
        "effective_at",
        "revision",
        "version",
    }
)
"""What tells versions apart, and not what they say."""

Shown = dict[str, Any]


def under_control(reader: Reader, subject: str) -> tuple[Control, Any]:
    """How the thing stands under control, and its record. NotUnderControl, NotFound."""
    control = control_of(subject)
    if control is None:
        raise NotUnderControl(subject=subject)
    _, number = parse_any(subject)
    return control, reader.get(control.kind.cls, number)


def family_of(control: Control, record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in control.family)


def is_version_of(reader: Reader, one: str, other: str) -> bool:
    """Whether both are versions of one thing, and not the same one."""
    control = control_of(one)
    if control is None or control is not control_of(other) or not control.family or one == other:
        return False
    _, now = under_control(reader, one)
    _, then = under_control(reader, other)
    return family_of(control, now) == family_of(control, then)


def require_family(reader: Reader, current: str, proposed: str) -> None:
    """Both are versions of one thing; OtherFamily otherwise."""
    if not is_version_of(reader, current, proposed):
        raise OtherFamily(current=current, proposed=proposed)


def in_force(reader: Reader, subject: str) -> str | None:
    """The version in force of what `subject` is a version of; None if there is none."""
    control, record = under_control(reader, subject)
    state = control.kind.state_field
    assert state is not None
    equal = {name: getattr(record, name) for name in control.family}
    if not equal or any(value is None for value in equal.values()):
        return None
    found = reader.find(control.kind.cls, **equal, **{state.name: control.in_force})
    return control.kind.key_text(found[0]) if found else None


def differences(reader: Reader, old: str | None, new: str | None) -> Shown:
    """What `new` says otherwise than `old`; either may be absent.

    `fields` are those of the records themselves, `lines` those of each kind of line: added,
    removed, or changed with its fields. Values are as records are read over the API.
    """
    if old is not None and new is not None:
        require_family(reader, old, new)
    control, _ = under_control(reader, old or new or "")
    was = under_control(reader, old)[1] if old else None
    now = under_control(reader, new)[1] if new else None
    if not control.family:  # amended as it is: there is no other version to compare with
        was = now
    return {
        "old": old,
        "new": new,
        "kind": control.kind.name,
        "label": control.kind.label,
        "fields": list(_fields(control.kind, was, now, control.family)),
        "lines": [
            each
            for cls, names in control.lines.items()
            for each in _lines(reader, control, cls, names, (was, now))
        ],
        "is_versioned": bool(control.family),
    }


def is_same(reader: Reader, one: str, other: str) -> bool:
    """Whether two versions say the same."""
    found = differences(reader, one, other)
    return not found["fields"] and not found["lines"]


def _fields(
    kind: Kind, was: Record | None, now: Record | None, apart: tuple[str, ...]
) -> Iterator[Shown]:
    state = kind.state_field.name if kind.state_field is not None else ""
    skipped = {*_BOOKKEEPING, *kind.key, *apart, state}
    for field in kind.fields:
        if field.name in skipped:
            continue
        old, new = _value(field, was), _value(field, now)
        if old != new:
            yield {"name": field.name, "label": field.meaning.label, "old": old, "new": new}


def _value(field: Field, record: Record | None) -> Any:
    if record is None or getattr(record, field.name) is None:
        return None
    value = field.dump(getattr(record, field.name), record)
    if field.kind == "choice":
        return getattr(record, field.name).label
    unit = getattr(record, field.meaning.unit_field, None) if field.kind == "amount" else None
    return f"{value} {unit}" if unit else value


def _lines(
    reader: Reader,
    control: Control,
    cls: type[Record],
    names: tuple[str, ...],
    versions: tuple[Any, Any],
) -> Iterator[Shown]:
    """Lines of one kind that are not alike, told apart by the fields `names`."""
    kind = cls.KIND
    assert control.kind.id_field is not None
    owner = next(f.name for f in kind.fields if f.type is control.kind.id_field.type)
    was, now = (_by(reader, cls, owner, names, version) for version in versions)
    apart = (owner,)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        fields = list(_fields(kind, old, new, apart)) + list(_moved(kind, names, old, new))
        if fields:
            yield {
                "kind": kind.name,
                "label": kind.label,
                "which": _which(kind, names, new or old),
                "change": "changed" if old and new else "added" if new else "removed",
                "fields": fields,
            }


def _moved(kind: Kind, names: tuple[str, ...], old: Any, new: Any) -> Iterator[Shown]:
    """The position of a line: part of its key, and still something that changes."""
    field = kind.by_name.get("position")
    if field is not None and field.name in kind.key and field.name not in names:
        was, now = _value(field, old), _value(field, new)
        if was != now:
            yield {"name": field.name, "label": field.meaning.label, "old": was, "new": now}


def _by(
    reader: Reader, cls: type[Record], owner: str, names: tuple[str, ...], version: Any
) -> dict[tuple[Any, ...], Any]:
    if version is None:
        return {}
    found = reader.find(cls, **{owner: version.id})
    return {tuple(getattr(line, name) for name in names): line for line in found}


def _which(kind: Kind, names: tuple[str, ...], line: Any) -> list[Any]:
    return [_value(kind.by_name[name], line) for name in names]
