"""How often reading goes to the database."""

import pytest

from lotproof.kernel.work import Reader


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give the statements that readers have asked so far."""
    asked: list[object] = []
    rows = Reader.rows

    def noted(self: Reader, statement: object, *args: object, **kw: object) -> object:
        asked.append(statement)
        return rows(self, statement, *args, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "rows", noted)
    return asked
