"""The people of the demonstration have keys of their own and sign what is signed."""

import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Final

from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.signature_proofs import Opened, signature
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.meaning import dump, parse
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import COMMANDS, Command
from lotproof.kernel.signing import Signature
from lotproof.ledger.entry import b64url
from lotproof.modules.people.authority import CONSOLE
from lotproof.modules.people.queries import User, user_by_login, users
from lotproof.modules.people.vocabulary import UserId, UserState
from lotproof.modules.signing.commands import ConfirmFirstKey, ConfirmKey, EnrolKey
from lotproof.modules.signing.intent import Asked, Head, Signer
from lotproof.modules.signing.keys import NewKey, new_key, open_key
from lotproof.modules.signing.queries import SigningKey, active_keys, signing_key
from lotproof.modules.signing.vocabulary import KeyAlgorithm, SigningKeyId

FIRST: Final = "quality"
"""Whose key the console vouches for; this person confirms the others."""
_EVIDENCE = "Known from work; identity card seen at the first day."
_COMMANDS: Final = uuid.UUID("0b8e8a4e-6a49-5c38-9a58-6f1d8e3e2c11")


@cache
def _made(actor: str, secret: str) -> NewKey:
    """Slow on purpose; several plants of one process share the keys of their made-up people."""
    return new_key(actor, secret)


class Signers:
    """Signs for made-up people, whose one secret is known; gives each a key when first needed."""

    def __init__(self, plant: Plant, secret: str, first: str = FIRST) -> None:
        self._plant, self._secret, self._first = plant, secret, first
        self._keys: dict[str, Opened] = {}

    def submit(self, given: Submission) -> "Future[Receipt]":
        """What Plant.submit does, with the actor's signature where one is asked for."""
        spec = COMMANDS.get(given.kind)
        if spec is not None and spec.signs is not None and given.signature is None:
            given.signature = self._signature(given, parse(spec.cls, given.body))
        return self._plant.submit(given)

    def enrol_everybody(self, at: int | None) -> None:
        """Keys for all persons of the plant, confirmed."""
        with self._plant.reader() as reader:
            people = [
                UserId.text(user.id)
                for user in users(reader)
                if not user.is_service and user.state is UserState.ACTIVE
            ]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(_made, people, [self._secret] * len(people)))
        for actor in people:
            self._opened(actor, at)

    def _signature(self, given: Submission, command: Command) -> Signature:
        opened = self._opened(given.actor, given.at)
        meaning = command.SPEC.signs
        assert meaning is not None
        with self._plant.reader() as reader:
            name = reader.get(User, UserId.parse(given.actor)).name
            opened = opened._replace(signer=opened.signer._replace(name=name))
            at = (
                reader
                if given.at is None
                else Reader(reader.connection, reader.site, Instant(given.at))
            )
            view = LedgerView(reader.connection)
            head = Head(root=b64url(view.root), size=view.size)
            asked = Asked(given.id, command, meaning, given.reason, given.behalf, None)
            return signature(at, head, asked, opened)

    def _opened(self, actor: str, at: int | None) -> Opened:
        if actor not in self._keys:
            self._keys[actor] = self._known(actor) or self._enrolled(actor, at)
        return self._keys[actor]

    def _known(self, actor: str) -> Opened | None:
        with self._plant.reader() as reader:
            keys = active_keys(reader, UserId.parse(actor))
            name = reader.get(User, UserId.parse(actor)).name
        if not keys or keys[-1].wrapped is None:
            return None
        private = open_key(actor, keys[-1].public_key, keys[-1].wrapped, self._secret)
        return Opened(SigningKeyId.text(keys[-1].id), private, Signer(actor, name))

    def _enrolled(self, actor: str, at: int | None) -> Opened:
        made = _made(actor, self._secret)
        told = self._sent(
            EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped),
            actor,
            at,
        )
        number = SigningKeyId.parse(told.value("key_id"))
        with self._plant.reader() as reader:
            key = signing_key(reader, number)
            assert isinstance(key, SigningKey)
            name = reader.get(User, key.user_id).name
            first = user_by_login(reader, self._first)
        assert first is not None
        by = UserId.text(first.id)
        said = (number, key.fingerprint, _EVIDENCE)
        if actor == by:
            self._sent(
                ConfirmFirstKey(key_id=said[0], fingerprint=said[1], evidence=said[2]), CONSOLE, at
            )
        else:
            self._sent(ConfirmKey(key_id=said[0], fingerprint=said[1], evidence=said[2]), by, at)
        return Opened(told.value("key_id"), made.private, Signer(actor, name))

    def _sent(self, command: Command, actor: str, at: int | None) -> Receipt:
        named = f"{command.SPEC.kind} {actor} {dump(command)}"
        given = Submission(
            kind=command.SPEC.kind,
            body=dump(command, secrets=True),
            actor=actor,
            id=str(uuid.uuid5(_COMMANDS, named)),
            at=at,
        )
        receipt = self.submit(given).result()
        assert receipt.outcome == "done", (receipt.kind, receipt.code, receipt.message)
        return receipt
