"""What can be said of a word, and of a value that does not fit it."""

import re
from dataclasses import dataclass

import msgspec

from lotproof.kernel.quantity import UNITS
from lotproof.kernel.text import Text, t

TEXT_MAX = 200
INTEGER_MAX = 2**53 - 1
SUBJECT = r"[a-z]{3}_[0-9]{1,19}"
"""The form of every id: its prefix and its number."""
SOMETHING = r"[\s\S]*\S[\s\S]*"
"""A text that is given says something, also where it may be left out."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The meaning of a field.

    `unit_field` names the sibling field that holds the unit of an Amount. `personal` values and
    free text are sealed in a part of their own; `secret` values never enter a part, only their
    digest does. `minimum`/`maximum` are in the field's own steps. A text that `names_subject` is
    an id of any kind: what is told with it belongs to the story of that thing. What is personal
    is kept from readers without a permission of its own, save what is `needed`: whoever may read
    the record cannot work without it, such as the name beside what somebody did. The items of a
    list that stands `apart` are sealed so that each can be shown without the others. What is
    `packed` is written by the program for itself, and is no reading for people.
    """

    label: Text
    help: Text = Text("", "")
    length_max: int = TEXT_MAX
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit_field: str = "unit"
    items_max: int = 10_000
    multiline: bool = False
    personal: bool = False
    needed: bool = False
    secret: bool = False
    names_subject: bool = False
    apart: bool = False
    packed: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether lists, forms and filters leave it out."""
        return self.secret or self.packed


UNIT = Meaning(
    label=t("Unit", "单位"),
    help=t("Unit of measure; UCUM code or currency.", "计量单位；UCUM 代码或货币代码。"),
    length_max=12,
    pattern="|".join(re.escape(code) for code in UNITS),
)


def actor(label: Text, hint: Text = Text("", "")) -> Meaning:
    """Who did something, as entries name it: `usr_3`, or a part of the program such as `sys_api`.

    At most 40 characters.
    """
    return Meaning(label=label, help=hint, length_max=40)


def subject(label: Text, hint: Text) -> Meaning:
    """An id of any kind, such as `lot_12`; what is told with it is told of that thing as well."""
    return Meaning(label=label, help=hint, length_max=40, pattern=SUBJECT, names_subject=True)


def prose(
    label: Text,
    hint: Text = Text("", ""),
    *,
    length_max: int = 2000,
    personal: bool = False,
    needed: bool = False,
) -> Meaning:
    """A text of several lines that is not empty; `length_max` in characters."""
    return Meaning(
        label=label,
        help=hint,
        length_max=length_max,
        pattern=SOMETHING,
        multiline=True,
        personal=personal,
        needed=needed,
    )


class Shape(msgspec.Struct, kw_only=True):
    """A small group of fields inside a command, such as one line of an order."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of an input."""

    path: str
    label: Text
    text: Text


class Unusable(ValueError):
    """A raw value does not fit its meaning; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.path}: {p.text.en}" for p in problems))
