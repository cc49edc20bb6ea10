"""Versions under control: which records are in force, and what belongs to them.

Whatever changes a record in force, or brings one into force, is asked about in one place, when
the handler of a command is done: no handler can forget to ask, whatever door it came through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Protocol, TypeVar

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t

R = TypeVar("R", bound=Record)
Row = tuple[Any, ...]
Name = tuple[str, tuple[Any, ...]]
Lines = Mapping[type[Record], tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Control:
    """How records of one kind stand under control.

    `family` names the fields that versions of one thing have in common; without any, the record
    has no versions and is changed as it is. `lines` are the records that are part of it, by what
    tells them apart. `watches` are the fields whose change counts; None: all. `only_if` is a
    yes-or-no field without which nothing is controlled. What `ends_freely` may be put out of
    force without a change order: that makes nothing less safe.
    """

    kind: Kind
    in_force: Choice
    family: tuple[str, ...] = ()
    lines: Lines = field(default_factory=dict)
    watches: tuple[str, ...] | None = None
    only_if: str | None = None
    ends_freely: bool = False

    def is_in_force(self, row: Row | None) -> bool:
        if row is None:
            return False
        values = self.values(row)
        state = self.kind.state_field
        assert state is not None
        return bool(values[state.name] == self.in_force.value) and (
            self.only_if is None or bool(values[self.only_if])
        )

    def is_touched(self, before: Row | None, after: Row) -> bool:
        """Whether a change of the row changes what is in force."""
        was, now = self.is_in_force(before), self.is_in_force(after)
        if was and not now:
            return not self.ends_freely
        if not now:
            return False
        if not was or self.watches is None or before is None:
            return True
        old, new = self.values(before), self.values(after)
        return any(old[name] != new[name] for name in self.watches)

    def values(self, row: Row) -> dict[str, Any]:
        return {each.name: value for each, value in zip(self.kind.fields, row, strict=True)}

    def subject(self, key: Any) -> str:
        assert self.kind.id_field is not None
        return str(self.kind.id_field.type.text(key))


class ChangeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The thing in force, such as `bom_3`, that a command is about to change."""

    subject: Annotated[str, Meaning(label=t("Changed object", "变更对象"), length_max=40)]


MAY_CHANGE: Final = Gate(
    "control.may_change",
    t("May this be changed or made effective now?", "此项现在可否变更或生效？"),
    ChangeAsked,
)

CONTROLLED: Final[dict[str, Control]] = {}
_PARTS: Final[dict[str, tuple[Control, int]]] = {}
"""Kind of a line → what it is part of, and where in its row the id of that stands."""


def under_control(
    cls: type[Record],
    in_force: Choice,
    *,
    family: tuple[str, ...] = (),
    lines: Lines | None = None,
    watches: tuple[str, ...] | None = None,
    only_if: str | None = None,
    ends_freely: bool = False,
) -> None:
    """Put a kind of record under control; see `Control`. TypeError if it has no id or no life."""
    kind = cls.KIND
    if kind.id_field is None or kind.state_field is None:
        raise TypeError(f"{kind.name} has no id or no life: it cannot be under control")
    control = Control(kind, in_force, family, lines or {}, watches, only_if, ends_freely)
    CONTROLLED[kind.name] = control
    for part in control.lines:
        index = next(
            i for i, each in enumerate(part.KIND.fields) if each.type is kind.id_field.type
        )
        _PARTS[part.KIND.name] = (control, index)


def control_of(subject: str) -> Control | None:
    """How the thing with this id stands under control; None if it does not."""
    prefix = subject.rpartition("_")[0]
    for control in CONTROLLED.values():
        assert control.kind.id_field is not None
        if control.kind.id_field.type.prefix == prefix:
            return control
    return None


class Finding(Protocol):
    """What is read to find versions."""

    def find(self, cls: type[R], **equal: Any) -> list[R]: ...


def in_force_at(reader: Finding, cls: type[R], at: Instant, **family: Any) -> R | None:
    """The version that was in force then; None if none was, or if it has been withdrawn since.

    Of a kind under control whose versions keep when they became effective as `effective_at`.
    """
    control = CONTROLLED[cls.KIND.name]
    assert control.kind.state_field is not None
    state = control.kind.state_field.name
    known = [
        (began, each.id, each)
        for each in map(_any, reader.find(cls, **family))
        if (began := each.effective_at) is not None
    ]
    before = [each for each in known if each[0] <= at]
    if not before:
        return None
    newest = max(before)
    is_withdrawn = newest == max(known) and getattr(newest[2], state) is not control.in_force
    return None if is_withdrawn else newest[2]


def _any(record: Record) -> Any:
    """Every kind has fields of its own."""
    return record


class Seeing(Protocol):
    """What is read to find what a line belongs to."""

    def seek(self, cls: type[Record], *key: Any) -> Any: ...


def touched(
    reader: Seeing, before: Mapping[Name, Row | None], after: Mapping[Name, Row]
) -> Iterator[str]:
    """The ids of all things in force that these changes of rows are about, each once."""
    parents: dict[str, None] = {}
    for name, row in after.items():
        control = CONTROLLED.get(name[0])
        if control is not None and control.is_touched(before.get(name), row):
            parents[control.subject(name[1][0])] = None
        part = _PARTS.get(name[0])
        if part is not None:
            control, index = part
            for line in (before.get(name), row):
                if line is not None and (found := _whole(reader, control, line[index], after)):
                    parents[found] = None
    yield from parents


def _whole(reader: Seeing, control: Control, key: Any, after: Mapping[Name, Row]) -> str | None:
    """What a changed line is part of, if that is in force and not asked about by itself."""
    if key is None or (control.kind.name, (key,)) in after:
        return None
    whole = reader.seek(control.kind.cls, key)
    in_force = whole is not None and control.is_in_force(control.kind.row(whole))
    return control.subject(key) if in_force else None
