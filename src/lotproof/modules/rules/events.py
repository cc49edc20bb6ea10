"""What has happened to rules, and by them."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.rules.vocabulary import (
    FiringId,
    RuleId,
    RuleVersionId,
    WouldHaveFired,
)


@event("rules.rule_registered/1", t("{rule_id} registered", "登记 {rule_id}"))
class RuleRegistered(Event):
    rule_id: RuleId


@event(
    "rules.version_drafted/1",
    t("{version_id} of {rule_id} drafted", "编制 {rule_id} 的 {version_id}"),
)
class VersionDrafted(Event):
    version_id: RuleVersionId
    rule_id: RuleId


@event(
    "rules.version_tried/1",
    t(
        "{version_id} tried: it would have fired {fired} times",
        "{version_id} 已试运行：本应触发 {fired} 次",
    ),
)
class VersionTried(Event):
    version_id: RuleVersionId
    fired: WouldHaveFired


@event(
    "rules.version_approved/1",
    t("{version_id} of {rule_id} approved", "{rule_id} 的 {version_id} 已批准"),
)
class VersionApproved(Event):
    version_id: RuleVersionId
    rule_id: RuleId


@event(
    "rules.version_withdrawn/1",
    t("{version_id} of {rule_id} withdrawn", "{rule_id} 的 {version_id} 已撤回"),
)
class VersionWithdrawn(Event):
    version_id: RuleVersionId
    rule_id: RuleId


@event("rules.rule_paused/1", t("{rule_id} paused", "{rule_id} 已暂停"))
class RulePaused(Event):
    rule_id: RuleId


@event("rules.rule_resumed/1", t("{rule_id} resumed", "{rule_id} 已恢复"))
class RuleResumed(Event):
    rule_id: RuleId


@event("rules.rule_fired/1", t("{rule_id} fired: {firing_id}", "{rule_id} 触发：{firing_id}"))
class RuleFired(Event):
    firing_id: FiringId
    rule_id: RuleId
    version_id: RuleVersionId


@event("rules.rule_failed/1", t("{rule_id} failed: {firing_id}", "{rule_id} 失败：{firing_id}"))
class RuleFailed(Event):
    firing_id: FiringId
    rule_id: RuleId
    version_id: RuleVersionId
