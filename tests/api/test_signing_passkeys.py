"""Passkeys that sign: made, confirmed by another signer, used, refused, verified in the ledger."""

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from lotproof.adapters.signature_proofs import verify
from lotproof.entrypoints.demo.signers import Signers
from lotproof.ledger.entry import from_b64url
from lotproof.modules.signing.intent import read
from lotproof.modules.signing.queries import SigningKey
from lotproof.modules.signing.vocabulary import SigningKeyId
from tests.api.door import Answer, Door
from tests.support.authenticator import Authenticator

HOST = {"host": "plant.example"}
ORIGIN = "https://plant.example"
SECRET = "a secret of one's own"
KIND = "signing.confirm_key/1"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    found = Door(tmp_path_factory.mktemp("signing") / "site")
    found.user("first", "quality_manager")
    found.user("es256", "quality_manager")
    found.user("eddsa", "quality_manager")
    Signers(found.plant, SECRET, "first").enrol_everybody(None)
    found.user("keeper", "warehouse_keeper")
    yield found
    found.close()


def post(door: Door, path: str, login: str, **body: Any) -> Answer:
    return door.ask("POST", path, login, json=body, headers=HOST)


def enrol(door: Door, key: Authenticator, login: str) -> Answer:
    begun = post(door, "/api/signing/passkeys/options", login)
    assert begun.status == 200, begun.json
    made = {"ticket": begun.json["ticket"], "credential": key.create(begun.json["publicKey"])}
    return post(door, "/api/signing/passkeys", login, id=str(uuid.uuid4()), **made)


def newest(door: Door, login: str) -> Any:
    return door.get("/api/signing/keys", login).json[-1]


def confirmation(door: Door, login: str) -> dict[str, Any]:
    """The newest key of somebody, as whoever confirms it fills in the form."""
    key = newest(door, login)
    return {"key_id": key["id"], "fingerprint": key["fingerprint"], "evidence": "Seen"}


def waiting(door: Door) -> dict[str, Any]:
    """A new secret's key of the keeper, to be confirmed by somebody."""
    given = {"id": str(uuid.uuid4()), "secret": SECRET}
    assert post(door, "/api/signing/keys", "keeper", **given).status == 200
    return confirmation(door, "keeper")


def prepare(door: Door, body: Any, login: str, **more: Any) -> tuple[str, Answer]:
    id_ = str(uuid.uuid4())
    asked = {"kind": KIND, "body": body, "id": id_, **more}
    return id_, post(door, "/api/signatures/prepare", login, **asked)


def send(door: Door, body: Any, id_: str, asked: Any, who: str, **signing: Any) -> Answer:
    given = {name: asked[name] for name in ("intent", "salt", "name", "key")} | signing
    return post(door, f"/api/commands/{KIND}", who, body=body, id=id_, signing=given)


def by_secret(door: Door, body: Any, login: str) -> Answer:
    id_, asked = prepare(door, body, login)
    assert asked.status == 200, asked.json
    more = {"login": login} if asked.json["needs_login"] else {}
    return send(door, body, id_, asked.json, login, secret=SECRET, **more)


class Signer(NamedTuple):
    """Somebody with a secret and a passkey."""

    login: str
    device: Authenticator


@pytest.fixture(scope="module", params=[False, True], ids=["ES256", "EdDSA"])
def signer(door: Door, request: pytest.FixtureRequest) -> Signer:
    """Give somebody who signs with a passkey of this algorithm."""
    login = "eddsa" if request.param else "es256"
    device = Authenticator(ORIGIN, ed25519=request.param)
    made = enrol(door, device, login)
    assert made.status == 200, made.json
    told = newest(door, login)
    expected = "webauthn_eddsa" if request.param else "webauthn_es256"
    assert (told["algorithm"], told["state"]) == (expected, "pending")
    done = by_secret(door, confirmation(door, login), "first")
    assert done.status == 200, done.json
    return Signer(login, device)


@pytest.mark.clause("21 CFR 11.200(a)(1)")
def test_a_passkey_signs_what_it_was_shown_and_the_ledger_proves_it(
    door: Door, signer: Signer
) -> None:
    body = waiting(door)
    id_, asked = prepare(door, body, signer.login, method="passkey")
    assert asked.json["methods"] == ["secret", "passkey"]
    assert asked.json["needs_login"] is False
    answer = signer.device.get(asked.json["passkey"])
    done = send(door, body, id_, asked.json, signer.login, assertion=answer)
    assert done.status == 200, done.json
    (given,) = door.get(f"/api/signatures?subject={body['key_id']}", "first").json["signatures"]
    assert given["key"]["site"] == HOST["host"]
    with door.plant.ledger() as view, door.plant.reader() as reader:
        part = view.of_command(id_).parts["signature"]
        kept = reader.get(SigningKey, SigningKeyId.parse(given["key"]["id"]))
    assert from_b64url(given["key"]["public_key"])
    sealed = part.content.decode()
    assert read(asked.json["intent"]).components == "passkey"
    proof = {
        "authenticator_data": answer["response"]["authenticatorData"],
        "client_data": answer["response"]["clientDataJSON"],
        "signature": answer["response"]["signature"],
    }
    assert all(each in sealed for each in proof.values())
    assert verify(kept, asked.json["intent"], proof)


