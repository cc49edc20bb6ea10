"""Nobody signs before they acknowledged the accountability policy; by real signatures."""

import pytest

from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.gates import SignAsked
from lotproof.modules.training import commands
from lotproof.modules.training.reactions import signer_is_accountable
from lotproof.modules.training.vocabulary import AppliesTo
from tests.modules.training.school import LEARNER, QUALITY, School

ACKNOWLEDGE = commands.AcknowledgePolicy.SPEC.kind
APPROVE = "documents.approve_revision/1"


def answer(school: School, kind: str) -> str | None:
    asked = SignAsked(user_id=UserId.parse(LEARNER), command_kind=kind)
    with school.plant.reader() as reader:
        no = signer_is_accountable(asked, reader)
    return None if no is None else no.code


@pytest.mark.clause("21 CFR 11.10(j)")
def test_no_signature_before_the_policy_is_acknowledged(sqlite_school: School) -> None:
    """T-11.10j: a user without acknowledgement cannot apply any signature."""
    designate = commands.DesignatePolicy(document_id=sqlite_school.document)
    sqlite_school.plant.ok(designate, actor=QUALITY, reason="21 CFR 11.10(j)")
    assert answer(sqlite_school, APPROVE) is None
    revision = sqlite_school.effective("A")
    assert answer(sqlite_school, APPROVE) == "policy_not_acknowledged"
    assert answer(sqlite_school, "training.confirm_reading/1") == "policy_not_acknowledged"
    assert answer(sqlite_school, ACKNOWLEDGE) is None  # the first signature of all
    sqlite_school.plant.ok(commands.AcknowledgePolicy(revision_id=revision), actor=LEARNER)
    assert answer(sqlite_school, APPROVE) is None


@pytest.mark.clause("21 CFR 11.10(i)")
def test_nobody_signs_what_they_are_not_trained_for(sqlite_school: School) -> None:
    sqlite_school.effective("A")
    sqlite_school.require(applies_to=AppliesTo.COMMAND, command_kind=APPROVE)
    assert answer(sqlite_school, APPROVE) == "not_trained"
    assert answer(sqlite_school, "documents.review_revision/1") is None
    sqlite_school.read()
    assert answer(sqlite_school, APPROVE) is None
