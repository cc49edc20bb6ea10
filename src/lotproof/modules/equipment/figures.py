"""What is counted of machines and instruments."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "equipment.out_of_service",
    t("Machines out of service", "停用设备"),
    Group.WRONG,
    "equipment.equipment",
    filters={"state": "out_of_service"},
)
figure(
    "equipment.settings_to_approve",
    t("Equipment settings to approve", "待批准设备设定"),
    Group.WAITING,
    "equipment.setting",
    filters={"state": "draft"},
    command="equipment.make_setting_effective/1",
)
