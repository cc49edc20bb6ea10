"""Registrations: what the authorities and the plant's own validations allow, and until when.

Certificates of devices, of the plant and of consignees, and validations of processes, each valid
from a day until a day. They change only by new versions. Where a requirement was declared, nothing
is shipped or run without what is required; where none was, nothing is asked.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "registrations",
    t("Registrations", "注册与许可"),
    Tier.ASSURANCE,
    depends_on=("equipment", "items", "parties", "production", "warehouse"),
)
