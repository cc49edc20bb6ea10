"""What has happened to alerts."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.alerts.vocabulary import (
    AboutOf,
    AlertId,
    AlertPolicyId,
    ByProcedure,
    FittingCount,
    HowChosen,
    InPlaceOf,
    LevelOf,
    NoticedBy,
    OnShiftOnly,
    OwnerOf,
    OwningRole,
    PolicyFrom,
    RuleOrPart,
    SeverityOf,
    TimesNoticed,
    TimesReturned,
)


@event(
    "alerts.alert_raised/1",
    t("{rule} raised {alert_id} about {about}", "{rule} 就 {about} 发出 {alert_id}"),
)
class AlertRaised(Event):
    """New, worse than before, or back although somebody had closed it: it wants an answer."""

    alert_id: AlertId
    rule: NoticedBy
    about: AboutOf
    severity: SeverityOf
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@event(
    "alerts.owner_chosen/1",
    t("Owner of {alert_id}: {chosen}", "{alert_id} 的责任人：{chosen}"),
)
class OwnerChosen(Event):
    """Of `fitting` people one owns the alert from now on; without `owner_id`, the role is asked."""

    alert_id: AlertId
    chosen: HowChosen
    fitting: FittingCount
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    in_place_of: InPlaceOf | None = None


@event(
    "alerts.alert_repeated/1",
    t("{alert_id} noticed for the {count}. time", "{alert_id} 第 {count} 次触发"),
)
class AlertRepeated(Event):
    alert_id: AlertId
    about: AboutOf
    count: TimesNoticed
    returns: TimesReturned


@event("alerts.alert_cleared/1", t("{alert_id} is over by itself", "{alert_id} 已自行恢复"))
class AlertCleared(Event):
    alert_id: AlertId
    about: AboutOf


@event("alerts.alert_acknowledged/1", t("{alert_id} acknowledged", "{alert_id} 已确认"))
class AlertAcknowledged(Event):
    alert_id: AlertId
    about: AboutOf


@event("alerts.alert_closed/1", t("{alert_id} closed", "{alert_id} 已关闭"))
class AlertClosed(Event):
    alert_id: AlertId
    about: AboutOf


@event(
    "alerts.alert_escalated/1",
    t("{alert_id} was not answered in time: {level}", "{alert_id} 逾期未确认，上报：{level}"),
)
class AlertEscalated(Event):
    """`role_id` is asked now; without one, everybody who may set the policy."""

    alert_id: AlertId
    about: AboutOf
    severity: SeverityOf
    level: LevelOf
    role_id: OwningRole | None = None


@event("alerts.alert_handed_over/1", t("{alert_id} handed over", "{alert_id} 已移交"))
class AlertHandedOver(Event):
    alert_id: AlertId
    about: AboutOf
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@event(
    "alerts.policy_set/1",
    t("Alert policy from {effective_on} on", "自 {effective_on} 起的报警策略"),
)
class AlertPolicySet(Event):
    policy_id: AlertPolicyId
    effective_on: PolicyFrom


@event("alerts.route_set/1", t("Owner of alerts of {rule} set", "设置 {rule} 报警的责任人"))
class AlertRouteSet(Event):
    rule: RuleOrPart
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    is_on_shift: OnShiftOnly = False
    procedure_id: ByProcedure | None = None
