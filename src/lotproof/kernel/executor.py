"""Command → authorise → gates → handler → records → events → reactions → entries, one transaction.

A batch of commands shares one commit; each runs behind its own savepoint, so that one can be
refused without the others. What a command leaves is one entry, and one for each command its
reactions issue.
"""

import logging
import uuid
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Protocol

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.clock import Clock, Instant
from lotproof.kernel.database import Connection, TryAgain, UniqueViolation
from lotproof.kernel.meaning import Unusable, dump, parse
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import (
    CommandIdReused,
    Duplicate,
    InvalidInput,
    NotPermitted,
    ReasonMissing,
    Refused,
)
from lotproof.kernel.registry import COMMANDS, HANDLERS, REACTIONS, Command, Reaction
from lotproof.kernel.safety import open_task
from lotproof.kernel.site import TRUST_OF, Site, SiteId, Source, Trust
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Defect, Frame, Reader, Work, changes_of, subjects_of
from lotproof.ledger.entry import Envelope, encode, seal_parts

log = logging.getLogger("lotproof.executor")

UNREADABLE_KIND = "kernel.unreadable_input/1"
TREE_PART_FROM = 500
"""Lists of at least this many changes are sealed as a tree part, each provable alone."""
SUBJECTS_MAX = 400
"""More subjects than this do not fit the envelope; they stand in a part."""
FUTURE_MAX_US = 300 * 1_000_000


class Submission(msgspec.Struct, kw_only=True):
    """A command as it arrives: raw body, and who sends it from where.

    `id` is made by the client before the first try; the same id again gives the first receipt.
    `at` sets the time and is accepted by demonstration sites only.
    """

    kind: str
    body: Any
    actor: str
    id: str = msgspec.field(default_factory=lambda: str(uuid.uuid4()))
    behalf: str | None = None
    station: str | None = None
    source: Source = Source.HAND
    trust: Trust | None = None
    occurred: str | None = None
    entered: str | None = None
    reason: str | None = None
    at: int | None = None


