"""How requests about identities, losses, alerts and the policy are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.credentials.commands import (
    AcknowledgeAlert,
    CheckIdentity,
    EndOwnSession,
    LinkIdentity,
    RemoveOwnPasskey,
    ReportLoss,
    ReviewAlert,
    RevokePasskey,
    RevokeTotp,
    SetFactorPolicy,
    UnlinkIdentity,
    WithdrawIdentityCheck,
)
from lotproof.modules.credentials.events import (
    AlertAcknowledged,
    AlertReviewed,
    FactorPolicySet,
    IdentityChecked,
    IdentityCheckWithdrawn,
    IdentityLinked,
    IdentityUnlinked,
    LossReported,
    PasskeyRevoked,
    TotpRevoked,
)
from lotproof.modules.credentials.factors import (
    require_other_hand,
    revoke_passkey,
    revoke_passkeys,
    revoke_totp,
)
from lotproof.modules.credentials.queries import factor_policy, link_of
from lotproof.modules.credentials.records import (
    Alert,
    FactorPolicy,
    IdentityCheck,
    Link,
    Passkey,
)
from lotproof.modules.credentials.rules import (
    FutureCheck,
    LinkTaken,
    NoSecondFactor,
    NoSuchRole,
    NotYours,
    OwnAlert,
    OwnIdentity,
)
from lotproof.modules.credentials.vocabulary import (
    ALERT_LIFE,
    CHECK_LIFE,
    LINK_LIFE,
    AlertId,
    AlertState,
    CheckState,
    FactorPolicyId,
    IdentityCheckId,
    LinkId,
    LinkState,
    PasskeyId,
)
from lotproof.modules.people.events import SessionEnded
from lotproof.modules.people.queries import Session, User, role_by_code
from lotproof.modules.people.services import (
    active_person,
    end_session,
    end_sessions,
    remember_way_in,
    spoil_password,
)
from lotproof.modules.people.vocabulary import SessionId, UserId

# --- identity -----------------------------------------------------------------------------------


@handles(CheckIdentity, emits=(IdentityChecked,))
def check_identity(command: CheckIdentity, work: Work) -> None:
    _require_other(work, command.user_id)
    active_person(work, command.user_id)
    if command.checked_on > work.today:
        raise FutureCheck
    check = IdentityCheck(
        id=work.new_id(IdentityCheckId),
        user_id=command.user_id,
        evidence=command.evidence,
        detail=command.detail,
        checked_on=command.checked_on,
        checked_by=work.actor,
    )
    work.add(check)
    work.record(IdentityChecked(identity_check_id=check.id, user_id=check.user_id))


@handles(WithdrawIdentityCheck, emits=(IdentityCheckWithdrawn,))
def withdraw_identity_check(command: WithdrawIdentityCheck, work: Work) -> None:
    check = work.take(IdentityCheck, command.identity_check_id)
    name = IdentityCheckId.text(check.id)
    check.state = CHECK_LIFE.move(name, check.state, CheckState.WITHDRAWN)
    work.record(IdentityCheckWithdrawn(identity_check_id=check.id, user_id=check.user_id))


@handles(LinkIdentity, emits=(IdentityLinked,))
def link_identity(command: LinkIdentity, work: Work) -> None:
    _require_other(work, command.user_id)
    active_person(work, command.user_id)
    remember_way_in(work, command.user_id)
    known = link_of(work, command.issuer, command.subject)
    if known is None:
        link = Link(
            id=work.new_id(LinkId),
            user_id=command.user_id,
            provider=command.provider,
            issuer=command.issuer,
            subject=command.subject,
            linked_by=work.actor,
        )
        work.add(link)
    else:
        link = work.take(Link, known.id)
        if link.user_id != command.user_id:
            raise LinkTaken(user=UserId.text(link.user_id))
        link.state = LINK_LIFE.move(LinkId.text(link.id), link.state, LinkState.LINKED)
        link.provider, link.linked_by = command.provider, work.actor
    work.record(IdentityLinked(link_id=link.id, user_id=link.user_id))


@handles(UnlinkIdentity, emits=(IdentityUnlinked, SessionEnded))
def unlink_identity(command: UnlinkIdentity, work: Work) -> None:
    link = work.take(Link, command.link_id)
    link.state = LINK_LIFE.move(LinkId.text(link.id), link.state, LinkState.ENDED)
    work.record(IdentityUnlinked(link_id=link.id, user_id=link.user_id))
    _end_all(work, link.user_id)


# --- loss ---------------------------------------------------------------------------------------


@handles(RevokeTotp, emits=(TotpRevoked, SessionEnded))
def revoke_code_generator(command: RevokeTotp, work: Work) -> None:
    work.take(User, command.user_id)
    require_other_hand(work, command.user_id)
    totp = revoke_totp(work, command.user_id)
    if totp is None:
        raise NoSecondFactor(user=UserId.text(command.user_id))
    work.record(TotpRevoked(totp_id=totp.id, user_id=totp.user_id))
    _end_all(work, totp.user_id)


@handles(RevokePasskey, emits=(PasskeyRevoked, SessionEnded))
def revoke_one_passkey(command: RevokePasskey, work: Work) -> None:
    passkey = work.take(Passkey, command.passkey_id)
    require_other_hand(work, passkey.user_id)
    revoke_passkey(work, passkey)
    work.record(PasskeyRevoked(passkey_id=passkey.id, user_id=passkey.user_id))
    _end_all(work, passkey.user_id)


@handles(ReportLoss, emits=(LossReported, TotpRevoked, PasskeyRevoked, SessionEnded))
def report_loss(command: ReportLoss, work: Work) -> None:
    work.take(User, command.user_id)
    work.record(LossReported(user_id=command.user_id))
    totp = revoke_totp(work, command.user_id)
    if totp is not None:
        work.record(TotpRevoked(totp_id=totp.id, user_id=totp.user_id))
    for passkey in revoke_passkeys(work, command.user_id):
        work.record(PasskeyRevoked(passkey_id=passkey.id, user_id=passkey.user_id))
    spoil_password(work, command.user_id)
    _end_all(work, command.user_id)


# --- one's own ----------------------------------------------------------------------------------


@handles(RemoveOwnPasskey, emits=(PasskeyRevoked,))
def remove_own_passkey(command: RemoveOwnPasskey, work: Work) -> None:
    passkey = work.take(Passkey, command.passkey_id)
    _require_own(work, passkey.user_id, PasskeyId.text(passkey.id))
    revoke_passkey(work, passkey)
    work.record(PasskeyRevoked(passkey_id=passkey.id, user_id=passkey.user_id))


@handles(EndOwnSession, emits=(SessionEnded,))
def end_own_session(command: EndOwnSession, work: Work) -> None:
    session = work.take(Session, command.session_id)
    _require_own(work, session.user_id, SessionId.text(session.id))
    end_session(work, session)
    work.record(SessionEnded(session_id=session.id, user_id=session.user_id))


# --- alerts and policy --------------------------------------------------------------------------


@handles(AcknowledgeAlert, emits=(AlertAcknowledged,))
def acknowledge_alert(command: AcknowledgeAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    alert.state = ALERT_LIFE.move(AlertId.text(alert.id), alert.state, AlertState.ACKNOWLEDGED)
    _require_unconcerned(work, alert)
    alert.acknowledged_by, alert.acknowledged_at = work.actor, work.now
    alert.finding = work.reason
    work.record(AlertAcknowledged(alert_id=alert.id))


@handles(ReviewAlert, emits=(AlertReviewed,))
def review_alert(command: ReviewAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    alert.state = ALERT_LIFE.move(AlertId.text(alert.id), alert.state, AlertState.REVIEWED)
    _require_unconcerned(work, alert)
    alert.reviewed_by, alert.reviewed_at = work.actor, work.now
    work.record(AlertReviewed(alert_id=alert.id))


@handles(SetFactorPolicy, emits=(FactorPolicySet,))
def set_factor_policy(command: SetFactorPolicy, work: Work) -> None:
    roles = sorted(set(command.required_roles))
    for code in roles:
        if role_by_code(work, code) is None:
            raise NoSuchRole(code=code)
    if work.seek(FactorPolicy, 1) is None:
        work.new_id(FactorPolicyId)  # there is only number 1; its counter has to have passed it
        work.add(factor_policy(work))
    policy = work.take(FactorPolicy, 1)
    policy.is_required_for_all = command.is_required_for_all
    policy.required_roles = roles
    work.record(FactorPolicySet())


# --- shared -------------------------------------------------------------------------------------


def _require_other(work: Work, user_id: UserId) -> None:
    if UserId.text(user_id) == work.actor:
        raise OwnIdentity


def _require_own(work: Work, user_id: UserId, what: str) -> None:
    if UserId.text(user_id) != work.actor:
        raise NotYours(what=what)


def _require_unconcerned(work: Work, alert: Alert) -> None:
    is_about = alert.user_id is not None and UserId.text(alert.user_id) == work.actor
    if is_about or work.is_own(alert.acknowledged_by):
        raise OwnAlert


def _end_all(work: Work, user_id: UserId) -> None:
    for session in end_sessions(work, user_id):
        work.record(SessionEnded(session_id=session.id, user_id=user_id))
