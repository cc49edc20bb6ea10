"""What can be asked of rules, and what the program reports of them."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.rules.vocabulary import (
    Condition,
    Depth,
    FactsTried,
    FactTold,
    FactToldZh,
    FiringId,
    InForceFrom,
    PausedBecause,
    PerHour,
    RuleCode,
    RuleId,
    RuleTitle,
    RuleTitleZh,
    RuleVersionId,
    TextDigest,
    TriedBy,
    TriedSince,
    TriedUntil,
    Trigger,
    ValuesThen,
    WhyFailed,
    WhyFailedZh,
    WouldHaveFailed,
    WouldHaveFired,
)
from lotproof.modules.rules.words import AboutThings, ActionsGiven


@command(
    "rules.register_rule/1",
    t("Register rule", "登记联动规则"),
    permission="rules.version.draft",
    zh="登记一条联动规则的代码和名称；内容由其版本规定。",
)
class RegisterRule(Command):
    """Give a rule its code and title; its versions say what it does."""

    code: RuleCode
    title: RuleTitle
    title_zh: RuleTitleZh


@command(
    "rules.draft_version/1",
    t("Draft version of a rule", "编制规则版本"),
    permission="rules.version.draft",
    zh="编制规则的一个版本：触发事实、条件与动作；试运行后由他人批准。",
)
class DraftVersion(Command):
    """Write down on which fact and condition what follows; it is tried, then approved by another.

    A wording is not changed any more: who wants another one drafts another version.
    """

    rule_id: RuleId
    trigger: Trigger
    condition: Condition
    actions: ActionsGiven
    per_hour_max: PerHour = 60


@command(
    "rules.record_trial/1",
    t("Record trial of a rule version", "记录规则版本试运行"),
    permission="rules.trial.record",
    zh="记录规则草稿在历史事实上的试运行结果：本应触发多少次。",
    by_program=True,
)
class RecordTrial(Command):
    """Put down what a draft would have done on the facts of the past, as the program found it."""

    version_id: RuleVersionId
    digest: TextDigest
    tried_by: TriedBy
    since: TriedSince
    until: TriedUntil
    facts: FactsTried
    fired: WouldHaveFired
    failed: WouldHaveFailed


@command(
    "rules.approve_version/1",
    t("Approve version of a rule", "批准规则版本"),
    permission="rules.version.approve",
    zh="批准已试运行的规则版本，自所填日期起生效，原版本随之作废。编制人不得批准。",
    signs=t("Rule approved", "批准联动规则"),
)
class ApproveVersion(Command):
    """Approve a version that was tried; from its day it takes the place of the one before.

    Not by who drafted it.
    """

    version_id: RuleVersionId
    effective_on: InForceFrom | None = None


@command(
    "rules.withdraw_version/1",
    t("Withdraw version of a rule", "撤回规则版本"),
    permission="rules.version.withdraw",
    zh="作废草稿或已批准的规则版本，不以其他版本替代，并说明原因。",
    needs_reason=True,
)
class WithdrawVersion(Command):
    """End a drafted or approved version without a successor."""

    version_id: RuleVersionId


@command(
    "rules.pause_rule/1",
    t("Pause rule", "暂停规则"),
    permission="rules.rule.pause",
    zh="暂停一条规则，直至有人恢复；触发过于频繁时系统自动暂停。",
)
class PauseRule(Command):
    """Let a rule do nothing until somebody resumes it; one that fires too often pauses itself."""

    rule_id: RuleId
    because: PausedBecause


@command(
    "rules.resume_rule/1",
    t("Resume rule", "恢复规则"),
    permission="rules.rule.resume",
    zh="恢复被暂停的规则，并说明理由。",
    needs_reason=True,
)
class ResumeRule(Command):
    """Let a paused rule go on, and say why it may."""

    rule_id: RuleId


@command(
    "rules.fire_rule/1",
    t("Fire rule", "触发规则"),
    permission="rules.firing.record",
    zh="记录规则因一事实触发；其动作随后执行。",
    by_program=True,
)
class FireRule(Command):
    """Put down that a rule came into effect on a fact; what it orders follows."""

    version_id: RuleVersionId
    told: FactTold
    told_zh: FactToldZh
    depth: Depth
    about: AboutThings = msgspec.field(default_factory=list)
    values: ValuesThen = msgspec.field(default_factory=dict)


@command(
    "rules.record_failure/1",
    t("Record failure of a rule", "记录规则失败"),
    permission="rules.firing.record",
    zh="记录规则未能判断条件；引起它的事实不受影响。",
    by_program=True,
)
class RecordFailure(Command):
    """Put down that a rule could not judge its condition; the fact that it was about stands."""

    version_id: RuleVersionId
    told: FactTold
    told_zh: FactToldZh
    depth: Depth
    failure: WhyFailed
    failure_zh: WhyFailedZh
    about: AboutThings = msgspec.field(default_factory=list)
    values: ValuesThen = msgspec.field(default_factory=dict)


@command(
    "rules.fail_firing/1",
    t("Record failure of a firing", "记录规则动作失败"),
    permission="rules.firing.record",
    zh="记录规则触发后动作被拒绝，其全部动作均未执行；引起它的事实不受影响。",
    by_program=True,
)
class FailFiring(Command):
    """Put down that what a firing ordered was refused: none of it is done, the fact stands."""

    firing_id: FiringId
    failure: WhyFailed
    failure_zh: WhyFailedZh
