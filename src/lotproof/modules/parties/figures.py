"""What is counted of parties."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "parties.parties_to_approve",
    t("Suppliers and customers to approve", "待批准往来单位"),
    Group.WAITING,
    "parties.party",
    filters={"state": "prospective"},
    command="parties.approve_party/1",
)
