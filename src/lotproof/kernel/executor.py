"""Command → authorise → gates → handler → records → events → reactions → entries, one transaction.

Commands that arrive together share a transaction, its reads and its commit. When one gets into
trouble that cannot be undone in memory, each is run again in a transaction of its own, behind
savepoints. Either way a command leaves one entry, and one for each command its reactions issue.
"""

import logging
from collections.abc import Sequence
from typing import Any

import msgspec

from lotproof.kernel import entries
from lotproof.kernel.capture import held_by
from lotproof.kernel.clock import Clock, Instant
from lotproof.kernel.database import Connection, TryAgain, UniqueViolation
from lotproof.kernel.entries import Times
from lotproof.kernel.following import Followed
from lotproof.kernel.issuing import Issuing
from lotproof.kernel.meaning import Unusable, parse, shown
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.reader import Defect, Reader
from lotproof.kernel.reasons import tidied
from lotproof.kernel.refusals import CommandIdReused, InvalidInput, ReasonMissing, Refused
from lotproof.kernel.registry import (
    COMMANDS,
    FOLLOWING,
    HANDLERS,
    REACTIONS,
    Command,
    Reaction,
)
from lotproof.kernel.safety import all_of, failure_of, open_task
from lotproof.kernel.session import Redo, Session
from lotproof.kernel.signing import NOBODY_SIGNS, SignatureCheck, SignatureNotAsked
from lotproof.kernel.site import Site
from lotproof.kernel.submission import (
    UNOPENED,
    Authority,
    PendingEntry,
    Receipt,
    Store,
    Submission,
)
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Frame, Work

__all__ = [
    "UNOPENED",
    "Authority",
    "Executor",
    "Issuing",
    "PendingEntry",
    "Receipt",
    "Store",
    "Submission",
]

log = logging.getLogger("lotproof.executor")

JUMP_US = 2_000_000
"""A clock that goes back by more than this is reported in the ledger."""

_encode_receipt = msgspec.json.Encoder().encode
_decode_receipt = msgspec.json.Decoder(Receipt).decode


class Executor:
    """Runs batches of submissions over a connection it is given."""

    def __init__(
        self,
        store: Store,
        authority: Authority,
        clock_: Clock,
        signatures: SignatureCheck = NOBODY_SIGNS,
    ) -> None:
        self.store, self.authority, self.clock = store, authority, clock_
        self.signatures = signatures
        self.last: Instant | None = None
        """When the newest committed command was recorded."""
        self._site: Site = UNOPENED

    def run(self, connection: Connection, batch: Sequence[Submission]) -> list[Receipt | Defect]:
        """Answer each submission; raises TryAgain when work collided with other processes.

        What was committed before that stays, and gives the same receipts when it is sent again.
        """
        try:
            return self._transact(connection, batch, careful=False)
        except TryAgain:
            raise
        except Exception as trouble:  # noqa: BLE001 - whose it is shows when each runs alone
            log.debug("a batch is redone one by one: %r", trouble)
            return [self._alone(connection, each) for each in batch]

    def _alone(self, connection: Connection, submission: Submission) -> Receipt | Defect:
        try:
            return self._transact(connection, [submission], careful=True)[0]
        except TryAgain:
            raise
        except UniqueViolation as race:  # the same command id met another process
            raise TryAgain(str(race)) from race
        except Exception as error:  # the boundary where one command must not harm the others
            log.exception("%s %s failed", submission.kind, submission.id)
            return Defect(repr(error))

    def _transact(
        self, connection: Connection, batch: Sequence[Submission], *, careful: bool
    ) -> list[Receipt | Defect]:
        try:
            connection.begin()
            run = _Batch(self, connection, careful=careful)
            run.look_up(batch)
            run.look_up_roles(batch)
            answers = [run.answer(submission) for submission in batch]
            connection.end()
            run.session.flush()
            if run.recorded:
                self.store.remember(connection, run.recorded)
            if run.entries:
                self.store.append(connection, run.entries)
            connection.commit()
        except BaseException:
            connection.rollback()
            self.store.forget()
            self._site = UNOPENED
            raise
        self.last = run.last
        return answers

    def site(self, connection: Connection) -> Site:
        if self._site is UNOPENED:
            self._site = Reader(connection, UNOPENED, Instant(0)).seek(Site, 1) or UNOPENED
        return self._site


