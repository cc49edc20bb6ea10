"""Canonical JSON: byte-identical to an independent RFC 8785 implementation, or refused."""

import enum
import math
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lotproof.ledger import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.INTEGER_MAX, canonical.INTEGER_MAX) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(st.characters(max_codepoint=0x7F)), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_same_bytes_as_rfc8785(value):
    data = canonical.encode(value)
    assert data == rfc8785.dumps(value)
    assert canonical.decode(data) == value


def test_every_control_and_special_character():
    text = "".join(map(chr, range(0x80))) + "\u2028\u2029\ufeff\U0001f600"
    assert canonical.encode({"text": text}) == rfc8785.dumps({"text": text})


class Colour(enum.StrEnum):
    RED = "red"


REFUSED = [
    1.5,
    1.0,
    -0.0,
    math.nan,
    math.inf,
    2**53,
    -(2**53),
    2**70,
    "\ud800",
    "e\u0301",
    b"bytes",
    {1, 2},
    {"é": 1},
    {1: 2},
    {None: 1},
    Colour.RED,
    {"deep": [{"down": (1, [0.5])}]},
    {"text": ["ok", "\udfff"]},
]


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_outside_the_profile(value):
    for item in (value, [value], {"key": value}, [{"key": (value,)}]):
        with pytest.raises(canonical.NotCanonical):
            canonical.encode(item)
        with pytest.raises(canonical.NotCanonical):
            canonical.check(item)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u001F"',
        b"1.0",
        b"1e2",
        b"-0",
        b"9007199254740992",
        b'"\xff"',
        b'"\\ud800"',
        b"",
        b"nul",
        '{"é":1}'.encode(),
        '"e\u0301"'.encode(),
    ],
)
def test_other_spellings_are_not_read(data):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(data)
