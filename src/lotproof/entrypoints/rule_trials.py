"""Trials of rules on the sealed history: which entries are looked at, and how far back."""

import time
from dataclasses import dataclass
from typing import Final

from lotproof.adapters.ledger_search import Question, search
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.rule_trial import Past, TooMuchHistory, Trial, tried
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import HANDLERS
from lotproof.kernel.work import Reader
from lotproof.modules.rules.commands import RecordTrial
from lotproof.modules.rules.queries import RuleVersion, digest

PAGE: Final = 500
"""Facts' entries that one answer of a free trial looks at; the next goes on from there."""
FACTS_MAX: Final = 20_000
SECONDS_MAX: Final = 20.0
"""What a trial that is sealed looks at, at most; it says back to when that was."""
QUARTER_US: Final = 92 * 86_400 * 1_000_000


class TrialTooWide(
    Refused,
    code="trial_too_wide",
    en="{subject} has a longer history than a trial reads. Choose a condition that does not speak "
    "of it.",
    zh="{subject} 的历史过长，无法用于试运行。请改用不涉及它的条件。",
):
    """A trial reads what a record once was; it does so for so many entries at most."""


@dataclass(frozen=True)
class Span:
    """The entries that a trial looks at, and the times that were asked for."""

    first: int
    end: int
    since: Instant
    until: Instant


def span_of(view: LedgerView, since: Instant, until: Instant) -> Span:
    """The entries that were recorded from `since` to `until`, both inside."""
    first = view.size_at(clock.text(Instant(since - 1)))
    return Span(first, max(first, view.size_at(clock.text(until))), since, until)


def look(
    view: LedgerView, past: Past, rule: tuple[str, str], between: tuple[int, int], trial: Trial
) -> int | None:
    """Try a rule on up to PAGE entries, the newest first; where to go on, None at the end.

    TrialTooWide.
    """
    (trigger, condition), (first, end) = rule, between
    wanted = {"kind": _told_by(trigger), "outcome": frozenset(("done", "failed"))}
    found = search(view, Question(wanted, first, end), PAGE)
    try:
        tried(past, trigger, condition, (view.entry(seq) for seq in found.seqs), trial)
    except TooMuchHistory as long:
        raise TrialTooWide(subject=str(long)) from None
    return found.next_before


def _told_by(trigger: str) -> frozenset[str]:
    """The kinds of commands that such facts are told by."""
    return frozenset(
        cls.SPEC.kind
        for cls, handler in HANDLERS.items()
        if any(event.SPEC.kind == trigger for event in handler.emits)
    )


def trial_of(
    reader: Reader, version: RuleVersion, span: Span, actor: str
) -> tuple[RecordTrial, Trial]:
    """A version tried on all facts of the span, and the command that puts that down.

    It says since when it looked: later than asked for, where it took too long to go on.
    """
    trial, since = _whole_trial(LedgerView(reader.connection), version, span)
    command = RecordTrial(
        version_id=version.id,
        digest=digest(reader, version),
        tried_by=actor,
        since=since,
        until=span.until,
        facts=trial.facts,
        fired=trial.fired,
        failed=trial.failed,
    )
    return command, trial


def _whole_trial(view: LedgerView, version: RuleVersion, span: Span) -> tuple[Trial, Instant]:
    """The trial, and since when: later than asked for, where it took too long to go on."""
    trial, past, end = Trial(), Past(view), span.end
    rule, started = (version.trigger, version.condition), time.monotonic()
    while True:
        went_on = look(view, past, rule, (span.first, end), trial)
        if went_on is None:
            return trial, span.since
        if trial.facts >= FACTS_MAX or time.monotonic() - started > SECONDS_MAX:
            return trial, clock.parse(view.entry(went_on).envelope.recorded)
        end = went_on
