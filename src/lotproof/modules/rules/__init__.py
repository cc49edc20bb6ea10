"""Rules that users write: when a fact is sealed and a condition holds, then actions follow.

A rule's versions are tried on the sealed history, signed by a second person and effective from a
day. What a rule does is done by ordinary commands in the same transaction as the fact, each
naming its cause; a rule that fails is itself recorded, and the fact stands.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "rules",
    t("Rules", "联动规则"),
    Tier.ASSURANCE,
    depends_on=(
        "alerts",
        "changes",
        "equipment",
        "inspection",
        "items",
        "monitoring",
        "nonconformance",
        "notifications",
        "people",
        "warehouse",
    ),
)
