"""What alerts keep."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.alerts.vocabulary import (
    AboutOf,
    AcknowledgedAt,
    AcknowledgedBecause,
    AcknowledgedBy,
    AlertDetail,
    AlertDetailZh,
    AlertId,
    AlertKey,
    AlertPolicyId,
    AlertState,
    AlertTitle,
    AlertTitleZh,
    ByProcedure,
    ClosedAt,
    ClosedBy,
    CriticalMinutes,
    DefaultRole,
    DueAt,
    EscalatedAt,
    EscalationLevel,
    FlapMinutes,
    FlapsFrom,
    HandedOverAt,
    HandedOverBy,
    HowChosen,
    InPlaceOf,
    IsByShift,
    IsFlapping,
    LastAt,
    LevelOf,
    ManagementRole,
    NoticedAt,
    NoticedBy,
    OnShiftOnly,
    OutcomeOf,
    OverSince,
    OwnerOf,
    OwningRole,
    PolicyFrom,
    RaisedAt,
    RuleOrPart,
    SeriousMinutes,
    SetBy,
    SeverityOf,
    StateOfAlert,
    TimesNoticed,
    TimesReturned,
    WarningMinutes,
)
from lotproof.modules.sites.vocabulary import AreaId


@record(
    "alerts.alert",
    t("Alert", "报警"),
    index=[
        ("state", "severity"),
        ("owner_id", "state"),
        ("owner_role_id", "state"),
        ("about", "raised_at"),
        ("raised_at",),
        ("state", "due_at"),
    ],
)
class Alert(Record):
    """What was noticed, how often, whom it concerns, and how they answered."""

    id: AlertId
    key: AlertKey
    rule: NoticedBy
    severity: SeverityOf
    title: AlertTitle
    title_zh: AlertTitleZh
    detail: AlertDetail
    detail_zh: AlertDetailZh
    about: AboutOf
    occurred_at: NoticedAt
    raised_at: RaisedAt
    last_at: LastAt
    count: TimesNoticed = 1
    returns: TimesReturned = 0
    is_flapping: IsFlapping = False
    state: StateOfAlert = AlertState.OPEN
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    area_id: AreaId | None = None
    level: LevelOf = EscalationLevel.OWNER
    due_at: DueAt | None = None
    escalated_at: EscalatedAt | None = None
    acknowledged_by: AcknowledgedBy | None = None
    acknowledged_at: AcknowledgedAt | None = None
    acknowledged_because: AcknowledgedBecause | None = None
    cleared_at: OverSince | None = None
    closed_by: ClosedBy | None = None
    closed_at: ClosedAt | None = None
    outcome: OutcomeOf | None = None
    chosen: HowChosen | None = None
    in_place_of: InPlaceOf | None = None
    is_by_shift: IsByShift = False
    handed_over_by: HandedOverBy | None = None
    handed_over_at: HandedOverAt | None = None


@record("alerts.newest", t("Newest alert of a key", "归并键的最新报警"), key="key")
class Newest(Record):
    """Which alert is the last of a key: whoever raises one locks this first."""

    key: AlertKey
    alert_id: AlertId


@record("alerts.policy", t("Alert policy", "报警策略"), index=[("effective_on",)])
class AlertPolicy(Record):
    """How soon alerts are answered and who is asked last, from a day on; the newest counts."""

    id: AlertPolicyId
    effective_on: PolicyFrom
    warning_minutes: WarningMinutes
    serious_minutes: SeriousMinutes
    critical_minutes: CriticalMinutes
    flap_minutes: FlapMinutes
    flaps_from: FlapsFrom
    set_by: SetBy
    default_role_id: DefaultRole | None = None
    management_role_id: ManagementRole | None = None


@record("alerts.route", t("Owner of alerts", "报警责任人"), key="rule")
class AlertRoute(Record):
    """Who is asked about what a rule notices, where whoever raises it names nobody."""

    rule: RuleOrPart
    set_by: SetBy
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    is_on_shift: OnShiftOnly = False
    procedure_id: ByProcedure | None = None


consequence(Alert)
