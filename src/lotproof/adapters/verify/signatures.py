"""Level signatures: every signature of a person, by the keys that others vouched for.

Trust in keys comes from the ledger itself. A key counts from the entry on in which another signer
confirmed it under a signature of their own; only the site's first key was vouched for at the
console, once. So whoever holds the database and the site's key still cannot make a person sign.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.signature_proofs import verify
from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.reading import Read
from lotproof.adapters.verify.replay import Change, Replay, changes_in
from lotproof.kernel import clock
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import Text, t
from lotproof.ledger.entry import b64url, commit, from_b64url
from lotproof.modules.signing.intent import (
    Intent,
    content_digest,
    is_now,
    name_digest,
    read,
)
from lotproof.modules.signing.queries import SigningKey
from lotproof.modules.signing.vocabulary import SigningKeyId

LEVEL: Final = "signatures"
_ENROL, _CONFIRM = "signing.enrol_key/1", "signing.confirm_key/1"
_FIRST = "signing.confirm_first_key/1"
_ENDING = ("signing.revoke_key/1", "signing.give_up_key/1")
_KEY = SigningKey.KIND.name
_COUNTS = {"failed_count", "locked_until"}
_MARK = b'"signing.key"'
_ASKED = ("input", "input_personal", "reason")


class _Part(msgspec.Struct):
    intent: str
    key: str
    proof: dict[str, str]


class _Personal(msgspec.Struct):
    name: str
    salt: str


class Wrong(ValueError):
    """A signature that does not hold; the text says what is wrong with it."""


class Known(msgspec.Struct):
    """What the walk has learnt of keys; whoever goes on later brings it along."""

    keys: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    signed_kinds: set[str] = msgspec.field(default_factory=set)
    has_root: bool = False


class Signatures:
    """Follows keys and checks signatures along one walk over the entries."""

    def __init__(
        self, findings: Findings, view: LedgerView, replay: Replay, origin: str, known: Known
    ) -> None:
        findings.open(LEVEL)
        self._findings, self._view, self._replay, self._origin = findings, view, replay, origin
        self.known = known
        self.count = 0

    def check(self, each: Read) -> None:
        """One entry, before the replay takes in its changes."""
        if each.envelope.outcome != "done":
            return
        kind = each.envelope.kind
        is_valid = False
        if "signature" in each.envelope.parts:
            self.known.signed_kinds.add(kind)
            try:
                self._check(each)
                is_valid = True
            except (Wrong, ValueError, KeyError) as wrong:
                self._say(
                    each,
                    "forged",
                    t(
                        f"the signature on entry {each.seq} is wrong: {wrong}",
                        f"第 {each.seq} 条的签名有误：{wrong}",
                    ),
                )
        elif kind in self.known.signed_kinds:  # whatever caused it: no reaction orders such a step
            self._say(
                each,
                "unsigned",
                t(
                    f"entry {each.seq} ({kind}) has no signature",
                    f"第 {each.seq} 条（{kind}）没有签名",
                ),
            )
        self._follow(each, is_valid=is_valid)

    # --- keys -----------------------------------------------------------------------------------

    def _follow(self, each: Read, *, is_valid: bool) -> None:
        """What the entry does to keys; whatever does so without the right to is said."""
        if not _touches_keys(each):
            return
        try:
            changes = [change for change in changes_in(each.parts) if change.record == _KEY]
        except ValueError:
            return  # said by the level bytes or replay
        for change in changes:
            if not self._may(each, change, is_valid=is_valid):
                self._say(
                    each,
                    "forged",
                    t(
                        f"entry {each.seq} makes {change.key} what it is not",
                        f"第 {each.seq} 条无权如此变更 {change.key}",
                    ),
                )
                continue
            key = self.known.keys.setdefault(change.key, {})
            key.update(change.new or {})
            key.update({name: new for name, (_, new) in (change.set or {}).items()})

    def _may(self, each: Read, change: Change, *, is_valid: bool) -> bool:
        kind, moved = each.envelope.kind, change.set or {}
        if change.new is None and moved.keys() <= _COUNTS:
            return True  # failures are counted by one command, and forgotten by any signature
        if kind == _ENROL:
            new = change.new or {}
            is_own = new.get("user_id") == each.envelope.actor
            return bool(is_own and new.get("state") == "pending")
        if change.new is not None or moved.keys() & {"public_key", "user_id", "passkey", "wrapped"}:
            return False
        if kind == _CONFIRM:
            return is_valid
        if kind == _FIRST:
            # Another key that the same command ends is of the same person: there is none yet.
            is_first, self.known.has_root = not self.known.has_root, True
            return is_first and each.envelope.actor == "sys_console"
        state = moved.get("state", (None, None))[1]
        return bool(kind in _ENDING and state == "revoked")

    # --- signatures -----------------------------------------------------------------------------

    def _check(self, each: Read) -> None:
        part = msgspec.json.decode(each.parts["signature"].content, type=_Part)
        intent = read(part.intent)
        envelope = each.envelope
        if (intent.id, intent.kind) != (envelope.id, envelope.kind):
            raise Wrong("it was given for another command")
        if (intent.signer, intent.behalf) != (envelope.actor, envelope.behalf):
            raise Wrong(f"it is of {intent.signer}")
        if self._origin and intent.site != self._origin:
            raise Wrong(f"it was given at {intent.site}")
        if not is_now(clock.parse(intent.at), clock.parse(envelope.recorded)):
            raise Wrong(f"it says {intent.at}")
        meaning = COMMANDS[envelope.kind].signs if envelope.kind in COMMANDS else None
        if meaning is not None and (intent.meaning.en, intent.meaning.zh) != tuple(meaning):
            raise Wrong(f"it means {intent.meaning.en!r}")
        self._check_head(each, intent)
        self._check_contents(each, intent)
        self._check_key(part, intent)
        self.count += 1

    def _check_head(self, each: Read, intent: Intent) -> None:
        if 0 <= each.seq < intent.head.size:
            raise Wrong(f"it saw {intent.head.size} entries, before they were there")
        if intent.head.root != b64url(self._view.root_at(intent.head.size)):
            raise Wrong(f"it saw another ledger of {intent.head.size} entries")

    def _check_contents(self, each: Read, intent: Intent) -> None:
        shown = each.parts.get("signature_personal")
        if shown is None:
            return  # erased, and said so where parts are looked at
        personal = msgspec.json.decode(shown.content, type=_Personal)
        salt = from_b64url(personal.salt)
        if intent.name != name_digest(salt, personal.name):
            raise Wrong("it was given under another name")
        asked = {name for name in _ASKED if name in each.envelope.parts}
        if set(intent.parts) != asked:
            raise Wrong("it was given for another content")
        for name in asked & each.parts.keys():
            if intent.parts[name] != commit(salt, each.parts[name].content):
                raise Wrong(f"it was given for another {name}")
        if self._replay.is_partial:
            return
        for covered in intent.records:
            state = self._replay.state(covered.record, covered.key)
            if content_digest(salt, state or {}) != covered.content:
                raise Wrong(f"it is on another content of {covered.record} {covered.key}")

    def _check_key(self, part: _Part, intent: Intent) -> None:
        fields: Mapping[str, Any] | None = self.known.keys.get(part.key)
        if fields is None or fields.get("user_id") != intent.signer:
            raise Wrong(f"{part.key} is no key of {intent.signer}")
        if fields.get("state") != "active":
            raise Wrong(f"{part.key} was {fields.get('state')}")
        key = _key_of(part.key, fields)
        if not verify(key, part.intent, part.proof):
            raise Wrong(f"{part.key} did not make it")

    def _say(self, each: Read, kind: str, message: Text) -> None:
        self._findings.add(LEVEL, {"entry": each.seq}, kind, message)


def _touches_keys(each: Read) -> bool:
    """Whether the entry may change a key: a look at its bytes, for most do not."""
    part = each.parts.get("changes")
    if part is None:
        return False
    return any(_MARK in content for content in (part.content, *(i for _, i in part.items or ())))


def _key_of(name: str, fields: Mapping[str, Any]) -> SigningKey:
    """The key as far as checking needs it."""
    return SigningKey(
        id=SigningKeyId.parse(name),
        user_id=fields["user_id"],
        generation=int(fields["generation"]),
        algorithm=fields["algorithm"],
        public_key=fields["public_key"],
        fingerprint=fields["fingerprint"],
        enrolled_at=clock.Instant(0),
        passkey=fields.get("passkey"),
        passkey_site=fields.get("passkey_site"),
    )
