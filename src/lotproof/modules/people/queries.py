"""Typed reads of users, roles, sessions and tokens."""

from sqlalchemy import bindparam, or_, select, true

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.holdings import holdings
from lotproof.modules.people.records import (
    ApiToken,
    Credential,
    Grant,
    Role,
    Session,
    SignInPolicy,
    User,
    WayIn,
)
from lotproof.modules.people.records_access import (
    AccessReview,
    AccessReviewLine,
    Delegation,
    Emergency,
    Separation,
    SeparationException,
)
from lotproof.modules.people.rules import PROGRAMS_OWN, known_permissions
from lotproof.modules.people.vocabulary import (
    RoleId,
    RoleState,
    SessionState,
    SignInPolicyId,
    TokenState,
    UserId,
    UserState,
)
from lotproof.modules.people.vocabulary_access import DelegationState

__all__ = [
    "PROGRAMS_OWN",
    "AccessReview",
    "AccessReviewLine",
    "ApiToken",
    "Credential",
    "Delegation",
    "Emergency",
    "Grant",
    "Role",
    "Separation",
    "SeparationException",
    "Session",
    "SignInPolicy",
    "User",
    "api_tokens",
    "credential",
    "deputies_of",
    "deputyships",
    "gave_way_in",
    "holders",
    "is_locked_out",
    "known_permissions",
    "needs_new_password",
    "open_session",
    "permissions_of",
    "role_by_code",
    "roles",
    "roles_of",
    "session_by_digest",
    "sign_in_policy",
    "token_by_digest",
    "user_by_login",
    "users",
    "valid_token",
]

_ROLE, _GRANT, _USER = Role.KIND.table, Grant.KIND.table, User.KIND.table

_ROLES_OF = Statement(
    select(*_ROLE.c)
    .join(_GRANT, _GRANT.c.role_id == _ROLE.c.id)
    .where(_GRANT.c.user_id == bindparam("user"), _GRANT.c.is_granted == true())
    .where(_ROLE.c.state == RoleState.ACTIVE.value)
    .where(or_(_GRANT.c.valid_until.is_(None), _GRANT.c.valid_until > bindparam("now")))
    .order_by(_ROLE.c.id),
    Role,
)

_HOLDERS = Statement(
    select(*_USER.c)
    .join(_GRANT, _GRANT.c.user_id == _USER.c.id)
    .join(_ROLE, _ROLE.c.id == _GRANT.c.role_id)
    .where(_GRANT.c.role_id == bindparam("role"), _GRANT.c.is_granted == true())
    .where(_ROLE.c.state == RoleState.ACTIVE.value)
    .where(_USER.c.state == UserState.ACTIVE.value, _USER.c.is_service != true())
    .where(or_(_GRANT.c.valid_from.is_(None), _GRANT.c.valid_from <= bindparam("now")))
    .where(or_(_GRANT.c.valid_until.is_(None), _GRANT.c.valid_until > bindparam("now")))
    # An emergency role has holders while it is taken.
    .where(or_(_ROLE.c.emergency_hours.is_(None), _GRANT.c.taken_from <= bindparam("now")))
    .where(or_(_ROLE.c.emergency_hours.is_(None), _GRANT.c.taken_until > bindparam("now")))
    .order_by(_USER.c.id),
    User,
)

DAY_US = 86_400_000_000


def user_by_login(reader: Reader, login: str) -> User | None:
    """In any state."""
    return reader.only(User, login=login)


def users(reader: Reader) -> list[User]:
    """Everybody who ever had an account, by id."""
    return reader.find(User)


def role_by_code(reader: Reader, code: str) -> Role | None:
    return reader.only(Role, code=code)


def roles(reader: Reader) -> list[Role]:
    """Retired ones too, by id."""
    return reader.find(Role)


def roles_of(reader: Reader, user_id: UserId) -> list[Role]:
    """The roles that a user has now; whether the user is active is not asked. An emergency role
    is there while it is on standby, too."""
    return reader.select(_ROLES_OF, user=int(user_id), now=reader.now)


