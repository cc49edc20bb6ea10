"""Numbers that people read: of orders, output lots, reworked lots and consecutive serials."""

import re

from lotproof.kernel.refusals import Refused

NUMBER_MAX = 40


class SerialNumberUncountable(
    Refused,
    code="serial_number_uncountable",
    en="Serial number {number} does not end in digits, so the next ones are not known."
    " Give a first number that ends in digits.",
    zh="序列号 {number} 末尾没有数字，无法推算后续编号。请给出以数字结尾的起始序列号。",
):
    """Consecutive serials count up their last digits."""


class SerialNumbersExhausted(
    Refused,
    code="serial_numbers_exhausted",
    en="{count} serials from {number} on do not fit its {width} digits. Start with more digits.",
    zh="自 {number} 起的 {count} 个序列号超出其 {width} 位数字。请使用更多位数。",
):
    """Numbers of one run have one length, so that they sort and scan alike."""


def order_number(order_id: int) -> str:
    """The number of an order for which none was given: `WO-000012`."""
    return f"WO-{order_id:06d}"


def rework_lot_number(lot_number: str, cycle: int) -> str:
    """The number of a reworked lot: that of the lot it came from, and which rework it was.

    The front is kept and the tail cut when it would be too long to print.
    """
    tail = f"-R{cycle}"
    return lot_number[: NUMBER_MAX - len(tail)] + tail


def consecutive_numbers(first: str, count: int) -> list[str]:
    """`("SN-0098", 3)` → `["SN-0098", "SN-0099", "SN-0100"]`; the width never grows.

    SerialNumberUncountable without digits at the end, SerialNumbersExhausted beyond the width.
    """
    found = re.fullmatch(r"(.*?)([0-9]+)", first)
    if found is None:
        raise SerialNumberUncountable(number=first)
    prefix, digits = found.groups()
    start, width = int(digits), len(digits)
    if start + count - 1 >= 10**width:
        raise SerialNumbersExhausted(number=first, count=count, width=width)
    return [f"{prefix}{number:0{width}d}" for number in range(start, start + count)]
