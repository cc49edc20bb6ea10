"""What is counted of sterilisation."""

from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t

figure(
    "sterilisation.cycles_to_review",
    t("Sterilisation cycles to review", "待审核灭菌循环"),
    Group.WAITING,
    "sterilisation.cycle",
    filters={"state": "finished"},
    command="sterilisation.accept_cycle/1",
)
figure(
    "sterilisation.processes_to_approve",
    t("Sterilisation processes to approve", "待批准灭菌工艺"),
    Group.WAITING,
    "sterilisation.process",
    filters={"state": "draft"},
    command="sterilisation.make_process_effective/1",
)
trend(
    "sterilisation.rejections",
    t("Sterilisation cycles rejected", "灭菌循环不合格数"),
    "quality",
    "sterilisation.cycle",
    "finished_at",
    filters={"state": "rejected"},
)
