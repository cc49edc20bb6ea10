"""What is counted of control charts."""

from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t

figure(
    "spc.signals_open",
    t("Chart signals to explain", "待说明控制图信号"),
    Group.WAITING,
    "spc.signal",
    filters={"state": "open"},
    command="spc.explain_signal/1",
)
figure(
    "spc.limits_to_freeze",
    t("Control limits to freeze", "待冻结控制限"),
    Group.WAITING,
    "spc.control_limits",
    filters={"state": "draft"},
    command="spc.freeze_limits/1",
)
trend(
    "spc.signals",
    t("Chart signals", "控制图信号数"),
    "quality",
    "spc.signal",
    "noticed_at",
)
