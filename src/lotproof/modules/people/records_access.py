"""Separated duties, emergency access, deputies, access reviews, and the policy of all of them."""

from msgspec import field

from lotproof.kernel.record import Record, record
from lotproof.kernel.site import TaskId
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    AccessPolicyId,
    AccessReviewId,
    AsOf,
    ClosedAt,
    ClosedBy,
    DecidedAt,
    DecidedBy,
    DecisionOfLine,
    DelegatedPermissions,
    DelegationDays,
    DelegationEndedAt,
    DelegationEndedBy,
    DelegationId,
    DelegationState,
    Delegator,
    Deputy,
    EmergencyDueDays,
    EmergencyFrom,
    EmergencyId,
    EmergencyState,
    EmergencyUntil,
    ExceptionDays,
    ExceptionId,
    ExceptionState,
    ExceptionUntil,
    FirstDuty,
    IsSeparated,
    LineCount,
    LineDecision,
    LinePosition,
    LineUser,
    NextReviewOn,
    OpenedBy,
    OverdueTask,
    RequestedAt,
    RequestedBy,
    ReviewDueAt,
    ReviewDueDays,
    ReviewDueOn,
    ReviewedAt,
    ReviewedBy,
    ReviewEveryDays,
    ReviewRemark,
    ReviewResponsible,
    ReviewState,
    RevokedCount,
    Scope,
    SecondDuty,
    SeparationCode,
    SeparationId,
    SeparationState,
    SeparationTitle,
    SeparationTitleZh,
    StateOfDelegation,
    StateOfEmergency,
    StateOfException,
    StateOfReview,
    StateOfSeparation,
    ValidFrom,
    ValidUntil,
    VerdictOfEmergency,
    WhyAccess,
)


@record("people.access_policy", t("Access policy", "权限策略"))
class AccessPolicy(Record):
    """What the site demands of roles, emergency access, deputies and reviews (21 CFR 11.10(d))."""

    id: AccessPolicyId
    is_separated: IsSeparated = False
    review_every_days: ReviewEveryDays = 180
    review_due_days: ReviewDueDays = 30
    emergency_due_days: EmergencyDueDays = 3
    exception_days: ExceptionDays = 90
    delegation_days: DelegationDays = 60
    next_review_on: NextReviewOn | None = None


@record("people.separation", t("Separation of duties", "职责分离"), unique=[("code",)])
class Separation(Record):
    """Two duties that no person has together."""

    id: SeparationId
    code: SeparationCode
    title: SeparationTitle
    title_zh: SeparationTitleZh
    first: FirstDuty
    second: SecondDuty
    state: StateOfSeparation = SeparationState.ACTIVE


@record(
    "people.separation_exception",
    t("Exception from separation", "职责分离例外"),
    index=[("user_id", "state"), ("state",)],
)
class SeparationException(Record):
    """Leave for a person to have both duties for a time, given by a second person."""

    id: ExceptionId
    user_id: UserId
    separation_id: SeparationId
    until: ExceptionUntil
    reason: WhyAccess
    requested_by: RequestedBy
    requested_at: RequestedAt
    state: StateOfException = ExceptionState.REQUESTED
    decided_by: DecidedBy | None = None
    decided_at: DecidedAt | None = None


@record(
    "people.emergency",
    t("Emergency access", "应急访问"),
    index=[("user_id", "role_id"), ("state", "review_due_at")],
)
class Emergency(Record):
    """One time that a person took an emergency role; it ends by itself and is reviewed."""

    id: EmergencyId
    user_id: UserId
    role_id: RoleId
    taken_from: EmergencyFrom
    taken_until: EmergencyUntil
    reason: WhyAccess
    review_due_at: ReviewDueAt
    task_id: TaskId
    state: StateOfEmergency = EmergencyState.TO_BE_REVIEWED
    verdict: VerdictOfEmergency | None = None
    remark: ReviewRemark | None = None
    reviewed_by: ReviewedBy | None = None
    reviewed_at: ReviewedAt | None = None
    overdue_task_id: OverdueTask | None = None


@record(
    "people.delegation",
    t("Delegation", "授权代理"),
    index=[("deputy_id", "state"), ("user_id", "state")],
)
class Delegation(Record):
    """What a deputy may do on behalf of somebody, for a time."""

    id: DelegationId
    user_id: Delegator
    deputy_id: Deputy
    permissions: DelegatedPermissions
    valid_from: ValidFrom
    valid_until: ValidUntil
    state: StateOfDelegation = DelegationState.GIVEN
    ended_at: DelegationEndedAt | None = None
    ended_by: DelegationEndedBy | None = None


@record("people.access_review", t("Access review", "权限审查"), index=[("state", "due_on")])
class AccessReview(Record):
    """One look at who holds what; closed with a signature (Annex 11 §12.3)."""

    id: AccessReviewId
    responsible_id: ReviewResponsible
    as_of: AsOf
    due_on: ReviewDueOn
    opened_by: OpenedBy
    line_count: LineCount
    state: StateOfReview = ReviewState.OPEN
    revoked_count: RevokedCount | None = None
    closed_by: ClosedBy | None = None
    closed_at: ClosedAt | None = None
    overdue_task_id: OverdueTask | None = None


@record(
    "people.access_review_line",
    t("Access review line", "权限审查项"),
    key=("review_id", "position"),
    index=[("review_id", "decision")],
)
class AccessReviewLine(Record):
    """One role or deputyship that a person had at the moment of the review."""

    review_id: AccessReviewId
    position: LinePosition
    user_id: LineUser
    role_id: RoleId | None = None
    delegation_id: DelegationId | None = None
    scope: Scope = field(default_factory=list)
    valid_until: ValidUntil | None = None
    decision: DecisionOfLine = LineDecision.OPEN
    remark: ReviewRemark | None = None
    decided_by: DecidedBy | None = None
    decided_at: DecidedAt | None = None
