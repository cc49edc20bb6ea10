"""Plain JSON over MQTT: which value of which message is which reading. Pure."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from paho.mqtt.client import topic_matches_sub

from lotproof.adapters.collector.config import JsonTag, MqttJson
from lotproof.adapters.collector.readings import Aside, Came, Value, joined, take
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary_readings import Quality

_PER_SECOND: Final = {"s": 1, "ms": 1_000, "us": 1_000_000}
_GOOD: Final = frozenset({"good", "ok", "true", "192", "0"})


class _Missing(Exception):
    """A message that does not have what the configuration says; the text says what."""


def read_message(config: MqttJson, topic: str, payload: bytes, arrived: Instant) -> Came:
    """What a message gives; what is in it and cannot be understood is put aside with the reason."""
    tags = [each for each in config.tags if topic_matches_sub(each.topic, topic)]
    content = payload.decode("utf-8", "backslashreplace")
    try:
        message = json.loads(payload, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as error:
        return Came(aside=(Aside(f"{topic}: this is not JSON: {error}", content),))
    found = []
    for each in tags:
        try:
            found.append(_came(config, each, message, arrived, content))
        except _Missing as error:
            found.append(Came(aside=(Aside(f"{topic}: {error}", content),)))
    return joined(found)


def _came(config: MqttJson, tag: JsonTag, message: Any, arrived: Instant, content: str) -> Came:
    value = at_pointer(message, tag.value)
    if isinstance(value, dict | list):
        raise _Missing(f"{tag.value} is no single value")
    at = arrived if tag.at is None else _at(at_pointer(message, tag.at), config.at_form)
    quality = Quality.GOOD if tag.quality is None else _quality(at_pointer(message, tag.quality))
    known: Value = value
    return take(tag.wanted(), known, at, quality, content)


def at_pointer(message: Any, pointer: str) -> Any:
    """The value a JSON pointer (RFC 6901) leads to; _Missing if there is none."""
    found = message
    if pointer and not pointer.startswith("/"):
        raise _Missing(f"{pointer} is no JSON pointer, it begins with /")
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, Mapping) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            raise _Missing(f"there is nothing at {pointer}")
    return found


def _at(given: Any, form: str) -> Instant:
    try:
        if form == "iso":
            return clock.parse(given)
        if isinstance(given, bool):
            raise ValueError("no number")
        micros = int(Decimal(given) * (1_000_000 // _PER_SECOND[form]))
        clock.text(Instant(micros))
    except (ValueError, TypeError, OverflowError, InvalidOperation):
        raise _Missing(f"{given!r} is no time of the form {form}, with zone") from None
    return Instant(micros)


def _quality(given: Any) -> Quality:
    """OPC status codes, OPC DA numbers and the usual words; what is not known is uncertain."""
    word = str(given).strip().lower()
    if word in _GOOD:
        return Quality.GOOD
    return Quality.BAD if word in ("bad", "false") else Quality.UNCERTAIN
