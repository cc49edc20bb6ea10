"""Judging a signature in the transaction of its command, and keeping it with what it covers."""

from collections.abc import Callable, Mapping

from lotproof.kernel import clock
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import Command
from lotproof.kernel.signing import Signature, SignatureMissing
from lotproof.kernel.submission import Submission
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.ledger.entry import from_b64url
from lotproof.modules.people.queries import Session, User, sign_in_policy
from lotproof.modules.people.vocabulary import SessionId, SessionState, UserId
from lotproof.modules.signing.gates import MAY_SIGN, SignAsked
from lotproof.modules.signing.intent import (
    Covered,
    Intent,
    NotAnIntent,
    covered,
    is_now,
    name_digest,
    part_digests,
    read,
)
from lotproof.modules.signing.records import (
    ConfirmedName,
    GivenSignature,
    Series,
    SignedRecord,
    SigningKey,
)
from lotproof.modules.signing.rules import (
    MINUTE_US,
    CannotSign,
    KeyIsLocked,
    KeyNotActive,
    NameNotConfirmed,
    NoSigningKey,
    SeriesOver,
    SignatureStale,
    SignatureUnfit,
    SignatureWrong,
    SignedContentChanged,
    is_locked,
)
from lotproof.modules.signing.vocabulary import KeyAlgorithm, KeyState, SignatureId, SigningKeyId

SALT_BYTES = 32

Verify = Callable[[SigningKey, str, Mapping[str, str]], bool]
"""`(key, intent, proof)`: whether the key signed exactly this intent."""


class Signatures:
    """The kernel's check of signatures; `verify` knows the algorithms."""

    def __init__(self, verify: Verify) -> None:
        self._verify = verify

    def check(self, work: Work, given: Submission, command: Command) -> None:
        """Keep the signature, or raise the refusal."""
        signature = given.signature
        if signature is None:
            raise SignatureMissing(what=command.SPEC.label)
        intent = _read(signature)
        _require_same(intent, given, command, work)
        user = _person(work)
        salt = _salt(signature)
        if signature.name != user.name or intent.name != name_digest(salt, user.name):
            raise _unfit(t("another name", "姓名不符"))
        if intent.parts != part_digests(salt, command, work.reason):
            raise _unfit(t("another content", "内容不符"))
        key = self._key(work, signature, user)
        if not self._verify(key, signature.intent, signature.proof):
            raise SignatureWrong(key=SigningKeyId.text(key.id))
        _require_content(work, command, salt, intent.records)
        work.ask(MAY_SIGN, SignAsked(user_id=UserId(user.id), command_kind=given.kind))
        self._keep_series(work, intent, key)
        _forget_failures(work, key)
        _keep(work, given, intent, key, signature)

    def _key(self, work: Work, signature: Signature, user: User) -> SigningKey:
        try:
            number = SigningKeyId.parse(signature.key)
        except ValueError:
            raise NoSigningKey from None
        if work.seek(SigningKey, number) is None:
            raise NoSigningKey
        key = work.rely(SigningKey, number)
        if key.user_id != user.id:
            raise NoSigningKey
        if key.state is not KeyState.ACTIVE:
            raise KeyNotActive(key=signature.key, state=key.state.label)
        if is_locked(key.locked_until, work.now):
            raise KeyIsLocked(user=UserId.text(user.id))
        confirmed = work.seek(ConfirmedName, key.id)
        if confirmed is not None and confirmed.name != user.name:
            raise NameNotConfirmed(key=signature.key, name=user.name)
        return key

    def _keep_series(self, work: Work, intent: Intent, key: SigningKey) -> None:
        """A series begins with all components and goes on while it is used."""
        if (key.algorithm is KeyAlgorithm.ED25519) is (intent.components == "passkey"):
            raise _unfit(t("another kind of key", "密钥类型不符"))
        if intent.session is None:
            if intent.components == "secret":
                raise SeriesOver
            return
        session = SessionId.parse(intent.session)
        _require_open(work, session, key.user_id)
        until = clock.Instant(work.now + sign_in_policy(work).idle_minutes * MINUTE_US)
        if work.seek(Series, session) is None:
            if intent.components == "secret":
                raise SeriesOver
            work.add(Series(session, until))
            return
        series = work.take(Series, session)
        if intent.components == "secret" and work.now >= series.until:
            raise SeriesOver
        series.until = until


