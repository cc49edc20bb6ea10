"""What has happened to rules, holds and erasures."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.retention.vocabulary import ErasureId, LegalHoldId, RuleId


@event(
    "retention.rule_proposed/1",
    t("Retention rule {rule_id} proposed", "提出保存规则 {rule_id}"),
)
class RuleProposed(Event):
    rule_id: RuleId


@event(
    "retention.rule_adopted/1",
    t("Retention rule {rule_id} adopted", "采用保存规则 {rule_id}"),
)
class RuleAdopted(Event):
    rule_id: RuleId


@event(
    "retention.rule_declined/1",
    t("Retention rule {rule_id} declined", "不采用保存规则 {rule_id}"),
)
class RuleDeclined(Event):
    rule_id: RuleId


@event(
    "retention.rule_ended/1",
    t("Retention rule {rule_id} ended", "终止保存规则 {rule_id}"),
)
class RuleEnded(Event):
    rule_id: RuleId


@event(
    "retention.lifetime_defined/1",
    t("Lifetime of {item_id} defined", "规定 {item_id} 的使用期限"),
)
class LifetimeDefined(Event):
    item_id: ItemId


@event(
    "retention.hold_placed/1",
    t("Legal hold {hold_id} placed", "设置法律保全 {hold_id}"),
)
class LegalHoldPlaced(Event):
    hold_id: LegalHoldId


@event(
    "retention.hold_lifted/1",
    t("Legal hold {hold_id} lifted", "解除法律保全 {hold_id}"),
)
class LegalHoldLifted(Event):
    hold_id: LegalHoldId


@event(
    "retention.erasure_requested/1",
    t("Erasure {erasure_id} requested", "申请擦除 {erasure_id}"),
)
class ErasureRequested(Event):
    erasure_id: ErasureId


@event(
    "retention.erasure_approved/1",
    t("Erasure {erasure_id} approved", "批准擦除 {erasure_id}"),
)
class ErasureApproved(Event):
    erasure_id: ErasureId


@event(
    "retention.erasure_declined/1",
    t("Erasure {erasure_id} declined", "拒绝擦除 {erasure_id}"),
)
class ErasureDeclined(Event):
    erasure_id: ErasureId


@event(
    "retention.erasure_executed/1",
    t("Erasure {erasure_id} carried out", "执行擦除 {erasure_id}"),
)
class ErasureExecuted(Event):
    erasure_id: ErasureId
