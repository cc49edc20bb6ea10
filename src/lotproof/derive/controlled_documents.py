"""Controlled documents as screens and workplaces see them: what holds where, now or on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from lotproof.kernel.clock import Instant, instant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.meaning import dump
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import (
    Document,
    DocumentCopy,
    DocumentLink,
    DocumentRevision,
    asked_of,
    copies,
    effective_at,
    effective_revision,
    ever_linked,
    links,
    revisions,
    steps,
)
from lotproof.modules.documents.vocabulary import (
    CopyState,
    DocumentCopyId,
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.queries import operations
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.queries import User
from lotproof.modules.production.queries import OperationRun, WorkOrder
from lotproof.modules.production.vocabulary import OperationRunId, WorkOrderId
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sites.vocabulary import AreaId, WorkstationId

PDF: Final = "application/pdf"
_STATE = DocumentRevisionState
_INSTEAD: Final = t("Work by revision {revision} instead.", "请改用版本 {revision}。")
_NOTHING: Final = t("No revision of it is effective.", "该文件目前没有生效版本。")
_NOTICE: Final = t(
    "Revision {revision} of {number} is {state}. Do not work by it. {instead}",
    "{number} 的版本 {revision} 当前为“{state}”，不得用于作业。{instead}",
)


class Place(NamedTuple):
    """A thing for which documents hold; with `operation`, those of that operation too."""

    subject: str
    operation: str | None = None


def end_of(day: date, reader: Reader) -> Instant:
    """The last instant of a day at the site, or now if it is not over."""
    zone = ZoneInfo(reader.site.zone)
    after = instant(datetime.combine(day + timedelta(days=1), time(), zone))
    return Instant(min(after - 1, reader.now))


# --- at a workplace -----------------------------------------------------------------------------


def places(reader: Reader, subject: str, operation: str | None) -> list[Place]:
    """What a workplace, a machine, a run or an order stands for; ValueError for no id."""
    of, number = parse_any(subject)
    if of is OperationRunId:
        run = reader.get(OperationRun, number)
        order = reader.get(WorkOrder, run.work_order_id)
        code = next(
            (o.code for o in operations(reader, order.routing_id) if o.position == run.position),
            None,
        )
        found = [Place(ItemId.text(order.item_id), code), *_station(reader, run.workstation_id)]
        if run.equipment_id is not None:
            found.append(Place(EquipmentId.text(run.equipment_id)))
        return found
    if of is WorkOrderId:
        return [Place(ItemId.text(reader.get(WorkOrder, number).item_id), operation)]
    if of is WorkstationId:
        return _station(reader, WorkstationId(number))
    if of is EquipmentId:
        machine = reader.get(Equipment, number)
        at = machine.workstation_id
        return [Place(subject), *([] if at is None else _station(reader, at))]
    return [Place(subject, operation)]


def _station(reader: Reader, workstation_id: WorkstationId) -> list[Place]:
    station = reader.get(Workstation, workstation_id)
    return [Place(WorkstationId.text(station.id)), Place(AreaId.text(station.area_id))]


def documents_at(
    reader: Reader, subject: str, operation: str | None, at: Instant
) -> dict[str, Any]:
    """`documents` that hold there at that time, by number; `missing` hold there by their links,
    and no revision of them was effective."""
    via: dict[int, list[dict[str, Any]]] = {}
    for place in places(reader, subject, operation):
        for link in _held_at(ever_linked(reader, place.subject), at):
            if None in (place.operation, link.operation) or place.operation == link.operation:
                said = {"subject": link.subject, "operation": link.operation}
                via.setdefault(int(link.document_id), []).append(said)
    found, missing = [], []
    for number, said_by in via.items():
        document = reader.get(Document, number)
        revision = effective_at(reader, DocumentId(number), at)
        shown = _document(document) | {"via": said_by}
        if revision is None:
            missing.append(shown)
        else:
            found.append(shown | {"revision": shown_revision(revision)})
    found.sort(key=_number)
    missing.sort(key=_number)
    return {
        "subject": subject,
        "operation": operation,
        "documents": found,
        "missing": missing,
    }


def _number(shown: Mapping[str, Any]) -> str:
    return str(shown["number"])


def _held_at(all_links: Iterable[DocumentLink], at: Instant) -> Iterable[DocumentLink]:
    return (
        each
        for each in all_links
        if each.linked_at <= at and (each.ended_at is None or at < each.ended_at)
    )


# --- one document, one revision, one copy -------------------------------------------------------


def notice(reader: Reader, revision: DocumentRevision) -> Text | None:
    """Why nobody works by this revision, and by what instead; None for the effective one."""
    if revision.state is _STATE.EFFECTIVE:
        return None
    document = reader.get(Document, revision.document_id)
    held = effective_revision(reader, DocumentId(document.id))
    instead = _NOTHING if held is None else _INSTEAD.fill(revision=held.revision)
    state = revision.state.label
    return Text(
        *(
            _NOTICE.in_(language).format(
                revision=revision.revision,
                number=document.number,
                state=state.in_(language),
                instead=instead.in_(language),
            )
            for language in ("en", "zh")
        )
    )


def shown_revision(revision: DocumentRevision) -> dict[str, Any]:
    """A revision as JSON, with the label of its state."""
    return dump(revision) | {
        "state_label": revision.state.label._asdict(),
        "is_effective": revision.state is _STATE.EFFECTIVE,
        "is_shown_by_page": revision.media_type == PDF,
    }


def revision_view(reader: Reader, revision: DocumentRevision) -> dict[str, Any]:
    """A revision with its document, its steps, the notice on it, and what holds instead."""
    document = reader.get(Document, revision.document_id)
    held = effective_revision(reader, DocumentId(document.id))
    said = notice(reader, revision)
    return {
        "document": _document(document),
        "revision": shown_revision(revision),
        "steps": _steps(reader, revision),
        "notice": None if said is None else said._asdict(),
        "effective": None if held is None else shown_revision(held),
    }


def document_view(reader: Reader, document: Document) -> dict[str, Any]:
    """A document with all its revisions (the newest first), steps, links and copies."""
    document_id = DocumentId(document.id)
    found = revisions(reader, document_id)
    return {
        "document": _document(document),
        "revisions": [
            shown_revision(each) | {"steps": _steps(reader, each)} for each in reversed(found)
        ],
        "links": [dump(each) for each in links(reader, document_id)],
        "copies": [
            dump(copy) | {"revision": each.revision}
            for each in reversed(found)
            for copy in copies(reader, DocumentRevisionId(each.id))
        ],
    }


def copy_view(reader: Reader, copy: DocumentCopy) -> dict[str, Any]:
    """A copy on paper: whether it may be worked by, and if not, why."""
    revision = reader.get(DocumentRevision, copy.revision_id)
    said = notice(reader, revision)
    if said is None and copy.state is not CopyState.ISSUED:
        said = t(
            "This copy is accounted for as “{state}”. Do not work by it.",
            "该副本已登记为“{state}”，不得用于作业。",
        )
        said = Text(*(said.in_(x).format(state=copy.state.label.in_(x)) for x in ("en", "zh")))
    return revision_view(reader, revision) | {
        "copy": dump(copy) | {"id": DocumentCopyId.text(copy.id)},
        "notice": None if said is None else said._asdict(),
    }


def inbox(reader: Reader, user_id: int) -> list[dict[str, Any]]:
    """What waits for this person's review or approval, the oldest first."""
    found = []
    for step in asked_of(reader, user_id):
        revision = reader.get(DocumentRevision, step.revision_id)
        document = reader.get(Document, revision.document_id)
        found.append(
            {
                "step": dump(step) | {"duty_label": step.duty.label._asdict()},
                "document": _document(document),
                "revision": shown_revision(revision),
            }
        )
    return found