def holders(reader: Reader, role_id: RoleId) -> list[User]:
    """The active persons who hold an active role now, by id."""
    return reader.select(_HOLDERS, role=int(role_id), now=reader.now)


def permissions_of(reader: Reader, user_id: UserId) -> frozenset[str]:
    """What a user may do or read now, if only for some things; nothing if deactivated.

    Of what is delegated, reading alone: the rest is done on behalf of the other person.
    """
    reader.get(User, user_id)
    held = holdings(reader, [user_id])[user_id]
    own = {p for each in held if each.counts_at(reader.now) for p in each.permissions}
    theirs = {p for each in deputyships(reader, user_id) for p in each.permissions}
    return frozenset(own | {p for p in theirs if p.endswith(".read")})


def deputyships(reader: Reader, user_id: UserId) -> list[Delegation]:
    """What an active user may do on behalf of active others now, by id."""
    deputy = reader.seek(User, user_id)
    if deputy is None or deputy.state is not UserState.ACTIVE:
        return []
    return [
        each
        for each in reader.find(Delegation, deputy_id=user_id, state=DelegationState.GIVEN)
        if each.valid_from <= reader.now < each.valid_until
        and reader.get(User, each.user_id).state is UserState.ACTIVE
    ]


def deputies_of(reader: Reader, user_id: UserId) -> list[Delegation]:
    """What active others may do on behalf of somebody now, by id."""
    return [
        each
        for each in reader.find(Delegation, user_id=user_id, state=DelegationState.GIVEN)
        if each.valid_from <= reader.now < each.valid_until
        and reader.get(User, each.deputy_id).state is UserState.ACTIVE
    ]


def sign_in_policy(reader: Reader) -> SignInPolicy:
    """The site's policy, or the defaults as long as none was set."""
    return reader.seek(SignInPolicy, 1) or SignInPolicy(SignInPolicyId(1))


def credential(reader: Reader, user_id: UserId) -> Credential | None:
    """The password hash and the failed tries of a user; None before a password was set."""
    return reader.seek(Credential, user_id)


def is_locked_out(reader: Reader, user_id: UserId) -> bool:
    """Whether sign-in is refused now because of failed tries."""
    known = credential(reader, user_id)
    return known is not None and known.locked_until is not None and reader.now < known.locked_until


def needs_new_password(reader: Reader, user_id: UserId) -> bool:
    """Whether the password is temporary or too old: to be changed before anything else."""
    known = credential(reader, user_id)
    if known is None:
        return False
    age_max = sign_in_policy(reader).password_days * DAY_US
    return known.is_temporary or reader.now >= known.set_at + age_max


def gave_way_in(reader: Reader, user_id: UserId, actor: str) -> bool:
    """Whether an actor ever gave somebody an account, a password or an identity to sign in with."""
    return reader.seek(WayIn, user_id, actor) is not None


def session_by_digest(reader: Reader, digest: str) -> Session | None:
    """In any state; see `open_session`."""
    return reader.only(Session, digest=digest)


def open_session(reader: Reader, digest: str) -> Session | None:
    """The session of a token's digest, if it may be used now; its user is active."""
    session = session_by_digest(reader, digest)
    if session is None or session.state is not SessionState.OPEN:
        return None
    if reader.now >= min(session.idle_until, session.expires_at):
        return None
    user = reader.get(User, session.user_id)
    return session if user.state is UserState.ACTIVE else None


def token_by_digest(reader: Reader, digest: str) -> ApiToken | None:
    """In any state; see `valid_token`."""
    return reader.only(ApiToken, digest=digest)


def valid_token(reader: Reader, digest: str) -> ApiToken | None:
    """The API token of a digest, if it may be used now; its user is active."""
    token = token_by_digest(reader, digest)
    if token is None or token.state is not TokenState.VALID or reader.now >= token.expires_at:
        return None
    user = reader.get(User, token.user_id)
    return token if user.state is UserState.ACTIVE else None


def api_tokens(reader: Reader, user_id: UserId) -> list[ApiToken]:
    """Of a user, revoked and expired ones too."""
    return reader.find(ApiToken, user_id=user_id)
