"""Typed ids: dense 64-bit counters of a site, shown with a prefix, never reused."""

from typing import Any, ClassVar, Self

from lotproof.kernel.text import Text

NUMBER_MAX = 2**63 - 1
"""Ids fit a signed 64-bit column."""

PREFIXES: dict[str, type["Id"]] = {}


class Id(int):
    """Base of all id types. Kinds that share a `counter` never share a number.

    At run time values are plain integers (the database gives them so); the type is for people
    and checkers. The text form, `lot_1842`, is what APIs, barcodes and entries carry.
    """

    prefix: ClassVar[str]
    label: ClassVar[Text]
    counter: ClassVar[str]

    def __init_subclass__(cls, *, prefix: str, label: Text, counter: str = "", **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if prefix in PREFIXES:
            raise TypeError(f"the id prefix {prefix!r} is taken by {PREFIXES[prefix].__name__}")
        cls.prefix, cls.label, cls.counter = prefix, label, counter or prefix
        PREFIXES[prefix] = cls

    @classmethod
    def text(cls, value: int) -> str:
        return f"{cls.prefix}_{int(value)}"

    @classmethod
    def parse(cls, value: object) -> Self:
        """`lot_12` → 12 as this id type; another prefix or shape raises ValueError."""
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not an id")
        head, _, tail = value.rpartition("_")
        plain = head == cls.prefix and tail.isascii() and tail.isdecimal() and len(tail) <= 19
        if not plain or int(tail) > NUMBER_MAX:
            raise ValueError(f"{value!r} is not an id like {cls.prefix}_1")
        return cls(tail)


def parse_any(value: str) -> tuple[type[Id], int]:
    """An id text of any kind → its type and number; ValueError if no kind has that prefix."""
    kind = PREFIXES.get(value.rpartition("_")[0])
    if kind is None:
        raise ValueError(f"{value!r} is not an id of any kind")
    return kind, kind.parse(value)