class _Batch:
    """The state of one transaction."""

    def __init__(self, executor: Executor, connection: Connection, *, careful: bool) -> None:
        self.executor, self.connection, self.careful = executor, connection, careful
        self.session = Session(connection)
        self.last = executor.last
        self.entries: list[PendingEntry] = []
        self.recorded: list[tuple[str, bytes, bytes]] = []
        self._known: dict[str, tuple[bytes, bytes]] = {}
        self._authority = executor.authority
        self._roles: dict[tuple[str, str], str | None] = {}
        self._decisive = executor.authority.kinds | {Site.KIND.name}
        self.followed = Followed()

    def look_up(self, submissions: Sequence[Submission]) -> None:
        """See which ids were used before."""
        self._known |= self.executor.store.known(self.connection, [s.id for s in submissions])

    def look_up_roles(self, submissions: Sequence[Submission]) -> None:
        reader = Reader(self.connection, self.executor.site(self.connection), Instant(0))
        self._authority = self.executor.authority.among(reader, {s.actor for s in submissions})

    def answer(self, submission: Submission) -> Receipt | Defect:
        digest = entries.digest(submission)
        before = self._known.get(submission.id)
        if before is not None and before[0] == digest:
            return _decode_receipt(before[1])
        reused: Refused | None = None
        if before is not None or entries.is_derived(submission.id):
            reused = CommandIdReused(id=submission.id)
            submission = entries.renamed(submission)
            if submission.id not in self._known:
                self.look_up([submission])
            if submission.id in self._known:
                return _decode_receipt(self._known[submission.id][1])
        attempt = _Attempt(self, submission)
        try:
            receipt = attempt.refuse(reused) if reused else attempt.run()
        except Defect as defect:
            log.exception("%s %s failed", submission.kind, submission.id)
            return defect
        self._settle(attempt)
        encoded = _encode_receipt(receipt)
        self._known[submission.id] = (digest, encoded)
        self.recorded.append((submission.id, digest, encoded))
        return receipt

    def _settle(self, attempt: "_Attempt") -> None:
        """What permissions, times and rules rest on takes effect for the very next command."""
        self.followed.settle(attempt.frames)
        if any(name[0] in self._decisive for frame in attempt.frames for name in frame.after):
            self.session.flush()
            self._authority = self.executor.authority
            self._roles.clear()

    def role(self, reader: Reader, given: Submission, command: Command) -> str | None:
        """What holds whatever the input is, is remembered; else this very command is judged."""
        asked = given.actor, command.SPEC.permission
        if given.behalf is None:
            if asked not in self._roles:
                self._roles[asked] = self._authority.role(reader, *asked)
            if (role := self._roles[asked]) is not None:
                return role
        return self._authority.limited(reader, given.actor, given.behalf, command)

    def now(self, submission: Submission, site: Site) -> Instant:
        """The time to record; later than the last, unless the clock went back and it is said."""
        executor = self.executor
        if submission.at is not None and site.is_demonstration:
            self.last = Instant(max(submission.at, (self.last or 0) + 1))
            return self.last
        now = executor.clock.now()
        if self.last is None:
            self.last = executor.store.last_recorded(self.connection) or now
        if now < self.last - JUMP_US:
            self.entries.append(entries.clock_jumped(self.last, now, site.zone))
            self.last = now
        self.last = Instant(max(now, self.last + 1))
        return self.last


