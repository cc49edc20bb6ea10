"""What is counted of settings that are written to machines."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "transmission.unknown",
    t("Settings of which it is not known whether they were written", "写入结果未知的设定"),
    Group.WRONG,
    "transmission.transmission",
    filters={"state": "unknown"},
)
