"""What is counted of monitoring."""

from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t

figure(
    "monitoring.excursions_open",
    t("Points outside their limits", "超限的监测点"),
    Group.WRONG,
    "monitoring.excursion",
    filters={"state": "open"},
)
figure(
    "monitoring.excursions_to_assess",
    t("Excursions to assess", "待评估偏离"),
    Group.WAITING,
    "monitoring.excursion",
    filters={"state": "ended"},
    command="monitoring.assess_excursion/1",
)
figure(
    "monitoring.starts_withdrawn",
    t("Machines that may not start", "不得开工的设备"),
    Group.WAITING,
    "monitoring.start_withdrawal",
    filters={"state": "withdrawn"},
    command="monitoring.give_start_back/1",
)
figure(
    "monitoring.limits_to_approve",
    t("Limits to approve", "待批准监测限值"),
    Group.WAITING,
    "monitoring.limits",
    filters={"state": "draft"},
    command="monitoring.make_limits_effective/1",
)
figure(
    "monitoring.readings_to_confirm",
    t("Readings that wait for a second person", "待第二人复核的读数"),
    Group.WAITING,
    "monitoring.hand_reading",
    filters={"state": "to_confirm"},
    command="monitoring.confirm_reading/1",
)
trend(
    "monitoring.excursions",
    t("Excursions", "偏离次数"),
    "quality",
    "monitoring.excursion",
    "began_at",
    filters={"level": "action"},
)
