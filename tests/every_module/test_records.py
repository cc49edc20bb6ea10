"""Every kind of record can be listed, and no column holds what is not exact."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Boolean, String, Text

from lotproof.derive.listing import listing
from lotproof.kernel.record import Kind
from tests.every_module.declared import KINDS
from tests.support.plant import Plant

EXACT = (BigInteger, Boolean, String, Text)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """Give one opened site for all kinds; these tests only read."""
    folder: Path = tmp_path_factory.mktemp("records")
    plant = Plant(f"sqlite:///{folder / 'plant.sqlite'}")
    yield plant
    plant.close()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_records_can_be_listed_sorted_and_searched(opened: Plant, kind: Kind) -> None:
    open_fields = [f for f in kind.fields if not f.meaning.is_unseen]
    with opened.reader() as reader:
        whole = listing(reader, kind.name)
        assert whole.total == len(whole.records)
        for field in open_fields:
            assert listing(reader, kind.name, sort=f"-{field.name}").total == whole.total
        if any(f.kind == "text" for f in open_fields):
            assert listing(reader, kind.name, search="no such text %_").total == 0
        for field in open_fields:
            if field.kind == "choice":
                first = next(iter(field.type)).value
                assert listing(reader, kind.name, filters={field.name: first}).total <= whole.total


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_columns_are_exact(kind: Kind) -> None:
    """No floats, no decimals: amounts are whole steps of a unit."""
    assert [c.name for c in kind.table.columns if not isinstance(c.type, EXACT)] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_record_says_what_it_is(kind: Kind) -> None:
    assert kind.cls.__doc__
    assert kind.cls.__doc__.strip()
