"""Equipment: the machines and instruments of the plant, and whether they may be used.

Calibration and maintenance plans belong to assurance, which takes equipment out of service.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("equipment", t("Equipment", "设备"), Tier.FOUNDATION, depends_on=("sites",))
