"""A row that no command wrote is named by verification, whatever table it is put into."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lotproof.adapters.verify import verify
from lotproof.kernel.meaning import Field
from lotproof.kernel.record import Kind
from tests.every_module.declared import KINDS
from tests.support.plant import Plant
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def opened(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
) -> Iterator[Plant]:
    """Give one opened site of each kind; nothing that these tests do is kept."""
    name = postgres_server.create_database()
    of_lite = f"sqlite:///{tmp_path_factory.mktemp('inserted') / 'plant.sqlite'}"
    plant = Plant(of_lite if request.param == "sqlite" else postgres_server.url(name))
    yield plant
    plant.close()
    postgres_server.drop_database(name)


def made_up(field: Field, number: int) -> Any:
    """Something that the column takes; `number` where it is one and may be that."""
    match field.kind:
        case "yesno":
            return True
        case "choice":
            return next(iter(field.type)).value
        case "date":
            return date(2026, 3, 2).isoformat()
        case "list":
            return "[]"
        case "map":
            return "{}"
        case "text":
            return "x"
        case _:
            least, most = field.meaning.minimum, field.meaning.maximum
            return min(max(least or 0, number), number if most is None else most)


FREE = 900
"""From here on no id is taken."""


@pytest.mark.clause("21 CFR 11.10(a)")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_inserted_row_is_named(opened: Plant, kind: Kind) -> None:
    columns = ", ".join(f'"{field.name}"' for field in kind.fields)
    table, connection = kind.table.name, opened.connection
    sign = "?" if connection.dialect.name == "sqlite" else "%s"
    places = ", ".join(sign for _ in kind.fields)
    connection.begin()
    connection.rows(
        f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING 1",
        [made_up(field, number) for number, field in enumerate(kind.fields, FREE)],
    )
    report = verify(connection, keys=())
    connection.rollback()
    found = {(each.kind, each.place.get("table")) for each in report.findings}
    assert ("insert", table) in found
    assert not report.is_whole
