"""Tables as inputs of commands."""

import io

import pytest

from lotproof import modules
from lotproof.derive.tabular import BadHeader, NotTabular, columns, rows, template
from lotproof.kernel.meaning import parse
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.people.commands import DefineRole

modules.load()
ROLE = COMMANDS[DefineRole.SPEC.kind]


def test_a_template_has_a_column_for_each_input() -> None:
    assert template(ROLE).strip() == "code,title,title_zh,permissions,emergency_hours"


def test_a_row_is_the_input_of_its_command() -> None:
    file = io.StringIO(
        "\ufeffcode, title,title_zh,permissions\n"
        'night,"Night, shift",夜班,warehouse.read; items.read\n'
        "\n"
    )
    (found,) = rows(ROLE, file)
    assert found.line == 2
    role = parse(DefineRole, found.body)
    assert role.title == "Night, shift"
    assert role.permissions == ["warehouse.read", "items.read"]


def test_a_wrong_header_is_refused_at_once() -> None:
    for header in ("code,title,title_zh", "code,title,title_zh,permissions,colour", ""):
        with pytest.raises(BadHeader):
            list(rows(ROLE, io.StringIO(header + "\n")))


def test_a_command_with_nested_inputs_is_no_table() -> None:
    nested = []
    for spec in COMMANDS.values():
        try:
            columns(spec)
        except NotTabular:
            nested.append(spec)
    for spec in nested:
        kinds = {f.kind for f in spec.fields} | {f.item.kind for f in spec.fields if f.item}
        assert kinds & {"shape", "map"}, spec.kind
