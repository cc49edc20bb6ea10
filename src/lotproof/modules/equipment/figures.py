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
