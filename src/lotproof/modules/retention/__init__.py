"""Retention: how long records are kept and by which rule, what must not go, and how it goes.

Rules are data with their source, adopted by people. Until they allow it, and as long as a legal
hold stands, nothing personal is erased. An erasure is asked for by one person, approved by another
and then carried out: values and their parts in the ledger are destroyed, every proof stays valid.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "retention",
    t("Retention", "记录保存"),
    Tier.OVERSIGHT,
    depends_on=("items", "people", "warehouse"),
)
