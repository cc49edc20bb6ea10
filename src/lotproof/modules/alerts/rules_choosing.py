"""Which person owns an alert, out of those who could: a pure decision over given facts."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lotproof.modules.alerts.vocabulary import ChosenBecause


class Person(NamedTuple):
    """What is known of somebody at the moment of the alert."""

    is_trained: bool
    deputies: tuple[int, ...]
    """Who acts in their place now, by number; empty: they are there themselves."""
    alerts: int
    """How many alerts that are not closed they own."""


class Chosen(NamedTuple):
    """The owner and why; `owner` None: nobody fits. `fitting`: of how many."""

    owner: int | None
    because: ChosenBecause
    fitting: int
    in_place_of: int | None = None


class _Acting(NamedTuple):
    """Somebody who could own it, in the order in which they are taken."""

    alerts: int
    number: int
    is_deputy: bool
    in_place_of: int


def choose(asked: Collection[int], people: Mapping[int, Person]) -> Chosen:
    """The owner among those who are `asked`, by number: trained, and there or with a deputy who
    is both. Who owns the fewest alerts comes first, then the lower number.

    `people` knows all of them and their deputies. The result does not depend on any order.
    """
    acting = sorted(each for number in asked for each in _acting(number, people))
    if not acting:
        return Chosen(None, ChosenBecause.NOBODY, 0)
    fitting = {each.number for each in acting}
    first = acting[0]
    if first.is_deputy:
        return Chosen(first.number, ChosenBecause.DEPUTY, len(fitting), first.in_place_of)
    if len(fitting) == 1:
        return Chosen(first.number, ChosenBecause.ONLY_ONE, 1)
    others = [each.alerts for each in acting if each.number != first.number]
    is_tie = first.alerts in others
    return Chosen(
        first.number, ChosenBecause.FIRST if is_tie else ChosenBecause.FEWEST, len(fitting)
    )


def _acting(number: int, people: Mapping[int, Person]) -> Iterator[_Acting]:
    """Whoever acts for a person: they themselves, or every deputy who is there and trained."""
    deputies = people[number].deputies
    for each in deputies or (number,):
        found = people[each]
        if found.is_trained and (each == number or not found.deputies):
            yield _Acting(found.alerts, each, bool(deputies), number)
