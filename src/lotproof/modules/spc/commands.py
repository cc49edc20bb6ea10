"""What can be asked of control charts, and what the program does with them by itself."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import LimitsRevision, PointId
from lotproof.modules.spc.vocabulary import (
    BaselineSince,
    BaselineUntil,
    ChartCode,
    ChartId,
    ChartIds,
    ChartName,
    ChartNameZh,
    ControlLimitsId,
    ExclusionsGiven,
    Explanation,
    KindOfChart,
    OwnerOf,
    OwningRole,
    RulesOf,
    SignalId,
    SubgroupEvery,
    SubgroupSize,
)


@command(
    "spc.define_chart/1",
    t("Define control chart", "定义控制图"),
    permission="spc.chart.define",
    zh="为监测点定义控制图：类型、子组大小与取组间隔，以及由谁说明其信号。",
)
class DefineChart(Command):
    """Say how readings of a point become points of a chart, and who explains its signals."""

    code: ChartCode
    name: ChartName
    point_id: PointId
    kind: KindOfChart
    size: SubgroupSize
    every_s: SubgroupEvery = 0
    name_zh: ChartNameZh | None = None
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@command(
    "spc.retire_chart/1",
    t("Retire control chart", "停用控制图"),
    permission="spc.chart.define",
    zh="控制图永久停用；此后不再描点和判定。",
    needs_reason=True,
)
class RetireChart(Command):
    """End a chart for ever; nothing is plotted or judged on it any more."""

    chart_id: ChartId


@command(
    "spc.draft_limits/1",
    t("Draft control limits", "编制控制限"),
    permission="spc.limits.draft",
    zh="由基线读数计算控制限；剔除的点须逐一写明已查明的原因。由他人批准后冻结。",
)
class DraftControlLimits(Command):
    """Compute limits from a baseline, without the points whose cause was found.

    Somebody else freezes them.
    """

    chart_id: ChartId
    revision: LimitsRevision
    since: BaselineSince
    until: BaselineUntil
    rules: RulesOf
    exclusions: ExclusionsGiven = msgspec.field(default_factory=list)


@command(
    "spc.freeze_limits/1",
    t("Freeze control limits", "冻结控制限"),
    permission="spc.limits.approve",
    zh="批准控制限及剔除的点并冻结；基线之后的点（最多追溯一天）按其判定，原版本作废。编制人不得批准。",
    signs=t("Control limits frozen", "冻结控制限"),
)
class FreezeControlLimits(Command):
    """Approve limits and what was left out; what was read after the baseline is judged by them.

    At most a day back. Not by who drafted them.
    """

    limits_id: ControlLimitsId


@command(
    "spc.withdraw_limits/1",
    t("Withdraw control limits", "撤回控制限"),
    permission="spc.limits.withdraw",
    zh="作废草稿或已冻结的控制限；该图此后不再判定。",
    needs_reason=True,
)
class WithdrawControlLimits(Command):
    """End drafted or frozen limits without a successor; the chart is then no longer judged."""

    limits_id: ControlLimitsId


@command(
    "spc.judge_points/1",
    t("Judge new points", "判定新点"),
    permission="spc.chart.judge",
    zh="将新读数描点并按冻结的控制限判定。",
    is_fact=True,
    by_program=True,
)
class JudgePoints(Command):
    """Plot what was read on charts whose next point is complete, and judge it."""

    chart_ids: ChartIds


@command(
    "spc.look_ahead/1",
    t("Look for early warnings", "查找早期预警"),
    permission="spc.chart.look_ahead",
    zh="检查各控制图是否持续漂移、发生阶跃或与同类设备不一致，并预测达到限值的时间。",
    by_program=True,
)
class LookAhead(Command):
    """Look for drift, steps and machines unlike their sisters, and forecast when a limit is met."""

    chart_ids: ChartIds


@command(
    "spc.explain_signal/1",
    t("Explain signal", "说明信号"),
    permission="spc.signal.explain",
    zh="说明信号的原因与措施；该图的模式随之重新开始判定。",
)
class ExplainSignal(Command):
    """Say what caused a signal and what is done; no later pattern reaches back behind it."""

    signal_id: SignalId
    explanation: Explanation
