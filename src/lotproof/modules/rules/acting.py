"""What an action of a rule orders: the same commands that people send."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.reader import Reader
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import EVENTS, HANDLERS, REACTIONS, Command
from lotproof.kernel.text import Text, t
from lotproof.modules.alerts.commands import RaiseAlert
from lotproof.modules.alerts.vocabulary import AlertSeverity
from lotproof.modules.changes.commands import DraftChange
from lotproof.modules.changes.vocabulary import ChangeSource, EffectivePoint
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.commands import OpenInspection
from lotproof.modules.monitoring.commands_readings import WithdrawStart
from lotproof.modules.monitoring.queries import Excursion, limits_at, open_withdrawals
from lotproof.modules.monitoring.vocabulary import Level, LimitsId, PointId
from lotproof.modules.nonconformance.commands import OpenReport
from lotproof.modules.nonconformance.commands_improvement import OpenReview, ProposeImprovement
from lotproof.modules.nonconformance.queries import similar_cases
from lotproof.modules.nonconformance.vocabulary import Origin, Severity
from lotproof.modules.nonconformance.words import SubjectGiven
from lotproof.modules.notifications.commands import Notify
from lotproof.modules.notifications.vocabulary import Severity as Urgency
from lotproof.modules.notifications.vocabulary import Topic
from lotproof.modules.rules import rules
from lotproof.modules.rules.records import Firing, Rule, RuleAction
from lotproof.modules.rules.terms import reachable
from lotproof.modules.rules.vocabulary import ActionKind, FiringId, RuleId
from lotproof.modules.rules.words import ActionGiven
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotId, LotState

I = TypeVar("I", bound=Id)  # noqa: E741

CASES_TOLD: Final = 3
HISTORY_US: Final = 90 * 86_400 * 1_000_000
"""How far back a proposal tells what happened before: 90 days."""

ISSUES: Final[dict[ActionKind, type[Command]]] = {
    ActionKind.OPEN_REPORT: OpenReport,
    ActionKind.OPEN_REVIEW: OpenReview,
    ActionKind.PROPOSE_IMPROVEMENT: ProposeImprovement,
    ActionKind.OPEN_INSPECTION: OpenInspection,
    ActionKind.HOLD_LOT: PlaceHold,
    ActionKind.WITHDRAW_START: WithdrawStart,
    ActionKind.START_CHANGE: DraftChange,
    ActionKind.NOTIFY: Notify,
    ActionKind.RAISE_ALERT: RaiseAlert,
}


class Ordered(NamedTuple):
    """An action at work: what has happened, by which rule, and what is to follow."""

    reader: Reader
    rule: Rule
    firing: Firing
    action: RuleAction

    def about(self, of: type[I]) -> list[I]:
        """The things of a kind that the fact is about; NothingConcerned without any."""
        found = [of.parse(each) for each in self.firing.about if each.startswith(f"{of.prefix}_")]
        if not found:
            raise rules.NothingConcerned(what=of.label, kind=self.action.kind.label)
        return found

    @property
    def cause(self) -> Text:
        """The rule, its firing and the fact, in both languages."""
        name = f"{self.rule.code}, {FiringId.text(self.firing.id)}"
        return Text(f"{name}: {self.firing.told}", f"{name}：{self.firing.told_zh}")

    def told(self, *lines: str, length_max: int) -> str:
        """The action's text, then the fact in both languages, then what else is known."""
        return "\n".join((self.action.text, *self.cause, *lines))[:length_max]

    @property
    def others(self) -> list[SubjectGiven]:
        own = FiringId.text(self.firing.id)
        return [SubjectGiven(subject=each) for each in (*self.firing.about, own)]


def ordered(order: Ordered) -> Iterator[Command]:
    """The commands of one action; a refusal where there is nothing to act on."""
    yield from _MAKE[order.action.kind](order)


def _report(order: Ordered) -> Iterator[Command]:
    action = order.action
    assert action.severity is not None, "required when the version was drafted"
    is_reading = any(each.startswith(f"{PointId.prefix}_") for each in order.firing.about)
    yield OpenReport(
        origin=Origin.READING if is_reading else Origin.OTHER,
        severity=action.severity,
        found=order.told(length_max=2000),
        due_on=order.reader.today + timedelta(days=action.due_days),
        owner_id=action.owner_id,
        owner_role_id=action.owner_role_id,
        parameter=action.parameter,
        others=order.others,
    )


