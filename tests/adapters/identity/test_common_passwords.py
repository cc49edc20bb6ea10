"""Passwords that everybody tries first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.identity.common_passwords import CommonPassword, require_uncommon

WORDS = ("password", "iloveyou", "dragon", "sunshine", "lotproof")


@pytest.mark.parametrize("word", WORDS)
@given(digits=st.integers(0, 9999), sign=st.sampled_from(["", "!", "."]))
def test_a_common_word_is_refused_however_it_is_dressed(word: str, digits: int, sign: str) -> None:
    for typed in (word, word.title(), f"{word}{digits}{sign}", f"{digits}{word}{sign}"):
        with pytest.raises(CommonPassword):
            require_uncommon(typed)


@pytest.mark.parametrize("word", ["passwordpassword", "Dragon1Dragon1", "qwertyqwertyqwerty"])
def test_a_common_word_said_twice_is_refused(word: str) -> None:
    with pytest.raises(CommonPassword):
        require_uncommon(word)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "", "9f!Kw2#tQv7$", "产线一号换班后请勿开门"]
)
def test_others_are_not(password: str) -> None:
    require_uncommon(password)
