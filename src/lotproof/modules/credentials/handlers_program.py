"""How what the program has found out is recorded: enrolments, sign-ins, failures, alerts."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.credentials.commands_program import (
    EnrolTotp,
    RaiseAlert,
    RecordRefusedToken,
    RegisterPasskey,
    ReportFailure,
    SignInWithCode,
    SignInWithIdentity,
    SignInWithPasskey,
    SignInWithRecovery,
)
from lotproof.modules.credentials.events import (
    AlertRaised,
    CodeAccepted,
    FailureReported,
    IdentityUsed,
    PasskeyRegistered,
    PasskeyUsed,
    RecoveryCodeUsed,
    TokenRefused,
    TotpEnrolled,
)
from lotproof.modules.credentials.factors import revoke_totp
from lotproof.modules.credentials.records import (
    Alert,
    Link,
    Passkey,
    RecoveryCode,
    Totp,
)
from lotproof.modules.credentials.rules import (
    ChallengeUsed,
    NotYours,
    PasskeyCopied,
    counts_back,
    require_new_step,
    with_code,
    with_recovery,
)
from lotproof.modules.credentials.vocabulary import (
    FACTOR_LIFE,
    LINK_LIFE,
    RECOVERY_LIFE,
    AlertId,
    AlertState,
    FactorState,
    LinkId,
    LinkState,
    PasskeyId,
    RecoveryCodeId,
    RecoveryState,
    TotpId,
)
from lotproof.modules.people.events import FailuresMounted, SessionStarted, UserLockedOut
from lotproof.modules.people.queries import ApiToken, User
from lotproof.modules.people.services import active_person, count_failure, open_session
from lotproof.modules.people.vocabulary import SignInMethod, UserId

# --- enrolment ----------------------------------------------------------------------------------


@handles(EnrolTotp, emits=(TotpEnrolled,))
def enrol_totp(command: EnrolTotp, work: Work) -> None:
    active_person(work, command.user_id)
    work.take(User, command.user_id)  # so that two enrolments at once see each other
    revoke_totp(work, command.user_id)
    totp_id = work.new_id(TotpId)
    work.add(Totp(totp_id, command.user_id, command.sealed_seed, command.step, work.now))
    for digest in command.recovery_digests:
        work.add(RecoveryCode(work.new_id(RecoveryCodeId), command.user_id, totp_id, digest))
    work.record(TotpEnrolled(totp_id=totp_id, user_id=command.user_id))


@handles(RegisterPasskey, emits=(PasskeyRegistered,))
def register_passkey(command: RegisterPasskey, work: Work) -> None:
    active_person(work, command.user_id)
    passkey = Passkey(id=work.new_id(PasskeyId), enrolled_at=work.now, **command.given())
    work.add(passkey)
    work.record(PasskeyRegistered(passkey_id=passkey.id, user_id=passkey.user_id))


# --- signing in ---------------------------------------------------------------------------------


@handles(SignInWithCode, emits=(CodeAccepted, SessionStarted))
def sign_in_with_code(command: SignInWithCode, work: Work) -> None:
    totp = work.take(Totp, command.totp_id)
    _require_of(command.user_id, totp.user_id, TotpId.text(totp.id))
    FACTOR_LIFE.require(TotpId.text(totp.id), totp.state, FactorState.ACTIVE)
    require_new_step(command.step, totp.last_step)
    totp.last_step = command.step
    work.record(CodeAccepted(totp_id=totp.id, user_id=totp.user_id))
    _begin(work, totp.user_id, command.digest, with_code(command.first))


@handles(SignInWithRecovery, emits=(RecoveryCodeUsed, SessionStarted))
def sign_in_with_recovery(command: SignInWithRecovery, work: Work) -> None:
    code = work.take(RecoveryCode, command.recovery_code_id)
    name = RecoveryCodeId.text(code.id)
    _require_of(command.user_id, code.user_id, name)
    code.state = RECOVERY_LIFE.move(name, code.state, RecoveryState.USED)
    code.used_at = work.now
    work.record(RecoveryCodeUsed(recovery_code_id=code.id, user_id=code.user_id))
    _begin(work, code.user_id, command.digest, with_recovery(command.first))


@handles(SignInWithPasskey, emits=(PasskeyUsed, SessionStarted))
def sign_in_with_passkey(command: SignInWithPasskey, work: Work) -> None:
    passkey = work.take(Passkey, command.passkey_id)
    name = PasskeyId.text(passkey.id)
    FACTOR_LIFE.require(name, passkey.state, FactorState.ACTIVE)
    if passkey.challenged_at is not None and command.challenged_at <= passkey.challenged_at:
        raise ChallengeUsed
    if counts_back(passkey.sign_count, command.sign_count):
        raise PasskeyCopied(passkey=name)
    passkey.sign_count, passkey.challenged_at = command.sign_count, command.challenged_at
    passkey.used_at = work.now
    work.record(PasskeyUsed(passkey_id=passkey.id, user_id=passkey.user_id))
    _begin(work, passkey.user_id, command.digest, SignInMethod.PASSKEY)


@handles(SignInWithIdentity, emits=(IdentityUsed, SessionStarted))
def sign_in_with_identity(command: SignInWithIdentity, work: Work) -> None:
    link = work.rely(Link, command.link_id)
    LINK_LIFE.require(LinkId.text(link.id), link.state, LinkState.LINKED)
    work.record(IdentityUsed(link_id=link.id, user_id=link.user_id))
    method = SignInMethod.SINGLE_STRONG if command.is_strong else SignInMethod.SINGLE
    _begin(work, link.user_id, command.digest, method)


def _begin(work: Work, user_id: UserId, digest: str, method: SignInMethod) -> None:
    session = open_session(work, user_id, digest, method)
    work.record(SessionStarted(session_id=session.id, user_id=user_id, method=method))


def _require_of(user_id: UserId, owner: UserId, what: str) -> None:
    if user_id != owner:
        raise NotYours(what=what)


# --- failures and alerts ------------------------------------------------------------------------


@handles(ReportFailure, emits=(FailureReported, UserLockedOut, FailuresMounted))
def report_failure(command: ReportFailure, work: Work) -> None:
    work.record(FailureReported(user_id=command.user_id, factor=command.factor))
    count_failure(work, command.user_id)


@handles(RecordRefusedToken, emits=(TokenRefused,))
def record_refused_token(command: RecordRefusedToken, work: Work) -> None:
    token = work.get(ApiToken, command.token_id)
    work.record(
        TokenRefused(token_id=token.id, user_id=token.user_id, permission=command.permission)
    )


@handles(RaiseAlert, emits=(AlertRaised,))
def raise_alert(command: RaiseAlert, work: Work) -> None:
    cause, user_id = command.cause, command.user_id
    about = {} if user_id is None else {"user_id": user_id}
    for alert in work.take_all(Alert, state=AlertState.OPEN, **about):
        if alert.cause is cause and alert.user_id == user_id:
            alert.times += 1
            alert.latest_at = work.now
            return
    alert = Alert(
        id=work.new_id(AlertId),
        cause=cause,
        user_id=user_id,
        times=1,
        opened_at=work.now,
        latest_at=work.now,
    )
    work.add(alert)
    work.record(AlertRaised(alert_id=alert.id, cause=cause, user_id=user_id))
