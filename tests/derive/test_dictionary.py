"""The dictionary goes into lists and shapes, and amounts say where their unit stands."""

from lotproof import modules
from lotproof.derive.dictionary import dictionary
from lotproof.derive.interface import interface

modules.load()


def test_fields_within_fields_follow_them() -> None:
    fields = [
        each["field"]
        for each in dictionary()
        if each["of"] == "command" and each["in"] == "labelling.draft_template/1"
    ]
    at = fields.index("elements")
    assert fields[at + 1] == "elements[].kind"
    assert "elements[].letters" in fields


def test_every_amount_names_a_field_beside_it_as_its_unit() -> None:
    entries = dictionary()
    there = {(each["of"], each["in"], each["field"]) for each in entries}
    amounts = [each for each in entries if each["type"] == "amount"]
    assert amounts
    for each in amounts:
        place = each["field"].rpartition(".")[0]
        unit = f"{place}.{each['unit_field']}" if place else each["unit_field"]
        assert (each["of"], each["in"], unit) in there, each["field"]
    assert all(each["unit_field"] is None for each in entries if each["type"] != "amount")


def test_every_source_has_a_trust_level() -> None:
    found = interface()
    levels = {each["value"] for each in found["trusts"]}
    assert {each["trust"] for each in found["sources"]} <= levels