@pytest.mark.clause("21 CFR 11.300(d)")
def test_an_answer_to_another_challenge_counts_as_a_failed_signature(
    door: Door, signer: Signer
) -> None:
    body = waiting(door)
    id_, asked = prepare(door, body, signer.login, method="passkey")
    _, other = prepare(door, body, signer.login, method="passkey")
    before = door.size
    wrong = signer.device.get(other.json["passkey"])
    refused = send(door, body, id_, asked.json, signer.login, assertion=wrong)
    assert (refused.status, refused.json["code"]) == (422, "signature_wrong")
    assert door.size == before + 1
    assert door.last().envelope.kind == "signing.record_failed_signature/1"
    right = signer.device.get(asked.json["passkey"])
    assert send(door, body, id_, asked.json, signer.login, assertion=right).status == 200


def test_an_answer_that_cannot_be_read_signs_nothing(door: Door, signer: Signer) -> None:
    body = waiting(door)
    id_, asked = prepare(door, body, signer.login, method="passkey")
    refused = send(door, body, id_, asked.json, signer.login, assertion={"id": 1})
    assert refused.json["code"] == "signature_wrong"


def test_a_person_whom_the_device_has_not_verified_signs_nothing(
    door: Door, signer: Signer
) -> None:
    body = waiting(door)
    id_, asked = prepare(door, body, signer.login, method="passkey")
    signer.device.is_verifying = False
    answer = signer.device.get(asked.json["passkey"])
    signer.device.is_verifying = True
    refused = send(door, body, id_, asked.json, signer.login, assertion=answer)
    assert refused.json["code"] == "signature_wrong"


def test_a_secret_does_not_stand_in_for_the_passkey(door: Door, signer: Signer) -> None:
    body = waiting(door)
    id_, asked = prepare(door, body, signer.login, method="passkey")
    refused = send(door, body, id_, asked.json, signer.login, secret=SECRET)
    assert refused.json["code"] == "signature_unfit"


def test_at_another_address_the_passkey_is_not_offered(door: Door, signer: Signer) -> None:
    body = waiting(door)
    asked = {"kind": KIND, "body": body, "id": str(uuid.uuid4())}
    elsewhere = door.ask(
        "POST", "/api/signatures/prepare", signer.login, json=asked, headers={"host": "x.example"}
    )
    assert elsewhere.json["methods"] == ["secret"]
    refused = door.ask(
        "POST",
        "/api/signatures/prepare",
        signer.login,
        json=asked | {"method": "passkey"},
        headers={"host": "x.example"},
    )
    assert refused.json["code"] == "no_signing_key"


def test_anothers_ticket_and_what_is_no_passkey_make_no_key(door: Door) -> None:
    device = Authenticator(ORIGIN)
    begun = post(door, "/api/signing/passkeys/options", "first").json
    made = {"ticket": begun["ticket"], "credential": device.create(begun["publicKey"])}
    others = post(door, "/api/signing/passkeys", "keeper", id=str(uuid.uuid4()), **made)
    assert (others.status, others.json["code"]) == (401, "begin_again")
    made["credential"] = {"id": "x"}
    none = post(door, "/api/signing/passkeys", "first", id=str(uuid.uuid4()), **made)
    assert (none.status, none.json["code"]) == (422, "passkey_rejected")
    assert post(door, "/api/signing/passkeys", "first", x=1).json["code"] == "invalid_input"


def test_a_new_passkey_waits_for_whoever_may_confirm_it(door: Door) -> None:
    assert enrol(door, Authenticator(ORIGIN), "keeper").status == 200
    pending = newest(door, "keeper")["id"]
    waits = door.get("/api/approvals", "first").json["approvals"]
    asked = next(each for each in waits if each["subject"] == pending)
    assert asked["command"] == KIND
    assert asked["given"] == {"key_id": pending}
    assert "keeper" in asked["title"]["en"]
    assert door.get("/api/approvals", "keeper").json["approvals"] == []
    own = door.get("/api/inbox", "first").json["own"]
    assert pending in {task["subject"] for each in own for task in each["items"]}
