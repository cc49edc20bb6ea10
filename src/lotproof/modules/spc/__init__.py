"""Statistical process control: charts of monitoring points, their frozen limits, their signals.

A chart says how readings become points. Its limits are computed from a baseline without the points
whose cause was found, frozen and signed by a second person. From then on every new point is judged
before the readings that made it are sealed. What a rule finds is a signal, which somebody explains.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "spc",
    t("Process control charts", "统计过程控制"),
    Tier.ASSURANCE,
    depends_on=("alerts", "equipment", "monitoring", "people", "sites"),
)
