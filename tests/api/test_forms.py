"""Forms from schemas, and inputs from what was filled in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof import modules
from lotproof.derive.openapi import struct_schema
from lotproof.entrypoints.api import forms
from lotproof.kernel.meaning import parse
from lotproof.kernel.registry import COMMANDS
from tests.api.examples import example

modules.load()


def as_it_is(prefix: str, text: str) -> str:
    del prefix
    return text


def filled_from(value: Any, path: str = "") -> dict[str, str]:
    """What a person would type to give this input."""
    if isinstance(value, dict):
        parts = [filled_from(v, f"{path}.{k}" if path else k) for k, v in value.items()]
        return {key: text for part in parts for key, text in part.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        parts = [filled_from(v, f"{path}[{i}]") for i, v in enumerate(value)]
        return {key: text for part in parts for key, text in part.items()}
    if isinstance(value, list):
        return {path: "\r\n".join(str(each) for each in value)}
    if isinstance(value, bool):
        return {path: str(value).lower()}
    return {path: str(value)}


@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_a_filled_in_form_gives_the_input_of_its_command(kind: str) -> None:
    spec = COMMANDS[kind]
    schema, wanted = struct_schema(spec.cls), example(spec)
    body = forms.body_of(schema, filled_from(wanted), "Asia/Shanghai", as_it_is)
    assert parse(spec.cls, body) == parse(spec.cls, wanted)


@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_every_form_shows_each_input_with_a_title_in_both_languages(kind: str) -> None:
    spec = COMMANDS[kind]
    english = forms.inputs(struct_schema(spec.cls, "en"), {})
    chinese = forms.inputs(struct_schema(spec.cls, "zh"), {})
    assert [each["path"] for each in english] == [field.name for field in spec.fields]
    assert all(each["title"] for each in (*english, *chinese))
    assert [e["control"] for e in english] == [e["control"] for e in chinese]


def test_an_empty_form_is_an_empty_input() -> None:
    for spec in COMMANDS.values():
        assert forms.body_of(struct_schema(spec.cls), {}, "UTC", as_it_is) == {}


def test_a_refused_form_keeps_what_was_typed() -> None:
    schema = struct_schema(COMMANDS["warehouse.receive_lot/1"].cls)
    typed = {"item_id": "M-1", "quantity": "12,5", "unit": "kg", "number": "<b>"}
    shown = {each["path"]: each["value"] for each in forms.inputs(schema, typed)}
    assert {name: shown[name] for name in typed} == typed


def test_times_are_the_site_clocks() -> None:
    schema = {"properties": {"at": {"type": "string", "format": "date-time"}}}
    # 08:30 in Shanghai (UTC+8, no summer time since 1991) is 00:30 UTC.
    body = forms.body_of(schema, {"at": "2026-03-02T08:30"}, "Asia/Shanghai", as_it_is)
    assert body == {"at": "2026-03-02T08:30:00+08:00"}


def test_a_scanned_separator_is_written_out() -> None:
    schema = {"properties": {"barcode": {"type": "string"}}}
    body = forms.body_of(schema, {"barcode": "10A\x1d21B"}, "UTC", as_it_is)
    assert body == {"barcode": "10A<GS>21B"}


def test_empty_rows_of_a_list_are_no_rows() -> None:
    rows = {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}
    schema = {"properties": {"lines": rows}}
    filled = {"lines[0].n": "4", "lines[1].n": "", "lines[7].n": "5"}
    assert forms.body_of(schema, filled, "UTC", as_it_is) == {"lines": [{"n": 4}, {"n": 5}]}


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=8))
def test_no_form_makes_the_door_fail(filled: dict[str, str]) -> None:
    for kind in ("warehouse.receive_lot/1", "items.draft_bom/1", "purchasing.draft_order/1"):
        if kind in COMMANDS:
            schema = struct_schema(COMMANDS[kind].cls)
            forms.inputs(schema, filled)
            forms.body_of(schema, filled, "UTC", as_it_is)


def test_what_is_no_form_is_refused() -> None:
    for body in (b"\xff", b"&".join(b"a=1" for _ in range(20_001))):
        with pytest.raises(Exception, match="not a filled-in form"):
            forms.filled_in(body)


def test_a_form_of_too_many_rows_is_refused_before_they_are_drawn() -> None:
    with pytest.raises(Exception, match="at most 1000 rows"):
        forms.filled_in(b"lines[99999].quantity=1")
