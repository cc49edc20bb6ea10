"""Each check finds what it is for, and leaves alone what is right."""

import pytest

from tests.tidy import checks


def function_of(lines: int) -> str:
    return "class Lot:\n    @cached\n    def move(self):\n" + "        step()\n" * (lines - 1)


def test_function_of_seventy_lines_fits_and_one_more_does_not() -> None:
    assert checks.long_functions(function_of(70)) == {}
    assert checks.long_functions(function_of(71)) == {"Lot.move": 71}


def test_function_inside_a_function_has_a_name_of_its_own() -> None:
    inner = function_of(80).replace("class Lot:", "def outer():").replace("@cached", "# why")
    assert checks.long_functions(inner) == {"outer": 82, "outer.move": 80}


def test_file_of_four_hundred_lines_fits_and_one_more_does_not() -> None:
    assert checks.file_length("x = 1\n" * 400) == []
    assert checks.file_length("x = 1\n" * 401) == ["1: 401 lines, 400 allowed"]


def test_print_is_found_and_a_method_of_that_name_is_not() -> None:
    assert checks.prints("label.print()\nprint('x')\n") == ["2: print"]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("from datetime import datetime\nnow = datetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\nnow = dt.datetime.now(dt.UTC)", "datetime.datetime.now"),
        ("from datetime import date as day\nfield = day.today", "datetime.date.today"),
        ("import time\nstart = time.time()", "time.time"),
        ("from time import time as seconds\nstart = seconds()", "time.time"),
        ("import uuid\nnumber = uuid.uuid4()", "uuid.uuid4"),
        ("import random\npick = random.choice([1])", "random.choice"),
        ("from random import choice\npick = choice([1])", "random.choice"),
    ],
)
def test_time_and_chance_are_found_under_any_name(source: str, path: str) -> None:
    assert checks.made_up(source) == [f"2: {path}: time and chance are arguments"]


def test_time_and_chance_as_arguments_are_right() -> None:
    source = (
        "import time\nfrom datetime import datetime\n"
        "def expire(now: datetime, time_: float) -> None:\n    work.now(), time.monotonic()\n"
    )
    assert checks.made_up(source) == []


def test_unfinished_is_a_word_not_a_part_of_one() -> None:
    assert checks.unfinished("ready = 1  # TO" + "DO: more") == ["1: unfinished: TO" + "DO"]
    assert checks.unfinished("MASTODONS = 1") == []


@pytest.mark.parametrize(
    "place",
    ["https://py" + "pi.org/simple", "registry.npm" + "js.org", "files.python" + "hosted.org"],
)
def test_registries_are_found(place: str) -> None:
    assert len(checks.strange_places(f"first\nfrom {place} x")) == 1


@pytest.mark.parametrize("place", ["/ro" + "ot/x", "'/wo" + "rk/main/x'", "/wo" + "rk/.lib"])
def test_paths_of_machines_are_found(place: str) -> None:
    assert len(checks.strange_places(f"see {place}")) == 1


@pytest.mark.parametrize(
    "text", ["/work/orders", "docs/root/x", "https://lotproof.example/work/main", "apt on debian"]
)
def test_addresses_of_our_own_are_right(text: str) -> None:
    assert checks.strange_places(text) == []


def test_a_page_has_one_title_and_a_shell_comment_is_none() -> None:
    assert checks.titles("# Title\n\n```\n# comment\n```\n## Part\n") == []
    assert checks.titles("## Part\n") == ["1: 0 titles, one wanted"]
    assert checks.titles("# One\n# Two\n") == ["1: 2 titles, one wanted"]