def _review(order: Ordered) -> Iterator[Command]:
    action = order.action
    yield OpenReview(
        why=order.told(*_history(order), length_max=2000),
        due_on=order.reader.today + timedelta(days=action.due_days),
        owner_id=action.owner_id,
        owner_role_id=action.owner_role_id,
        parameter=action.parameter,
        others=order.others,
    )


def _improvement(order: Ordered) -> Iterator[Command]:
    action, reader = order.action, order.reader
    assert action.expected is not None, "required when the version was drafted"
    present = [*order.cause, *_history(order), *_similar(order)]
    yield ProposeImprovement(
        present="\n".join(present)[:2000],
        proposed=action.text,
        expected_effect=action.expected,
        due_on=reader.today + timedelta(days=action.due_days),
        owner_id=action.owner_id,
        owner_role_id=action.owner_role_id,
        parameter=action.parameter,
        revision=_revision(order),
        others=order.others,
    )


def _history(order: Ordered) -> Iterator[str]:
    """How often the points left their action limits in the last 90 days, this time included."""
    since = order.reader.now - HISTORY_US
    for text in order.firing.about:
        if text.startswith(f"{PointId.prefix}_"):
            point = PointId.parse(text)
            found = order.reader.find(Excursion, point_id=point, level=Level.ACTION)
            count = sum(each.began_at >= since for each in found)
            told = f"{count} × beyond action limits in 90 days / 90 天内超出行动限 {count} 次"
            yield f"{text}: {told}"


def _similar(order: Ordered) -> Iterator[str]:
    """Past cases like this one, and what came of them."""
    found = similar_cases(order.reader, order.firing.about, order.action.parameter)
    for each in found[:CASES_TOLD]:
        outcome = f" → {each.outcome}" if each.outcome else ""
        yield f"{each.number}: {each.told[:160]}{outcome[:200]}"


def _revision(order: Ordered) -> str | None:
    """The limits in force of the point that the fact is about."""
    for text in order.firing.about:
        if text.startswith(f"{PointId.prefix}_"):
            limits = limits_at(order.reader, PointId.parse(text), Instant(order.reader.now))
            return None if limits is None else LimitsId.text(limits.id)
    return None


def _inspection(order: Ordered) -> Iterator[Command]:
    assert order.action.stage is not None, "required when the version was drafted"
    for lot_id in order.about(LotId):
        yield OpenInspection(lot_id=lot_id, stage=order.action.stage)


def _hold(order: Ordered) -> Iterator[Command]:
    """A lot that was rejected is barred already."""
    for lot_id in order.about(LotId):
        if order.reader.get(Lot, lot_id).state is not LotState.REJECTED:
            yield PlaceHold(lot_id=lot_id, cause=order.told(length_max=1000))


def _withdraw(order: Ordered) -> Iterator[Command]:
    """One decision gives the permission back: it is not withdrawn twice."""
    for equipment_id in order.about(EquipmentId):
        if not open_withdrawals(order.reader, equipment_id):
            cause = f"{order.cause.en} / {order.cause.zh}"[:400]
            yield WithdrawStart(equipment_id=equipment_id, cause=cause)


def _change(order: Ordered) -> Iterator[Command]:
    action = order.action
    assert action.type is not None, "required when the version was drafted"
    yield DraftChange(
        type=action.type,
        title=f"{order.rule.code}: {order.rule.title}"[:160],
        justification=order.told(length_max=2000),
        origin=ChangeSource.NONCONFORMITY,
        description=action.text,
        effective_point=EffectivePoint.DATE,
        source_record=FiringId.text(order.firing.id),
    )


_URGENCY: Final = {
    Severity.MINOR: Urgency.WARNING,
    Severity.MAJOR: Urgency.SERIOUS,
    Severity.CRITICAL: Urgency.CRITICAL,
}
_ALERTED: Final = {
    Severity.MINOR: AlertSeverity.WARNING,
    Severity.MAJOR: AlertSeverity.SERIOUS,
    Severity.CRITICAL: AlertSeverity.CRITICAL,
}


def _notify(order: Ordered) -> Iterator[Command]:
    """What leaves the plant is the rule's title only; the rest is read in the application."""
    action, firing = order.action, FiringId.text(order.firing.id)
    yield Notify(
        topic=Topic.RULE,
        severity=Urgency.INFO if action.severity is None else _URGENCY[action.severity],
        title=f"{order.rule.code}: {order.rule.title}"[:200],
        title_zh=f"{order.rule.code}：{order.rule.title_zh}"[:200],
        detail=f"{action.text}\n{order.cause.en}"[:2000],
        detail_zh=f"{action.text}\n{order.cause.zh}"[:2000],
        about=firing,
        key=f"{firing}-{action.position}",
        user_id=action.owner_id,
        role_id=action.owner_role_id,
    )


