"""Check characters of GS1 and HIBC, and the GS1 keys GTIN and SSCC."""

from typing import Final

from lotproof.kernel.text import Text, t
from lotproof.modules.identification.problems import UnreadableCarrier, shown

GTIN_LENGTHS: Final = (8, 12, 13, 14)
SSCC_LENGTH: Final = 18
COMPANY_PREFIX_LENGTHS: Final = range(4, 13)

# GS1 AI encodable character set 82 (General Specifications 7.11), in the order that gives
# each character its value in the check pair of a GMN (7.9.5).
CHARACTER_SET_82: Final = (
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
_CHECK_PAIR_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHECK_PAIR_WEIGHTS: Final = (
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
)  # fmt: skip
HIBC_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"


def is_number(text: str) -> bool:
    """Whether `text` is ASCII digits only; `str.isdigit` alone lets ² and ٣ pass."""
    return text.isascii() and text.isdigit()


def check_digit(text: str) -> str:
    """The GS1 check digit that belongs after the digits `text`.

    Weights 3, 1, 3… from the right, complement to the next ten (General Specifications 7.9.1).
    """
    if not is_number(text):
        raise UnreadableCarrier("bad_value", value=shown(text), element=t("a number", "数字"))
    total = sum(map(int, text[-1::-2])) * 3 + sum(map(int, text[-2::-2]))
    return str(-total % 10)


def check_key(number: str) -> None:
    """Refuse the digits `number` unless the last is the check digit of the others."""
    expected = check_digit(number[:-1])
    if number[-1] != expected:
        raise UnreadableCarrier("bad_check_digit", number=number, expected=expected)


def gtin14(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits, check digit verified, in its 14-digit form."""
    number = text.strip()
    if not is_number(number) or len(number) not in GTIN_LENGTHS or not number.strip("0"):
        raise UnreadableCarrier("bad_gtin", number=shown(text))
    check_key(number)
    return number.zfill(14)


def sscc(extension: int, company_prefix: str, reference: int) -> str:
    """The 18 digits of a serial shipping container code.

    `extension` 0–9, `company_prefix` the licensed prefix of 4–12 digits,
    `reference` the running number, which fills the remaining digits.
    """
    if not 0 <= extension <= 9:
        raise _wrong_part(t("extension digit", "扩展位"), extension, "0–9")
    if not is_number(company_prefix) or len(company_prefix) not in COMPANY_PREFIX_LENGTHS:
        digits = t("4–12 digits", "4–12 位数字")
        raise _wrong_part(t("company prefix", "厂商识别代码"), shown(company_prefix), digits)
    reference_length = SSCC_LENGTH - 2 - len(company_prefix)
    if not 0 <= reference < 10**reference_length:
        numbers = f"0–{10**reference_length - 1}"
        raise _wrong_part(t("serial reference", "系列代码"), reference, numbers)
    payload = f"{extension}{company_prefix}{reference:0{reference_length}}"
    return payload + check_digit(payload)


def _wrong_part(part: Text, value: object, allowed: str | Text) -> UnreadableCarrier:
    return UnreadableCarrier("bad_sscc_part", part=part, value=value, allowed=allowed)


def check_pair(text: str) -> str:
    """The two check characters after the GMN `text` (at most 23 characters of set 82).

    Prime weights from the right, sum modulo 1021, five bits a character
    (General Specifications 7.9.5; the Basic UDI-DI of the EU is such a GMN).
    """
    values = [CHARACTER_SET_82.index(character) for character in reversed(text)]
    total = sum(v * w for v, w in zip(values, _CHECK_PAIR_WEIGHTS, strict=False)) % 1021
    return _CHECK_PAIR_ALPHABET[total >> 5] + _CHECK_PAIR_ALPHABET[total & 31]


def hibc_check(text: str) -> str:
    """The HIBC check character after `text`: sum of the values modulo 43 (ANSI/HIBC 2.6)."""
    return HIBC_ALPHABET[sum(map(HIBC_ALPHABET.index, text)) % 43]
