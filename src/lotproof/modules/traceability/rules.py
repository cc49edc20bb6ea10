"""What can be traced."""

from typing import Final

from lotproof.kernel.ids import Id, parse_any
from lotproof.kernel.refusals import Refused
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId

UNIT_PREFIXES: Final = frozenset({LotId.prefix, SerialId.prefix, PackageId.prefix})


class NotTraceable(
    Refused,
    code="not_traceable",
    en="{subject} is no lot, serial or package; ask for its timeline instead.",
    zh="{subject} 不是批、序列号或包装；请改为查看其时间线。",
    http_status=422,
):
    """Only units have ancestors and descendants."""


def unit(subject: str) -> tuple[type[Id], int]:
    """`lot_12` → kind of unit and number; NotTraceable for another kind, ValueError for no id."""
    kind, number = parse_any(subject)
    if kind.prefix not in UNIT_PREFIXES:
        raise NotTraceable(subject=subject)
    return kind, number
