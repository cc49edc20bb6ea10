"""What is kept of rules: their versions with actions, and every firing."""

import msgspec

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.changes.words import TypeOfChange
from lotproof.modules.inspection.vocabulary import StageOf
from lotproof.modules.nonconformance.words import OwnerOf, OwningRole, Parameter, SeverityOf
from lotproof.modules.rules.vocabulary import (
    ActionPosition,
    ActionText,
    CauseEntry,
    Condition,
    Depth,
    DueWithin,
    ExpectedOfIt,
    FactsTried,
    FactTold,
    FactToldZh,
    FiredAbout,
    FiredAt,
    FiringId,
    FiringState,
    InForceFrom,
    KindOfAction,
    OpenTask,
    PausedBecause,
    PerHour,
    ResumedAt,
    RuleCode,
    RuleId,
    RuleState,
    RuleTitle,
    RuleTitleZh,
    RuleVersionId,
    StateOfFiring,
    StateOfRule,
    StateOfVersion,
    TextDigest,
    TriedAt,
    TriedBy,
    TriedSince,
    TriedUntil,
    Trigger,
    ValuesThen,
    VersionApprovedAt,
    VersionApprovedBy,
    VersionDraftedAt,
    VersionDraftedBy,
    VersionNumber,
    VersionState,
    WhyFailed,
    WhyFailedZh,
    WouldHaveFailed,
    WouldHaveFired,
)


@record("rules.rule", t("Rule", "联动规则"), unique=[("code",)])
class Rule(Record):
    """What is to follow from a fact, by itself; what exactly, its versions say."""

    id: RuleId
    code: RuleCode
    title: RuleTitle
    title_zh: RuleTitleZh
    state: StateOfRule = RuleState.IN_USE
    paused_because: PausedBecause | None = None
    resumed_at: ResumedAt | None = None
    task_id: OpenTask | None = None


@record(
    "rules.rule_version",
    t("Version of a rule", "规则版本"),
    unique=[("rule_id", "number")],
    index=[("state",)],
)
class RuleVersion(Record):
    """One wording of a rule. What it was tried on stands with it; the wording never changes."""

    id: RuleVersionId
    rule_id: RuleId
    number: VersionNumber
    trigger: Trigger
    condition: Condition
    per_hour_max: PerHour
    drafted_by: VersionDraftedBy
    drafted_at: VersionDraftedAt
    state: StateOfVersion = VersionState.DRAFT
    tried_digest: TextDigest | None = None
    tried_by: TriedBy | None = None
    tried_at: TriedAt | None = None
    tried_since: TriedSince | None = None
    tried_until: TriedUntil | None = None
    tried_facts: FactsTried | None = None
    tried_fired: WouldHaveFired | None = None
    tried_failed: WouldHaveFailed | None = None
    approved_by: VersionApprovedBy | None = None
    approved_at: VersionApprovedAt | None = None
    effective_on: InForceFrom | None = None


@record("rules.action", t("Action of a rule", "规则动作"), key=("version_id", "position"))
class RuleAction(Record):
    """One thing that follows when a version fires."""

    version_id: RuleVersionId
    position: ActionPosition
    kind: KindOfAction
    text: ActionText
    due_days: DueWithin
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    severity: SeverityOf | None = None
    parameter: Parameter | None = None
    expected: ExpectedOfIt | None = None
    stage: StageOf | None = None
    type: TypeOfChange | None = None


under_control(
    RuleVersion,
    VersionState.APPROVED,
    family=("rule_id",),
    lines={RuleAction: ("position",)},
)


@record(
    "rules.firing",
    t("Firing of a rule", "规则触发"),
    index=[("rule_id", "fired_at"), ("fired_at",), ("version_id",)],
)
class Firing(Record):
    """One time that a rule came into effect: on which fact, with which values and outcome."""

    id: FiringId
    rule_id: RuleId
    version_id: RuleVersionId
    trigger: Trigger
    cause: CauseEntry
    fired_at: FiredAt
    depth: Depth
    told: FactTold
    told_zh: FactToldZh
    about: FiredAbout = msgspec.field(default_factory=list)
    values: ValuesThen = msgspec.field(default_factory=dict)
    state: StateOfFiring = FiringState.DONE
    failure: WhyFailed | None = None
    failure_zh: WhyFailedZh | None = None
