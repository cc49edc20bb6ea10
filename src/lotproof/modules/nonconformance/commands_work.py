"""What can be asked of reports, reviews and proposals alike: whose they are, what they are about.

Each of these commands names one report, one review or one proposal.
"""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.nonconformance.vocabulary import ImprovementId, ReportId, ReviewId
from lotproof.modules.nonconformance.words import DueOn, OwnerOf, OwningRole, SubjectOf


@command(
    "nonconformance.take_over/1",
    t("Take over", "接手"),
    permission="nonconformance.work.take",
    zh="接手由本人所属角色负责、尚无责任人的报告、评审或建议。",
)
class TakeOver(Command):
    """Make yourself the owner of what your role owns and nobody has taken yet."""

    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    improvement_id: ImprovementId | None = None


@command(
    "nonconformance.hand_over/1",
    t("Hand over", "移交"),
    permission="nonconformance.work.take",
    zh="把本人负责的报告、评审或建议移交给他人或某角色，并说明理由。",
    needs_reason=True,
)
class HandOver(Command):
    """Give what you own to somebody else or to a role, and say why."""

    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    improvement_id: ImprovementId | None = None
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@command(
    "nonconformance.assign/1",
    t("Assign", "指派"),
    permission="nonconformance.work.assign",
    zh="指派责任人或责任角色，必要时调整期限，并说明理由。",
    needs_reason=True,
)
class Assign(Command):
    """Say who owns it from now on, and by when it is due if that changes, and why."""

    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    improvement_id: ImprovementId | None = None
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    due_on: DueOn | None = None


@command(
    "nonconformance.add_subject/1",
    t("Add thing concerned", "增加涉及对象"),
    permission="nonconformance.work.amend",
    zh="在结束前增加一个涉及对象，如读数、批、设备；报告中的批随之受控。",
)
class AddSubject(Command):
    """Say that it is about another thing, too: a reading, a lot, a machine."""

    subject: SubjectOf
    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    improvement_id: ImprovementId | None = None
