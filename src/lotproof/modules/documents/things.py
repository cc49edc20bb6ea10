"""Anything that has an id, by its id."""

from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader


def require_thing(reader: Reader, subject: str) -> None:
    """NotFound for an id that nothing has."""
    try:
        of, number = parse_any(subject)
    except ValueError:
        raise NotFound(what=t("thing with the id", "对象"), which=subject) from None
    kind = next(
        kind
        for kind in RECORDS.values()
        if kind.key == ("id",) and kind.id_field is not None and kind.id_field.type is of
    )
    reader.get(kind.cls, number)
