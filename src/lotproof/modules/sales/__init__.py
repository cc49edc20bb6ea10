"""Sales: orders, picking by scan, shipment to a consignee, delivery and returns.

Only what is released, in date, not held and made for sale leaves the plant; that is asked when it
is picked and again when it is shipped. A shipment line joins a lot or serial to who got it.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "sales",
    t("Sales", "销售"),
    Tier.OPERATIONS,
    depends_on=("items", "parties", "warehouse", "genealogy"),
)