def _alert(order: Ordered) -> Iterator[Command]:
    """One alert as long as the rule fires for the same thing and it is not closed."""
    action, rule = order.action, order.rule
    assert action.severity is not None, "required when the version was drafted"
    about = order.firing.about[0] if order.firing.about else RuleId.text(rule.id)
    near = next((each for each in order.firing.about if _is_place(each)), about)
    yield RaiseAlert(
        key=f"{RuleId.text(rule.id)}-{action.position}-{near}",
        rule=f"rules.{rule.code.lower()}"[:60],
        about=about,
        severity=_ALERTED[action.severity],
        title=rule.title,
        title_zh=rule.title_zh,
        detail=f"{action.text}\n{order.cause.en}",
        detail_zh=f"{action.text}\n{order.cause.zh}",
        owner_id=action.owner_id,
        owner_role_id=action.owner_role_id,
    )


def _is_place(text: str) -> bool:
    """What stays while facts about it come and go: alerts are kept apart by it."""
    return text.startswith((f"{PointId.prefix}_", f"{EquipmentId.prefix}_", f"{LotId.prefix}_"))


_MAKE: Final[dict[ActionKind, Callable[[Ordered], Iterator[Command]]]] = {
    ActionKind.OPEN_REPORT: _report,
    ActionKind.OPEN_REVIEW: _review,
    ActionKind.PROPOSE_IMPROVEMENT: _improvement,
    ActionKind.OPEN_INSPECTION: _inspection,
    ActionKind.HOLD_LOT: _hold,
    ActionKind.WITHDRAW_START: _withdraw,
    ActionKind.START_CHANGE: _change,
    ActionKind.NOTIFY: _notify,
    ActionKind.RAISE_ALERT: _alert,
}

# --- what an action needs -----------------------------------------------------------------------

_OWNED: Final = (
    ActionKind.OPEN_REPORT,
    ActionKind.OPEN_REVIEW,
    ActionKind.PROPOSE_IMPROVEMENT,
    ActionKind.NOTIFY,
    ActionKind.RAISE_ALERT,
)
_SEVERITY: Final = ("severity", t("a severity", "严重程度"))
_NEEDS: Final[dict[ActionKind, tuple[tuple[str, Text], ...]]] = {
    ActionKind.OPEN_REPORT: (_SEVERITY,),
    ActionKind.RAISE_ALERT: (_SEVERITY,),
    ActionKind.PROPOSE_IMPROVEMENT: (("expected", t("the effect expected", "预期效果")),),
    ActionKind.OPEN_INSPECTION: (("stage", t("a stage of inspection", "检验阶段")),),
    ActionKind.START_CHANGE: (("type", t("a type of change", "变更类型")),),
}
_ACTS_ON: Final[dict[ActionKind, type[Id]]] = {
    ActionKind.OPEN_INSPECTION: LotId,
    ActionKind.HOLD_LOT: LotId,
    ActionKind.WITHDRAW_START: EquipmentId,
}


def wrong_with(position: int, action: ActionGiven, trigger: str) -> Refused | None:
    """What keeps an action from being carried out on facts of this kind, whichever it is."""
    kind = action.kind
    for name, what in _NEEDS.get(kind, ()):
        if getattr(action, name) is None:
            return rules.ActionLacks(position=position, kind=kind.label, what=what)
    if kind in _OWNED and (action.owner_id is None) == (action.owner_role_id is None):
        what = t("one owner: a person or a role", "一个责任人或责任角色")
        return rules.ActionLacks(position=position, kind=kind.label, what=what)
    on = _ACTS_ON.get(kind)
    if on is not None and on not in reachable(trigger):
        return rules.NothingToActOn(kind=kind.label, what=on.label, trigger=trigger)
    return None


def leads_to(kinds: Iterator[ActionKind]) -> frozenset[str]:
    """The kinds of facts that these actions can bring about, over all declared reactions."""
    todo, done = [ISSUES[kind] for kind in kinds], set[type[Command]]()
    found: set[str] = set()
    while todo:
        command = todo.pop()
        if command in done:
            continue
        done.add(command)
        for event in HANDLERS[command].emits:
            found.add(event.SPEC.kind)
            todo += [each for r in REACTIONS.get(event, ()) for each in r.issues]
    assert found <= EVENTS.keys()
    return frozenset(found)
