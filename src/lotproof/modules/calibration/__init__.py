"""Calibration and maintenance: equipment is fit for use, shown by records, or it is not used.

Instruments are calibrated by a plan; one found out of tolerance opens the list of everything that
was measured with it since it was last known to be right. Machines are qualified where that was
required, maintained by their plans and cleaned. What is overdue may not be used.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "calibration",
    t("Calibration and maintenance", "计量校准与维护"),
    Tier.ASSURANCE,
    depends_on=(
        "equipment",
        "genealogy",
        "inspection",
        "parties",
        "production",
        "sales",
        "sites",
        "sterilisation",
        "warehouse",
    ),
)
