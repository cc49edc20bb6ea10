"""Sites: the areas of the plant, the workstations in them, and its GS1 company prefix.

Where something is stored belongs to the warehouse; what machines there are, to equipment.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("sites", t("Site", "厂区"), Tier.FOUNDATION, depends_on=("identification",))
