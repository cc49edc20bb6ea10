"""Monitoring: readings of machines and rooms, their limits, and what leaves them.

A source sends readings of the points registered under it. A batch of readings is one fact: every
reading is sealed so that it can be shown alone, judged against the limits in force before the
commit, and kept however bad, late or unknown it is. What stays outside its limits longer than
approved is one excursion, with the interval and exactly the lots it affects.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "monitoring",
    t("Monitoring", "过程监测"),
    Tier.ASSURANCE,
    depends_on=(
        "alerts",
        "calibration",
        "equipment",
        "genealogy",
        "production",
        "sites",
        "sterilisation",
        "warehouse",
    ),
)
