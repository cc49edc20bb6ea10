"""How requests about keys are carried out."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.ledger.entry import from_b64url
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.queries import User, credential, gave_way_in, sign_in_policy
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.commands import (
    ConfirmFirstKey,
    ConfirmKey,
    EnrolKey,
    GiveUpKey,
    RecordFailedSignature,
    RevokeKey,
    UnlockKey,
)
from lotproof.modules.signing.events import (
    KeyConfirmed,
    KeyEnrolled,
    KeyLocked,
    KeyRevoked,
    KeyUnlocked,
    SignatureFailed,
)
from lotproof.modules.signing.records import ConfirmedName, SigningKey
from lotproof.modules.signing.rules import (
    MINUTE_US,
    CannotSign,
    FingerprintDiffers,
    KeyIncomplete,
    KeyNotLocked,
    NotTheFirstKey,
    NotYourKey,
    OwnKey,
    SetThePassword,
    fingerprint,
    is_locked,
)
from lotproof.modules.signing.vocabulary import KEY_LIFE, KeyAlgorithm, KeyState, SigningKeyId

ED25519_BYTES = 32


@handles(EnrolKey, emits=(KeyEnrolled,))
def enrol_key(command: EnrolKey, work: Work) -> None:
    user = work.get(User, require_person(work.actor))
    if user.is_service:
        raise CannotSign(user=UserId.text(user.id))
    public = _public_half(command)
    key = SigningKey(
        id=work.new_id(SigningKeyId),
        user_id=UserId(user.id),
        generation=len(work.find(SigningKey, user_id=user.id)) + 1,
        algorithm=command.algorithm,
        public_key=command.public_key,
        fingerprint=fingerprint(public),
        enrolled_at=work.now,
        wrapped=command.wrapped,
        passkey=command.passkey,
        passkey_site=command.passkey_site,
    )
    work.add(key)
    work.record(KeyEnrolled(key_id=key.id, user_id=key.user_id))


@handles(ConfirmKey, emits=(KeyConfirmed, KeyRevoked))
def confirm_key(command: ConfirmKey, work: Work) -> None:
    key = work.take(SigningKey, command.key_id)
    owner = UserId.text(key.user_id)
    if work.actor == owner:
        raise OwnKey
    login = credential(work, key.user_id)
    is_setter = login is not None and login.reset_by == work.actor
    if is_setter or gave_way_in(work, key.user_id, work.actor):
        raise SetThePassword(user=owner)
    _confirm(work, key, command.fingerprint)


@handles(ConfirmFirstKey, emits=(KeyConfirmed, KeyRevoked))
def confirm_first_key(command: ConfirmFirstKey, work: Work) -> None:
    key = work.take(SigningKey, command.key_id)
    if any(each.confirmed_at is not None for each in work.find(SigningKey)):
        raise NotTheFirstKey
    _confirm(work, key, command.fingerprint)


def _confirm(work: Work, key: SigningKey, said: str) -> None:
    if said != key.fingerprint:
        raise FingerprintDiffers(key=SigningKeyId.text(key.id))
    for earlier in work.take_all(SigningKey, user_id=key.user_id, state=KeyState.ACTIVE):
        if (earlier.passkey is None) is (key.passkey is None):
            _end(work, earlier, KeyState.SUPERSEDED)
    key.state = KEY_LIFE.move(SigningKeyId.text(key.id), key.state, KeyState.ACTIVE)
    key.confirmed_by, key.confirmed_at = work.actor, work.now
    work.add(ConfirmedName(key.id, work.get(User, key.user_id).name))
    work.record(KeyConfirmed(key_id=key.id, user_id=key.user_id))


@handles(RevokeKey, emits=(KeyRevoked,))
def revoke_key(command: RevokeKey, work: Work) -> None:
    _end(work, work.take(SigningKey, command.key_id), KeyState.REVOKED)


@handles(GiveUpKey, emits=(KeyRevoked,))
def give_up_key(command: GiveUpKey, work: Work) -> None:
    key = work.take(SigningKey, command.key_id)
    if UserId.text(key.user_id) != work.actor:
        raise NotYourKey(key=SigningKeyId.text(key.id))
    _end(work, key, KeyState.REVOKED)


@handles(UnlockKey, emits=(KeyUnlocked,))
def unlock_key(command: UnlockKey, work: Work) -> None:
    key = work.take(SigningKey, command.key_id)
    if not is_locked(key.locked_until, work.now):
        raise KeyNotLocked(key=SigningKeyId.text(key.id))
    if UserId.text(key.user_id) == work.actor:
        raise OwnKey
    key.failed_count, key.locked_until = 0, None
    work.record(KeyUnlocked(key_id=key.id, user_id=key.user_id))


@handles(RecordFailedSignature, emits=(SignatureFailed, KeyLocked))
def record_failed_signature(command: RecordFailedSignature, work: Work) -> None:
    work.record(SignatureFailed(user_id=command.user_id, failure=command.failure))
    policy = sign_in_policy(work)
    for key in work.take_all(SigningKey, user_id=command.user_id, state=KeyState.ACTIVE):
        if is_locked(key.locked_until, work.now):
            continue
        # A lock that has run out begins the count anew.
        key.failed_count = 1 if key.locked_until is not None else key.failed_count + 1
        key.locked_until = None
        if key.failed_count >= policy.failures_max:
            until = Instant(work.now + policy.lockout_minutes * MINUTE_US)
            key.locked_until = until
            work.record(KeyLocked(key_id=key.id, user_id=key.user_id, locked_until=until))


def _end(work: Work, key: SigningKey, state: KeyState) -> None:
    key.state = KEY_LIFE.move(SigningKeyId.text(key.id), key.state, state)
    key.ended_at = work.now
    work.record(KeyRevoked(key_id=key.id, user_id=key.user_id))


def _public_half(command: EnrolKey) -> bytes:
    """The bytes of the public key; refused where its algorithm needs more, or other ones."""
    is_wrapped = command.wrapped is not None
    is_passkey = command.passkey is not None and command.passkey_site is not None
    if (command.algorithm is KeyAlgorithm.ED25519) is not is_wrapped or is_wrapped is is_passkey:
        raise KeyIncomplete
    try:
        public = from_b64url(command.public_key)
    except ValueError:
        raise KeyIncomplete from None
    if is_wrapped and len(public) != ED25519_BYTES:
        raise KeyIncomplete
    return public
