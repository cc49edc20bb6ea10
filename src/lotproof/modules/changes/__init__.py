"""Changes: nothing under control is changed but by a change order that lists it.

A change order is requested, classed by its risk, assessed by a checklist, approved by those whom
the matrix names, carried out, verified, released and reviewed. Which records are under control
their own modules say; from the day control begins, this module answers whether one of them may
change. What a change touches is found by the program and kept as it was at the assessment.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "changes",
    t("Change control", "变更控制"),
    Tier.ASSURANCE,
    depends_on=(
        "documents",
        "equipment",
        "inspection",
        "items",
        "labelling",
        "parties",
        "people",
        "production",
        "sales",
        "warehouse",
    ),
)
