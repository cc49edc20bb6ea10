"""What can be asked of keeping and erasing."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.retention.vocabulary import (
    AddsLifetime,
    AnchorField,
    Citation,
    CountedFrom,
    EffectiveFrom,
    ErasureId,
    HoldOwner,
    LegalHoldId,
    LegalMatter,
    LifetimeMonths,
    PeriodMonths,
    RecordClass,
    RuleId,
    RuleTitle,
    SubjectOf,
    WithReasons,
)


@command(
    "retention.propose_rule/1",
    t("Propose retention rule", "提出保存规则"),
    permission="retention.rule.propose",
    zh="提出一条保存规则及其依据；由他人采用后生效。",
)
class ProposeRule(Command):
    """Propose how long a class of records is kept; it counts when somebody else adopts it."""

    record_class: RecordClass
    title: RuleTitle
    citation: Citation
    counted_from: CountedFrom
    anchor_field: AnchorField | None = None
    period_months: PeriodMonths | None = None
    adds_lifetime: AddsLifetime = False


@command(
    "retention.propose_templates/1",
    t("Propose rules from templates", "按模板提出规则"),
    permission="retention.rule.propose",
    zh="把产品自带的规则作为建议列出，并注明来源是否已核实；逐条由人采用。",
)
class ProposeTemplates(Command):
    """Propose the rules that come with the product, each with its source and its standing."""


@command(
    "retention.adopt_rule/1",
    t("Adopt retention rule", "采用保存规则"),
    permission="retention.rule.adopt",
    zh="核对依据后采用；不得由提出人采用。",
    needs_reason=True,
    signs=t("Retention rule adopted", "采用保存规则"),
)
class AdoptRule(Command):
    """Adopt a rule, having read its source; somebody else than who proposed it."""

    rule_id: RuleId
    effective_from: EffectiveFrom


@command(
    "retention.decline_rule/1",
    t("Decline retention rule", "不采用保存规则"),
    permission="retention.rule.adopt",
    zh="不采用一条建议的规则，说明原因。",
    needs_reason=True,
)
class DeclineRule(Command):
    """Do not adopt a proposed rule."""

    rule_id: RuleId


@command(
    "retention.end_rule/1",
    t("End retention rule", "终止保存规则"),
    permission="retention.rule.end",
    zh="规则自今日起不再适用；不得由采用人终止。",
    needs_reason=True,
)
class EndRule(Command):
    """Let a rule apply no more from today; somebody else than who adopted it."""

    rule_id: RuleId


@command(
    "retention.define_lifetime/1",
    t("Define device lifetime", "规定器械使用期限"),
    permission="retention.lifetime.define",
    zh="规定器械的预期使用期限；保存期限据此计算，只能延长。",
    needs_reason=True,
)
class DefineLifetime(Command):
    """Define the expected lifetime of a device, which retention counts; it can only grow."""

    item_id: ItemId
    months: LifetimeMonths


@command(
    "retention.place_hold/1",
    t("Place legal hold", "设置法律保全"),
    permission="retention.hold.place",
    zh="某条记录或某类记录在解除前不得擦除。",
    needs_reason=True,
)
class PlaceLegalHold(Command):
    """Let nothing of a record, or of a class of records, be erased until this is lifted."""

    matter: LegalMatter
    owner_id: HoldOwner
    record_class: RecordClass | None = None
    subject: SubjectOf | None = None


@command(
    "retention.lift_hold/1",
    t("Lift legal hold", "解除法律保全"),
    permission="retention.hold.lift",
    zh="解除法律保全；不得由设置人解除。",
    needs_reason=True,
)
class LiftLegalHold(Command):
    """Lift a legal hold; somebody else than who placed it."""

    hold_id: LegalHoldId


@command(
    "retention.request_erasure/1",
    t("Request erasure", "申请擦除"),
    permission="retention.erasure.request",
    zh="申请擦除一条记录的个人信息；保存期限未满或在法律保全中会被拒绝。",
    needs_reason=True,
)
class RequestErasure(Command):
    """Ask that the personal values of a record be destroyed, if neither rule nor hold forbids."""

    subject: SubjectOf
    with_reasons: WithReasons = False


@command(
    "retention.approve_erasure/1",
    t("Approve erasure", "批准擦除"),
    permission="retention.erasure.approve",
    zh="批准擦除；不得由申请人批准。",
    needs_reason=True,
    signs=t("Erasure approved", "批准删除"),
)
class ApproveErasure(Command):
    """Approve an erasure; somebody else than who asked for it."""

    erasure_id: ErasureId


@command(
    "retention.decline_erasure/1",
    t("Decline erasure", "拒绝擦除"),
    permission="retention.erasure.approve",
    zh="拒绝擦除申请，说明原因。",
    needs_reason=True,
)
class DeclineErasure(Command):
    """Decline an erasure."""

    erasure_id: ErasureId


@command(
    "retention.execute_erasure/1",
    t("Carry out erasure", "执行擦除"),
    permission="retention.erasure.execute",
    zh="销毁个人信息及账本中的对应内容，不可恢复；账本证明仍然有效。",
    needs_reason=True,
)
class ExecuteErasure(Command):
    """Destroy the personal values and what the ledger tells of them, for good. Proofs hold."""

    erasure_id: ErasureId
