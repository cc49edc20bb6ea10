"""Nonconformance and improvement: what was not as required, and what is learnt of it.

A nonconformance report binds its lots until what becomes of every affected unit was decided, done
and closed under signature. A process review says whether a process works and has to change. An
improvement proposal leads to a change order and is measured afterwards. Each has an owner and a
day; people open them, and so do reactions to others' facts, in the name of whoever reported those.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "nonconformance",
    t("Nonconformance and improvement", "不合格与改进"),
    Tier.ASSURANCE,
    depends_on=(
        "changes",
        "documents",
        "equipment",
        "items",
        "people",
        "production",
        "warehouse",
    ),
)
