"""Sites: the areas of the plant and the workstations in them.

Where something is stored belongs to the warehouse; what machines there are, to equipment.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("sites", t("Site", "厂区"), Tier.FOUNDATION)
