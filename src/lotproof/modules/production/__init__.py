"""Production: orders, their execution step by step, and the device history record.

An order freezes one revision of the bill of materials and of the routing. Units flow through the
operations in order; material is issued to the order by lot and consumed into its output lot or
exact serials, which writes genealogy. An order closes when every quantity balances, or when each
difference is explained. Quality joins through gates and events; production knows nothing of it.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "production",
    t("Production", "生产"),
    Tier.OPERATIONS,
    depends_on=(
        "people",
        "sites",
        "items",
        "equipment",
        "genealogy",
        "labelling",
        "warehouse",
    ),
)
