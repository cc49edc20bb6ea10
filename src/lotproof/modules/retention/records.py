"""Rules of keeping, lifetimes of devices, legal holds, erasures."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.retention.vocabulary import (
    AddsLifetime,
    AdoptedBy,
    AnchorField,
    Citation,
    CountedFrom,
    DecidedBy,
    EffectiveFrom,
    EffectiveUntil,
    ErasedCount,
    ErasureId,
    ErasureState,
    ExecutedAt,
    ExecutedBy,
    HoldOwner,
    HoldState,
    LegalHoldId,
    LegalMatter,
    LifetimeMonths,
    LiftedBy,
    PeriodMonths,
    PlacedAt,
    PlacedBy,
    ProposedBy,
    RecordClass,
    RequestedAt,
    RequestedBy,
    RuleId,
    RuleState,
    RuleTitle,
    StandingOfRule,
    StateOfErasure,
    StateOfHold,
    StateOfRule,
    SubjectOf,
    WithReasons,
)


@record("retention.rule", t("Retention rule", "保存规则"), index=[("record_class", "state")])
class RetentionRule(Record):
    """So long records of a class are kept, counted from a day, by an authority of law."""

    id: RuleId
    record_class: RecordClass
    title: RuleTitle
    citation: Citation
    counted_from: CountedFrom
    standing: StandingOfRule
    proposed_by: ProposedBy
    anchor_field: AnchorField | None = None
    period_months: PeriodMonths | None = None
    adds_lifetime: AddsLifetime = False
    effective_from: EffectiveFrom | None = None
    effective_until: EffectiveUntil | None = None
    adopted_by: AdoptedBy | None = None
    state: StateOfRule = RuleState.PROPOSED


@record("retention.lifetime", t("Device lifetime", "器械使用期限"), key="item_id")
class DeviceLifetime(Record):
    """How long a device is expected to be in use, as its maker has defined it."""

    item_id: ItemId
    months: LifetimeMonths


@record(
    "retention.hold", t("Legal hold", "法律保全"), index=[("subject", "state"), ("record_class",)]
)
class LegalHold(Record):
    """A record, or a whole class of records, of which nothing is erased."""

    id: LegalHoldId
    matter: LegalMatter
    owner_id: HoldOwner
    placed_by: PlacedBy
    placed_at: PlacedAt
    record_class: RecordClass | None = None
    subject: SubjectOf | None = None
    state: StateOfHold = HoldState.ACTIVE
    lifted_by: LiftedBy | None = None


@record("retention.erasure", t("Erasure", "擦除"), index=[("subject",), ("state",)])
class Erasure(Record):
    """The destruction of the personal values of one record, decided by two."""

    id: ErasureId
    subject: SubjectOf
    with_reasons: WithReasons
    requested_by: RequestedBy
    requested_at: RequestedAt
    state: StateOfErasure = ErasureState.REQUESTED
    decided_by: DecidedBy | None = None
    executed_by: ExecutedBy | None = None
    executed_at: ExecutedAt | None = None
    erased_count: ErasedCount = 0
