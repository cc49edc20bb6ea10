"""How rules are drafted, tried, approved, paused and resumed."""

from datetime import date

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.rules import acting, rules
from lotproof.modules.rules.commands import (
    ApproveVersion,
    DraftVersion,
    PauseRule,
    RecordTrial,
    RegisterRule,
    ResumeRule,
    WithdrawVersion,
)
from lotproof.modules.rules.conditions import faults
from lotproof.modules.rules.events import (
    RulePaused,
    RuleRegistered,
    RuleResumed,
    VersionApproved,
    VersionDrafted,
    VersionTried,
    VersionWithdrawn,
)
from lotproof.modules.rules.queries import actions_of, approved, digest
from lotproof.modules.rules.records import Rule, RuleAction, RuleVersion
from lotproof.modules.rules.telling import tell
from lotproof.modules.rules.terms import triggers
from lotproof.modules.rules.vocabulary import (
    RULE_LIFE,
    VERSION_LIFE,
    RuleId,
    RuleState,
    RuleVersionId,
    VersionState,
)


@handles(RegisterRule, emits=(RuleRegistered,))
def register_rule(command: RegisterRule, work: Work) -> None:
    rule = work.add(Rule(id=work.new_id(RuleId), **command.given()))
    work.record(RuleRegistered(rule_id=rule.id))


@handles(DraftVersion, emits=(VersionDrafted,))
def draft_version(command: DraftVersion, work: Work) -> None:
    rule = work.take(Rule, command.rule_id)  # one number at a time
    require_condition(command.trigger, command.condition)
    if not command.actions:
        raise rules.NothingFollows
    for position, given in enumerate(command.actions, 1):
        wrong = acting.wrong_with(position, given, command.trigger)
        if wrong is not None:
            raise wrong
    version = work.add(
        RuleVersion(
            id=work.new_id(RuleVersionId),
            rule_id=rule.id,
            number=len(work.find(RuleVersion, rule_id=rule.id)) + 1,
            trigger=command.trigger,
            condition=command.condition,
            per_hour_max=command.per_hour_max,
            drafted_by=work.actor,
            drafted_at=work.now,
        )
    )
    work.add_all(
        RuleAction(
            version_id=version.id,
            position=position,
            kind=each.kind,
            text=each.text,
            due_days=each.due_days,
            owner_id=each.owner_id,
            owner_role_id=each.owner_role_id,
            severity=each.severity,
            parameter=each.parameter,
            expected=each.expected,
            stage=each.stage,
            type=each.type,
        )
        for position, each in enumerate(command.actions, 1)
    )
    work.record(VersionDrafted(version_id=version.id, rule_id=rule.id))


def require_condition(trigger: str, condition: str) -> None:
    """UnknownTrigger, ConditionWrong with the first place that is wrong."""
    if trigger not in triggers():
        raise rules.UnknownTrigger(trigger=trigger)
    for fault in faults(trigger, condition):
        raise rules.ConditionWrong(line=fault.line, column=fault.column, problem=fault.text)


@handles(RecordTrial, emits=(VersionTried,))
def record_trial(command: RecordTrial, work: Work) -> None:
    version = work.take(RuleVersion, command.version_id)
    VERSION_LIFE.require(_name(version), version.state, VersionState.DRAFT)
    version.tried_digest, version.tried_by = command.digest, command.tried_by
    version.tried_at = work.now
    version.tried_since, version.tried_until = command.since, command.until
    version.tried_facts, version.tried_fired = command.facts, command.fired
    version.tried_failed = command.failed
    work.record(VersionTried(version_id=version.id, fired=command.fired))


