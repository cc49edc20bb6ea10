"""Warehouse: lots, serials, stock, holds, packages, transfers and counts.

Every lot has a state of its own and every quantity a place; what is in quarantine, rejected,
expired or on hold cannot be used, and what has physically happened is recorded all the same.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "warehouse",
    t("Warehouse", "仓储"),
    Tier.OPERATIONS,
    depends_on=("people", "items", "parties", "sites", "purchasing", "genealogy", "identification"),
)
