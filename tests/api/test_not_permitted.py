"""A refusal for want of a permission says what it is called, and whom one asks."""

from lotproof.kernel.permission_labels import permission_labels
from lotproof.kernel.registry import COMMANDS
from tests.api.door import Door


def test_a_refusal_names_the_permission_as_people_call_it(door: Door) -> None:
    spec = COMMANDS["warehouse.release_lot/1"]
    refused = door.post(spec.kind, {"lot_id": "lot_1"}, "operator").json
    assert refused["code"] == "not_permitted"
    assert spec.label.en in refused["message"]["en"]
    assert spec.label.zh in refused["message"]["zh"]
    assert spec.permission not in str(refused["message"])
    read = door.get("/api/records/training.training", "operator").json
    assert "Read: Training" in read["message"]["en"]
    assert "查看：培训" in read["message"]["zh"]
    assert "training.read" not in str(read["message"])


def test_no_permission_is_called_by_its_code() -> None:
    labels = permission_labels()
    assert {spec.permission for spec in COMMANDS.values()} <= labels.keys()
    assert [code for code, label in labels.items() if code in (label.en, label.zh)] == []


def test_whoever_is_refused_is_told_whom_to_ask(door: Door) -> None:
    door.user("administrator", "administrator")
    door.user("operator", "operator")
    told = door.get("/api/permissions/grantors", "operator").json
    assert told == {"people": ["Name administrator"]}
    assert door.get("/api/permissions/grantors", None).status == 401
