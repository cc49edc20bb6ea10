"""Purchasing: what was ordered from whom, who approved it, and how much of it has come.

An order is written by one person and approved by another, from an approved supplier. What is
delivered is counted against its line by the warehouse; over- and under-delivery stay visible.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "purchasing", t("Purchasing", "采购"), Tier.OPERATIONS, depends_on=("items", "parties")
)
