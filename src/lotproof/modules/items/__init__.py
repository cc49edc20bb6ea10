"""Items: what is bought, made and sold, with device identifiers, packages, BOM and routing.

How much of an item there is belongs to the warehouse; how it is inspected, to inspection.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "items", t("Items", "物料"), Tier.FOUNDATION, depends_on=("identification", "sites")
)
