"""Transmission: approved settings are written to machines, read back and compared.

A person asks that a setting in force is written. The gateway of the machine's connection takes the
transmission over once, writes, reads back and reports. Nothing starts on the machine meanwhile. A
transmission that nobody answers ends by itself, and somebody is told.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "transmission",
    t("Settings written to machines", "设定下发"),
    Tier.ASSURANCE,
    depends_on=("alerts", "equipment", "monitoring", "people", "production", "sterilisation"),
)
