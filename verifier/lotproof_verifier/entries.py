"""One entry: canonical JSON envelope, its schema, and the parts it commits to."""

import json
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NoReturn

from lotproof_verifier.merkle import root_of

LEAF_BYTES_MAX = 65_535
_INTEGER_MAX = 2**53 - 1
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*/[1-9][0-9]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_HASH = re.compile(r"[A-Za-z0-9_-]{43}")


class NotAnEntry(ValueError):
    """The bytes are not a canonical envelope; the message says why."""


def _refuse_number(text: str) -> NoReturn:
    raise NotAnEntry(f"number {text} is not an integer")


def _exact_integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > _INTEGER_MAX:
        raise NotAnEntry(f"integer {text[:20]} is beyond 2^53 − 1")
    return int(text)


_read = json.JSONDecoder(
    parse_float=_refuse_number, parse_constant=_refuse_number, parse_int=_exact_integer
).decode


def read_canonical(data: bytes) -> Any:
    """Read JSON of the restricted RFC 8785 profile; raises `NotAnEntry`."""
    try:
        text = data.decode()
        value = _read(text)
        # Writing it again also shows doubled keys, which reading silently drops.
        same = _write(value) == text
    except NotAnEntry:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAnEntry(f"not JSON: {error}") from error
    if not same:
        raise NotAnEntry("JSON is not in canonical form")
    if not text.isascii():
        _check_text(value)
    return value


def _check_text(value: Any) -> None:
    """ASCII keys and NFC texts: what writing again does not show."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                raise NotAnEntry(f"key {key!r} is not ASCII")
            _check_text(item)
    elif isinstance(value, list):
        for item in value:
            _check_text(item)
    elif isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise NotAnEntry(f"text {value!r} is not in normal form C")


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 200


def _is_list_of(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_parts(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _NAME.fullmatch(name) and isinstance(item, str) and _HASH.fullmatch(item)
        for name, item in value.items()
    )


_REQUIRED: dict[str, Callable[[Any], bool]] = {
    "actor": _is_text,
    "entered": _matches(_INSTANT),
    "events": _is_list_of(_matches(_KIND)),
    "id": _matches(_UUID),
    "kind": _matches(_KIND),
    "occurred": _matches(_INSTANT),
    "outcome": lambda value: value in ("done", "refused", "failed"),
    "parts": _is_parts,
    "recorded": _matches(_INSTANT),
    "source": _is_text,
    "subjects": _is_list_of(_is_text),
    "trust": _is_text,
    "v": lambda value: value is not True and value == 1,
    "zone": _is_text,
}
_OPTIONAL: dict[str, Callable[[Any], bool]] = {
    "behalf": _is_text,
    "cause": _matches(_UUID),
    "code": _matches(_NAME),
    "demonstration": lambda value: value is True,
    "role": _is_text,
    "station": _is_text,
}


def read_envelope(leaf: bytes) -> dict[str, Any]:
    """Read the bytes of an entry; raises `NotAnEntry`."""
    if len(leaf) > LEAF_BYTES_MAX:
        raise NotAnEntry(f"{len(leaf)} bytes; at most {LEAF_BYTES_MAX}")
    envelope = read_canonical(leaf)
    if not isinstance(envelope, dict):
        raise NotAnEntry("not a JSON object")
    for name, test in _REQUIRED.items():
        if name not in envelope:
            raise NotAnEntry(f"field {name!r} is missing")
        if not test(envelope[name]):
            raise NotAnEntry(f"field {name!r} has a wrong value")
    for name in envelope.keys() - _REQUIRED.keys():
        if name not in _OPTIONAL:
            raise NotAnEntry(f"field {name!r} is unknown")
        if not _OPTIONAL[name](envelope[name]):
            raise NotAnEntry(f"field {name!r} has a wrong value")
    outcome = envelope["outcome"]
    if outcome != "failed" and ("code" in envelope) != (outcome == "refused"):
        raise NotAnEntry(f"outcome {outcome!r} and field 'code' do not go together")
    return envelope


def commitment(salt: bytes, content: bytes) -> str:
    """base64url without padding of SHA-256(salt ‖ content)."""
    return _base64url(sha256(salt + content).digest())


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def read_hash(text: Any) -> bytes:
    """32 bytes, a salt or a hash, from base64url without padding; raises `NotAnEntry`."""
    found = urlsafe_b64decode(f"{text}=") if _matches(_HASH)(text) else b""
    if _base64url(found) != text:
        raise NotAnEntry("a salt or hash is not 32 bytes in base64url")
    return found


def read_tree_head(content: bytes) -> tuple[int, bytes]:
    """How many items a tree part has, and the root over them; raises `NotAnEntry`."""
    head = read_canonical(content)
    if not isinstance(head, dict) or head.keys() != {"items", "root", "tree"}:
        raise NotAnEntry("the part is not a tree")
    if head["tree"] != "rfc6962" or type(head["items"]) is not int:
        raise NotAnEntry("the kind of tree is unknown")
    return head["items"], read_hash(head["root"])


def items_problem(content: bytes, items: Any) -> str | None:
    """What keeps `items`, as shown, from being those of the tree part `content`; None if whole."""
    head = read_canonical(content)
    if not isinstance(head, dict) or head.keys() != {"items", "root", "tree"}:
        return "items are shown for a part that is not a tree"
    if head["tree"] != "rfc6962" or not isinstance(items, list):
        return "the kind of tree is unknown"
    if len(items) != head["items"]:
        return f"{len(items)} items shown, {head['items']} committed to"
    leaves = []
    for item in items:
        if item.keys() != {"salt", "content"}:
            return "an item has other fields than salt and content"
        salt, text = read_hash(item["salt"]), item["content"].encode()
        leaves.append(sha256(b"\x00" + salt + text).digest())
    if _base64url(root_of(leaves)) != head["root"]:
        return "items do not give the root of the tree part"
    return None
