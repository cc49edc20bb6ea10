"""A chain of causes told in words and drawn: from the very reading to all that it led to."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from lotproof.derive.causes import Causes, Chain, first_about
from lotproof.derive.one_reading import READINGS_PART, place_of
from lotproof.derive.story import told
from lotproof.kernel import clock
from lotproof.kernel.consequences import CONSEQUENCES
from lotproof.kernel.masking import Hides
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.site import Source
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.modules.monitoring.first_outside import FirstOutside, first_outside
from lotproof.modules.monitoring.vocabulary_readings import BatchId, ExcursionId
from lotproof.modules.traceability.layout import placed

_BY: Final[Mapping[str, str]] = {
    Source.HAND: "person",
    Source.SCAN: "person",
    Source.REACTION: "rule",
    Source.MACHINE: "machine",
}
"""Who did it, by how it came in; all else is a program."""
_STEP_X, _STEP_Y = 300, 84
_decode = msgspec.json.decode

MayRead = Callable[[Sealed], bool]


def told_chain(
    reader: Reader, causes: Causes, chain: Chain, focus: int, may_read: MayRead, hides: Hides
) -> dict[str, Any]:
    """Nodes in order of time with their places, and edges from cause to effect.

    Keys: nodes (`id`, `type` entry or reading, `seq`, `at`, `x`, `y`, `is_hidden`, and unless
    hidden what happened), edges (`from`, `to`, `via`), focus (a node's id), is_cut.
    """
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for seq, sealed in chain.entries.items():
        is_open = may_read(sealed)
        for subject in _made(sealed, ExcursionId):
            node = _reading_node(reader, causes, chain, sealed, subject, may_read)
            if node is not None:
                nodes.append(node)
                edges.append({"from": node["id"], "to": _id(seq), "via": subject})
        nodes.append(_entry_node(sealed, hides) if is_open else _hidden(_id(seq), "entry", sealed))
    edges += [
        {"from": _id(link.cause), "to": _id(link.effect), "via": link.via} for link in chain.links
    ]
    _place(nodes, edges)
    return {"nodes": nodes, "edges": edges, "focus": _id(focus), "is_cut": chain.is_cut}


def _id(seq: int) -> str:
    return f"entry:{seq}"


# --- entries ------------------------------------------------------------------------------------


def _hidden(id_: str, sort: str, sealed: Sealed) -> dict[str, Any]:
    """That something happened then, and no more."""
    at = sealed.envelope.recorded
    return {"id": id_, "type": sort, "seq": sealed.seq, "at": at, "is_hidden": True}


def _entry_node(sealed: Sealed, hides: Hides) -> dict[str, Any]:
    said = told(sealed, hides)
    names = ("kind", "label", "outcome", "code", "actor", "behalf", "source", "trust", "said")
    return {
        "id": _id(sealed.seq),
        "type": "entry",
        "seq": sealed.seq,
        "at": sealed.envelope.recorded,
        "occurred": sealed.envelope.occurred,
        "is_hidden": False,
        "by": _BY.get(sealed.envelope.source, "program"),
        "made": list(dict.fromkeys(each["key"] for each in said["changes"] if _is_made(each))),
    } | {name: said[name] for name in names}


def _is_made(change: dict[str, Any]) -> bool:
    """Whether a change of an entry made something that is dealt with."""
    return "new" in change and change["key"].rpartition("_")[0] in CONSEQUENCES


# --- readings -----------------------------------------------------------------------------------


def _made(sealed: Sealed, kind: type[ExcursionId]) -> list[str]:
    """The excursions that began with an entry."""
    began = "monitoring.excursion_began/1"
    if began not in sealed.envelope.events or "events" not in sealed.parts:
        return []
    events = _decode(sealed.parts["events"].content)
    return [each["excursion_id"] for each in events if each["kind"] == began]


def _reading_node(
    reader: Reader,
    causes: Causes,
    chain: Chain,
    began: Sealed,
    subject: str,
    may_read: MayRead,
) -> dict[str, Any] | None:
    first = first_outside(reader, ExcursionId.parse(subject))
    if first is None:
        return None
    seq = first_about(causes, BatchId.text(first.batch_id))
    if seq is None:
        return None
    sealed = chain.entries.get(seq) or causes.at([seq])[0]
    if not (may_read(began) and may_read(sealed)):
        return _hidden(f"reading:{subject}", "reading", sealed)
    place = place_of(sealed, first.tags, first.excursion.began_at)
    return _reading(subject, first, sealed, place)


def _reading(
    subject: str, first: FirstOutside, sealed: Sealed, place: int | None
) -> dict[str, Any]:
    point, excursion = first.point, first.excursion
    limit = None if first.limit is None else amount_text(first.limit, point.unit)
    return {
        "id": f"reading:{subject}",
        "type": "reading",
        "seq": sealed.seq,
        "at": clock.text(excursion.began_at),
        "is_hidden": False,
        "excursion": subject,
        "point_id": f"mpt_{point.id}",
        "point": point.code,
        "name": {"en": point.name, "zh": point.name_zh or point.name},
        "unit": point.unit,
        "value": amount_text(first.value, point.unit),
        "limit": limit,
        "level": str(excursion.level),
        "side": str(excursion.side),
        "actor": sealed.envelope.actor,
        "trust": sealed.envelope.trust,
        "part": READINGS_PART,
        "place": place,
    }


# --- the drawing --------------------------------------------------------------------------------


def _place(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    """Give each node its place: causes left, effects right, each beyond all its causes."""
    at = {node["id"]: place for place, node in enumerate(nodes)}
    ends = [(at[edge["from"]], at[edge["to"]]) for edge in edges]
    ranks = [0] * len(nodes)
    for cause, effect in sorted(ends, key=lambda end: end[1]):
        ranks[effect] = max(ranks[effect], ranks[cause] + 1)
    for node, place in zip(nodes, placed(ranks, ends), strict=True):
        node["x"], node["y"] = place.x * _STEP_X, round(place.y * _STEP_Y, 1)
