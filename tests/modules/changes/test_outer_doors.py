"""What is under control does not change from outside either: requests, pages and imports."""

import json
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from lotproof.entrypoints import compose
from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.cli.main import app
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import COMMANDS
from lotproof.ledger.note import Algorithm
from lotproof.ledger.signer import Signer, create_key_file
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import DefineRole, GrantRole, SetPassword, StartSession
from lotproof.modules.people.passwords import hash_password
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.modules.changes.board import QUALITY
from tests.modules.changes.test_every_door import Controlled
from tests.modules.changes.things import CASES
from tests.support.plant import Plant, Unasked

pytestmark = pytest.mark.clause("EU GMP Annex 11 §10")


class Outside:
    """The plant under control in a data folder, and a person who may send all of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plant = Plant(f"sqlite:///{folder / 'lotproof.sqlite'}")
        found = Controlled(plant)
        with plant.reader() as reader:
            origin = reader.site.origin
        permissions = sorted({COMMANDS[kind].permission for kind in CASES})
        role = plant.ok(
            DefineRole(code="all", title="All", title_zh="全部", permissions=permissions)
        )
        grant = GrantRole(
            user_id=UserId.parse(QUALITY), role_id=RoleId.parse(role.value("role_id"))
        )
        plant.ok(grant, actor="usr_90")
        self.bodies = {kind: dump(command) for kind, command in found.commands.items()}
        plant.close()
        key = create_key_file(folder / "log.key", origin, Algorithm.ED25519)
        Signer.create(key, folder / "signed-last")


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    return Outside(tmp_path_factory.mktemp("outside"))


@pytest.fixture
def opened(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Iterator[compose.Plant]:
    """Who signs what is told elsewhere; here nobody is asked for a signature."""
    monkeypatch.setattr(compose, "Signatures", lambda verify: Unasked())
    plant = compose.Plant(outside.folder)
    yield plant
    plant.close()


@pytest.fixture
def client(opened: compose.Plant) -> TestClient:
    user_id, token = UserId.parse(QUALITY), f"token {uuid.uuid4()}"
    opened.do(
        SetPassword(
            user_id=user_id,
            password_hash=hash_password("correct horse battery"),
            is_temporary=False,
        )
    )
    digest = sha256(token.encode()).hexdigest()
    opened.do(StartSession(user_id=user_id, digest=digest), actor=API)
    found = TestClient(create_app(opened), raise_server_exceptions=False)
    found.headers["authorization"] = f"Bearer {token}"
    return found


def sealed(plant: compose.Plant, command_id: str) -> tuple[str, str, str | None]:
    with plant.ledger() as view:
        envelope = view.of_command(command_id).envelope
    return envelope.kind, envelope.outcome, envelope.code


def test_a_request_is_refused(outside: Outside, opened: compose.Plant, client: TestClient) -> None:
    for kind, body in outside.bodies.items():
        id_ = str(uuid.uuid4())
        given = {"body": body, "id": id_, "reason": "try"}
        answer = client.post(f"/api/commands/{kind}", json=given)
        assert (answer.status_code, answer.json()["code"]) == (409, "needs_change_order"), kind
        assert sealed(opened, id_) == (kind, "refused", "needs_change_order")


def test_a_request_of_many_is_refused(
    outside: Outside, opened: compose.Plant, client: TestClient
) -> None:
    given: list[dict[str, Any]] = [
        {"kind": kind, "body": body, "id": str(uuid.uuid4()), "reason": "try"}
        for kind, body in outside.bodies.items()
    ]
    answers = client.post("/api/commands", json={"commands": given}).json()["answers"]
    assert [each["code"] for each in answers] == ["needs_change_order"] * len(CASES)
    for each in given:
        assert sealed(opened, each["id"]) == (each["kind"], "refused", "needs_change_order")


def test_an_import_is_refused(outside: Outside, tmp_path: Path) -> None:
    """Line by line, as somebody who may do all of it."""
    for kind, body in outside.bodies.items():
        names = list(body)
        file = tmp_path / "import.csv"
        file.write_text(f"{','.join(names)}\n{','.join(str(body[name]) for name in names)}\n")
        told = CliRunner().invoke(
            app,
            ["import", "csv", kind, str(file), "--data", str(outside.folder), "--as", QUALITY,
             "--json"],
        )  # fmt: skip
        assert told.exit_code == 0, told.output
        refused = json.loads(told.stdout)["refused"]
        assert [each["code"] for each in refused] == [_expected(kind)], (kind, told.stdout)


def _expected(kind: str) -> str:
    """An import gives no reason and no signature: those that need one are refused for that."""
    spec = COMMANDS[kind]
    if spec.needs_reason:
        return "reason_missing"
    return "signature_missing" if spec.signs is not None else "needs_change_order"
