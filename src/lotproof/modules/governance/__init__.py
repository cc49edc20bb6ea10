"""Governance: what leaves the system, and who took it.

A list that somebody exports is a copy that nobody keeps in step: that it was made, by whom and of
what, is sealed before the file is made.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("governance", t("Governance", "治理"), Tier.OVERSIGHT, depends_on=("people",))
