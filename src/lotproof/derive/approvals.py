"""What waits for somebody's signature: what modules ask of persons by name, and every record that
a figure counts as waiting for a command that is signed."""

from collections.abc import Callable, Iterator
from typing import Any

from lotproof.derive.figures import figures
from lotproof.derive.inbox import began_at
from lotproof.derive.listing import listing
from lotproof.derive.names import Name, names
from lotproof.derive.possible import about, may_not_sign
from lotproof.derive.story import Ledger
from lotproof.kernel.awaiting import Awaited, awaited
from lotproof.kernel.figures import Group
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import Text
from lotproof.kernel.trial import why_not
from lotproof.kernel.work import Reader

FIGURE_MAX = 50
"""Records of one figure that are shown; its list has all of them."""


def approvals(
    reader: Reader, view: Ledger, actor: str, may: Callable[[str], bool]
) -> list[Awaited]:
    """What waits for this person, whose turn it is first, the longest waiting before the rest."""
    found = [*awaited(reader, actor, may), *_counted(reader, view, actor, may)]
    return sorted(found, key=lambda each: (not each.is_turn, each.since or 0, each.subject))


def _counted(
    reader: Reader, view: Ledger, actor: str, may: Callable[[str], bool]
) -> Iterator[Awaited]:
    for each in figures(reader, may):
        spec = COMMANDS.get(each.get("command", ""))
        if each["group"] != Group.WAITING or not each["value"] or spec is None:
            continue
        if spec.signs is not None:
            yield from _records(reader, view, actor, may, each)


def _records(
    reader: Reader, view: Ledger, actor: str, may: Callable[[str], bool], figure: dict[str, Any]
) -> Iterator[Awaited]:
    """The records of a figure; not one's turn is what oneself would be refused."""
    kind, spec = RECORDS[figure["kind"]], COMMANDS[figure["command"]]
    assert kind.id_field is not None
    of = kind.id_field.type
    field = about(spec, of)
    assert field is not None, f"{spec.kind} is not about {kind.name}"
    page = listing(reader, kind.name, filters=dict(figure["filters"]), limit=FIGURE_MAX)
    ids = [record[kind.id_field.name] for record in page.records]
    called = names(reader, ids, may)
    may_sign = may_not_sign(reader, spec, actor) is None
    for id_, record in zip(ids, page.records, strict=True):
        no = why_not(reader, spec, {field.name: of.parse(id_)}, actor)
        yield Awaited(
            subject=id_,
            title=_titled(kind.label, called.get(id_)),
            command=spec.kind,
            given={field.name: id_},
            since=began_at(view, kind, record),
            is_turn=may_sign and no is None,
        )


def _titled(label: Text, name: Name | None) -> Text:
    if name is None:
        return label
    of = name.detail or Text("", "")
    return Text(
        f"{label.en}: {name.name} {of.en}".strip(), f"{label.zh}：{name.name} {of.zh}".strip()
    )
