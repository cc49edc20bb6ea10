"""What is counted of documents: what is late, what is to be brought back."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "documents.copies_to_bring_back",
    t("Controlled copies to bring back", "待收回的受控副本"),
    Group.WAITING,
    "documents.copy",
    filters={"state": "recalled"},
    command="documents.account_for_copy/1",
)
