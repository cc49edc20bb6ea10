"""What is counted of documents: whose word is missing, what is late, what is to be brought back."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "documents.steps_asked",
    t("Document revisions to review or approve", "待审核或批准的文件版本"),
    Group.WAITING,
    "documents.review_step",
    filters={"state": "asked"},
    command="documents.review_revision/1",
)
figure(
    "documents.copies_to_bring_back",
    t("Controlled copies to bring back", "待收回的受控副本"),
    Group.WAITING,
    "documents.copy",
    filters={"state": "recalled"},
    command="documents.account_for_copy/1",
)
