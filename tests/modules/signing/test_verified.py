"""Signatures under attack: by whoever holds the database, the site's key and the program."""

import uuid
from pathlib import Path

import msgspec
import pytest

from lotproof.adapters.verify import verify
from lotproof.kernel import clock
from lotproof.kernel.executor import Executor
from lotproof.kernel.issuing import Issuing
from lotproof.kernel.registry import HANDLERS, REACTIONS, Handler, Reaction
from lotproof.kernel.signing import Signature
from lotproof.kernel.work import Work
from lotproof.modules.signing import intent as intents
from lotproof.modules.signing.commands import ConfirmFirstKey, ConfirmKey
from lotproof.modules.signing.events import KeyConfirmed, KeyEnrolled, KeyRevoked
from lotproof.modules.signing.queries import SigningKey
from lotproof.modules.signing.vocabulary import KeyState, SigningKeyId
from tests.modules.signing.signers import EVIDENCE, SigningPlant
from tests.support.plant import Everybody, Unasked

pytestmark = pytest.mark.clause("21 CFR 11.70")


def patched(plant: SigningPlant) -> None:
    """From here on the program was changed: it believes whatever it is given."""
    plant.executor = Executor(plant.database, Everybody(), plant.clock, Unasked())


def findings(plant: SigningPlant) -> list[tuple[str, str]]:
    plant.seal()
    with plant.database.snapshot() as connection:
        report = verify(connection, keys=())
    others = [each for each in report.findings if each.level != "signatures"]
    assert others == []
    return [(each.kind, each.message) for each in report.findings]


def waiting(plant: SigningPlant, login: str = "third") -> ConfirmKey:
    number = SigningKeyId.parse(plant.enrol(plant.register(login)).key)
    return ConfirmKey(key_id=number, fingerprint=plant.key(number).fingerprint, evidence=EVIDENCE)


@pytest.mark.clause("21 CFR 11.50(b)")
def test_a_whole_ledger_has_whole_signatures(plant: SigningPlant) -> None:
    assert plant.signed(waiting(plant), plant.second).outcome == "done"
    plant.vouched(plant.second, by=plant.first)
    assert findings(plant) == []


def test_an_unsigned_operation_and_the_key_it_lets_in_are_named(plant: SigningPlant) -> None:
    command = waiting(plant)
    patched(plant)
    assert plant.sent(command, plant.first, None).outcome == "done"
    kinds = [kind for kind, _ in findings(plant)]
    assert kinds == ["unsigned", "forged"]


def test_an_unsigned_operation_that_poses_as_a_reaction_is_named(
    plant: SigningPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No reaction orders what is signed: a cause excuses nobody."""
    command = waiting(plant)
    patched(plant)

    def confirm(event: KeyEnrolled, on: Issuing) -> None:
        del event
        on.issue(command)

    lawless = [Reaction(KeyEnrolled, confirm, (ConfirmKey,))]
    monkeypatch.setitem(REACTIONS, KeyEnrolled, lawless)  # type: ignore[misc] # a table of classes
    plant.enrol(plant.first)
    assert [kind for kind, _ in findings(plant)] == ["unsigned", "forged"]


@pytest.mark.clause("EU GMP Annex 11 §14")
@pytest.mark.clause("China MD GMP 2025 Art. 46(4)")
@pytest.mark.parametrize("what", ["copied", "moved", "re-dated", "re-attributed", "made up"])
def test_a_forged_signature_is_named(plant: SigningPlant, what: str) -> None:
    one, two = waiting(plant, "third"), waiting(plant, "fourth")
    id_ = str(uuid.uuid4())
    given = plant.signature(one, plant.first, id_=id_)
    assert plant.sent(one, plant.first, given, id_=id_).outcome == "done"
    patched(plant)
    by, other = plant.first, str(uuid.uuid4())
    if what == "moved":
        given = edited(given, id=other, at=now(plant))
    elif what == "re-dated":
        given = edited(plant.signature(two, by, id_=other), at="2020-01-01T00:00:00.000000Z")
    elif what == "re-attributed":
        given, by = plant.signature(two, by, id_=other), plant.second
    elif what == "made up":
        third = plant.register("fifth")
        given = plant.signature(two, by, id_=other, opened=plant.enrol(third))
        given = msgspec.structs.replace(given, key=plant.keys[plant.first].key)
    assert plant.sent(two, by, given, id_=other).outcome == "done"
    assert [kind for kind, _ in findings(plant)] == ["forged", "forged"]


def edited(given: Signature, **fields: str) -> Signature:
    """The intent says something else, the old proof beside it."""
    intent = msgspec.structs.replace(intents.read(given.intent), **fields)
    return msgspec.structs.replace(given, intent=intents.write(intent))


def now(plant: SigningPlant) -> str:
    return clock.text(plant.clock.now())


def test_a_key_whose_owner_is_not_the_actor_is_named(plant: SigningPlant) -> None:
    """A signature by a key that was never confirmed."""
    command = waiting(plant)
    patched(plant)
    fresh = plant.enrol(plant.first)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_, opened=fresh)
    assert plant.sent(command, plant.first, signature, id_=id_).outcome == "done"
    messages = [message for _, message in findings(plant)]
    assert "was pending" in messages[0]


def test_a_second_first_key_is_named(plant: SigningPlant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attacker's program has lost the rule that the console vouches once."""
    command = waiting(plant)
    plant.refused("not_the_first_key", as_first(command), actor="sys_console")
    lawless = Handler(ConfirmFirstKey, let_in, (KeyConfirmed, KeyRevoked))
    monkeypatch.setitem(HANDLERS, ConfirmFirstKey, lawless)  # type: ignore[misc] # a table of classes
    plant.ok(as_first(command), actor="sys_console")
    assert [kind for kind, _ in findings(plant)] == ["forged"]


def as_first(command: ConfirmKey) -> ConfirmFirstKey:
    return ConfirmFirstKey(
        key_id=command.key_id, fingerprint=command.fingerprint, evidence=EVIDENCE
    )


def let_in(command: ConfirmFirstKey, work: Work) -> None:
    key = work.take(SigningKey, command.key_id)
    key.state, key.confirmed_by, key.confirmed_at = KeyState.ACTIVE, work.actor, work.now
    work.record(KeyConfirmed(key_id=key.id, user_id=key.user_id))


def test_signatures_go_on_from_the_auditors_own_memory(plant: SigningPlant, tmp_path: Path) -> None:
    since = tmp_path / "since.json"
    for login in ("third", "fourth"):
        assert told(plant, since) == []
        assert plant.signed(waiting(plant, login), plant.second).outcome == "done"
    assert told(plant, since) == []
    patched(plant)
    assert plant.sent(waiting(plant, "fifth"), plant.second, None).outcome == "done"
    assert told(plant, since) == ["unsigned", "forged"]


def told(plant: SigningPlant, since: Path) -> list[str]:
    plant.seal()
    with plant.database.snapshot() as connection:
        return [each.kind for each in verify(connection, keys=(), since=since).findings]
