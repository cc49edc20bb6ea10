"""How requests about rules, lifetimes and legal holds are carried out."""

from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.people.queries import User
from lotproof.modules.retention import rules
from lotproof.modules.retention.commands import (
    AdoptRule,
    DeclineRule,
    DefineLifetime,
    EndRule,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeRule,
    ProposeTemplates,
)
from lotproof.modules.retention.events import (
    LegalHoldLifted,
    LegalHoldPlaced,
    LifetimeDefined,
    RuleAdopted,
    RuleDeclined,
    RuleEnded,
    RuleProposed,
)
from lotproof.modules.retention.records import DeviceLifetime, LegalHold, RetentionRule
from lotproof.modules.retention.templates import TEMPLATES
from lotproof.modules.retention.vocabulary import (
    HOLD_LIFE,
    RULE_LIFE,
    Anchor,
    HoldState,
    LegalHoldId,
    RuleId,
    RuleState,
    Standing,
)


@handles(ProposeRule, emits=(RuleProposed,))
def propose_rule(command: ProposeRule, work: Work) -> None:
    is_dated = command.counted_from is Anchor.FIELD
    require_class(command.record_class, command.anchor_field if is_dated else None)
    if is_dated and command.anchor_field is None:
        raise rules.ClassUnknown(what=command.record_class, field="–")
    rule = work.add(
        RetentionRule(
            id=work.new_id(RuleId),
            standing=Standing.OWN,
            proposed_by=work.actor,
            **command.given(),
        )
    )
    work.record(RuleProposed(rule_id=rule.id))


def require_class(record_class: str, field: str | None = None) -> None:
    """Refuses record_class_unknown unless there is such a kind, with such a field of a day."""
    kind = RECORDS.get(record_class)
    found = None if kind is None or field is None else kind.by_name.get(field)
    is_day = found is not None and found.kind in ("date", "instant")
    if kind is None or (field is not None and not is_day):
        raise rules.ClassUnknown(what=record_class, field=field or "–")


@handles(ProposeTemplates, emits=(RuleProposed,))
def propose_templates(command: ProposeTemplates, work: Work) -> None:
    del command
    known = {(r.record_class, r.title) for r in work.find(RetentionRule)}
    for each in TEMPLATES:
        if (each.record_class, each.title) in known:
            continue
        rule = work.add(
            RetentionRule(
                id=work.new_id(RuleId),
                record_class=each.record_class,
                title=each.title,
                citation=each.citation,
                counted_from=each.counted_from,
                standing=each.standing,
                proposed_by=work.actor,
                anchor_field=each.field,
                period_months=each.months,
                adds_lifetime=each.adds_lifetime,
            )
        )
        work.record(RuleProposed(rule_id=rule.id))


@handles(AdoptRule, emits=(RuleAdopted,))
def adopt_rule(command: AdoptRule, work: Work) -> None:
    rule = work.take(RetentionRule, command.rule_id)
    state = RULE_LIFE.move(RuleId.text(rule.id), rule.state, RuleState.ADOPTED)
    require_other(work, rule.proposed_by)
    rule.state, rule.adopted_by = state, work.actor
    rule.effective_from = command.effective_from
    work.record(RuleAdopted(rule_id=rule.id))


@handles(DeclineRule, emits=(RuleDeclined,))
def decline_rule(command: DeclineRule, work: Work) -> None:
    rule = work.take(RetentionRule, command.rule_id)
    rule.state = RULE_LIFE.move(RuleId.text(rule.id), rule.state, RuleState.DECLINED)
    work.record(RuleDeclined(rule_id=rule.id))


@handles(EndRule, emits=(RuleEnded,))
def end_rule(command: EndRule, work: Work) -> None:
    rule = work.take(RetentionRule, command.rule_id)
    state = RULE_LIFE.move(RuleId.text(rule.id), rule.state, RuleState.ENDED)
    require_other(work, rule.adopted_by)
    rule.state, rule.effective_until = state, work.today
    work.record(RuleEnded(rule_id=rule.id))


@handles(DefineLifetime, emits=(LifetimeDefined,))
def define_lifetime(command: DefineLifetime, work: Work) -> None:
    item = work.get(Item, command.item_id)
    known = work.find(DeviceLifetime, item_id=command.item_id)
    if known:
        lifetime = work.take(DeviceLifetime, command.item_id)
        if command.months < lifetime.months:
            raise rules.LifetimeShortened(item=item.number, now=lifetime.months)
        lifetime.months = command.months
    else:
        work.add(DeviceLifetime(command.item_id, command.months))
    work.record(LifetimeDefined(item_id=command.item_id))


@handles(PlaceLegalHold, emits=(LegalHoldPlaced,))
def place_hold(command: PlaceLegalHold, work: Work) -> None:
    if (command.record_class is None) == (command.subject is None):
        raise rules.HoldOnNothing
    if command.record_class is not None:
        require_class(command.record_class)
    work.get(User, command.owner_id)
    hold = work.add(
        LegalHold(
            id=work.new_id(LegalHoldId),
            placed_by=work.actor,
            placed_at=work.now,
            **command.given(),
        )
    )
    work.record(LegalHoldPlaced(hold_id=hold.id))


@handles(LiftLegalHold, emits=(LegalHoldLifted,))
def lift_hold(command: LiftLegalHold, work: Work) -> None:
    hold = work.take(LegalHold, command.hold_id)
    state = HOLD_LIFE.move(LegalHoldId.text(hold.id), hold.state, HoldState.LIFTED)
    require_other(work, hold.placed_by)
    hold.state, hold.lifted_by = state, work.actor
    work.record(LegalHoldLifted(hold_id=hold.id))


def require_other(work: Work, before: str | None) -> None:
    """Refuses retention_same_person where the actor did the step before."""
    if work.is_own(before):
        raise rules.SamePerson(person=work.actor)
