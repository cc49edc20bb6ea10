"""Notifications: people are told of what concerns them, in the application and outside it.

What is told is a notice. Everybody whom it concerns finds it in their inbox; what is to leave the
plant by mail or into a chat group stands in an outbox, is sent from there, tried again within
bounds, and never sent a second time unless a person says so.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "notifications",
    t("Notifications", "通知"),
    Tier.ASSURANCE,
    depends_on=("alerts", "equipment", "monitoring", "people"),
)
