"""Amounts are whole numbers of a unit's smallest step. Conversion is exact or refused."""

import re
from fractions import Fraction
from typing import NamedTuple, NewType

from lotproof.kernel.text import Text, t

Amount = NewType("Amount", int)
"""Whole steps of the unit that stands in the same record (`12.5 kg` is 12,500,000 steps)."""

AMOUNT_MAX = 2**62
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


class Unit(NamedTuple):
    """A unit of measure.

    `code` follows UCUM where it has one (ISO 4217 for currencies); `decimals` is the number of
    decimal places of its smallest step; `scale` is the unit expressed in its dimension's base.
    """

    code: str
    label: Text
    dimension: str
    scale: Fraction
    decimals: int

    @property
    def step(self) -> Fraction:
        return self.scale / Fraction(10) ** self.decimals


def _u(code: str, en: str, zh: str, dimension: str, scale: str, decimals: int) -> Unit:
    return Unit(code, t(en, zh), dimension, Fraction(scale), decimals)


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        _u("pcs", "pieces", "件", "count", "1", 0),
        _u("mg", "milligrams", "毫克", "mass", "1/1000000", 3),
        _u("g", "grams", "克", "mass", "1/1000", 6),
        _u("kg", "kilograms", "千克", "mass", "1", 6),
        _u("uL", "microlitres", "微升", "volume", "1/1000000", 3),
        _u("mL", "millilitres", "毫升", "volume", "1/1000", 6),
        _u("L", "litres", "升", "volume", "1", 6),
        _u("um", "micrometres", "微米", "length", "1/1000000", 3),
        _u("mm", "millimetres", "毫米", "length", "1/1000", 6),
        _u("m", "metres", "米", "length", "1", 6),
        _u("m2", "square metres", "平方米", "area", "1", 6),
        _u("s", "seconds", "秒", "time", "1", 3),
        _u("min", "minutes", "分钟", "time", "60", 3),
        _u("h", "hours", "小时", "time", "3600", 4),
        _u("Cel", "degrees Celsius", "摄氏度", "temperature", "1", 3),
        _u("kPa", "kilopascals", "千帕", "pressure", "1", 3),
        _u("MPa", "megapascals", "兆帕", "pressure", "1000", 6),
        _u("N", "newtons", "牛", "force", "1", 4),
        _u("N/15mm", "newtons per 15 mm", "牛/15毫米", "seal strength", "1", 4),
        _u("kGy", "kilograys", "千戈瑞", "dose", "1", 3),
        _u("mg/L", "milligrams per litre", "毫克/升", "concentration", "1", 3),
        _u("%", "per cent", "%", "ratio", "1/100", 4),
        _u("CFU", "colony-forming units", "菌落形成单位", "bioburden", "1", 0),
        _u("CNY", "yuan", "元", "money CNY", "1", 4),
        _u("USD", "US dollars", "美元", "money USD", "1", 4),
        _u("EUR", "euros", "欧元", "money EUR", "1", 4),
    )
}


class InexactAmount(ValueError):
    """A number that the unit's smallest step cannot express, or a conversion that would round."""


def parse_amount(value: str, unit: str) -> Amount:
    """`("12.5", "kg")` → 12,500,000. Raises InexactAmount for finer digits, ValueError else."""
    decimals = UNITS[unit].decimals
    if len(value) > 40 or not _PLAIN.fullmatch(value.strip()):
        raise ValueError(f"{value!r} is not a plain decimal number")
    steps = Fraction(int(value)) if value.isdecimal() else Fraction(value)
    steps *= 10**decimals
    if steps.denominator != 1:
        raise InexactAmount(f"{value} {unit} has more than {decimals} decimals")
    if abs(steps.numerator) > AMOUNT_MAX:
        raise ValueError(f"{value} {unit} is too large")
    return Amount(steps.numerator)


def amount_text(amount: int, unit: str) -> str:
    """12,500,000 steps of kg → `12.5`; no trailing zeros, never an exponent."""
    decimals = UNITS[unit].decimals
    if not decimals:
        return str(int(amount))
    sign, digits = ("-" if amount < 0 else ""), f"{abs(amount):0{decimals + 1}d}"
    whole, part = digits[:-decimals], digits[-decimals:].rstrip("0")
    return f"{sign}{whole}.{part}" if part else sign + whole


def convert(amount: Amount, unit: str, to: str) -> Amount:
    """The same quantity in another unit of its dimension; raises InexactAmount, never rounds."""
    if unit == to:
        return amount
    source, target = UNITS[unit], UNITS[to]
    if source.dimension != target.dimension:
        raise InexactAmount(f"{unit} ({source.dimension}) is not {to} ({target.dimension})")
    steps = amount * source.step / target.step
    if steps.denominator != 1:
        raise InexactAmount(f"{amount_text(amount, unit)} {unit} cannot be written in {to}")
    return Amount(steps.numerator)
