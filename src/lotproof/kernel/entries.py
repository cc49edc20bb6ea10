"""Entries and receipts: what a command, done or refused, leaves behind."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.capture import changes_of, subjects_of
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import UniqueViolation
from lotproof.kernel.meaning import Unusable, dump, parse
from lotproof.kernel.reader import Defect
from lotproof.kernel.reasons import normal
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import Duplicate, InvalidInput, Refused
from lotproof.kernel.registry import COMMANDS, Command
from lotproof.kernel.signing import Signature
from lotproof.kernel.site import TRUST_OF, Source
from lotproof.kernel.submission import PendingEntry, Receipt, Submission, id_bytes, id_text
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Frame
from lotproof.ledger.entry import Envelope, encode, seal_parts

UNREADABLE_KIND = "kernel.unreadable_input/1"
CLOCK_KIND = "kernel.clock_jumped/1"
TREE_PART_FROM = 500
"""Lists of at least this many changes are sealed as a tree part, each provable alone."""
SUBJECTS_MAX = 400
"""More subjects than this do not fit the envelope; they stand in a part."""

_encode = msgspec.json.Encoder(order="deterministic").encode


FUTURE_MAX_US = 300 * 1_000_000
_ZONELESS = t("occurred and entered are times with zone", "发生时间与录入时间必须带时区")
_FUTURE = t(
    "it cannot have occurred in the future; check the clock",
    "发生时间不能晚于当前时间，请检查时钟",
)


class Times(NamedTuple):
    """When it happened, when it was keyed or sent, when the site recorded it, read in `zone`."""

    occurred: Instant
    entered: Instant
    recorded: Instant
    zone: str


def times_of(given: Submission, now: Instant, zone: str, label: Text) -> Times:
    """The times of a submission that is recorded now. Raises InvalidInput."""
    try:
        occurred = clock.parse(given.occurred) if given.occurred else now
        entered = clock.parse(given.entered) if given.entered else now
    except ValueError:
        raise InvalidInput(kind=label, problems=_ZONELESS) from None
    if max(occurred, entered) > now + FUTURE_MAX_US:
        raise InvalidInput(kind=label, problems=_FUTURE)
    return Times(occurred, entered, now, zone)


def done(
    given: Submission, frames: Sequence[Frame], times: Times, role: str | None
) -> tuple[Receipt, list[PendingEntry]]:
    """The receipt of a command that was carried out, and an entry for each of its frames."""
    first = frames[0]
    events = [[{"kind": e.SPEC.kind} | dump(e) for e in frame.events] for frame in frames]
    receipt = Receipt(
        id=first.id,
        kind=first.command.SPEC.kind,
        outcome="failed" if first.failed else "done",
        recorded=clock.text(times.recorded),
        events=[event for of_frame in events for event in of_frame],
        deviations=[_said(d) for d in first.deviations],
    )
    entries = []
    for frame, said in zip(frames, events, strict=True):
        command = frame.command
        parts: dict[str, Any] = {}
        if frame is first and given.signature is not None:
            _sign(parts, given.signature)
        parts |= input_parts(command)
        _part(parts, "changes", changes_of(frame, personal=False))
        _part(parts, "changes_personal", changes_of(frame, personal=True))
        _part(parts, "events", said)
        _part(parts, "deviations", [_said(d) for d in frame.deviations])
        head = _Head(
            frame.id,
            command.SPEC.kind,
            "failed" if frame.failed else "done",
            cause=frame.cause,
            events=tuple(dict.fromkeys(e.SPEC.kind for e in frame.events)),
        )
        entries.append(_entry(given, head, parts, subjects_of(frame), times, role))
    return receipt, entries


def refused(
    given: Submission, refusal: Refused, times: Times, role: str | None
) -> tuple[Receipt, PendingEntry]:
    """The refusal with its code, and the input (as digest where it could not be read)."""
    spec = COMMANDS.get(given.kind)
    said = _said(refusal)
    parts: dict[str, Any] = {"refusal": _encode(said)}
    if given.signature is not None:
        digest_of_it = sha256(_encode(given.signature)).hexdigest()
        parts["signature"] = _encode({"key": given.signature.key, "sha256": digest_of_it})
    subjects: list[str] = []
    try:
        command = parse(spec.cls, given.body) if spec else None
    except Unusable:
        command = None
    if command is None:
        parts["input_digest"] = _encode({"sha256": sha256(raw(given.body)).hexdigest()})
    else:
        parts |= input_parts(command)
        subjects = subjects_of(Frame(given.id, command))
    head = _Head(given.id, spec.kind if spec else UNREADABLE_KIND, "refused", code=refusal.code)
    receipt = Receipt(
        id=given.id,
        kind=head.kind,
        outcome="refused",
        code=refusal.code,
        recorded=clock.text(times.recorded),
        message=said["message"],
        problems=said.get("fields", []),
    )
    return receipt, _entry(given, head, parts, subjects, times, role)


def clock_jumped(last: Instant, now: Instant, zone: str) -> PendingEntry:
    """The site's clock went back: said in the ledger before anything else is recorded."""
    id_ = _derived(f"{last} {now}".encode())
    given = Submission(kind=CLOCK_KIND, body={}, actor="sys_clock", id=id_, source=Source.SYSTEM)
    parts: dict[str, Any] = {"input": _encode({"from": clock.text(last), "to": clock.text(now)})}
    head = _Head(given.id, CLOCK_KIND, "done", cause=given.id)
    return _entry(given, head, parts, [], Times(now, now, now, zone), None)


class _Head(NamedTuple):
    id: str
    kind: str
    outcome: Any
    code: str | None = None
    cause: str | None = None
    events: tuple[str, ...] = ()