class Receipt(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the sender gets: recorded durably, done or refused. `events` carry the new ids."""

    id: str
    kind: str
    outcome: str
    recorded: str
    code: str | None = None
    message: dict[str, str] | None = None
    problems: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    deviations: list[dict[str, Any]] = []

    def value(self, field: str) -> Any:
        """The first event field of that name; KeyError if no event has it."""
        for event in self.events:
            if field in event:
                return event[field]
        raise KeyError(field)


class PendingEntry(msgspec.Struct):
    """One entry ready to be sealed."""

    command_id: str
    leaf: bytes
    parts: bytes
    subjects: list[str]


class Authority(Protocol):
    """Who may do what, as of now."""

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        """The role by which the actor holds the permission, or None."""


class Store(Protocol):
    """What the executor needs of an engine besides a connection."""

    def reserve(self, counter: str, count: int) -> int: ...
    def known(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        """Digest and receipt of commands recorded before."""

    def remember(
        self, connection: Connection, done: Sequence[tuple[str, bytes, bytes]]
    ) -> None: ...
    def append(self, connection: Connection, entries: Sequence[PendingEntry]) -> None:
        """Hand entries to the sequencer; the transaction's last statement."""


UNOPENED = Site(SiteId(0), "", "unopened", "UTC", True, Instant(0))

_encode_receipt = msgspec.json.Encoder().encode
_decode_receipt = msgspec.json.Decoder(Receipt).decode
_encode = msgspec.json.Encoder(order="deterministic").encode


class Executor:
    """Runs batches of submissions over a connection it is given."""

    def __init__(self, store: Store, authority: Authority, clock_: Clock) -> None:
        self.store, self.authority, self.clock = store, authority, clock_
        self._site: Site = UNOPENED

    def run(self, connection: Connection, batch: Sequence[Submission]) -> list[Receipt | Defect]:
        """One transaction for the whole batch; raises TryAgain with nothing committed."""
        connection.begin()
        try:
            run = _Batch(self, connection)
            known = self.store.known(connection, [s.id for s in batch])
            answers = [run.answer(submission, known) for submission in batch]
            if run.recorded:
                self.store.remember(connection, run.recorded)
            if run.entries:
                self.store.append(connection, run.entries)
            connection.commit()
        except UniqueViolation as race:  # the same command id, or id block, met another process
            connection.rollback()
            raise TryAgain(str(race)) from race
        except BaseException:
            connection.rollback()
            raise
        return answers

    def site(self, connection: Connection) -> Site:
        if self._site is UNOPENED:
            self._site = Reader(connection, UNOPENED, Instant(0)).seek(Site, 1) or UNOPENED
        return self._site


class _Batch:
    """The state of one transaction."""

    def __init__(self, executor: Executor, connection: Connection) -> None:
        self.executor, self.connection = executor, connection
        self.entries: list[PendingEntry] = []
        self.recorded: list[tuple[str, bytes, bytes]] = []
        self._answered: dict[str, tuple[bytes, bytes]] = {}
        self._roles: dict[tuple[str, str], str | None] = {}

    def answer(
        self, submission: Submission, known: dict[str, tuple[bytes, bytes]]
    ) -> Receipt | Defect:
        digest = _digest(submission)
        before = known.get(submission.id) or self._answered.get(submission.id)
        if before is not None:
            if before[0] == digest:
                return _decode_receipt(before[1])
            return self._refuse(_renamed(submission), CommandIdReused(id=submission.id), b"")
        one = _One(self, submission)
        try:
            receipt = one.run()
        except Defect as defect:
            log.exception("%s %s failed", submission.kind, submission.id)
            return defect
        self._keep(submission.id, digest, receipt)
        return receipt

    def _refuse(self, submission: Submission, refusal: Refused, digest: bytes) -> Receipt:
        receipt = _One(self, submission).refuse(refusal)
        self._keep(submission.id, digest or _digest(submission), receipt)
        return receipt

    def _keep(self, command_id: str, digest: bytes, receipt: Receipt) -> None:
        encoded = _encode_receipt(receipt)
        self._answered[command_id] = (digest, encoded)
        self.recorded.append((command_id, digest, encoded))

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        if (actor, permission) not in self._roles:
            role = self.executor.authority.role(reader, actor, permission)
            self._roles[actor, permission] = role
        return self._roles[actor, permission]


class _One:
    """One submission on its way to its receipt."""

    def __init__(self, batch: _Batch, submission: Submission) -> None:
        self.batch, self.submission = batch, submission
        executor = batch.executor
        self.site = executor.site(batch.connection)
        now = executor.clock.now()
        if submission.at is not None and self.site.is_demonstration:
            now = Instant(submission.at)
        self.now, self.occurred, self.entered = now, now, now
        self.role: str | None = None
        self.frames: list[Frame] = []

    def run(self) -> Receipt:
        try:
            command = self._read()
            self._authorise(command)
        except Refused as refusal:
            return self.refuse(refusal)
        connection = self.batch.connection
        connection.savepoint("command")
        try:
            self._perform(command)
        except TryAgain:
            raise
        except (Refused, UniqueViolation) as no:
            connection.rollback_to("command")
            connection.release("command")
            return self.refuse(no if isinstance(no, Refused) else _duplicate(no))
        except Exception as error:
            connection.rollback_to("command")
            connection.release("command")
            raise error if isinstance(error, Defect) else Defect(repr(error)) from error
        connection.release("command")
        return self._seal_all()

    # --- before the handler ---------------------------------------------------------------------

    def _read(self) -> Command:
        """The typed command; InvalidInput naming every problem."""
        given, spec = self.submission, COMMANDS.get(self.submission.kind)
        if spec is None or spec.cls not in HANDLERS:
            raise InvalidInput(kind=given.kind, problems=t("no such command", "没有此命令"))
        try:
            self.occurred = clock.parse(given.occurred) if given.occurred else self.now
            self.entered = clock.parse(given.entered) if given.entered else self.now
        except ValueError:
            raise _invalid(
                spec.label,
                t("occurred and entered are times with zone", "发生时间与录入时间必须带时区"),
            ) from None
        if self.occurred > self.now + FUTURE_MAX_US:
            raise _invalid(
                spec.label,
                t(
                    "it cannot have occurred in the future; check the clock",
                    "发生时间不能晚于当前时间，请检查时钟",
                ),
            )
        try:
            command = parse(spec.cls, given.body)
        except Unusable as bad:
            refusal = _invalid(
                spec.label,
                Text(
                    "; ".join(f"{p.label.en} ({p.path}) {p.text.en}" for p in bad.problems[:20]),
                    "；".join(f"{p.label.zh}（{p.path}）{p.text.zh}" for p in bad.problems[:20]),
                ),
            )
            refusal.fields = bad.problems
            raise refusal from None
        if spec.needs_reason and not (given.reason or "").strip():
            raise ReasonMissing(what=spec.label)
        return command

    def _authorise(self, command: Command) -> None:
        permission = command.SPEC.permission
        reader = Reader(self.batch.connection, self.site, self.now)
        self.role = self.batch.role(reader, self.submission.actor, permission)
        if self.role is None:
            raise NotPermitted(permission=permission)

    # --- the handler and what follows -----------------------------------------------------------

    def _perform(self, command: Command) -> None:
        work = Work(
            self.batch.connection,
            self.site,
            self.now,
            self.submission.actor,
            self.batch.executor.store.reserve,
            self.occurred,
            self.submission.reason,
        )
        frame = self._enter(work, command, self.submission.id, None)
        if frame.deviations:
            self._hold(
                work,
                frame,
                subjects_of(frame),
                frame.deviations[0].code,
                "; ".join(str(d) for d in frame.deviations),
            )
        self._react(work, frame)

    def _enter(self, work: Work, command: Command, id_: str, cause: str | None) -> Frame:
        frame = work.frame = Frame(id_, command, cause)
        self.frames.append(frame)
        HANDLERS[type(command)].run(command, work)
        work.flush()
        return frame

    def _react(self, work: Work, frame: Frame) -> None:
        for event in tuple(frame.events):
            for reaction in REACTIONS.get(type(event), ()):
                if self.frames[0].command.SPEC.is_fact:
                    self._react_guarded(work, frame, reaction, event)
                else:
                    self._react_once(work, frame, reaction, event)

    def _react_once(self, work: Work, frame: Frame, reaction: Reaction, event: Any) -> None:
        issued: list[Command] = []
        reaction.run(event, Issuing(work, issued.append))
        for command in issued:
            if type(command) not in reaction.issues:
                raise Defect(f"{reaction.name} does not declare {command.SPEC.kind}")
            child = self._enter(work, command, str(_child_id(frame.id, len(self.frames))), frame.id)
            self._react(work, child)

    def _react_guarded(self, work: Work, frame: Frame, reaction: Reaction, event: Any) -> None:
        """A fact stands whatever its reactions do: their failure is a hold and a task."""
        connection, depth = self.batch.connection, len(self.frames)
        connection.savepoint("reaction")
        try:
            self._react_once(work, frame, reaction, event)
        except TryAgain:
            raise
        except Exception as error:  # the boundary where a defect must not undo a fact
            log.exception("reaction %s to %s failed", reaction.name, event.SPEC.kind)
            connection.rollback_to("reaction")
            del self.frames[depth:]
            work.forget()
            frame.failed = True
            self._hold(
                work, frame, subjects_of(frame), "reaction_failed", f"{reaction.name}: {error!r}"
            )
        connection.release("reaction")

    def _hold(self, work: Work, frame: Frame, subjects: list[str], code: str, detail: str) -> None:
        work.frame = frame
        open_task(work, frame, [s for s in subjects if ".." not in s], code, detail)
        work.flush()

    # --- sealing --------------------------------------------------------------------------------

    def _seal_all(self) -> Receipt:
        for frame in self.frames:
            self._seal(frame)
        first = self.frames[0]
        return Receipt(
            id=first.id,
            kind=first.command.SPEC.kind,
            outcome="failed" if first.failed else "done",
            recorded=clock.text(self.now),
            events=[{"kind": e.SPEC.kind} | dump(e) for f in self.frames for e in f.events],
            deviations=[_said(d) for d in first.deviations],
        )

    def _seal(self, frame: Frame) -> None:
        command = frame.command
        parts: dict[str, Any] = {}
        _part(parts, "input", dump(command, personal=False))
        _part(parts, "input_personal", dump(command, personal=True))
        _part(parts, "changes", changes_of(frame, personal=False))
        _part(parts, "changes_personal", changes_of(frame, personal=True))
        _part(parts, "events", [{"kind": e.SPEC.kind} | dump(e) for e in frame.events])
        _part(parts, "deviations", [_said(d) for d in frame.deviations])
        self._append(
            frame.id,
            command.SPEC.kind,
            parts,
            subjects_of(frame),
            events=tuple(e.SPEC.kind for e in frame.events),
            outcome="failed" if frame.failed else "done",
            cause=frame.cause,
        )

    def refuse(self, refusal: Refused) -> Receipt:
        """Seal the refusal: its code, and the input (as digest where it could not be read)."""
        given = self.submission
        spec = COMMANDS.get(given.kind)
        parts: dict[str, Any] = {"refusal": _encode(_said(refusal))}
        subjects: list[str] = []
        try:
            command = parse(spec.cls, given.body) if spec else None
        except Unusable:
            command = None
        if command is None:
            parts["input_digest"] = _encode({"sha256": sha256(_raw(given.body)).hexdigest()})
        else:
            _part(parts, "input", dump(command, personal=False))
            _part(parts, "input_personal", dump(command, personal=True))
            subjects = subjects_of(Frame(given.id, command))
        self._append(
            given.id,
            spec.kind if spec else UNREADABLE_KIND,
            parts,
            subjects,
            events=(),
            outcome="refused",
            code=refusal.code,
        )
        said = _said(refusal)
        return Receipt(
            id=given.id,
            kind=given.kind,
            outcome="refused",
            code=refusal.code,
            recorded=clock.text(self.now),
            message=said["message"],
            problems=said.get("fields", []),
        )

    def _append(
        self,
        id_: str,
        kind: str,
        parts: dict[str, Any],
        subjects: list[str],
        *,
        events: tuple[str, ...],
        outcome: Any,
        cause: str | None = None,
        code: str | None = None,
    ) -> None:
        given = self.submission
        if given.reason:
            parts["reason"] = _encode(given.reason.strip()[:1000])
        if len(subjects) > SUBJECTS_MAX:
            parts["subjects"] = _encode(subjects)
        commitments, packed = seal_parts(parts)
        source = Source.REACTION if cause else given.source
        envelope = Envelope(
            actor=given.actor,
            behalf=given.behalf,
            cause=cause,
            code=code,
            demonstration=True if kind == "ledger.open/1" and _demonstration(given) else None,
            entered=clock.text(self.entered),
            events=events,
            id=id_,
            kind=kind,
            occurred=clock.text(self.occurred),
            outcome=outcome,
            parts=commitments,
            recorded=clock.text(self.now),
            role=self.role,
            source=source.value,
            station=given.station,
            subjects=tuple(subjects[:SUBJECTS_MAX]),
            trust=(given.trust or TRUST_OF[source]).value,
            v=1,
            zone=self.site.zone,
        )
        self.batch.entries.append(PendingEntry(id_, encode(envelope), packed, subjects))


class Issuing:
    """What a reaction sees: typed reads, and `issue` to order what must follow."""

    def __init__(self, reader: Reader, issue: Callable[[Command], None]) -> None:
        self.reader, self.issue = reader, issue


def _part(parts: dict[str, Any], name: str, value: Any) -> None:
    if not value:
        return
    if isinstance(value, list) and len(value) >= TREE_PART_FROM:
        parts[name] = [_encode(item) for item in value]
    else:
        parts[name] = _encode(value)


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


def _invalid(kind: Text, problems: Text) -> InvalidInput:
    return InvalidInput(kind=kind, problems=problems)


def _duplicate(no: UniqueViolation) -> Duplicate:
    kind = next((k for k in RECORDS.values() if k.table.name == no.table), None)
    if kind is None:
        raise Defect(f"unexpected constraint on {no.table}") from no
    labels = [kind.by_name[c].meaning.label for c in no.columns if c in kind.by_name]
    return Duplicate(
        what=kind.label,
        fields=Text(
            ", ".join(label.en for label in labels), "、".join(label.zh for label in labels)
        ),
    )


def _raw(body: Any) -> bytes:
    try:
        return body if isinstance(body, bytes) else _encode(body)
    except (TypeError, ValueError):
        return repr(body).encode(errors="replace")


def _digest(submission: Submission) -> bytes:
    """Identifies what was asked: kind, body, actor and reason, whenever it is sent."""
    head = f"{submission.kind}\n{submission.actor}\n{submission.reason or ''}\n"
    return sha256(head.encode(errors="replace") + _raw(submission.body)).digest()


def _renamed(submission: Submission) -> Submission:
    return msgspec.structs.replace(
        submission, id=str(uuid.uuid5(uuid.UUID(submission.id), _digest(submission).hex()))
    )


def _child_id(parent: str, index: int) -> uuid.UUID:
    return uuid.uuid5(uuid.UUID(parent), str(index))


def _demonstration(submission: Submission) -> bool:
    return isinstance(submission.body, dict) and submission.body.get("is_demonstration") is True
