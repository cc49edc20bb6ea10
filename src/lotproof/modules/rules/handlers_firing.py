"""How it is put down that a rule fired or failed."""

from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.rules import rules
from lotproof.modules.rules.commands import FailFiring, FireRule, RecordFailure
from lotproof.modules.rules.events import RuleFailed, RuleFired
from lotproof.modules.rules.records import Firing, Rule, RuleVersion
from lotproof.modules.rules.telling import tell
from lotproof.modules.rules.vocabulary import FIRING_LIFE, FiringId, FiringState


@handles(FireRule, emits=(RuleFired,))
def fire_rule(command: FireRule, work: Work) -> None:
    firing = work.add(_firing(command, work))
    work.record(
        RuleFired(firing_id=firing.id, rule_id=firing.rule_id, version_id=firing.version_id)
    )


@handles(RecordFailure, emits=(RuleFailed,))
def record_failure(command: RecordFailure, work: Work) -> None:
    firing = _firing(command, work)
    firing.state = FiringState.FAILED
    firing.failure, firing.failure_zh = command.failure, command.failure_zh
    _say(work, work.add(firing))


@handles(FailFiring, emits=(RuleFailed,))
def fail_firing(command: FailFiring, work: Work) -> None:
    firing = work.take(Firing, command.firing_id)
    firing.state = FIRING_LIFE.move(FiringId.text(firing.id), firing.state, FiringState.FAILED)
    firing.failure, firing.failure_zh = command.failure, command.failure_zh
    _say(work, firing)


def _firing(command: FireRule | RecordFailure, work: Work) -> Firing:
    version = work.get(RuleVersion, command.version_id)
    return Firing(
        id=work.new_id(FiringId),
        rule_id=version.rule_id,
        version_id=version.id,
        trigger=version.trigger,
        cause=work.frame.cause or work.frame.id,
        fired_at=work.now,
        depth=command.depth,
        told=command.told,
        told_zh=command.told_zh,
        about=[each.subject for each in command.about],
        values=command.values,
    )


def _say(work: Work, firing: Firing) -> None:
    """Somebody has to look at a rule that fails: one task, however often it does so until then."""
    rule = work.take(Rule, firing.rule_id)
    why = Text(firing.failure or "", firing.failure_zh or "")
    tell(work, rule, "rule_failed", rules.failed_text(rule.code, FiringId.text(firing.id), why))
    work.record(
        RuleFailed(firing_id=firing.id, rule_id=firing.rule_id, version_id=firing.version_id)
    )
