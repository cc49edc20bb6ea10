"""Parties: suppliers, customers, carriers and subcontractors the plant deals with.

Whether a supplier's quality is good enough is decided by assurance; here it is only recorded.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "parties", t("Parties", "往来单位"), Tier.FOUNDATION, depends_on=("identification",)
)
