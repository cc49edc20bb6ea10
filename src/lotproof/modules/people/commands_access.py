"""What can be asked about limits of roles, separated duties, emergency, deputies and reviews."""

from typing import Annotated

from msgspec import field

from lotproof.kernel.meaning import Meaning, Shape
from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    AccessReviewId,
    DelegatedPermissions,
    DelegationDays,
    DelegationId,
    Deputy,
    EmergencyDueDays,
    EmergencyFor,
    EmergencyId,
    ExceptionDays,
    ExceptionId,
    ExceptionUntil,
    FirstDuty,
    KeepOrRevoke,
    LeaveOrNot,
    LinePosition,
    ReviewDueDays,
    ReviewEveryDays,
    ReviewRemark,
    ReviewResponsible,
    Scope,
    SecondDuty,
    SeparationCode,
    SeparationId,
    SeparationTitle,
    SeparationTitleZh,
    ValidFrom,
    ValidUntil,
    VerdictOfEmergency,
)


class RoleForUser(Shape):
    """A role that somebody is to have, with its limits."""

    role_id: RoleId
    scope: Scope = field(default_factory=list)
    valid_from: ValidFrom | None = None
    valid_until: ValidUntil | None = None


RolesOfMover = Annotated[list[RoleForUser], Meaning(label=t("New roles", "新角色"), items_max=50)]


# --- joiner, mover, leaver ----------------------------------------------------------------------


@command(
    "people.change_grant/1",
    t("Change limits of a role", "变更角色限制"),
    permission="people.role.grant",
    zh="更改用户所持角色的适用范围和有效期；规则与授予相同。",
    needs_reason=True,
)
class ChangeGrant(Command):
    """Change for what and how long a user has a role; the rules are those of granting it."""

    user_id: UserId
    role_id: RoleId
    scope: Scope = field(default_factory=list)
    valid_from: ValidFrom | None = None
    valid_until: ValidUntil | None = None


@command(
    "people.move_user/1",
    t("Move user", "人员调岗"),
    permission="people.user.move",
    zh="一次性更换全部角色：未列出的角色、代理和应急授权立即收回，不遗留任何权限。",
    needs_reason=True,
)
class MoveUser(Command):
    """Give a person who changes jobs all new roles at once; every other role, deputyship and
    emergency role is taken away, so that nothing is left behind."""

    user_id: UserId
    roles: RolesOfMover


@command(
    "people.end_user/1",
    t("User leaves", "人员离职"),
    permission="people.user.deactivate",
    zh="人员离职：停用账户，并终止其全部角色、代理、应急授权、会话和令牌。",
    needs_reason=True,
)
class EndUser(Command):
    """Deactivate whoever leaves and end every role, deputyship, session and token at once."""

    user_id: UserId


# --- separation of duties -----------------------------------------------------------------------


@command(
    "people.define_separation/1",
    t("Separate duties", "定义职责分离"),
    permission="people.separation.define",
    zh="规定两类职责不得由同一人持有；若已有人或角色同时持有，须先分开。",
)
class DefineSeparation(Command):
    """Say that two duties are not one person's; refused as long as somebody has both."""

    code: SeparationCode
    title: SeparationTitle
    title_zh: SeparationTitleZh
    first: FirstDuty
    second: SecondDuty


@command(
    "people.retire_separation/1",
    t("Retire separation", "停用职责分离"),
    permission="people.separation.retire",
    zh="不再要求将两类职责分开。",
    needs_reason=True,
)
class RetireSeparation(Command):
    """Keep two duties apart no longer."""

    separation_id: SeparationId


@command(
    "people.request_exception/1",
    t("Request exception", "申请职责分离例外"),
    permission="people.exception.request",
    zh="为某人申请在限期内同时持有被分离的职责；须由第二人批准。",
    needs_reason=True,
)
class RequestException(Command):
    """Ask that a person may have separated duties for a time; a second person decides."""

    user_id: UserId
    separation_id: SeparationId
    until: ExceptionUntil


@command(
    "people.decide_exception/1",
    t("Decide exception", "决定职责分离例外"),
    permission="people.exception.decide",
    zh="批准或拒绝例外；申请人和当事人不得决定。",
    needs_reason=True,
)
class DecideException(Command):
    """Approve or refuse an exception; neither who asked nor whom it is for decides."""

    exception_id: ExceptionId
    decision: LeaveOrNot


# --- emergency ----------------------------------------------------------------------------------


