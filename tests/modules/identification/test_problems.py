"""Messages: in both languages, for every code, and no text makes the reader fail otherwise."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lotproof.modules.identification as module
from lotproof.modules.identification.carriers import (
    PROBLEMS,
    TEXT_LENGTH_MAX,
    UnreadableCarrier,
    read,
)
from lotproof.modules.identification.gudid_record import RECORD_PROBLEMS
from lotproof.modules.identification.gudid_source import FILE_PROBLEMS
from lotproof.modules.identification.problems import shown

SOURCES = sorted(Path(module.__path__[0]).glob("*.py"))
BEGINNINGS = [
    "", "]C1", "]d2", "]Q3", "]E0", "]I1", "(01)06948000000016", "0106948000000016", "]d2(01)",
    "+", "+A123", "+$$", "*+A9991", "=", "=/", "&,1", "MA.156.M0.100221.", "30", "31", "36",
    "3034257BF46DB6", "urn:epc:id:sgtin:", "urn:epc:tag:sgtin-96:3.0614141.", "urn:epc:raw:96.x",
    "https://id.gs1.org/01/06948000000016/", "https://a/414/", "http://[",
]  # fmt: skip


@pytest.mark.parametrize("table", [PROBLEMS, RECORD_PROBLEMS, FILE_PROBLEMS])
def test_both_languages_have_the_same_places(table: dict[str, tuple[str, str]]) -> None:
    for code, (en, zh) in table.items():
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (en, zh)]
        assert places[0] == places[1], code
        assert re.search("[\u4e00-\u9fff]", zh), code
        assert not re.search("[\u4e00-\u9fff]", en), code


@pytest.mark.parametrize(
    ("table", "raised_as"),
    [
        (PROBLEMS, r'(?:UnreadableCarrier|Problem)\(\s*"(\w+)"'),
        (RECORD_PROBLEMS, r'BadRecord\(\s*"(\w+)"'),
        (FILE_PROBLEMS, r'UnreadableFile\(\s*"(\w+)"'),
    ],
)
def test_every_code_is_raised_and_every_raised_code_has_a_text(
    table: dict[str, tuple[str, str]], raised_as: str
) -> None:
    raised = {code for path in SOURCES for code in re.findall(raised_as, path.read_text("utf-8"))}
    assert raised == set(table)


@given(
    st.sampled_from(BEGINNINGS),
    st.one_of(
        st.text(max_size=TEXT_LENGTH_MAX),
        st.text("0123456789ABCDEF", max_size=52),
        st.text("0123456789()\x1d+$/=&,>}.:%?ABCDEFabS~_-]", max_size=60),
    ),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_any_text_is_read_or_refused_by_name(beginning: str, rest: str, today: date) -> None:
    text = beginning + rest
    try:
        scan = read(text, today=today)
    except UnreadableCarrier as error:
        refused = error
    else:
        assert (scan.raw, bool(scan.text)) == (text, True)
        return
    assert (refused.message("en"), bool(refused.message("zh"))) == (str(refused), True)
    places = {name for _, name, _, _ in Formatter().parse(PROBLEMS[refused.code][0]) if name}
    assert set(refused.params) == places


def test_a_message_names_invisible_characters_and_clips_long_texts() -> None:
    assert shown("10A\x1d21B\x00") == "10A<GS>21B<0>"
    assert shown("批1") == "批1"
    assert len(shown("X" * 500)) == 60