class _Attempt:
    """One submission on its way to its receipt."""

    def __init__(self, batch: _Batch, submission: Submission) -> None:
        self.batch, self.submission = batch, submission
        self.site = batch.executor.site(batch.connection)
        self.now = batch.now(submission, self.site)
        self.times = Times(self.now, self.now, self.now, self.site.zone)
        self.role: str | None = None
        self.frames: list[Frame] = []
        batch.session.start()

    def run(self) -> Receipt:
        try:
            command = self._read()
            self._authorise(command)
        except Refused as refusal:
            return self.refuse(refusal)
        try:
            self._carry_out(command)
        except (TryAgain, Redo):
            raise
        except Exception as error:
            self._undo(error)
            no = entries.duplicate(error) if isinstance(error, UniqueViolation) else error
            if isinstance(no, Refused):
                return self.refuse(no)
            raise error if isinstance(error, Defect) else Defect(repr(error)) from error
        receipt, made = entries.done(self.submission, self.frames, self.times, self.role)
        self.batch.entries.extend(made)
        return receipt

    def refuse(self, refusal: Refused) -> Receipt:
        """Seal the refusal like a success."""
        receipt, entry = entries.refused(self.submission, refusal, self.times, self.role)
        self.batch.entries.append(entry)
        return receipt

    def _carry_out(self, command: Command) -> None:
        if not self.batch.careful:
            self._perform(command)
            return
        self.batch.connection.savepoint("command")
        self._perform(command)
        self.batch.session.flush()
        self.batch.connection.release("command")

    def _undo(self, error: Exception) -> None:
        self.frames.clear()
        if self.batch.careful:
            self.batch.connection.rollback_to("command")
            self.batch.connection.release("command")
            self.batch.session.forget()
        elif isinstance(error, Refused):
            self.batch.session.undo()
        else:  # it may have come from the database, or left something half done
            raise Redo from error

    # --- before the handler ---------------------------------------------------------------------

    def _read(self) -> Command:
        """The typed command; InvalidInput naming every problem."""
        given, spec = self.submission, COMMANDS.get(self.submission.kind)
        label = spec.label if spec else Text(*[shown(given.kind, 80)] * 2)
        if given.reason is not None:
            # Until it is known to be fit, the reason is not sealed either.
            self.submission = msgspec.structs.replace(given, reason=None)
            self.submission.reason = tidied(label, given.reason)
        if spec is None or spec.cls not in HANDLERS:
            raise InvalidInput(kind=label, problems=t("no such command", "没有此命令"))
        self.times = entries.times_of(given, self.now, self.site.zone, label)
        try:
            command = parse(spec.cls, given.body)
        except Unusable as bad:
            raise entries.invalid(label, bad) from None
        if spec.needs_reason and self.submission.reason is None:
            raise ReasonMissing(what=label)
        if spec.signs is None and given.signature is not None:
            raise SignatureNotAsked(what=label)
        return command

    def _authorise(self, command: Command) -> None:
        reader = Reader(self.batch.connection, self.site, self.now)
        self.role = self.batch.role(reader, self.submission, command)
        if self.role is None:
            raise not_permitted(command.SPEC.permission)

    # --- the handler and what follows -----------------------------------------------------------

    def _perform(self, command: Command) -> None:
        given, reserve = self.submission, self.batch.executor.store.reserve
        at = self.times.occurred
        work = Work(self.batch.session, self.site, self.now, given.actor, reserve, at, given.reason)
        work.behalf = given.behalf
        self._react(work, self._enter(work, command, self.submission.id, None))

    def _enter(self, work: Work, command: Command, id_: str, by: Frame | None) -> Frame:
        frame = work.frame = Frame(id_, command) if by is None else by.next(id_, command)
        self.frames.append(frame)
        if command.SPEC.signs is not None:
            self.batch.executor.signatures.check(work, self.submission, command)
        HANDLERS[type(command)].run(command, work)
        work.finish()
        if frame.deviations:
            self._hold(work, frame, frame.deviations[0].code, all_of(frame.deviations))
        return frame

    def _react(self, work: Work, frame: Frame) -> None:
        events = tuple(frame.events)
        due = [
            (each.reaction, event)
            for each in FOLLOWING
            for event in events
            if event.SPEC.kind in self.batch.followed.by(each, work, self.frames)
        ]
        due += [(each, event) for event in events for each in REACTIONS.get(type(event), ())]
        for reaction, event in due:
            self._follow(work, frame, reaction, event)

    def _follow(self, work: Work, frame: Frame, reaction: Reaction, event: Any) -> None:
        if self._is_guarded(reaction) and self.batch.careful:
            self._react_guarded(work, frame, reaction, event)
        else:
            self._react_once(work, frame, reaction, event)

    def _is_guarded(self, reaction: Reaction) -> bool:
        """Whether what has happened stands, whatever becomes of the reaction."""
        return self.frames[0].command.SPEC.is_fact or reaction.instead is not None

    def _react_once(self, work: Work, frame: Frame, reaction: Reaction, event: Any) -> None:
        issued: list[Command] = []
        try:
            reaction.run(event, Issuing(work, issued.append, frame))
            for command in issued:
                self._issue(work, frame, reaction, command)
        except (TryAgain, Redo):
            raise
        except Exception as error:
            if self._is_guarded(reaction) and not self.batch.careful:
                raise Redo from error
            raise

    def _issue(self, work: Work, frame: Frame, reaction: Reaction, command: Command) -> None:
        if type(command) not in reaction.issues:
            raise Defect(f"{reaction.name} does not declare {command.SPEC.kind}")
        id_ = entries.child_id(self.frames[0].id, len(self.frames))
        self._react(work, self._enter(work, command, id_, frame))

    def _react_guarded(self, work: Work, frame: Frame, reaction: Reaction, event: Any) -> None:
        """What has happened stands whatever its reactions do: their failure is said instead."""
        connection, session, depth = self.batch.connection, self.batch.session, len(self.frames)
        savepoint = f"reaction_{depth}"
        session.flush()
        connection.savepoint(savepoint)
        try:
            self._react_once(work, frame, reaction, event)
            session.flush()
        except TryAgain:
            raise
        except Exception as error:  # the boundary where a defect must not undo a fact
            log.exception("reaction %s to %s failed", reaction.name, event.SPEC.kind)
            connection.rollback_to(savepoint)
            session.forget()
            del self.frames[depth:]
            said = failure_of(reaction.labels, error)
            if reaction.instead is not None:
                self._issue(work, frame, reaction, reaction.instead(event, said))
            else:
                frame.failed = True
                self._hold(work, frame, "reaction_failed", said)
        connection.release(savepoint)

    def _hold(self, work: Work, frame: Frame, code: str, detail: Text) -> None:
        work.frame = frame
        open_task(work, frame, held_by(frame), code, detail)
        work.finish()
