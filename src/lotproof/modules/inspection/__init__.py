"""Inspection: plans, inspections at receipt, in process, at the end and before shipping, results.

A plan is frozen into an inspection by its id and judges every result; all results are kept, and
a correction stands beside what it corrects. No lot is released without an accepted inspection.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "inspection",
    t("Inspection", "检验"),
    Tier.ASSURANCE,
    depends_on=("people", "items", "equipment", "warehouse", "production"),
)
