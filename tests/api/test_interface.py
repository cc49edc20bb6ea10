"""GET /api/ui/{language}: what a user interface derives its screens from is whole and in step."""

from typing import Any

import msgspec
import pytest

from lotproof.entrypoints.api.interface import described
from lotproof.kernel.lifecycle import LIVES
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, EVENTS, MODULES
from tests.api.door import Door
from tests.support.registry import unshared


@pytest.fixture(scope="module")
def found(shared_door: Door) -> dict[str, Any]:
    def ask(path: str) -> Any:
        answer = shared_door.get(path, None)
        assert answer.status == 200
        return answer.json

    return unshared(ask)


def every_field(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields of kinds and commands with those inside of lists and shapes."""
    todo = [f for each in found["kinds"] + found["commands"] for f in each["fields"]]
    out = []
    while todo:
        field = todo.pop()
        out.append(field)
        todo += field.get("fields", []) + ([field["item"]] if "item" in field else [])
    return out


def test_what_is_sent_is_what_is_declared(found: dict[str, Any]) -> None:
    assert found == described()


def test_no_text_and_no_field_is_sent_twice(shared_door: Door) -> None:
    sent = shared_door.get("/api/ui/en", None).json
    zh = shared_door.get("/api/ui/zh", None).json
    texts = list(zip(sent["texts"], zh["texts"], strict=True))
    assert len(set(texts)) == len(texts)
    fields = [msgspec.json.encode(each) for each in sent["fields"]]
    assert len(set(fields)) == len(fields)


@pytest.mark.clause("21 CFR 11.1(b)")
@pytest.mark.clause("EU GMP Annex 11 §4.3")
def test_everything_that_is_declared_is_there(found: dict[str, Any]) -> None:
    assert {each["name"] for each in found["kinds"]} == set(RECORDS)
    assert {each["kind"] for each in found["commands"]} == set(COMMANDS)
    assert {each["kind"] for each in found["events"]} == set(EVENTS)
    assert {each["code"] for each in found["units"]} == set(UNITS)
    modules = {each["name"] for each in found["modules"]}
    assert modules >= set(MODULES)
    assert modules >= {each["module"] for each in found["kinds"] + found["commands"]}
    codes = {each["code"] for each in found["permissions"]}
    assert codes >= {each["permission"] for each in found["kinds"] + found["commands"]}


def test_every_label_is_said_in_both_languages(found: dict[str, Any]) -> None:
    for group in ("modules", "kinds", "commands", "events", "units", "permissions"):
        for each in found[group]:
            label = each.get("label") or each["title"]
            assert label["en"].strip(), each
            assert label["zh"].strip(), each
    for field in every_field(found):
        assert field["label"]["en"].strip(), field
        assert field["label"]["zh"].strip(), field
        for choice in field.get("choices", []):
            assert choice["label"]["en"].strip(), field
            assert choice["label"]["zh"].strip(), field


def test_a_kind_says_what_its_masked_fields_need(found: dict[str, Any]) -> None:
    codes = {each["code"] for each in found["permissions"]}
    for kind in found["kinds"]:
        is_masked = any(field["masked"] for field in kind["fields"])
        assert (kind["unmasks"] is not None) == is_masked, kind["name"]
        assert kind["unmasks"] is None or kind["unmasks"] in codes
    user = next(each for each in found["kinds"] if each["name"] == "people.user")
    assert user["unmasks"] == "people.personal.read"


def test_what_is_named_exists(found: dict[str, Any]) -> None:
    kinds = {each["name"]: each for each in found["kinds"]}
    prefixes = {each["prefix"]: each["name"] for each in found["kinds"] if each["prefix"]}
    for kind in found["kinds"]:
        names = {f["name"] for f in kind["fields"]}
        assert kind["title"], kind["name"]
        assert {*kind["key"], *kind["title"]} <= names, kind["name"]
        assert (kind["state"] is None) == (kind["life"] is None)
    for field in every_field(found):
        if field["type"] == "id" and field["kind"] is not None:
            assert kinds[field["kind"]]["prefix"] == field["prefix"]
    for command in found["commands"]:
        names = {f["name"] for f in command["fields"]}
        assert command["about_field"] is None or command["about_field"] in names
        assert command["about"] is None or command["about"] in prefixes, command["kind"]


def test_the_kind_of_an_id_is_that_whose_records_it_is_given_to(found: dict[str, Any]) -> None:
    by_prefix = {each["prefix"]: each["name"] for each in found["kinds"] if each["prefix"]}
    assert by_prefix["usr"] == "people.user"  # and not people.credential, whose key it is as well
    assert by_prefix["lot"] == "warehouse.lot"


def test_a_kind_has_at_most_one_field_with_a_life() -> None:
    for kind in RECORDS.values():
        states = [f.name for f in kind.fields if f.type in LIVES]
        assert states in ([], [kind.state_field.name if kind.state_field else None]), kind.name


def test_life_of_a_lot_is_as_the_manual_draws_it(found: dict[str, Any]) -> None:
    lot = next(each for each in found["kinds"] if each["name"] == "warehouse.lot")
    assert (lot["state"], lot["title"], lot["prefix"]) == ("state", ["number"], "lot")
    assert lot["life"] == {
        "quarantined": ["released", "rejected"],
        "released": ["rejected"],
        "rejected": [],
    }


def test_no_secret_field_of_a_record_is_named(found: dict[str, Any]) -> None:
    credential = next(each for each in found["kinds"] if each["name"] == "people.credential")
    assert "password_hash" not in {f["name"] for f in credential["fields"]}


def test_commands_about_passwords_ask_for_the_password() -> None:
    fields = {each["kind"]: each["fields"] for each in described()["commands"]}
    set_, change = fields["people.set_password/1"], fields["people.change_password/1"]
    assert [f["name"] for f in set_ if f["secret"]] == ["password"]
    assert [f["name"] for f in change if f["secret"]] == ["current_password", "password"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_sent_once_and_then_only_asked_about(shared_door: Door, language: str) -> None:
    place = f"/api/ui/{language}"
    first = shared_door.get(place, None)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = shared_door.get(place, None, headers={"if-none-match": tag})
    assert (again.status, again.response.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert shared_door.get(place, None, headers={"if-none-match": '"x"'}).status == 200


def test_words_of_one_language_fit_the_registry_of_the_other(shared_door: Door) -> None:
    en, zh = (shared_door.get(f"/api/ui/{each}", None).json for each in ("en", "zh"))
    assert len(en.pop("texts")) == len(zh.pop("texts"))
    assert en == zh


def test_it_is_there_in_the_languages_that_are_spoken(shared_door: Door) -> None:
    gone = shared_door.get("/api/ui/fr", None)
    assert (gone.status, gone.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_sent_packed_to_who_can_unpack(shared_door: Door, language: str) -> None:
    """What a browser waits for before the first screen."""
    place = f"/api/ui/{language}"
    packed = shared_door.get(place, None, headers={"accept-encoding": "gzip"})
    plain = shared_door.get(place, None, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json == plain.json
    assert int(packed.headers["content-length"]) < 100_000