@command(
    "people.take_emergency_role/1",
    t("Take emergency role", "启用应急角色"),
    permission="people.emergency.take",
    zh="紧急情况下启用预先授予的应急角色；到期自动结束，事后由他人审查。",
    needs_reason=True,
)
class TakeEmergencyRole(Command):
    """Use an emergency role one was given beforehand; it ends by itself and is reviewed."""

    role_id: RoleId
    hours: EmergencyFor | None = None


@command(
    "people.give_back_emergency_role/1",
    t("Give back emergency role", "交还应急角色"),
    permission="people.emergency.take",
    zh="紧急情况提前解除，交还应急角色。",
)
class GiveBackEmergencyRole(Command):
    """The emergency is over before its time: end the role now."""

    role_id: RoleId


@command(
    "people.review_emergency/1",
    t("Review emergency access", "审查应急访问"),
    permission="people.emergency.review",
    zh="结束后由他人审查：核对期间全部操作，说明是否合理。",
)
class ReviewEmergency(Command):
    """Look at everything done under an emergency role, and say whether it was justified."""

    emergency_id: EmergencyId
    verdict: VerdictOfEmergency
    remark: ReviewRemark


@command(
    "people.remind_emergency_review/1",
    t("Remind of emergency review", "提醒审查应急访问"),
    permission="people.review.remind",
    zh="应急访问逾期未审查，生成任务；由程序发出。",
    by_program=True,
)
class RemindEmergencyReview(Command):
    """Make a task of an emergency access that was not reviewed in time; sent by the program."""

    emergency_id: EmergencyId


@command(
    "people.remind_access_review/1",
    t("Remind of access review", "提醒权限审查"),
    permission="people.review.remind",
    zh="权限审查逾期未完成，生成任务；由程序发出。",
    by_program=True,
)
class RemindAccessReview(Command):
    """Make a task of an access review that was not closed in time; sent by the program."""

    review_id: AccessReviewId


# --- deputies -----------------------------------------------------------------------------------


@command(
    "people.delegate/1",
    t("Delegate", "授权代理"),
    permission="people.delegation.give",
    zh="在限期内将本人的部分权限授权他人代理；代理人以本人名义操作和签名，不得转授。",
    needs_reason=True,
)
class Delegate(Command):
    """Let a deputy use some of one's permissions for a time: under their own name, never signing
    as oneself, never passing it on."""

    deputy_id: Deputy
    permissions: DelegatedPermissions
    valid_until: ValidUntil
    valid_from: ValidFrom | None = None


@command(
    "people.end_delegation/1",
    t("End delegation", "终止代理"),
    permission="people.delegation.give",
    zh="提前终止代理；双方均可终止。",
)
class EndDelegation(Command):
    """End a delegation before its time; either of the two persons may."""

    delegation_id: DelegationId


# --- access review ------------------------------------------------------------------------------


@command(
    "people.open_access_review/1",
    t("Open access review", "发起权限审查"),
    permission="people.review.open",
    zh="列出此刻谁持有什么，由负责人逐项确认或收回。",
)
class OpenAccessReview(Command):
    """List who holds what at this moment, for the responsible person to decide line by line."""

    responsible_id: ReviewResponsible


@command(
    "people.decide_access_line/1",
    t("Decide access", "决定权限项"),
    permission="people.review.decide",
    zh="确认某人应保留该权限，或决定收回。",
)
class DecideAccessLine(Command):
    """Confirm that somebody keeps an access, or that it is to be taken away."""

    review_id: AccessReviewId
    position: LinePosition
    decision: KeepOrRevoke
    remark: ReviewRemark | None = None


@command(
    "people.close_access_review/1",
    t("Close access review", "完成权限审查"),
    permission="people.review.close",
    zh="负责人签名完成审查；决定收回的权限随即收回。",
    signs=t("Access reviewed", "权限已审查"),
)
class CloseAccessReview(Command):
    """Close the review with a signature; what is to be taken away is taken away by it."""

    review_id: AccessReviewId


@command(
    "people.set_access_policy/1",
    t("Set access policy", "设置权限策略"),
    permission="people.access_policy.set",
    zh="规定权限审查、应急访问、例外和代理的期限。",
    needs_reason=True,
)
class SetAccessPolicy(Command):
    """Set the times of reviews, emergency access, exceptions and delegations."""

    review_every_days: ReviewEveryDays
    review_due_days: ReviewDueDays
    emergency_due_days: EmergencyDueDays
    exception_days: ExceptionDays
    delegation_days: DelegationDays


@command(
    "people.separate_administration/1",
    t("Require two administrators", "启用双人管理"),
    permission="people.access_policy.set",
    zh="此后登记账户的人不得为其授予角色；启用后不可撤销。",
    needs_reason=True,
)
class SeparateAdministration(Command):
    """From now on who registers an account gives it no role; this cannot be undone."""
