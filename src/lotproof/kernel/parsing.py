"""From JSON values to typed ones: one function for each kind of field, each problem named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.quantity import UNITS, Amount, InexactAmount, parse_amount
from lotproof.kernel.text import Text, t
from lotproof.kernel.words import INTEGER_MAX, TEXT_MAX, Unusable

if TYPE_CHECKING:
    from lotproof.kernel.clock import Instant
    from lotproof.kernel.meaning import Field


def _parse_text(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> str:
    if not isinstance(raw, str):
        raise f.wrong(path, t("must be text", "必须是文本"))
    value = raw.strip()
    is_plain = value.isascii() and value.isprintable()
    if not is_plain:
        try:
            value = unicodedata.normalize("NFC", raw.encode().decode().strip())
        except UnicodeEncodeError:
            raise f.wrong(path, t("is not valid Unicode", "不是有效的 Unicode 文本")) from None
    if not value and f.default is msgspec.NODEFAULT:
        raise f.wrong(path, t("must be given", "必填"))
    if len(value) > f.meaning.length_max:
        raise f.wrong(
            path, t("is longer than {n} characters", "超过 {n} 个字符").fill(n=f.meaning.length_max)
        )
    if not is_plain and any(ch < " " and not (f.meaning.multiline and ch == "\n") for ch in value):
        raise f.wrong(path, t("has control characters", "含有控制字符"))
    if f.meaning.pattern and not re.fullmatch(f.meaning.pattern, value):
        raise f.wrong(
            path,
            Text(
                f"has the wrong form. {f.meaning.help.en}".strip(),
                f"格式不正确。{f.meaning.help.zh}",
            ),
        )
    return value


def _bounded(f: Field, value: int, path: str) -> int:
    low, high = f.meaning.minimum, f.meaning.maximum
    if low is not None and value < low:
        raise f.wrong(path, t("must be at least {n}", "不得小于 {n}").fill(n=low))
    if high is not None and value > high:
        raise f.wrong(path, t("must be at most {n}", "不得大于 {n}").fill(n=high or INTEGER_MAX))
    return value


def _parse_integer(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) > INTEGER_MAX:
        raise f.wrong(path, t("must be a whole number", "必须是整数"))
    return _bounded(f, raw, path)


def _parse_yesno(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> bool:
    if not isinstance(raw, bool):
        raise f.wrong(path, t("must be true or false", "必须为 true 或 false"))
    return raw


def _parse_date(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> date:
    try:
        day = date.fromisoformat(raw)
        if day.isoformat() != raw:  # weeks and undivided digits are not what people mean
            raise ValueError
        return day
    except (TypeError, ValueError):
        raise f.wrong(
            path, t("must be a date like 2026-01-31", "必须是形如 2026-01-31 的日期")
        ) from None


def _parse_instant(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Instant:
    try:
        return clock.parse(raw)
    except (TypeError, ValueError):
        raise f.wrong(
            path,
            t(
                "must be a time with zone like 2026-01-31T08:00:00Z",
                "必须是带时区的时间，如 2026-01-31T08:00:00Z",
            ),
        ) from None


def _parse_amount(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Amount:
    unit = siblings.get(f.meaning.unit_field)
    if not isinstance(unit, str) or unit not in UNITS:
        raise f.wrong(
            path,
            t("needs a known unit in {unit}", "需在 {unit} 中给出已知单位").fill(
                unit=f.meaning.unit_field
            ),
        )
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise f.wrong(path, t('must be a decimal text like "12.5"', '必须是十进制文本，如 "12.5"'))
    try:
        amount = parse_amount(str(raw), unit)
    except InexactAmount:
        raise f.wrong(
            path,
            t("has more decimals than {unit} allows", "小数位数超过 {unit} 的精度").fill(unit=unit),
        ) from None
    except ValueError:
        raise f.wrong(path, t("must be a number", "必须是数字")) from None
    _bounded(f, amount, path)
    return amount


def _parse_id(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    try:
        return f.type.parse(raw)
    except ValueError:
        raise f.wrong(
            path,
            t("must be an id like {prefix}_1", "必须是形如 {prefix}_1 的编号").fill(
                prefix=f.type.prefix
            ),
        ) from None


def _parse_choice(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    try:
        return f.type(raw)
    except ValueError:
        raise f.wrong(
            path,
            t("must be one of {choices}", "必须是以下之一：{choices}").fill(
                choices=", ".join(f.type)
            ),
        ) from None


def _parse_list(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    assert f.item is not None
    if not isinstance(raw, list):
        raise f.wrong(path, t("must be a list", "必须是列表"))
    if len(raw) > f.meaning.items_max:
        raise f.wrong(path, t("has more than {n} items", "超过 {n} 项").fill(n=f.meaning.items_max))
    values, problems = [], []
    for index, item in enumerate(raw):
        try:
            values.append(f.item.parse(item, siblings, f"{path}[{index}]"))
        except Unusable as bad:
            problems.extend(bad.problems)
    if problems:
        raise Unusable(problems)
    return values


def _is_plain(text: str) -> bool:
    """Whether both databases can hold it: no control characters, no half of a character."""
    return not any(ch < " " or "\ud800" <= ch <= "\udfff" for ch in text)


def _parse_map(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(
        isinstance(k, str)
        and isinstance(v, str)
        and len(k) <= 80
        and len(v) <= TEXT_MAX
        and _is_plain(k)
        and _is_plain(v)
        for k, v in raw.items()
    ):
        raise f.wrong(path, t("must map short texts to texts", "必须是短文本到文本的映射"))
    return dict(raw)


PARSERS: dict[str, Callable[[Field, Any, Mapping[str, Any], str], Any]] = {
    "text": _parse_text,
    "integer": _parse_integer,
    "yesno": _parse_yesno,
    "date": _parse_date,
    "instant": _parse_instant,
    "amount": _parse_amount,
    "id": _parse_id,
    "choice": _parse_choice,
    "list": _parse_list,
    "shape": lambda f, raw, siblings, path: f.parse_shape(raw, path),
    "map": _parse_map,
}