def _document(document: Document) -> dict[str, Any]:
    return dump(document) | {
        "kind_label": document.kind.label._asdict(),
        "state_label": document.state.label._asdict(),
    }


def _steps(reader: Reader, revision: DocumentRevision) -> list[dict[str, Any]]:
    return [
        dump(step)
        | {
            "duty_label": step.duty.label._asdict(),
            "state_label": step.state.label._asdict(),
            "name": reader.get(User, step.user_id).name,
        }
        for step in steps(reader, DocumentRevisionId(revision.id))
    ]


# --- what stands on a page ----------------------------------------------------------------------


class Words(NamedTuple):
    """What a stamp says across the page and at its foot."""

    mark: str
    line: str
    warns: bool


_NOT_YET: Final = (_STATE.DRAFT, _STATE.IN_REVIEW, _STATE.APPROVED)


def words_on_screen(document: Document, revision: DocumentRevision, today: date) -> Words:
    """Whoever prints what the screen shows has a paper that says it is not under control."""
    head = f"{document.number} · {revision.revision}"
    if revision.state is _STATE.EFFECTIVE:
        line = f"{head} · {today.isoformat()} · 打印件非受控 · uncontrolled when printed"
        return Words("", line, warns=False)
    mark = "未生效 NOT EFFECTIVE" if revision.state in _NOT_YET else "作废 OBSOLETE"
    state = revision.state.label
    return Words(mark, f"{head} · {state.zh} · {state.en} · {today.isoformat()}", warns=True)


def words_on_copy(reader: Reader, copy: DocumentCopy, today: date) -> Words:
    """A controlled copy: which of how many, whose, and on what day it was valid."""
    revision = reader.get(DocumentRevision, copy.revision_id)
    document = reader.get(Document, copy.document_id)
    holder = reader.get(User, copy.holder_id).login
    total = len(copies(reader, DocumentRevisionId(revision.id)))
    said: Mapping[str, object] = {"n": copy.number, "m": total, "on": today.isoformat()}
    line = t(
        "controlled copy {n} of {m}, valid on {on}", "受控副本第 {n} 份（共 {m} 份），{on} 有效"
    ).fill(**said)
    head = f"{document.number} · {revision.revision} · {DocumentCopyId.text(copy.id)} · {holder}"
    return Words(f"受控 CONTROLLED {copy.number}/{total}", f"{head} · {line.zh} · {line.en}", False)