@handles(ApproveVersion, emits=(VersionApproved,))
def approve_version(command: ApproveVersion, work: Work) -> None:
    rule = work.take(Rule, work.get(RuleVersion, command.version_id).rule_id)
    version = work.take(RuleVersion, command.version_id)
    if work.is_own(version.drafted_by):
        raise rules.OwnVersion(version=version.number, rule=rule.code)
    state = VERSION_LIFE.move(_name(version), version.state, VersionState.APPROVED)
    day = command.effective_on or work.today
    if day < work.today:
        raise rules.EffectiveInThePast(day=day)
    if version.tried_digest is None or version.tried_digest != digest(work, version):
        raise rules.NotTried(version=version.number, rule=rule.code)
    require_condition(version.trigger, version.condition)
    _require_no_circle(work, rule, version)
    _supersede(work, version, day)
    version.state, version.effective_on = state, day
    version.approved_by, version.approved_at = work.actor, work.now
    work.record(VersionApproved(version_id=version.id, rule_id=rule.id))


def _require_no_circle(work: Work, rule: Rule, version: RuleVersion) -> None:
    """RulesInACircle; every version that is in force or is to be counts."""
    others = [each for each in approved(work) if each.rule_id != rule.id]
    links = [_link(work, work.get(Rule, each.rule_id), each) for each in others]
    codes = rules.circle(_link(work, rule, version), links)
    if codes is not None:
        raise rules.RulesInACircle(way=rules.way_text(codes))


def _link(work: Work, rule: Rule, version: RuleVersion) -> rules.Link:
    kinds = (each.kind for each in actions_of(work, version.id))
    return rules.Link(rule.code, version.trigger, acting.leads_to(kinds))


def _supersede(work: Work, version: RuleVersion, day: date) -> None:
    """What the version replaces: at once, if its day is today; else what was to begin then or
    later, and what is in force stays until the day."""
    for each in work.take_all(RuleVersion, rule_id=version.rule_id, state=VersionState.APPROVED):
        is_later = each.effective_on is not None and each.effective_on >= day
        if is_later or day <= work.today:
            each.state = VERSION_LIFE.move(_name(each), each.state, VersionState.SUPERSEDED)


@handles(WithdrawVersion, emits=(VersionWithdrawn,))
def withdraw_version(command: WithdrawVersion, work: Work) -> None:
    """What it had replaced does not come back: the former versions end with it."""
    work.take(Rule, work.get(RuleVersion, command.version_id).rule_id)
    version = work.take(RuleVersion, command.version_id)
    was, since = version.state, version.effective_on
    version.state = VERSION_LIFE.move(_name(version), was, VersionState.SUPERSEDED)
    if was is VersionState.APPROVED and since is not None and since <= work.today:
        _end_before(work, version, since)
    work.record(VersionWithdrawn(version_id=version.id, rule_id=version.rule_id))


def _end_before(work: Work, version: RuleVersion, day: date) -> None:
    for each in work.take_all(RuleVersion, rule_id=version.rule_id, state=VersionState.APPROVED):
        is_former = each.effective_on is not None and each.effective_on <= day
        if each.id != version.id and is_former:
            each.state = VERSION_LIFE.move(_name(each), each.state, VersionState.SUPERSEDED)


@handles(PauseRule, emits=(RulePaused,))
def pause_rule(command: PauseRule, work: Work) -> None:
    rule = work.take(Rule, command.rule_id)
    if rule.state is RuleState.PAUSED and work.frame.cause is not None:
        return  # another process has just paused it for the same storm
    rule.state = RULE_LIFE.move(rule.code, rule.state, RuleState.PAUSED)
    rule.paused_because = command.because
    if work.frame.cause is not None:
        tell(work, rule, "rule_paused", rules.paused_text(rule.code, command.because))
    work.record(RulePaused(rule_id=rule.id))


@handles(ResumeRule, emits=(RuleResumed,))
def resume_rule(command: ResumeRule, work: Work) -> None:
    rule = work.take(Rule, command.rule_id)
    rule.state = RULE_LIFE.move(rule.code, rule.state, RuleState.IN_USE)
    rule.paused_because, rule.resumed_at = None, work.now
    work.record(RuleResumed(rule_id=rule.id))


def _name(version: RuleVersion) -> str:
    return RuleVersionId.text(version.id)
