"""What was done at the line while there was no line to the server, reported afterwards.

The same fields as what they stand for. The work is done: it is sealed, with the time at which it
was done, and marked where a gate or rule would have said no.
"""

from lotproof.kernel.registry import command
from lotproof.kernel.text import t
from lotproof.modules.production.commands import ConsumeMaterial, FinishOperation


@command(
    "production.report_consumption/1",
    t("Report material used", "补报投料"),
    permission="production.material.consume",
    zh="补报断线期间已投用的物料；规则不允许之处照实登记并标记为偏差。",
    is_fact=True,
    by_program=True,
    late_for=ConsumeMaterial,
)
class ReportConsumption(ConsumeMaterial):
    """Report which lots and serials went in while there was no line; what deviates is marked."""


@command(
    "production.report_finish/1",
    t("Report operation finished", "补报完工"),
    permission="production.operation.finish",
    zh="补报断线期间已完成的作业数量；规则不允许之处照实登记并标记为偏差。",
    is_fact=True,
    by_program=True,
    late_for=FinishOperation,
)
class ReportFinish(FinishOperation):
    """Report what came out of a run while there was no line; what deviates is marked."""
