"""Alerts: what the program noticed, whom it concerns, and what they did about it.

Whatever watches something raises an alert under a key. While it is open, the same thing noticed
again is counted and no second alert is made; what comes back soon after it was closed is the old
alert again, so that nobody is asked ten times about one loose contact. An alert is acknowledged
with a reason and closed with an outcome; one that nobody answers in time goes to the next level.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "alerts",
    t("Alerts", "报警"),
    Tier.ASSURANCE,
    depends_on=("calendars", "documents", "people", "sites", "training"),
)
