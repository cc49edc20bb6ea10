"""The records that commands write are the tables that a walk reads."""

import pytest
import sqlalchemy

from lotproof.modules.genealogy.records import Edge, EdgeRun
from tests.modules.genealogy.store import EDGE, RUN


def covering(table: sqlalchemy.Table) -> set[tuple[str, ...]]:
    """The columns of the key and of each index, in their order."""
    indexes = {tuple(column.name for column in index.columns) for index in table.indexes}
    return indexes | {tuple(column.name for column in table.primary_key)}


@pytest.mark.parametrize(("record", "table"), [(Edge, EDGE), (EdgeRun, RUN)])
def test_records_have_the_columns_and_indexes_of_the_tables(
    record: type[Edge] | type[EdgeRun], table: sqlalchemy.Table
) -> None:
    written = record.KIND.table
    assert written.name == table.name
    assert [column.name for column in written.columns] == [column.name for column in table.columns]
    assert covering(written) == covering(table)
    assert written.dialect_options["sqlite"]["with_rowid"] is False
