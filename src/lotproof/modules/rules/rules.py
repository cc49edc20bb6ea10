"""Decisions about rules, and their refusals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.rules.vocabulary import RuleId, RuleVersionId

DEPTH_MAX = 4
"""Firings one after the other, each on what the one before has done."""

_canonical = msgspec.json.Encoder(order="deterministic").encode


class UnknownTrigger(
    Refused,
    code="unknown_trigger",
    en="Rules cannot follow from “{trigger}”. Choose one of the kinds of facts that are offered.",
    zh="规则不能由“{trigger}”触发。请从所列事实类别中选择。",
):
    """No fact of this kind is ever sealed, or it is one of the rules' own."""


class ConditionWrong(
    Refused,
    code="condition_wrong",
    en="The condition is wrong at line {line}, character {column}: {problem}.",
    zh="条件第 {line} 行第 {column} 个字符处有误：{problem}。",
):
    """A condition that cannot be judged is not kept."""


class NothingFollows(
    Refused,
    code="nothing_follows",
    en="The rule has no action. Say what is to follow.",
    zh="规则没有动作。请说明应执行什么。",
):
    """A rule does something."""


class ActionLacks(
    Refused,
    code="action_lacks",
    en="Action {position} ({kind}) needs {what}.",
    zh="第 {position} 个动作（{kind}）需要{what}。",
):
    """Each kind of action demands what its command needs."""


class NothingToActOn(
    Refused,
    code="nothing_to_act_on",
    en="“{kind}” needs {what}, and the fact “{trigger}” tells of none. Choose another fact or "
    "another action.",
    zh="“{kind}”需要{what}，而事实“{trigger}”不涉及。请另选事实或动作。",
):
    """An action on what the fact does not tell of would always fail."""


class NothingConcerned(
    Refused,
    code="nothing_concerned",
    en="The fact is about no {what}, so “{kind}” has nothing to act on.",
    zh="该事实不涉及{what}，无法执行“{kind}”。",
):
    """What the fact may tell of, it does not tell of this time."""


class NotTried(
    Refused,
    code="rule_not_tried",
    en="Version {version} of {rule} was not tried as it stands. Try it on past facts first.",
    zh="{rule} 的版本 {version} 未按现文本试运行。请先在历史事实上试运行。",
):
    """Nobody signs what they have not seen at work."""


class OwnVersion(
    Refused,
    code="own_rule_version",
    en="You drafted version {version} of {rule} yourself: another person has to approve it.",
    zh="{rule} 的版本 {version} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class EffectiveInThePast(
    Refused,
    code="rule_effective_in_the_past",
    en="A rule cannot be effective from {day}, which is past. Choose today or a later day.",
    zh="规则不能自已过去的 {day} 起生效。请选择当日或以后的日期。",
):
    """A rule does not reach back."""


class RulesInACircle(
    Refused,
    code="rules_in_a_circle",
    en="The rule could trigger itself: {way}. Change what it follows from or what it does.",
    zh="规则可能触发自身：{way}。请更改其触发事实或动作。",
):
    """What a rule does may not, over however many rules, be what it follows from."""


class InForce(NamedTuple):
    """What decides which version of a rule is in force."""

    rule_id: RuleId
    version_id: RuleVersionId
    number: int
    effective_on: date


def in_force(approved: Iterable[InForce], today: date) -> dict[RuleId, RuleVersionId]:
    """The version of each rule that counts today: of those whose day has come, the one with the
    latest day; of several for that day, the newest."""
    newest: dict[RuleId, InForce] = {}
    for each in approved:
        known = newest.get(each.rule_id)
        if each.effective_on <= today and (known is None or _order(each) > _order(known)):
            newest[each.rule_id] = each
    return {rule_id: each.version_id for rule_id, each in newest.items()}


def _order(each: InForce) -> tuple[date, int]:
    return each.effective_on, each.number


def digest_of(
    trigger: str, condition: str, per_hour_max: int, actions: Sequence[Mapping[str, Any]]
) -> str:
    """SHA-256 of a version's text: canonical JSON of all that decides what it does."""
    said = {
        "trigger": trigger,
        "condition": condition,
        "per_hour_max": per_hour_max,
        "actions": list(actions),
    }
    return sha256(_canonical(said)).hexdigest()


class Link(NamedTuple):
    """A rule as seen by what leads to it: its code, the kind of fact, and what it brings about."""

    code: str
    trigger: str
    leads_to: frozenset[str]


def circle(new: Link, others: Iterable[Link]) -> list[str] | None:
    """The codes of rules, the new one first and last, by which it could trigger itself; or None."""
    known = [new, *(each for each in others if each.code != new.code)]
    todo: list[tuple[Link, list[str]]] = [(new, [new.code])]
    seen: set[str] = set()
    while todo:
        link, way = todo.pop()
        if new.trigger in link.leads_to:
            return [*way, new.code]
        for each in known:
            if each.trigger in link.leads_to and each.code not in seen:
                seen.add(each.code)
                todo.append((each, [*way, each.code]))
    return None


def way_text(codes: Sequence[str]) -> Text:
    said = " → ".join(codes)
    return Text(said, said)


def too_often(per_hour_max: int) -> str:
    """Why a rule is paused, in both languages, for people to read."""
    return (
        f"It would have fired more than {per_hour_max} times in an hour. / "
        f"一小时内触发将超过 {per_hour_max} 次。"
    )


def too_deep(depth: int) -> Text:
    return t(
        "{depth} rules led to this fact already; it does not fire any more",
        "此前已有 {depth} 条规则接连触发，不再触发",
    ).fill(depth=depth)


def paused_text(rule: str, because: str) -> Text:
    en, _, zh = because.partition(" / ")
    said = t(
        "Rule {rule} was paused: {because} Facts pass by it until somebody resumes it.",
        "规则 {rule} 已暂停：{because}恢复之前，事实不再触发该规则。",
    )
    return said.fill(rule=rule, because=Text(en, zh or en))


def failed_text(rule: str, firing: str, why: Text) -> Text:
    said = t(
        "Rule {rule} failed ({firing}): {why}. The fact stands; what was to follow has not.",
        "规则 {rule} 失败（{firing}）：{why}。事实保留，应执行的动作均未执行。",
    )
    return said.fill(rule=rule, firing=firing, why=why)
