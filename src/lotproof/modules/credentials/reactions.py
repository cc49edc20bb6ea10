"""What follows from failures, and what second factors have to say to signing in."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.work import Reader
from lotproof.modules.credentials.commands_program import RaiseAlert
from lotproof.modules.credentials.events import TokenRefused
from lotproof.modules.credentials.queries import active_passkeys, active_totp, is_factor_required
from lotproof.modules.credentials.records import Passkey, Totp
from lotproof.modules.credentials.rules import OneHand, SecondFactorNeeded
from lotproof.modules.credentials.vocabulary import AlertCause
from lotproof.modules.people.events import FailuresMounted, UserLockedOut
from lotproof.modules.people.gates import (
    MAY_SET_PASSWORD,
    MAY_SIGN_IN,
    SetPasswordAsked,
    SignInAsked,
)
from lotproof.modules.people.vocabulary import ONE_FACTOR, SignInMethod, UserId


@MAY_SIGN_IN.join
def second_factor_is_given(asked: SignInAsked, reader: Reader) -> Refused | None:
    """Who has a second factor uses it; who must have one and has none comes in to enrol it."""
    if asked.method not in ONE_FACTOR:
        return None
    is_needed = active_totp(reader, asked.user_id) is not None
    if not is_needed and asked.method is SignInMethod.PASSWORD:
        is_needed = is_factor_required(reader, asked.user_id) and bool(
            active_passkeys(reader, asked.user_id)
        )
    return SecondFactorNeeded(user=UserId.text(asked.user_id)) if is_needed else None


@MAY_SET_PASSWORD.join
def two_hands_for_two_factors(asked: SetPasswordAsked, reader: Reader) -> Refused | None:
    """Whoever took somebody's second factor away does not set their password as well."""
    user_id = asked.user_id
    if active_totp(reader, user_id) is not None or active_passkeys(reader, user_id):
        return None
    revoked: list[Totp | Passkey] = [
        *reader.find(Totp, user_id=user_id),
        *reader.find(Passkey, user_id=user_id),
    ]
    latest = max(revoked, key=lambda factor: factor.revoked_at or 0, default=None)
    if latest is None or latest.revoked_by != asked.setter:
        return None
    return OneHand(user=UserId.text(user_id))


@reacts(UserLockedOut, issues=(RaiseAlert,))
def tell_of_lock_out(event: UserLockedOut, on: Issuing) -> None:
    """Somebody may be guessing: security and management know at once."""
    on.issue(RaiseAlert(cause=AlertCause.LOCK_OUT, user_id=event.user_id))


@reacts(TokenRefused, issues=(RaiseAlert,))
def tell_of_token(event: TokenRefused, on: Issuing) -> None:
    """A program asks for what it is not for, or its token is in other hands."""
    on.issue(RaiseAlert(cause=AlertCause.TOKEN_MISUSE, user_id=event.user_id))


@reacts(FailuresMounted, issues=(RaiseAlert,))
def tell_of_many(event: FailuresMounted, on: Issuing) -> None:
    """Somebody may be trying many names with few guesses each."""
    del event
    on.issue(RaiseAlert(cause=AlertCause.MANY_FAILURES))
