"""What the door says of itself, against what was agreed: see tests/golden/README.md."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from lotproof import modules
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api.document import document
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions

modules.load()
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
HOW = "agree to it with LOTPROOF_WRITE_GOLDEN=1 (see tests/golden/README.md)"


def compare(name: str, now: str) -> None:
    path = GOLDEN / name
    if os.environ.get("LOTPROOF_WRITE_GOLDEN"):
        path.write_text(now, encoding="utf-8")
    agreed = path.read_text(encoding="utf-8")
    changed = [
        f"{number}: {old!r} → {new!r}"
        for number, (old, new) in enumerate(
            zip(agreed.splitlines(), now.splitlines(), strict=False), 1
        )
        if old != new
    ]
    assert agreed == now, f"{name} changed: {changed[:5]}; {HOW}"


def test_the_description_of_the_api_is_what_was_agreed() -> None:
    compare("openapi.json", json.dumps(document("en"), indent=1, ensure_ascii=False) + "\n")


def test_who_may_do_and_read_what_is_what_was_agreed() -> None:
    roles = {role.code: set(permissions(role)) for role in STANDARD_ROLES}
    needs = {kind: spec.permission for kind, spec in COMMANDS.items()}
    needs |= {f"read {kind}": read_permission(kind) for kind in RECORDS}
    lines = ["# what | permission | roles that have it"]
    for what in sorted(needs):
        holders = sorted(role for role, held in roles.items() if needs[what] in held)
        lines.append(f"{what} | {needs[what]} | {' '.join(holders) or '-'}")
    compare("permissions.txt", "\n".join(lines) + "\n")


def walk(value: Any, path: str = "") -> Any:
    yield path, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, f"{path}/{key}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from walk(each, f"{path}/{index}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_description_is_sound_openapi_3_1(language: Any) -> None:
    """The rules of the specification (OAS 3.1.0, sections 4.8) that a generator trips over."""
    found = document(language)
    assert found["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(found["info"])
    operations = [
        (path, method, each)
        for path, item in found["paths"].items()
        for method, each in item.items()
    ]
    ids = [each["operationId"] for _, _, each in operations]
    assert len(ids) == len(set(ids))
    for path, method, each in operations:
        assert path.startswith("/")
        assert method in ("get", "put", "post", "delete")
        assert each["responses"]
        places = set(re.findall(r"\{(\w+)\}", path))
        declared = [(p["name"], p["in"]) for p in each.get("parameters", [])]
        assert places == {name for name, where in declared if where == "path"}, path
        assert len(declared) == len(set(declared)), path
        assert all(p.get("required") for p in each.get("parameters", []) if p["in"] == "path"), path
        assert all("description" in r for r in each["responses"].values())
    for path, value in walk(found):
        if path.endswith("/$ref"):
            target: Any = found
            for step in value.removeprefix("#/").split("/"):
                target = target[step]
        if path.endswith("/required") and isinstance(value, list):
            assert len(value) == len(set(value)), path
        if path.endswith("/pattern") and isinstance(value, str):
            re.compile(value)


def test_every_command_stands_in_the_description() -> None:
    paths = document("en")["paths"]
    for kind, spec in COMMANDS.items():
        post = paths[f"/api/commands/{kind}"]["post"]
        assert post["x-permission"] == spec.permission
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        assert ("reason" in schema["required"]) == spec.needs_reason


def test_no_description_shows_a_hash_where_a_password_is_meant() -> None:
    body = document("en")["paths"]["/api/commands/people.change_password/1"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]["properties"]["body"]
    assert set(schema["properties"]) == {"current_password", "password"}
    assert schema["properties"]["password"]["writeOnly"] is True
    assert set(schema["required"]) == {"current_password", "password"}
