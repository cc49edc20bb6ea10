"""What a machine said, made ready to be kept: pure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary import Phase
from lotproof.modules.monitoring.vocabulary_readings import Quality

TEXT_MAX = 60
"""As long as the value of a reading may be."""

Value = bool | int | float | Decimal | str | None


class Reading(NamedTuple):
    """One value at one instant, as it will be sent."""

    tag: str
    at: Instant
    value: str
    quality: Quality = Quality.GOOD


class Entered(NamedTuple):
    """A machine that says it is in a phase."""

    equipment: str
    at: Instant
    phase: Phase


class Aside(NamedTuple):
    """What came and could not be understood: why, and what it was."""

    why: str
    content: str


class Came(NamedTuple):
    """What one message, notification or line gave."""

    readings: tuple[Reading, ...] = ()
    phases: tuple[Entered, ...] = ()
    aside: tuple[Aside, ...] = ()


class Wanted(NamedTuple):
    """What is made of one value: a reading of `tag`, a phase of `equipment`, or both."""

    tag: str | None = None
    decimals: int = 0
    equipment: str | None = None
    phases: Mapping[str, Phase] | None = None


def take(wanted: Wanted, value: Value, at: Instant, quality: Quality, content: str) -> Came:
    """A value as reading, phase or both; `content` is kept where it has no phase.

    A value that is missing or no number is bad, whatever its source said of it.
    """
    readings: tuple[Reading, ...] = ()
    if wanted.tag is not None:
        usable = value is not None and not (isinstance(value, float) and value - value != 0)
        known = quality if usable else Quality.BAD
        readings = (Reading(wanted.tag, at, text_of(value, wanted.decimals), known),)
    if wanted.equipment is None or wanted.phases is None or quality is not Quality.GOOD:
        return Came(readings)
    name = text_of(value, 0)
    phase = wanted.phases.get(name)
    if phase is None:
        why = f"{wanted.equipment}: the value {name} has no phase in the configuration"
        return Came(readings, aside=(Aside(why, content),))
    return Came(readings, (Entered(wanted.equipment, at, phase),))


def text_of(value: Value, decimals: int) -> str:
    """A value as a plain decimal, rounded half to even where it is finer than `decimals`.

    A float is rounded as the binary number that it is. What is no number stays as it is, cut to
    60 characters; a missing value is `null`.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return _cut(str(value))
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _cut(str(value))
    if not number.is_finite():
        return _cut(str(value))
    return _cut(f"{_rounded(number, decimals):f}")


def _rounded(number: Decimal, decimals: int) -> Decimal:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if -exponent <= decimals:
        return number
    with localcontext() as context:
        context.prec = max(number.adjusted(), 0) + decimals + 3
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def _cut(text: str) -> str:
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…"


def joined(each: list[Came]) -> Came:
    return Came(
        tuple(reading for came in each for reading in came.readings),
        tuple(phase for came in each for phase in came.phases),
        tuple(aside for came in each for aside in came.aside),
    )
