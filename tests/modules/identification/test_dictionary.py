"""Every application identifier of the GS1 Syntax Dictionary, one by one."""

from datetime import date

import pytest

from lotproof.modules.identification import digital_link, gs1
from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.problems import UnreadableCarrier
from tests.modules.identification.dictionary import Entry, entries

TODAY = date(2026, 11, 22)
COUNT = 541


def _with_linter(linter: str) -> set[str]:
    return {
        entry.ai
        for entry in entries().values()
        if any(linter in component.linters for component in entry.components)
    }


def _start(entry: Entry, linter: str) -> int:
    position = 0
    for component in entry.components:
        if linter in component.linters:
            return position
        position += component.length
    raise AssertionError(f"{entry.ai} has no {linter}")


def test_all_application_identifiers_are_known_with_their_lengths() -> None:
    assert len(entries()) == COUNT
    for ai, entry in entries().items():
        known = gs1.identifier(ai)
        assert known is not None, ai
        assert known.needs_separator is not entry.is_predefined_length, ai
        assert known.length_max == entry.length_max, ai


def test_no_other_application_identifier_is_known() -> None:
    numbers = [f"{n:0{length}}" for length in (2, 3, 4) for n in range(10**length)]
    assert {ai for ai in numbers if gs1.identifier(ai)} == set(entries())


def test_check_digits_stand_where_the_dictionary_says() -> None:
    spans = {}
    for ai in _with_linter("csum"):
        entry = entries()[ai]
        start = _start(entry, "csum")
        length = next(c.length for c in entry.components if "csum" in c.linters)
        spans[ai] = slice(start, start + length)
    assert spans == gs1.CHECKED_NUMBERS
    assert _with_linter("csumalpha") == gs1.CHECKED_PAIRS


def test_dates_stand_where_the_dictionary_says() -> None:
    assert _with_linter("yymmd0") == gs1.DATES_DAY_ZERO
    assert _with_linter("yymmdd") == gs1.DATES
    assert _with_linter("yyyymmdd") == gs1.BIRTH_DATES


def test_digital_link_keys_and_qualifiers_are_those_of_the_dictionary() -> None:
    keys = {ai: e.qualifiers for ai, e in entries().items() if e.qualifiers is not None}
    assert keys == digital_link.QUALIFIERS


def test_every_identifier_reads_back_from_brackets_and_from_a_scanner() -> None:
    """The shortest and the longest value of each, before and after another element."""
    for ai, entry in entries().items():
        for value in {entry.shortest(), entry.longest()}:
            expected = gs1.Element(ai, value)
            follower = gs1.Element("21", "S1")
            if ai == "21":
                follower = gs1.Element("10", "L1")
            string = gs1.ElementString((gs1.checked(ai, value), follower))
            assert gs1.split_bracketed(f"({ai}) {value} (21)S1")[0] == expected, ai
            assert gs1.split_data(string.data) == [expected, follower], ai
            assert gs1.split_data(f"21S1{gs1.GS}{ai}{value}")[1] == expected, ai
            assert read("]d2" + string.data, today=TODAY).kind == "gs1", ai


def test_a_value_too_long_is_refused_for_every_identifier() -> None:
    for ai, entry in entries().items():
        longest = entry.longest().ljust(entry.length_max, "1") + "1"
        with pytest.raises(UnreadableCarrier) as caught:
            gs1.split_bracketed(f"({ai}){longest}")
        assert caught.value.code == "value_too_long", ai
        if not entry.is_predefined_length:
            with pytest.raises(UnreadableCarrier) as caught:
                gs1.split_data(f"{ai}{longest}")
            assert caught.value.code == "missing_separator", ai


def test_a_missing_value_is_refused_for_every_identifier() -> None:
    for ai, entry in entries().items():
        too_short = "" if not entry.is_predefined_length else entry.longest()[:-1]
        for text in (f"]C1{ai}{too_short}", f"({ai}){too_short}"):
            with pytest.raises(UnreadableCarrier) as caught:
                read(text, today=TODAY)
            assert caught.value.code == "truncated", ai


def test_a_wrong_check_digit_is_refused_for_every_checked_identifier() -> None:
    for ai, span in gs1.CHECKED_NUMBERS.items():
        value = entries()[ai].longest()
        last = span.stop - 1
        wrong = value[:last] + str((int(value[last]) + 1) % 10) + value[last + 1 :]
        with pytest.raises(UnreadableCarrier) as caught:
            gs1.checked(ai, wrong)
        assert caught.value.code == "bad_check_digit", ai


def test_an_impossible_date_is_refused_for_every_date() -> None:
    for ai in gs1.DATES | gs1.DATES_DAY_ZERO:
        value = entries()[ai].longest()
        for day in ("270229", "280431", "281301", "280001"):
            with pytest.raises(UnreadableCarrier) as caught:
                gs1.checked(ai, day + value[6:])
            assert caught.value.code == "bad_date", ai
    for ai in gs1.DATES:  # a day must be stated
        with pytest.raises(UnreadableCarrier) as caught:
            gs1.checked(ai, "280200" + entries()[ai].longest()[6:])
        assert caught.value.code == "bad_date", ai
