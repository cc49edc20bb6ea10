"""What has happened on control charts."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.spc.vocabulary import (
    ChartId,
    ControlLimitsId,
    PartOf,
    RuleOf,
    SignalId,
)


@event(
    "spc.chart_defined/1", t("{chart_id} defined for {point_id}", "为 {point_id} 定义 {chart_id}")
)
class ChartDefined(Event):
    chart_id: ChartId
    point_id: PointId


@event("spc.chart_retired/1", t("{chart_id} retired", "{chart_id} 停用"))
class ChartRetired(Event):
    chart_id: ChartId


@event(
    "spc.limits_drafted/1",
    t("{limits_id} of {chart_id} drafted", "编制 {chart_id} 的 {limits_id}"),
)
class ControlLimitsDrafted(Event):
    limits_id: ControlLimitsId
    chart_id: ChartId


@event(
    "spc.limits_frozen/1",
    t("{limits_id} of {chart_id} frozen", "{chart_id} 的 {limits_id} 已冻结"),
)
class ControlLimitsFrozen(Event):
    limits_id: ControlLimitsId
    chart_id: ChartId


@event(
    "spc.limits_withdrawn/1",
    t("{limits_id} of {chart_id} withdrawn", "{chart_id} 的 {limits_id} 已撤回"),
)
class ControlLimitsWithdrawn(Event):
    limits_id: ControlLimitsId
    chart_id: ChartId


@event("spc.signal_found/1", t("{chart_id} signals: {rule}", "{chart_id} 报警：{rule}"))
class SignalFound(Event):
    signal_id: SignalId
    chart_id: ChartId
    point_id: PointId
    rule: RuleOf
    part: PartOf


@event("spc.signal_explained/1", t("{signal_id} explained", "{signal_id} 已说明"))
class SignalExplained(Event):
    signal_id: SignalId
    chart_id: ChartId
