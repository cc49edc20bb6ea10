"""What Sparkplug B messages mean: births give names, data uses aliases, gaps ask for a rebirth.

Pure but for the births, which are kept with the readings they explain.
"""

import json
from typing import Any, Final, NamedTuple

from lotproof.adapters.collector.config import Sparkplug
from lotproof.adapters.collector.readings import Aside, Came, joined, take
from lotproof.adapters.collector.sparkplug_payload import BadPayload, Metric, Payload, decode
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary_readings import Quality

NAMESPACE: Final = "spBv1.0"
_DEVICE_KINDS: Final = frozenset({"DBIRTH", "DDATA", "DDEATH"})
_KINDS: Final = frozenset({"NBIRTH", "NDATA", "NDEATH"}) | _DEVICE_KINDS
_BDSEQ: Final = "bdSeq"
STAMP_MAX: Final = 253_402_300_799_999
"""The last millisecond of the year 9999."""
_NO_SEQ: Final = -1
_GOOD, _STALE = 192, 500


class _Place(NamedTuple):
    """Who speaks, by the topic of a message."""

    group: str
    kind: str
    node: str
    device: str | None

    @property
    def edge(self) -> str:
        return f"{self.group}/{self.node}"

    @property
    def name(self) -> str:
        return self.edge if self.device is None else f"{self.edge}/{self.device}"


class Births:
    """The births of edge nodes and devices, and the sequence number that comes next."""

    def __init__(self, state: str | None) -> None:
        self._known: dict[str, dict[str, Any]] = {} if state is None else json.loads(state)

    def as_state(self) -> str:
        return json.dumps(self._known, sort_keys=True)

    def datatypes(self, name: str) -> dict[int | str, int]:
        born = self._known.get(name, {}).get("metrics", [])
        found: dict[int | str, int] = {}
        for metric_name, alias, datatype in born:
            found[metric_name] = datatype
            if alias is not None:
                found[alias] = datatype
        return found

    def name_of(self, name: str, alias: int | None) -> str | None:
        born = self._known.get(name, {}).get("metrics", [])
        return next((each[0] for each in born if alias is not None and each[1] == alias), None)

    def is_born(self, name: str) -> bool:
        return name in self._known

    def bear(self, name: str, payload: Payload) -> None:
        metrics = [
            [each.name, each.alias, each.datatype]
            for each in payload.metrics
            if each.name and each.datatype
        ]
        bdseq = next((each.value for each in payload.metrics if each.name == _BDSEQ), None)
        self._known[name] = {"metrics": metrics, "bdseq": bdseq}

    def die(self, name: str) -> None:
        """A node takes its devices with it."""
        for each in [each for each in self._known if each == name or each.startswith(f"{name}/")]:
            del self._known[each]

    def bdseq(self, edge: str) -> Any:
        return self._known.get(edge, {}).get("bdseq")

    def follows(self, edge: str, seq: int | None) -> bool:
        """Whether a message is the one after the last; it is the last from now on."""
        born = self._known.get(edge)
        if born is None or seq is None:
            return False
        before: int = born.get("seq", _NO_SEQ)
        born["seq"] = seq
        return before == _NO_SEQ or seq == (before + 1) % 256


class Understood(NamedTuple):
    """What a message gives; the topics to ask for a rebirth on; whether births have changed."""

    came: Came
    ask: str | None = None


def understand(
    config: Sparkplug, births: Births, topic: str, content: bytes, arrived: Instant
) -> Understood:
    """What a message means, given the births before it, which are brought up to date."""
    place = _place(topic)
    if place is None:
        return Understood(Came())
    births_name = place.name
    try:
        payload = decode(content, births.datatypes(births_name))
    except BadPayload as error:
        return Understood(Came(aside=(Aside(f"{topic}: {error}", content.hex()),)))
    if place.kind == "NDEATH":
        bdseq = next((each.value for each in payload.metrics if each.name == _BDSEQ), None)
        if bdseq == births.bdseq(place.edge):  # else it is the will of an earlier connection
            births.die(place.edge)
        return Understood(Came())
    ask = f"{NAMESPACE}/{place.group}/NCMD/{place.node}"
    if place.kind == "NBIRTH":
        births.die(place.edge)
        births.bear(place.edge, payload)
    is_in_order = births.follows(place.edge, payload.seq)
    if place.kind == "DBIRTH" and births.is_born(place.edge):
        births.bear(place.name, payload)
    if place.kind == "DDEATH":
        births.die(place.name)
        return Understood(Came(), None if is_in_order else ask)
    came = [
        _came(config, births, place, metric, payload, arrived, content)
        for metric in payload.metrics
    ]
    is_known = is_in_order and births.is_born(place.name)
    return Understood(joined(came), None if is_known else ask)


def _came(
    config: Sparkplug,
    births: Births,
    place: _Place,
    metric: Metric,
    payload: Payload,
    arrived: Instant,
    content: bytes,
) -> Came:
    name = metric.name or births.name_of(place.name, metric.alias)
    if name is None:
        why = f"{place.name}: the alias {metric.alias} came before its birth"
        return Came(aside=(Aside(why, content.hex()),))
    full = f"{place.name}/{name}"
    stamp = metric.timestamp if metric.timestamp is not None else payload.timestamp
    if stamp is not None and stamp > STAMP_MAX:
        return Came(aside=(Aside(f"{full}: {stamp} ms is no time", content.hex()),))
    at = arrived if stamp is None else Instant(stamp * 1_000)
    found = [
        take(tag.wanted(), metric.value, at, _quality(metric.quality), full)
        for tag in config.tags
        if tag.metric == full
    ]
    return joined(found)


def _quality(code: int | None) -> Quality:
    """192 good, 500 stale, 0 bad (specification, 6.4.14); without one a value is good."""
    if code is None or code == _GOOD:
        return Quality.GOOD
    return Quality.UNCERTAIN if code == _STALE else Quality.BAD


def _place(topic: str) -> _Place | None:
    parts = topic.split("/")
    if len(parts) not in (4, 5) or parts[0] != NAMESPACE or parts[2] not in _KINDS:
        return None
    if (len(parts) == 5) is not (parts[2] in _DEVICE_KINDS):
        return None
    return _Place(parts[1], parts[2], parts[3], parts[4] if len(parts) == 5 else None)
