"""The independent verifier checks signatures of persons from the export alone."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from lotproof.adapters.export import export
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel.executor import Executor
from lotproof.kernel.meaning import dump
from lotproof.kernel.submission import Submission
from lotproof.ledger.signer import load_key_file
from lotproof.modules.people.commands import GrantRole, RegisterUser
from lotproof.modules.people.default_roles import default_role_commands
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from lotproof.modules.signing.commands import ConfirmKey, EnrolKey
from lotproof.modules.signing.keys import new_key
from lotproof.modules.signing.queries import signing_key
from lotproof.modules.signing.vocabulary import KeyAlgorithm, SigningKeyId
from lotproof_verifier.check import Trust, check_export
from lotproof_verifier.notes import read_key
from lotproof_verifier.p256 import verify as verify_p256
from lotproof_verifier.report import Report
from tests.support.plant import Everybody, Unasked

pytestmark = [pytest.mark.clause("21 CFR 11.70"), pytest.mark.clause("21 CFR 11.10(b)")]

SECRET = "a secret of one's own"


class Site:
    """A site with two signers, and exports of it."""

    def __init__(self, folder: Path) -> None:
        self.plant = Plant(folder / "site")
        self.folder = folder
        self.plant.open_ledger("Signers", "demo.lotproof.example/s", "UTC", is_demonstration=True)
        told = [self.plant.do(each) for each in default_role_commands()]
        roles = {
            each.code: RoleId.parse(receipt.value("role_id"))
            for each, receipt in zip(default_role_commands(), told, strict=True)
        }
        self.users = {}
        for login in ("quality", "second"):
            receipt = self.plant.do(
                RegisterUser(login=login, name=f"名 {login}", language=UserLanguage.EN)
            )
            self.users[login] = UserId.parse(receipt.value("user_id"))
            self.plant.do(GrantRole(user_id=self.users[login], role_id=roles["quality_manager"]))
        Signers(self.plant, SECRET).enrol_everybody(None)

    def checked(self, name: str, withheld: tuple[str, ...] = ()) -> Report:
        out = self.folder / name
        for _ in range(400):
            with self.plant.ledger() as view:
                if view.signed_size == view.size:
                    export(view, out, withheld=frozenset(withheld))
                    break
            time.sleep(0.05)
        report = Report()
        key = load_key_file(self.plant.key_file).verifier.text
        check_export(out, Trust((read_key(key),)), report, None, lambda done, total: None)
        return report


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path)
    yield found
    found.plant.close()


def kinds(report: Report) -> list[str]:
    return [f"{each.level} {each.kind}" for each in report.findings]


def test_signatures_hold_and_the_first_signer_is_named(site: Site) -> None:
    report = site.checked("whole")
    assert kinds(report) == []
    assert report.notes["persons"] == "1 signatures, 0 withheld"
    assert str(report.facts["first signer"]).startswith("sgk_1, ")
    assert report.anchored


@pytest.mark.parametrize("withheld", ["signature", "changes", "signature_personal"])
def test_what_is_withheld_is_no_damage(site: Site, withheld: str) -> None:
    report = site.checked("less", (withheld,))
    assert kinds(report) == []


def test_a_changed_program_is_found_out(site: Site) -> None:
    """The program believed what it was given; the ledger is signed by the true site key."""
    second = UserId.text(site.users["second"])
    made = new_key(second, "the attacker's")
    told = site.plant.do(
        EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped),
        actor=second,
    )
    number = SigningKeyId.parse(told.value("key_id"))
    with site.plant.reader() as reader:
        key = signing_key(reader, number)
    assert key is not None
    writer: Any = site.plant._writer
    believing = Executor(site.plant.database, Everybody(), site.plant.clock, Unasked())
    writer.executor = believing
    command = ConfirmKey(key_id=number, fingerprint=key.fingerprint, evidence="made up")
    body = dump(command, secrets=True)
    first = UserId.text(site.users["quality"])
    given = Submission(kind=command.SPEC.kind, body=body, actor=first, id=str(uuid.uuid4()))
    assert site.plant.submit(given).result().outcome == "done"
    assert kinds(site.checked("forged")) == [
        "persons unsigned",
        "persons forged",  # the key it lets in
        "persons forged",  # the key that it ends
    ]


def test_p256_agrees_with_a_known_library() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    numbers = private.public_key().public_numbers()
    point, message = (numbers.x, numbers.y), b"what is signed"
    signature = private.sign(message, ec.ECDSA(SHA256()))
    assert verify_p256(point, signature, message)
    assert not verify_p256(point, signature, message + b"!")
    assert not verify_p256((numbers.x, numbers.y ^ 1), signature, message)
    for at in range(len(signature)):
        broken = bytearray(signature)
        broken[at] ^= 1
        assert not verify_p256(point, bytes(broken), message)
