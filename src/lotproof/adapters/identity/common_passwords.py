"""Passwords that everybody tries first (NIST SP 800-63B section 5.1.1.2)."""

from functools import cache
from pathlib import Path
from typing import Final

from lotproof.kernel.refusals import Refused

_LIST: Final = Path(__file__).with_name("common-passwords.txt")
_DECORATION: Final = "0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "


class CommonPassword(
    Refused,
    code="common_password",
    en="This is one of the passwords that everybody tries first. Choose another.",
    zh="这是最常见的密码之一，极易被猜中。请另选密码。",
    http_status=422,
):
    """On the list, or a word of the list with figures around it or said twice."""


def require_uncommon(password: str) -> None:
    """Refuse a common password, also dressed up with figures and signs, or repeated."""
    tidy = password.strip().casefold()
    forms = {tidy, _once(tidy)}
    forms |= {form.strip(_DECORATION) for form in forms}
    forms |= {_once(form) for form in forms}
    if not _common().isdisjoint(forms):
        raise CommonPassword


def _once(text: str) -> str:
    """`abcabc` as `abc`: the shortest text of which this is a repetition."""
    if not text:
        return text
    at = (text + text).find(text, 1)
    return text[:at]


@cache
def _common() -> frozenset[str]:
    lines = _LIST.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#")) | {"lotproof"}
