"""Changes of factors that several requests share."""

from lotproof.kernel.work import Work
from lotproof.modules.credentials.records import Passkey, RecoveryCode, Totp
from lotproof.modules.credentials.rules import OneHand
from lotproof.modules.credentials.vocabulary import (
    FACTOR_LIFE,
    RECOVERY_LIFE,
    FactorState,
    PasskeyId,
    RecoveryCodeId,
    RecoveryState,
    TotpId,
)
from lotproof.modules.people.queries import credential
from lotproof.modules.people.vocabulary import UserId


def revoke_totp(work: Work, user_id: UserId) -> Totp | None:
    """End the active code generator and its unused recovery codes; None if there is none."""
    found = work.take_all(Totp, user_id=user_id, state=FactorState.ACTIVE)
    for totp in found:
        name = TotpId.text(totp.id)
        totp.state = FACTOR_LIFE.move(name, totp.state, FactorState.REVOKED)
        totp.revoked_at, totp.revoked_by = work.now, work.actor
    for code in work.take_all(RecoveryCode, user_id=user_id, state=RecoveryState.UNUSED):
        name = RecoveryCodeId.text(code.id)
        code.state = RECOVERY_LIFE.move(name, code.state, RecoveryState.REVOKED)
    return found[0] if found else None


def revoke_passkey(work: Work, passkey: Passkey) -> None:
    """End a taken passkey; WrongState if it is revoked."""
    name = PasskeyId.text(passkey.id)
    passkey.state = FACTOR_LIFE.move(name, passkey.state, FactorState.REVOKED)
    passkey.revoked_at, passkey.revoked_by = work.now, work.actor


def revoke_passkeys(work: Work, user_id: UserId) -> list[Passkey]:
    found = work.take_all(Passkey, user_id=user_id, state=FactorState.ACTIVE)
    for passkey in found:
        revoke_passkey(work, passkey)
    return found


def require_other_hand(work: Work, user_id: UserId) -> None:
    """Whoever knows somebody's password does not take their second factor away."""
    known = credential(work, user_id)
    if known is not None and known.is_temporary and known.reset_by == work.actor:
        raise OneHand(user=UserId.text(user_id))
