"""Traceability: from any number or barcode to a unit, and from the unit to all it touched.

Reads only. The edges are genealogy's, the units warehouse's; here they are joined and named.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "traceability",
    t("Traceability", "追溯"),
    Tier.OVERSIGHT,
    depends_on=(
        "documents",
        "equipment",
        "genealogy",
        "identification",
        "inspection",
        "items",
        "monitoring",
        "parties",
        "people",
        "production",
        "purchasing",
        "sales",
        "sites",
        "sterilisation",
        "warehouse",
    ),
)
