"""Sparkplug B payloads as bytes: protocol buffers, as far as metrics need them. Pure.

Field numbers are those of the Sparkplug 3.0 specification, section 6.4.1 (sparkplug_b.proto).
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from lotproof.adapters.collector.readings import Value

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_BOOLEAN: Final = 11
_SIGNED: Final = {1: 8, 2: 16, 3: 32, 4: 64}
"""Int8 to Int64 and their bits: they stand as unsigned numbers (specification, 6.4.16)."""
_QUALITY: Final = "Quality"


class BadPayload(ValueError):
    """Bytes that are no Sparkplug B payload."""


class Metric(NamedTuple):
    """One metric; times in milliseconds. `value` is None where it is null or of no simple type."""

    name: str | None = None
    alias: int | None = None
    timestamp: int | None = None
    datatype: int | None = None
    is_historical: bool = False
    value: Value = None
    quality: int | None = None


class Payload(NamedTuple):
    timestamp: int | None
    metrics: tuple[Metric, ...]
    seq: int | None


def decode(content: bytes, datatypes: dict[int | str, int] | None = None) -> Payload:
    """A payload; `datatypes` has those that births gave, by alias or name. BadPayload for others.

    Metrics of data messages leave their datatype out, and without it a number has no sign.
    """
    timestamp: int | None = None
    seq: int | None = None
    metrics = []
    for number, value in _fields(content):
        if number == 1 and isinstance(value, int):
            timestamp = value
        elif number == 2 and isinstance(value, bytes):
            metrics.append(_metric(value, datatypes or {}))
        elif number == 3 and isinstance(value, int):
            seq = value
    return Payload(timestamp, tuple(metrics), seq)


def _metric(content: bytes, datatypes: dict[int | str, int]) -> Metric:
    metric, raw, is_null = Metric(), None, False
    for number, value in _fields(content):
        if number == 1 and isinstance(value, bytes):
            metric = metric._replace(name=_text(value))
        elif number == 2 and isinstance(value, int):
            metric = metric._replace(alias=value)
        elif number == 3 and isinstance(value, int):
            metric = metric._replace(timestamp=value)
        elif number == 4 and isinstance(value, int):
            metric = metric._replace(datatype=value)
        elif number == 5:
            metric = metric._replace(is_historical=bool(value))
        elif number == 7:
            is_null = bool(value)
        elif number == 9 and isinstance(value, bytes):
            metric = metric._replace(quality=_quality(value))
        elif 10 <= number <= 15:
            raw = number, value
    datatype = metric.datatype
    if datatype is None:
        known = metric.alias if metric.name is None else metric.name
        datatype = None if known is None else datatypes.get(known)
    if raw is not None and not is_null:
        metric = metric._replace(value=_value(*raw, datatype))
    return metric._replace(datatype=datatype)


def _value(number: int, raw: int | bytes, datatype: int | None) -> Value:
    """The value of the fields int, long, float, double, boolean and string, 10 to 15."""
    if number in (10, 11) and isinstance(raw, int):
        bits = _SIGNED.get(datatype or 0)
        if bits is None:
            return raw
        raw &= (1 << bits) - 1
        return raw - (1 << bits) if raw >> (bits - 1) else raw
    if number == 12 and isinstance(raw, bytes) and len(raw) == 4:
        return float(struct.unpack("<f", raw)[0])
    if number == 13 and isinstance(raw, bytes) and len(raw) == 8:
        return float(struct.unpack("<d", raw)[0])
    if number == 14:
        return bool(raw)
    if number == 15 and isinstance(raw, bytes):
        return _text(raw)
    raise BadPayload(f"field {number} has a value of another type")


def _quality(properties: bytes) -> int | None:
    """The property `Quality` of a metric: 0 bad, 192 good, 500 stale (specification, 6.4.14)."""
    names, values = [], []
    for number, value in _fields(properties):
        if number == 1 and isinstance(value, bytes):
            names.append(_text(value))
        elif number == 2 and isinstance(value, bytes):
            found = [v for n, v in _fields(value) if n in (3, 4) and isinstance(v, int)]
            values.append(found[0] if found else None)
    return dict(zip(names, values, strict=False)).get(_QUALITY)


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Field numbers and values: a number for a varint, bytes for all else."""
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        kind = key & 7
        if kind == _VARINT:
            number, at = _varint(content, at)
            yield key >> 3, number
            continue
        if kind == _BYTES:
            length, at = _varint(content, at)
        elif kind in (_FIXED32, _FIXED64):
            length = 4 if kind == _FIXED32 else 8
        else:
            raise BadPayload(f"a field of the kind {kind}")
        if at + length > len(content):
            raise BadPayload("it ends in the middle of a field")
        yield key >> 3, content[at : at + length]
        at += length


def _varint(content: bytes, at: int) -> tuple[int, int]:
    found = 0
    for shift in range(0, 70, 7):
        if at >= len(content):
            raise BadPayload("it ends in the middle of a number")
        byte, at = content[at], at + 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
    raise BadPayload("a number of more than ten bytes")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise BadPayload(f"a text that is not UTF-8: {error}") from error


def rebirth(timestamp: int) -> bytes:
    """The command that asks an edge node for its births (specification, 5.11)."""
    metric = (
        _field(1, b"Node Control/Rebirth")
        + _number(3, timestamp)
        + _number(4, _BOOLEAN)
        + _number(14, 1)
    )
    return _number(1, timestamp) + _field(2, metric)


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | _BYTES, len(content)]) + content


def _number(number: int, value: int) -> bytes:
    found = [number << 3]
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
