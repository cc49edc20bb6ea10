"""What can be told of alerts, and asked about them."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.alerts.vocabulary import (
    AboutOf,
    AlertDetail,
    AlertDetailZh,
    AlertId,
    AlertKey,
    AlertTitle,
    AlertTitleZh,
    ByProcedure,
    CriticalMinutes,
    DefaultRole,
    FlapMinutes,
    FlapsFrom,
    ManagementRole,
    NoticedAt,
    NoticedBy,
    OnShiftOnly,
    OutcomeOf,
    OwnerOf,
    OwningRole,
    PolicyFrom,
    RuleOrPart,
    SeriousMinutes,
    SeverityOf,
    WarningMinutes,
)
from lotproof.modules.sites.vocabulary import AreaId


@command(
    "alerts.raise_alert/1",
    t("Raise alert", "发出报警"),
    permission="alerts.alert.raise",
    zh="报告所发现的情况及其责任人；同一归并键未关闭时只累计次数，关闭后不久再次触发则重新打开。",
    by_program=True,
)
class RaiseAlert(Command):
    """Say what was noticed, and whom it concerns.

    While an alert of the same key is open, it is counted; soon after, it is opened again.
    """

    key: AlertKey
    rule: NoticedBy
    about: AboutOf
    severity: SeverityOf
    title: AlertTitle
    title_zh: AlertTitleZh
    detail: AlertDetail
    detail_zh: AlertDetailZh
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    area_id: AreaId | None = None
    occurred_at: NoticedAt | None = None


@command(
    "alerts.clear_alert/1",
    t("Say that an alert is over", "报告报警已恢复"),
    permission="alerts.alert.clear",
    zh="所报情况已自行消失：已确认的，或轻于严重的报警随之关闭；其余仍须确认。",
    by_program=True,
)
class ClearAlert(Command):
    """Say that what was noticed is over by itself.

    What was acknowledged, or is less than serious, is closed with it; the rest still wants an
    answer. One that flaps is closed when it has been quiet for a while.
    """

    alert_id: AlertId


@command(
    "alerts.acknowledge_alert/1",
    t("Acknowledge alert", "确认报警"),
    permission="alerts.alert.acknowledge",
    zh="说明已知晓此报警以及将如何处理。",
    needs_reason=True,
)
class AcknowledgeAlert(Command):
    """Say that you know of it, and what you make of it."""

    alert_id: AlertId


@command(
    "alerts.close_alert/1",
    t("Close alert", "关闭报警"),
    permission="alerts.alert.close",
    zh="说明原因与处理结果并关闭；须先确认。",
)
class CloseAlert(Command):
    """Say what it was and what was done; it was acknowledged before."""

    alert_id: AlertId
    outcome: OutcomeOf


@command(
    "alerts.escalate_alert/1",
    t("Escalate alert", "上报报警"),
    permission="alerts.alert.escalate",
    zh="逾期未确认的报警上报下一层级：责任人、责任角色、管理层；到时由系统执行。",
    by_program=True,
)
class EscalateAlert(Command):
    """Ask the next level, since nobody has answered in time; the program does so when it is due."""

    alert_id: AlertId


@command(
    "alerts.hand_over_alert/1",
    t("Hand over alert", "移交报警"),
    permission="alerts.alert.hand_over",
    zh="由被要求处理的人将报警移交给他人或某一角色，并说明理由。",
    needs_reason=True,
)
class HandOverAlert(Command):
    """Let another person or a role see to it; whoever is asked about it does so, saying why."""

    alert_id: AlertId
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@command(
    "alerts.hand_over_all/1",
    t("Hand over all my alerts", "移交我的全部报警"),
    permission="alerts.alert.hand_over",
    zh="班次结束时，将本人负责的全部未关闭报警移交给他人或某一角色，并说明理由。",
    needs_reason=True,
)
class HandOverAll(Command):
    """Let another person or a role see to all alerts that you own, as at the end of a shift."""

    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@command(
    "alerts.set_policy/1",
    t("Set alert policy", "设置报警策略"),
    permission="alerts.policy.set",
    zh="自某日起各级报警的回应时限、反复判定与上报角色；此前的策略保留。",
    needs_reason=True,
)
class SetAlertPolicy(Command):
    """Say how soon alerts are answered and whom they reach, from today or a later day on."""

    effective_on: PolicyFrom
    warning_minutes: WarningMinutes = 480
    serious_minutes: SeriousMinutes = 120
    critical_minutes: CriticalMinutes = 15
    flap_minutes: FlapMinutes = 30
    flaps_from: FlapsFrom = 2
    default_role_id: DefaultRole | None = None
    management_role_id: ManagementRole | None = None


@command(
    "alerts.set_route/1",
    t("Set owner of alerts", "设置报警责任人"),
    permission="alerts.policy.set",
    zh="某规则发出的报警未指明责任人时，由谁负责：某人、某角色，或该角色中当班、经培训的一人。",
    needs_reason=True,
)
class SetAlertRoute(Command):
    """Say who is asked about what a rule notices, where nobody is named with it.

    A person, a role, or one holder of the role: who is on shift, who is trained on a procedure.
    """

    rule: RuleOrPart
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    is_on_shift: OnShiftOnly = False
    procedure_id: ByProcedure | None = None
