"""Persons with keys of their own, at a site that asks for signatures."""

import uuid
from functools import cache
from typing import Any

from lotproof.adapters import signature_proofs
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.signature_proofs import Opened
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import Command
from lotproof.kernel.signing import Signature
from lotproof.kernel.submission import Receipt, Submission
from lotproof.ledger.entry import b64url
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.signing.commands import ConfirmFirstKey, ConfirmKey, EnrolKey
from lotproof.modules.signing.intent import Asked, Head, Signer
from lotproof.modules.signing.judging import Signatures
from lotproof.modules.signing.keys import NewKey, new_key
from lotproof.modules.signing.queries import SigningKey
from lotproof.modules.signing.vocabulary import KeyAlgorithm, SigningKeyId
from tests.support.plant import Plant

SECRET = "the owner's own secret"
EVIDENCE = "Passport seen, known from the interview"


@cache
def _made(actor: str, generation: int) -> NewKey:
    """Slow on purpose; so each is made once a process."""
    del generation
    return new_key(actor, SECRET)


class SigningPlant(Plant):
    """A site with two signers; the first one's key was vouched for at the console."""

    def __init__(self, url: str) -> None:
        super().__init__(url, signatures=Signatures(signature_proofs.verify))
        self.first, self.second = self.register("first"), self.register("second")
        self.keys: dict[UserId, Opened] = {}
        self.enrolled: list[UserId] = []
        self.vouched(self.first, by=None)
        self.vouched(self.second, by=self.first)

    def register(self, login: str, **more: Any) -> UserId:
        told = self.ok(
            RegisterUser(login=login, name=f"名 {login}", language=UserLanguage.EN, **more),
            actor="sys_console",
        )
        return UserId.parse(told.value("user_id"))

    def enrol(self, user: UserId) -> Opened:
        """A key that nobody has confirmed yet."""
        actor = UserId.text(user)
        made = _made(actor, self.enrolled.count(user))
        self.enrolled.append(user)
        told = self.ok(
            EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped),
            actor=actor,
        )
        with self.reader() as reader:
            name = reader.get(User, user).name
        return Opened(told.value("key_id"), made.private, Signer(actor, name))

    def vouched(self, user: UserId, by: UserId | None) -> Opened:
        """A new key of a person, confirmed by another signer, or at the console."""
        opened = self.enrol(user)
        number = SigningKeyId.parse(opened.key)
        said: dict[str, Any] = {
            "key_id": number,
            "fingerprint": self.key(number).fingerprint,
            "evidence": EVIDENCE,
        }
        if by is None:
            self.ok(ConfirmFirstKey(**said), actor="sys_console")
        else:
            assert self.signed(ConfirmKey(**said), by).outcome == "done"
        self.keys[user] = opened
        return opened

    def key(self, number: SigningKeyId) -> SigningKey:
        with self.reader() as reader:
            return reader.get(SigningKey, number)

    # --- signing --------------------------------------------------------------------------------

    def signature(
        self,
        command: Command,
        by: UserId,
        *,
        id_: str,
        reason: str | None = None,
        opened: Opened | None = None,
        **asked: Any,
    ) -> Signature:
        """What the person would send along, over the records as they are now."""
        meaning = command.SPEC.signs
        assert meaning is not None
        with self.reader() as reader:
            view = LedgerView(reader.connection)
            head = Head(root=b64url(view.root), size=view.size)
            given = {"reason": reason, "behalf": None, "session": None} | asked
            return signature_proofs.signature(
                reader, head, Asked(id_, command, meaning, **given), opened or self.keys[by]
            )

    def sent(
        self,
        command: Command,
        by: UserId,
        signature: Signature | None,
        *,
        id_: str | None = None,
        reason: str | None = None,
    ) -> Receipt:
        submission = Submission(
            kind=command.SPEC.kind,
            body=dump(command, secrets=True),
            actor=UserId.text(by),
            id=id_ or str(uuid.uuid4()),
            reason=reason,
            signature=signature,
        )
        return self.submit(submission)[0]

    def signed(self, command: Command, by: UserId, *, reason: str | None = None) -> Receipt:
        """The command, signed and sent."""
        id_ = str(uuid.uuid4())
        signature = self.signature(command, by, id_=id_, reason=reason)
        return self.sent(command, by, signature, id_=id_, reason=reason)
