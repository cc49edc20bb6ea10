"""How requests about users, roles, sign-in and tokens are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import comes_to, require_apart
from lotproof.modules.people.commands import (
    ChangePassword,
    ChangeUser,
    CreateApiToken,
    DeactivateUser,
    EndSession,
    ExtendSession,
    ReactivateUser,
    RecordFailedSignIn,
    RegisterUser,
    RevokeApiToken,
    SetPassword,
    SetSignInPolicy,
    SignOutUser,
    StartSession,
    UnlockUser,
)
from lotproof.modules.people.events import (
    ApiTokenCreated,
    ApiTokenRevoked,
    FailuresMounted,
    PasswordSet,
    SessionEnded,
    SessionExtended,
    SessionStarted,
    SignInFailed,
    SignInPolicySet,
    UserChanged,
    UserDeactivated,
    UserLockedOut,
    UserReactivated,
    UserRegistered,
    UserUnlocked,
)
from lotproof.modules.people.gates import MAY_SET_PASSWORD, SetPasswordAsked
from lotproof.modules.people.grants import end_delegations
from lotproof.modules.people.queries import sign_in_policy
from lotproof.modules.people.records import (
    ApiToken,
    Credential,
    Session,
    SignInPolicy,
    User,
)
from lotproof.modules.people.rules import (
    NeedsServiceAccount,
    NoPassword,
    NoPasswordForService,
    NotAPerson,
    NotLocked,
    OnlyTemporary,
    SessionOver,
    WhoseSignIn,
    is_locked,
    require_known,
    require_token_span,
)
from lotproof.modules.people.services import (
    count_failure,
    end_sessions,
    idle_until,
    open_session,
    remember_way_in,
)
from lotproof.modules.people.services import end_session as end
from lotproof.modules.people.vocabulary import (
    TOKEN_LIFE,
    USER_LIFE,
    SessionId,
    SessionState,
    SignInMethod,
    SignInPolicyId,
    TokenId,
    TokenState,
    UserId,
    UserState,
)

# --- users --------------------------------------------------------------------------------------


@handles(RegisterUser, emits=(UserRegistered,))
def register_user(command: RegisterUser, work: Work) -> None:
    user_id = work.new_id(UserId)
    user = User(user_id, command.login, command.name, command.language, command.is_service)
    user.registered_by = work.actor
    work.add(user)
    remember_way_in(work, user_id)
    work.record(UserRegistered(user_id=user_id))


@handles(ChangeUser, emits=(UserChanged,))
def change_user(command: ChangeUser, work: Work) -> None:
    user = work.take(User, command.user_id)
    user.name, user.language = command.name, command.language
    work.record(UserChanged(user_id=user.id))


@handles(DeactivateUser, emits=(UserDeactivated,))
def deactivate_user(command: DeactivateUser, work: Work) -> None:
    user = work.take(User, command.user_id)
    user.state = USER_LIFE.move(UserId.text(user.id), user.state, UserState.DEACTIVATED)
    end_delegations(work, command.user_id)
    end_sessions(work, user.id)
    for token in work.take_all(ApiToken, user_id=user.id, state=TokenState.VALID):
        token.state, token.revoked_at = TokenState.REVOKED, work.now
    work.record(UserDeactivated(user_id=user.id))


@handles(ReactivateUser, emits=(UserReactivated,))
def reactivate_user(command: ReactivateUser, work: Work) -> None:
    user = work.take(User, command.user_id)
    user.state = USER_LIFE.move(UserId.text(user.id), user.state, UserState.ACTIVE)
    # Duties may have been separated, and roles changed, in the meantime.
    require_apart(work, user, (), comes_to(work, command.user_id))
    work.record(UserReactivated(user_id=user.id))


# --- passwords and sign-in ----------------------------------------------------------------------


@handles(SetPassword, emits=(PasswordSet,))
def set_password(command: SetPassword, work: Work) -> None:
    is_for_other = UserId.text(command.user_id) != work.actor
    if is_for_other:
        if work.actor.startswith(UserId.prefix) and not command.is_temporary:
            raise OnlyTemporary(user=UserId.text(command.user_id))
        work.ask(MAY_SET_PASSWORD, SetPasswordAsked(user_id=command.user_id, setter=work.actor))
    _set_password(work, command.user_id, command.password_hash, is_temporary=command.is_temporary)
    if is_for_other:
        work.take(Credential, command.user_id).reset_by = work.actor
        remember_way_in(work, command.user_id)


@handles(ChangePassword, emits=(PasswordSet,))
def change_password(command: ChangePassword, work: Work) -> None:
    try:
        user_id = UserId.parse(work.actor)
    except ValueError:
        raise NotAPerson(actor=work.actor) from None
    _set_password(work, user_id, command.password_hash, is_temporary=False)


@handles(UnlockUser, emits=(UserUnlocked,))
def unlock_user(command: UnlockUser, work: Work) -> None:
    _active_user(work, command.user_id)
    credential = _credential(work, command.user_id)
    if not is_locked(credential.locked_until, work.now):
        raise NotLocked(user=UserId.text(command.user_id))
    credential.failed_count, credential.locked_until = 0, None
    work.record(UserUnlocked(user_id=command.user_id))


@handles(StartSession, emits=(SessionStarted,))
def start_session(command: StartSession, work: Work) -> None:
    method = SignInMethod.PASSWORD
    session = open_session(work, command.user_id, command.digest, method)
    work.record(SessionStarted(session_id=session.id, user_id=session.user_id, method=method))


@handles(RecordFailedSignIn, emits=(SignInFailed, UserLockedOut, FailuresMounted))
def record_failed_sign_in(command: RecordFailedSignIn, work: Work) -> None:
    if (command.user_id is None) is (command.login_digest is None):
        raise WhoseSignIn
    work.record(
        SignInFailed(
            user_id=command.user_id, login_digest=command.login_digest, factor=command.factor
        )
    )
    count_failure(work, command.user_id)


@handles(ExtendSession, emits=(SessionExtended,))
def extend_session(command: ExtendSession, work: Work) -> None:
    session = work.take(Session, command.session_id)
    limit = min(session.idle_until, session.expires_at)
    if session.state is not SessionState.OPEN or work.now >= limit:
        raise SessionOver(session=SessionId.text(session.id))
    session.idle_until = idle_until(work, sign_in_policy(work), session.expires_at)
    work.record(SessionExtended(session_id=session.id))


@handles(EndSession, emits=(SessionEnded,))
def end_session(command: EndSession, work: Work) -> None:
    session = work.take(Session, command.session_id)
    end(work, session)
    work.record(SessionEnded(session_id=session.id, user_id=session.user_id))


@handles(SignOutUser, emits=(SessionEnded,))
def sign_out_user(command: SignOutUser, work: Work) -> None:
    work.take(User, command.user_id)
    for session in end_sessions(work, command.user_id):
        work.record(SessionEnded(session_id=session.id, user_id=command.user_id))


@handles(SetSignInPolicy, emits=(SignInPolicySet,))
def set_sign_in_policy(command: SetSignInPolicy, work: Work) -> None:
    if work.seek(SignInPolicy, 1) is None:
        # There is only number 1. It is drawn all the same: verification expects of every number
        # in use that its counter has passed it.
        work.new_id(SignInPolicyId)
        work.add(SignInPolicy(SignInPolicyId(1)))
    policy = work.take(SignInPolicy, 1)
    policy.failures_max = command.failures_max
    policy.lockout_minutes = command.lockout_minutes
    policy.idle_minutes = command.idle_minutes
    policy.session_hours = command.session_hours
    policy.password_days = command.password_days
    policy.token_days = command.token_days
    policy.failures_an_hour = command.failures_an_hour
    work.record(SignInPolicySet())


# --- API tokens ---------------------------------------------------------------------------------


@handles(CreateApiToken, emits=(ApiTokenCreated,))
def create_api_token(command: CreateApiToken, work: Work) -> None:
    user = _active_user(work, command.user_id)
    if not user.is_service:
        raise NeedsServiceAccount(user=UserId.text(user.id))
    require_token_span(work.now, command.expires_at, sign_in_policy(work).token_days)
    scope = None if command.scope is None else sorted(set(command.scope))
    require_known(scope or ())
    token_id = work.new_id(TokenId)
    work.add(
        ApiToken(
            token_id,
            user.id,
            command.name,
            command.digest,
            command.expires_at,
            work.actor,
            scope=scope,
        )
    )
    work.record(ApiTokenCreated(token_id=token_id, user_id=user.id))


@handles(RevokeApiToken, emits=(ApiTokenRevoked,))
def revoke_api_token(command: RevokeApiToken, work: Work) -> None:
    token = work.take(ApiToken, command.token_id)
    token.state = TOKEN_LIFE.move(TokenId.text(token.id), token.state, TokenState.REVOKED)
    token.revoked_at = work.now
    work.record(ApiTokenRevoked(token_id=token.id, user_id=token.user_id))


# --- shared -------------------------------------------------------------------------------------


def _active_user(work: Work, user_id: UserId) -> User:
    user = work.rely(User, user_id)
    USER_LIFE.require(UserId.text(user.id), user.state, UserState.ACTIVE)
    return user


def _require_person(user: User) -> None:
    if user.is_service:
        raise NoPasswordForService(user=UserId.text(user.id))


def _credential(work: Work, user_id: UserId) -> Credential:
    """The credential, to be changed; refused where there is none yet."""
    if work.seek(Credential, user_id) is None:
        raise NoPassword(user=UserId.text(user_id))
    return work.take(Credential, user_id)


def _set_password(work: Work, user_id: UserId, password_hash: str, *, is_temporary: bool) -> None:
    user = work.take(User, user_id)
    USER_LIFE.require(UserId.text(user.id), user.state, UserState.ACTIVE)
    _require_person(user)
    if work.seek(Credential, user_id) is None:
        work.add(Credential(user_id, password_hash, work.now, is_temporary))
    else:
        credential = work.take(Credential, user_id)
        credential.password_hash, credential.set_at = password_hash, work.now
        credential.is_temporary = is_temporary
        credential.failed_count, credential.locked_until = 0, None
    end_sessions(work, user_id)
    work.record(PasswordSet(user_id=user_id))
