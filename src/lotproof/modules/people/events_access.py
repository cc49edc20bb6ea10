"""What has happened to limits of roles, separated duties, emergency, deputies and reviews."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    AccessReviewId,
    DelegationId,
    Deputy,
    EmergencyId,
    EmergencyUntil,
    ExceptionId,
    LineCount,
    LinePosition,
    RevokedCount,
    SeparationId,
    VerdictOfEmergency,
)


@event(
    "people.grant_changed/1",
    t("Limits of {role_id} of {user_id} changed", "{user_id} 的角色 {role_id} 限制已变更"),
)
class GrantChanged(Event):
    user_id: UserId
    role_id: RoleId


@event("people.user_moved/1", t("{user_id} has other duties", "{user_id} 已调岗"))
class UserMoved(Event):
    """Roles that are kept are not named; the entry's changes say all of them."""

    user_id: UserId


@event("people.user_ended/1", t("{user_id} has left", "{user_id} 已离职"))
class UserEnded(Event):
    user_id: UserId


@event(
    "people.separation_defined/1",
    t("Duties separated: {separation_id}", "已分离职责 {separation_id}"),
)
class SeparationDefined(Event):
    separation_id: SeparationId


@event(
    "people.separation_retired/1",
    t("Separation {separation_id} retired", "职责分离 {separation_id} 已停用"),
)
class SeparationRetired(Event):
    separation_id: SeparationId


@event(
    "people.exception_requested/1",
    t("Exception {exception_id} requested for {user_id}", "已为 {user_id} 申请例外 {exception_id}"),
)
class ExceptionRequested(Event):
    exception_id: ExceptionId
    user_id: UserId


@event(
    "people.exception_approved/1",
    t("Exception {exception_id} for {user_id} approved", "{user_id} 的例外 {exception_id} 已批准"),
)
class ExceptionApproved(Event):
    exception_id: ExceptionId
    user_id: UserId


@event(
    "people.exception_refused/1",
    t("Exception {exception_id} for {user_id} refused", "{user_id} 的例外 {exception_id} 已拒绝"),
)
class ExceptionRefused(Event):
    exception_id: ExceptionId
    user_id: UserId


@event(
    "people.emergency_taken/1",
    t(
        "{user_id} took emergency role {role_id} until {taken_until}",
        "{user_id} 启用应急角色 {role_id} 至 {taken_until}",
    ),
)
class EmergencyTaken(Event):
    emergency_id: EmergencyId
    user_id: UserId
    role_id: RoleId
    taken_until: EmergencyUntil


@event(
    "people.emergency_given_back/1",
    t("{user_id} gave back emergency role {role_id}", "{user_id} 交还应急角色 {role_id}"),
)
class EmergencyGivenBack(Event):
    emergency_id: EmergencyId
    user_id: UserId
    role_id: RoleId


@event(
    "people.emergency_reviewed/1",
    t(
        "Emergency access {emergency_id} reviewed: {verdict}",
        "应急访问 {emergency_id} 已审查：{verdict}",
    ),
)
class EmergencyReviewed(Event):
    emergency_id: EmergencyId
    verdict: VerdictOfEmergency


@event(
    "people.delegated/1",
    t("{deputy_id} is deputy of {user_id}", "{deputy_id} 任 {user_id} 的代理人"),
)
class Delegated(Event):
    delegation_id: DelegationId
    user_id: UserId
    deputy_id: Deputy


@event(
    "people.delegation_ended/1",
    t("Delegation {delegation_id} ended", "代理 {delegation_id} 已终止"),
)
class DelegationEnded(Event):
    delegation_id: DelegationId


@event(
    "people.access_review_opened/1",
    t(
        "Access review {review_id} of {line_count} lines opened",
        "已发起权限审查 {review_id}，共 {line_count} 项",
    ),
)
class AccessReviewOpened(Event):
    review_id: AccessReviewId
    line_count: LineCount


@event(
    "people.access_confirmed/1",
    t("Line {position} of {review_id} confirmed", "{review_id} 第 {position} 项确认保留"),
)
class AccessConfirmed(Event):
    review_id: AccessReviewId
    position: LinePosition


@event(
    "people.access_to_be_revoked/1",
    t("Line {position} of {review_id} to be taken away", "{review_id} 第 {position} 项应收回"),
)
class AccessToBeRevoked(Event):
    review_id: AccessReviewId
    position: LinePosition


@event(
    "people.access_review_closed/1",
    t(
        "Access review {review_id} closed, {revoked_count} taken away",
        "权限审查 {review_id} 已完成，收回 {revoked_count} 项",
    ),
)
class AccessReviewClosed(Event):
    review_id: AccessReviewId
    revoked_count: RevokedCount


@event("people.access_policy_set/1", t("Access policy set", "已设置权限策略"))
class AccessPolicySet(Event):
    """The entry's changes say what the policy is now."""


@event("people.administration_separated/1", t("Two administrators required", "已启用双人管理"))
class AdministrationSeparated(Event):
    """Cannot be undone."""


@event(
    "people.emergency_review_overdue/1",
    t("Review of {emergency_id} is overdue", "应急访问 {emergency_id} 逾期未审查"),
)
class EmergencyReviewOverdue(Event):
    emergency_id: EmergencyId


@event(
    "people.access_review_overdue/1",
    t("Access review {review_id} is overdue", "权限审查 {review_id} 逾期未完成"),
)
class AccessReviewOverdue(Event):
    review_id: AccessReviewId