def _entry(
    given: Submission,
    head: _Head,
    parts: dict[str, Any],
    subjects: list[str],
    times: Times,
    role: str | None,
) -> PendingEntry:
    if given.reason:
        parts["reason"] = _encode(given.reason)
    if len(subjects) > SUBJECTS_MAX:
        parts["subjects"] = _encode(subjects)
    commitments, packed = seal_parts(parts)
    source = Source.REACTION if head.cause else given.source
    envelope = Envelope(
        actor=given.actor,
        behalf=given.behalf,
        cause=head.cause,
        code=head.code,
        demonstration=_demonstration(head.kind, given),
        entered=clock.text(times.entered),
        events=head.events,
        id=head.id,
        kind=head.kind,
        occurred=clock.text(times.occurred),
        outcome=head.outcome,
        parts=commitments,
        recorded=clock.text(times.recorded),
        role=role,
        source=source.value,
        station=given.station,
        subjects=tuple(subjects[:SUBJECTS_MAX]),
        trust=(given.trust or TRUST_OF[source]).value,
        v=1,
        zone=times.zone,
    )
    return PendingEntry(head.id, encode(envelope), packed, subjects)


def _part(parts: dict[str, Any], name: str, value: Any) -> None:
    if not value:
        return
    if isinstance(value, list) and len(value) >= TREE_PART_FROM:
        parts[name] = [_encode(item) for item in value]
    else:
        parts[name] = _encode(value)


def input_parts(command: Command) -> dict[str, bytes]:
    """What was asked, as it is sealed: the personal fields apart from the others, and so are the
    items of lists of which each can be shown alone."""
    parts: dict[str, Any] = {}
    given = dump(command, personal=False)
    for field in command.SPEC.fields:
        if field.meaning.apart and given.get(field.name):
            parts[f"input_{field.name}"] = [_encode(item) for item in given.pop(field.name)]
    _part(parts, "input", given)
    _part(parts, "input_personal", dump(command, personal=True))
    return parts


def _sign(parts: dict[str, Any], signature: Signature) -> None:
    """The signature, with the name and the salt of its digests in a part of their own."""
    plain = {"intent": signature.intent, "key": signature.key, "proof": signature.proof}
    _part(parts, "signature", plain)
    _part(parts, "signature_personal", {"name": signature.name, "salt": signature.salt})


def _said(refusal: Refused) -> dict[str, Any]:
    said: dict[str, Any] = {
        "code": refusal.code,
        "message": {"en": refusal.text("en"), "zh": refusal.text("zh")},
    }
    if isinstance(refusal, InvalidInput) and refusal.fields:
        said["fields"] = [
            {"path": p.path, "label": p.label._asdict(), "message": p.text._asdict()}
            for p in refusal.fields
        ]
    return said


def invalid(kind: Text, unusable: Unusable) -> InvalidInput:
    """The refusal that names every problem of an input."""
    shown = unusable.problems[:20]
    refusal = InvalidInput(
        kind=kind,
        problems=Text(
            "; ".join(f"{p.label.en} ({p.path}) {p.text.en}" for p in shown),
            "；".join(f"{p.label.zh}（{p.path}）{p.text.zh}" for p in shown),
        ),
    )
    refusal.fields = unusable.problems
    return refusal


def duplicate(no: UniqueViolation) -> Duplicate:
    """The refusal that says which record there is already; a Defect for other tables."""
    kind = next((k for k in RECORDS.values() if k.table.name == no.table), None)
    if kind is None:
        raise Defect(f"unexpected constraint on {no.table}") from no
    labels = [kind.by_name[c].meaning.label for c in no.columns if c in kind.by_name]
    fields = Text(", ".join(label.en for label in labels), "、".join(label.zh for label in labels))
    return Duplicate(what=kind.label, fields=fields)


def raw(body: Any) -> bytes:
    """The bytes of an input as it came, to be identified by their digest."""
    try:
        return body if isinstance(body, bytes) else _encode(body)
    except (TypeError, ValueError):
        return repr(body).encode(errors="replace")


def digest(submission: Submission) -> bytes:
    """Identifies what was asked, by whom, from where, and when it is said to have happened.

    When it was keyed is left out: a client may stamp that anew with each try, and sign anew.
    """
    given = submission
    reason = normal(given.reason)
    head = (given.kind, given.actor, reason, given.occurred, given.behalf, given.station)
    text = "\x1f".join(str(each) for each in (*head, given.source.value))
    return sha256(text.encode(errors="replace") + b"\n" + raw(given.body)).digest()


def renamed(submission: Submission) -> Submission:
    """The same submission under an id of its own, for when its id was used before."""
    return msgspec.structs.replace(
        submission, id=_derived(id_bytes(submission.id), digest(submission))
    )


def child_id(parent: str, index: int) -> str:
    return _derived(id_bytes(parent), b"%d" % index)


def _derived(*parts: bytes) -> str:
    """An id of version 8 (RFC 9562 §5.8), which clients may not use: nobody can take it first."""
    number = int.from_bytes(sha256(b"".join(parts)).digest()[:16], "big")
    number = number & ~(0xF << 76) & ~(0x3 << 62) | 0x8 << 76 | 0x2 << 62
    return id_text(number.to_bytes(16, "big"))


def is_derived(id_: str) -> bool:
    """Whether an id is of version 8; `id_` is in the canonical spelling."""
    return id_[14] == "8"


def _demonstration(kind: str, given: Submission) -> Any:
    if kind != "ledger.open/1" or not isinstance(given.body, dict):
        return None
    return True if given.body.get("is_demonstration") is True else None
