"""GS1 Digital Link URIs: the same elements as in a barcode, in a web address."""

from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from lotproof.kernel.text import Text, t
from lotproof.modules.identification import gs1, keys
from lotproof.modules.identification.problems import UnreadableCarrier, shown

# Primary key → the qualifiers that may follow it, in this order; one tuple an alternative
# (syntax dictionary, attribute dlpkey).
QUALIFIERS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "00": ((),),
    "01": (("22", "10", "21"), ("235",)),
    "253": ((),),
    "255": ((),),
    "401": ((),),
    "402": ((),),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8003": ((),),
    "8004": (("7040",),),
    "8006": (("22", "10", "21"),),
    "8010": (("8011",),),
    "8013": ((),),
    "8017": (("8019",),),
    "8018": (("8019",),),
}


def split_link(text: str) -> list[gs1.Element] | None:
    """The elements of the web address `text`, or None where it holds no GS1 key.

    Keys and qualifiers stand in the path, attributes in the query; query names that are not
    all digits belong to others and are ignored (GS1 Digital Link URI Syntax 1.4).
    """
    try:
        link = urlsplit(text)
    except ValueError:  # such as an unfinished IPv6 host
        return None
    path = link.path.removesuffix("/").split("/")
    start = _key_index(path)
    if link.scheme.lower() not in ("http", "https") or not link.netloc or start is None:
        return None
    if len(path[start:]) % 2:
        raise _wrong(text, t("a key has no value", "有标识符缺少内容"))
    names = path[start::2]
    if not any(_is_subsequence(names[1:], allowed) for allowed in QUALIFIERS[names[0]]):
        order = t("the qualifiers do not belong or are out of order", "限定符不适用或顺序错误")
        raise _wrong(text, order)
    pairs = list(zip(names, (_decoded(text, v) for v in path[start + 1 :: 2]), strict=True))
    return [_element(ai, value) for ai, value in pairs + _attributes(text, link)]


def _key_index(path: list[str]) -> int | None:
    """Where the primary key begins: from there names and values alternate to the end.

    A key before a long number is taken for one even where the rest does not fit, so that a
    damaged link is refused and not taken for some other web address.
    """
    places = [i for i, name in enumerate(path) if name in QUALIFIERS]
    for i in places:
        if len(path[i:]) % 2 == 0 and _all_identifiers(path[i::2]):
            return i
    return next((i for i in places if keys.is_number("".join(path[i + 1 : i + 2])[:8])), None)


def _all_identifiers(names: list[str]) -> bool:
    return all(gs1.identifier(name) for name in names)


def _is_subsequence(names: list[str], allowed: tuple[str, ...]) -> bool:
    remaining = iter(allowed)
    return all(name in remaining for name in names)


def _attributes(text: str, link: SplitResult) -> list[tuple[str, str]]:
    try:
        query = parse_qsl(
            # A "+" here is a plus sign of set 82, not a blank.
            link.query.replace("+", "%2B").replace(";", "&"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=100,
        )
    except ValueError as error:  # UnicodeDecodeError is one too
        raise _wrong(text, t("the query cannot be decoded", "查询部分无法解码")) from error
    return [(name, value) for name, value in query if keys.is_number(name)]


def _decoded(text: str, value: str) -> str:
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError as error:
        raise _wrong(text, t("the path cannot be decoded", "路径无法解码")) from error


def _element(ai: str, value: str) -> gs1.Element:
    if ai == "01" and keys.is_number(value) and len(value) in keys.GTIN_LENGTHS:
        value = value.zfill(14)  # links of version 1.0 carry short GTINs
    return gs1.checked(ai, value)


def _wrong(text: str, reason: Text) -> UnreadableCarrier:
    return UnreadableCarrier("bad_digital_link", text=shown(text), reason=reason)