def _require_open(work: Work, session_id: SessionId, signer: UserId) -> None:
    """A series is given in one continuous period of access, by whoever has it."""
    session = work.seek(Session, session_id)
    if session is None or session.user_id != signer:
        raise SeriesOver
    session = work.rely(Session, session_id)
    is_over = work.now >= min(session.idle_until, session.expires_at)
    if session.state is not SessionState.OPEN or is_over:
        raise SeriesOver


def _read(signature: Signature) -> Intent:
    try:
        return read(signature.intent)
    except NotAnIntent:
        raise _unfit(t("it cannot be read", "无法读取")) from None


def _salt(signature: Signature) -> bytes:
    try:
        salt = from_b64url(signature.salt)
    except ValueError:
        salt = b""
    if len(salt) != SALT_BYTES:
        raise _unfit(t("its salt is not of 32 bytes", "盐值不是 32 字节"))
    return salt


def _require_same(intent: Intent, given: Submission, command: Command, work: Work) -> None:
    """The intent is of this command, meaning, person and site, and of now."""
    meaning = command.SPEC.signs
    said = Text(intent.meaning.en, intent.meaning.zh)
    facts = {
        t("another command", "命令不符"): (intent.id, intent.kind) == (given.id, given.kind),
        t("another signer", "签名人不符"): (intent.signer, intent.behalf)
        == (work.actor, given.behalf),
        t("another site", "站点不符"): intent.site == work.site.origin,
        t("another meaning", "签名含义不符"): said == meaning,
    }
    for what, is_so in facts.items():
        if not is_so:
            raise _unfit(what)
    try:
        at = clock.parse(intent.at)
    except ValueError:
        raise _unfit(t("it has no time", "没有签名时间")) from None
    if clock.text(at) != intent.at:
        raise _unfit(t("it has no time", "没有签名时间"))
    if not is_now(at, work.now):
        raise SignatureStale(at=intent.at)


def _require_content(work: Work, command: Command, salt: bytes, seen: tuple[Covered, ...]) -> None:
    """Every record is as the signer saw it, and none was left out."""
    now = {(each.record, each.key): each.content for each in covered(work, command, salt)}
    then = {(each.record, each.key): each.content for each in seen}
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            raise SignedContentChanged(what=_shown(*name))


def _shown(kind: str, key: str) -> Text:
    known = RECORDS.get(kind)
    label = known.label if known is not None else t("A record", "记录")
    return Text(f"{label.en} {key}"[:200], f"{label.zh} {key}"[:200])


def _person(reader: Work) -> User:
    user = person(reader, reader.actor)
    if user.is_service:
        raise CannotSign(user=UserId.text(user.id))
    return user


def person(reader: Reader, actor: str) -> User:
    """The person who signs; a system actor does not."""
    try:
        return reader.get(User, UserId.parse(actor))
    except ValueError:
        raise CannotSign(user=actor) from None


def _forget_failures(work: Work, key: SigningKey) -> None:
    """Only failures in a row lock a key."""
    if key.failed_count:
        taken = work.take(SigningKey, key.id)
        taken.failed_count, taken.locked_until = 0, None


def _keep(
    work: Work, given: Submission, intent: Intent, key: SigningKey, signature: Signature
) -> None:
    kept = GivenSignature(
        id=work.new_id(SignatureId),
        user_id=key.user_id,
        key_id=key.id,
        name=signature.name,
        meaning=intent.meaning.en,
        meaning_zh=intent.meaning.zh,
        signed_at=clock.parse(intent.at),
        command_kind=given.kind,
        command_id=given.id,
        salt=signature.salt,
    )
    work.add(kept)
    for each in intent.records:
        work.add(SignedRecord(kept.id, each.record, each.key, each.content))


def _unfit(what: Text) -> SignatureUnfit:
    return SignatureUnfit(what=what)
