"""The reason that a person gives, as it is sealed."""

import unicodedata
from typing import Final

from lotproof.kernel.refusals import InvalidInput
from lotproof.kernel.text import Text, t

REASON_MAX: Final = 1000

_BAD = t("the reason has control characters", "原因含有控制字符")
_LONG = t("the reason is longer than 1000 characters", "原因超过 1000 个字符")


def normal(reason: str | None) -> str:
    """One spelling of a reason; empty when there is none."""
    return unicodedata.normalize("NFC", (reason or "").strip())


def tidied(label: Text, reason: str) -> str | None:
    """The reason as it is sealed, None when there is none; InvalidInput where it is unfit."""
    tidy = normal(reason)
    if len(tidy) > REASON_MAX:
        raise InvalidInput(kind=label, problems=_LONG)
    if not tidy.replace("\n", "").isprintable():
        raise InvalidInput(kind=label, problems=_BAD)
    return tidy or None
