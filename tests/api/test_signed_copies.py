"""POST /api/signed-copies: a signed record as a PDF that other programs check."""

import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.entrypoints.demo.signers import Signers
from lotproof.ledger.proof import parse_proof
from lotproof.modules.signing.queries import keys_of, signatures_on
from lotproof.modules.signing.vocabulary import SigningKeyId
from tests.api.door import Answer, Door

SECRET = "a secret of one's own"
KIND = "signing.key"
WHO = "quality_manager"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    found = Door(tmp_path_factory.mktemp("copies") / "site")
    found.user("quality", "quality_manager")
    found.user("keeper", "warehouse_keeper")
    Signers(found.plant, SECRET).enrol_everybody(None)
    found.token(WHO)
    yield found
    found.close()


@pytest.fixture(scope="module")
def key(door: Door) -> str:
    """The keeper's signing key, whose confirmation somebody signed."""
    with door.plant.reader() as reader:
        return SigningKeyId.text(keys_of(reader, door.users["keeper"])[0].id)


def copied(door: Door, key: str, who: str = WHO, language: str = "en", **given: str) -> Answer:
    place = f"/api/signed-copies/{KIND}/{key}?lang={language}"
    for _ in range(50):
        answer = door.ask("POST", place, who, json=given)
        if answer.status != 503:  # the newest entry is under a signed checkpoint in a moment
            return answer
    return answer


def run(*words: str | Path) -> str:
    """What a program of poppler-utils says, which knows nothing of us."""
    assert shutil.which(str(words[0])), f"{words[0]} is not there: install poppler-utils"
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.clause("21 CFR 11.50(a)")
@pytest.mark.clause("21 CFR 11.50(b)")
@pytest.mark.clause("21 CFR 11.10(b)")
@pytest.mark.clause("EU GMP Annex 11 §8.1")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_copy_shows_who_signed_when_and_what_it_means(
    door: Door, key: str, tmp_path: Path, language: str
) -> None:
    answer = copied(door, key, language=language)
    assert answer.status == 200, answer.response.text
    file = tmp_path / "copy.pdf"
    file.write_bytes(answer.response.content)
    said = re.sub(r"\s+", "", run("pdftotext", "-raw", file, "-"))
    with door.plant.reader() as reader:
        ((signature, covered),) = signatures_on(reader, KIND, key)
    meaning = {"en": signature.meaning, "zh": signature.meaning_zh}[language]
    for expected in ("Name quality", "Asia/Shanghai", key):
        assert expected.replace(" ", "") in said, expected
    assert meaning.replace(" ", "") in said
    assert {"en": "Electronicsignatures", "zh": "电子签名"}[language] in said
    assert covered.content[:10] in said


@pytest.mark.clause("21 CFR 11.10(b)")
def test_that_it_leaves_is_sealed_with_the_digest_of_its_content(door: Door, key: str) -> None:
    before, id_ = door.size, str(uuid.uuid4())
    first = copied(door, key, id=id_)
    assert first.status == 200, first.response.text
    assert door.size == before + 1
    entry = door.last()
    assert entry.envelope.kind == "governance.export_signed_record/1"
    assert entry.envelope.id == first.headers["x-lotproof-command"] == id_
    told = json.loads(entry.parts["input"].content)
    assert (told["record_kind"], told["record_key"]) == (KIND, key)
    again = copied(door, key, id=id_)
    assert (again.status, door.size) == (200, before + 1)


@pytest.mark.clause("21 CFR 11.30")
@pytest.mark.clause("21 CFR 11.70")
def test_another_program_finds_the_seal_valid_and_a_changed_copy_not(
    door: Door, key: str, tmp_path: Path
) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copied(door, key).response.content)
    said = run("pdfsig", file)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "Door plant seal" in said
    changed = bytearray(file.read_bytes())
    place = changed.index(b"/Contents") // 2
    changed[place] ^= 1
    file.write_bytes(changed)
    broken = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False)
    assert "Digest Mismatch" in broken.stdout, broken.stdout


def test_the_receipt_of_each_signature_is_attached(door: Door, key: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copied(door, key).response.content)
    with door.plant.reader() as reader:
        ((signature, _),) = signatures_on(reader, KIND, key)
    with door.plant.ledger() as view:
        seq = view.of_command(signature.command_id).seq
        receipt = view.proof(seq)
    assert f"{seq}.tlog-proof" in run("pdfdetach", "-list", file)
    run("pdfdetach", "-save", "1", "-o", tmp_path / "receipt", file)
    attached = (tmp_path / "receipt").read_text(encoding="utf-8")
    assert attached == receipt
    assert parse_proof(attached).index == seq


def test_the_key_of_the_seal_is_the_owners_alone_and_made_once(door: Door, key: str) -> None:
    copied(door, key)
    folder = door.plant.folder / "seal"
    first = (folder / "seal.pem").read_bytes()
    assert (folder / "seal.pem").stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in (folder / "ca.crt").read_bytes()
    copied(door, key)
    assert (folder / "seal.pem").read_bytes() == first


def test_what_nobody_signed_has_no_signed_copy(door: Door) -> None:
    before = door.size
    user = f"usr_{door.users['keeper']}"
    answer = door.ask("POST", f"/api/signed-copies/people.user/{user}", WHO, json={})
    assert (answer.status, answer.json["code"]) in (
        (409, "record_not_signed"),
        (403, "not_permitted"),
    )
    assert door.size == before


def test_a_wrong_request_is_answered_and_not_sealed(door: Door, key: str) -> None:
    before = door.size
    for kind, given, status in (
        (KIND, {"id": "x"}, 422),
        (KIND, {"language": "en"}, 422),
        ("no.such_kind", {}, 404),
    ):
        answer = door.ask("POST", f"/api/signed-copies/{kind}/{key}", WHO, json=given)
        assert answer.status == status, answer.response.text
    missing = door.ask("POST", f"/api/signed-copies/{KIND}/sgk_999999", WHO, json={})
    assert missing.status == 404, missing.response.text
    assert door.size == before
