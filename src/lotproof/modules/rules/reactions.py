"""Rules at work: on every fact those that follow from it, and then what they order."""

from collections.abc import Mapping
from typing import Any, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Issuing
from lotproof.kernel.meaning import dump
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import EVENTS, Command, Event, reacts, reacts_to_any
from lotproof.kernel.sentences import sentence_of
from lotproof.kernel.text import Text
from lotproof.modules.rules import rules
from lotproof.modules.rules.acting import ISSUES, Ordered, ordered
from lotproof.modules.rules.commands import FailFiring, FireRule, PauseRule, RecordFailure
from lotproof.modules.rules.conditions import CannotJudge, judge, seen_by
from lotproof.modules.rules.events import RuleFired
from lotproof.modules.rules.queries import actions_of, approved, fired_since, in_force
from lotproof.modules.rules.records import Firing, Rule, RuleVersion
from lotproof.modules.rules.terms import concerned, look_in, shown, triggers
from lotproof.modules.rules.vocabulary import RuleState, RuleVersionId
from lotproof.modules.rules.words import AboutGiven

HOUR_US: Final = 3_600_000_000


def followed(reader: Reader) -> frozenset[str]:
    """The kinds of facts for which a version is approved, from today or later on."""
    return frozenset(each.trigger for each in approved(reader)) & triggers().keys()


@reacts_to_any(
    issues=(FireRule, RecordFailure, PauseRule),
    kinds=followed,
    rests_on=(RuleVersion.KIND.name,),
)
def follow_rules(event: Event, on: Issuing) -> None:
    """Every rule in force for this kind of fact is judged; those that hold fire."""
    trigger = event.SPEC.kind
    for version in in_force(on.reader, approved(on.reader)):
        rule = on.reader.get(Rule, version.rule_id)
        if version.trigger == trigger and rule.state is RuleState.IN_USE:
            _follow(rule, version, dump(event), on)


def _follow(rule: Rule, version: RuleVersion, told: Mapping[str, Any], on: Issuing) -> None:
    look = look_in(on.reader)
    try:
        seen = seen_by(version.trigger, version.condition, told, look)
        if not judge(version.trigger, version.condition, seen):
            return
        why = None
    except CannotJudge as no:
        seen, why = {}, no.why
    since = Instant(max(on.reader.now - HOUR_US, rule.resumed_at or 0))
    if fired_since(on.reader, rule.id, since) >= version.per_hour_max:
        on.issue(PauseRule(rule_id=rule.id, because=rules.too_often(version.per_hour_max)))
        return
    before = _fired_before(on)
    if version.id in before or len(before) >= rules.DEPTH_MAX:
        why = rules.too_deep(len(before))
    sentence = sentence_of(EVENTS[version.trigger], told)
    given: dict[str, Any] = {
        "version_id": version.id,
        "told": sentence.en[:600],
        "told_zh": sentence.zh[:600],
        "depth": len(before),
        "about": [AboutGiven(subject=each) for each in concerned(version.trigger, told, look)],
        "values": {name: shown(value) for name, value in seen.items()},
    }
    if why is None:
        on.issue(FireRule(**given))
    else:
        on.issue(RecordFailure(**given, failure=why.en[:1000], failure_zh=why.zh[:1000]))


def _fired_before(on: Issuing) -> list[RuleVersionId]:
    """The versions whose firings led to this fact, the first one first."""
    if on.frame is None:
        return []
    way = (*on.frame.path, on.frame.command)
    return [each.version_id for each in way if isinstance(each, FireRule)]


def _failed(event: RuleFired, why: Text) -> Command:
    return FailFiring(firing_id=event.firing_id, failure=why.en[:1000], failure_zh=why.zh[:1000])


@reacts(RuleFired, issues=(*ISSUES.values(), FailFiring), instead=_failed)
def carry_out(event: RuleFired, on: Issuing) -> None:
    """All that the rule orders, or, if any of it is refused, none, and the firing says so."""
    firing = on.reader.get(Firing, event.firing_id)
    rule = on.reader.get(Rule, firing.rule_id)
    for action in actions_of(on.reader, firing.version_id):
        for command in ordered(Ordered(on.reader, rule, firing, action)):
            on.issue(command)
