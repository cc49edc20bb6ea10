"""What can be traced, and how a state of it looks to a person."""

from collections.abc import Sequence
from typing import Final, Literal

from lotproof.kernel.ids import Id, parse_any
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.refusals import Refused
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.warehouse.vocabulary import LotState, PackageState, SerialState

UNIT_PREFIXES: Final = frozenset({LotId.prefix, SerialId.prefix, PackageId.prefix})

Tone = Literal["good", "info", "wait", "warn", "bad", "muted"]
"""What a colour says: usable, on its way, waits for somebody, look here, not usable, gone."""

_LOT: Final[dict[Choice, Tone]] = {
    LotState.QUARANTINED: "wait",
    LotState.RELEASED: "good",
    LotState.REJECTED: "bad",
}
_SERIAL: Final[dict[Choice, Tone]] = {
    SerialState.IN_STOCK: "good",
    SerialState.ISSUED: "info",
    SerialState.CONSUMED: "muted",
    SerialState.SHIPPED: "info",
    SerialState.RETURNED: "warn",
    SerialState.MISSING: "bad",
    SerialState.SCRAPPED: "muted",
}
_PACKAGE: Final[dict[Choice, Tone]] = {
    PackageState.CLOSED: "good",
    PackageState.OPENED: "muted",
    PackageState.SHIPPED: "info",
}
_STATES: Final = {
    "lot": {state.value: (state, tone) for state, tone in _LOT.items()},
    "serial": {state.value: (state, tone) for state, tone in _SERIAL.items()},
    "package": {state.value: (state, tone) for state, tone in _PACKAGE.items()},
}


class NotTraceable(
    Refused,
    code="not_traceable",
    en="{subject} is no lot, serial or package; ask for its timeline instead.",
    zh="{subject} 不是批、序列号或包装；请改为查看其时间线。",
    http_status=422,
):
    """Only units have ancestors and descendants."""


class NotOneUnit(
    Refused,
    code="not_one_unit",
    en="Name one lot, serial or package, and only one.",
    zh="请指定一个批、序列号或包装，且仅指定一个。",
    http_status=422,
):
    """A page is about one unit."""


def require_one_unit(given: Sequence[Id | None]) -> None:
    """NotOneUnit unless exactly one of them is given."""
    if sum(each is not None for each in given) != 1:
        raise NotOneUnit


def unit(subject: str) -> tuple[type[Id], int]:
    """`lot_12` → kind of unit and number; NotTraceable for another kind, ValueError for no id."""
    kind, number = parse_any(subject)
    if kind.prefix not in UNIT_PREFIXES:
        raise NotTraceable(subject=subject)
    return kind, number


def sort_of(unit: str) -> str:
    """`lot`, `serial` or `package`, for a kind of unit or a level of packages."""
    return unit if unit in _STATES else "package"


def state_of(unit: str, state: str) -> Choice:
    """The state of a unit, with its label."""
    return _STATES[sort_of(unit)][state][0]


def tone_of(unit: str, state: str, *, is_held: bool) -> Tone:
    """How a unit in a state looks; what is on hold asks to be looked at, whatever its state."""
    tone = _STATES[sort_of(unit)][state][1]
    return "warn" if is_held and tone != "bad" else tone
