"""What a machine says it is set to, read back by OPC UA to be compared with what was approved."""

import json
import re
import time
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from asyncua import ua
from asyncua.client.client import Client

from lotproof.adapters.collector.batches import Told
from lotproof.adapters.collector.config import MachineSettings
from lotproof.adapters.collector.readings import Aside, Came, text_of
from lotproof.adapters.collector.store import Store
from lotproof.kernel.clock import Instant

READBACK: Final = "equipment.record_setting_readback/1"
AGAIN_US: Final = 8 * 3_600_000_000
"""Once a shift it is told again: what is approved may have changed meanwhile."""
_PROGRAM: Final = r"[A-Za-z0-9._-]{1,40}"
_Texts = tuple[str | None, ...]


class SettingsWatch:
    """One program of one machine; told when it is read the first time, and when it has changed."""

    def __init__(self, source: str, config: MachineSettings) -> None:
        self._source, self._config = source, config
        names = [] if config.program_node is None else [config.program_node]
        names += [each.node for each in config.values]
        self._nodes = [ua.NodeId.from_string(name) for name in names]
        self._seen: _Texts = ()
        self._refused: _Texts = ()

    async def look(self, client: Client, store: Store) -> tuple[Came, Told | None]:
        """Read everything in one request, and keep it to be sent if it is new; what was kept.

        Only what two looks see alike is taken: a machine that is being set is not set yet.
        """
        nodes = [client.get_node(each) for each in self._nodes]
        values = await client.read_attributes(nodes)
        texts = tuple(map(text_at, values, self._decimals()))
        is_settled, self._seen = texts == self._seen, texts
        if not is_settled or texts == self._refused:
            return Came(), None
        if why := unusable(self._config, texts):
            self._refused = texts
            came = Came(aside=(Aside(f"{self._config.equipment_id}: {why}", json.dumps(texts)),))
            store.keep(self._source, [came])
            return came, None
        self._refused = ()
        return Came(), self._kept(store, texts)

    def _kept(self, store: Store, texts: _Texts) -> Told | None:
        """What is sent, unless the same was told this shift."""
        now = Instant(time.time_ns() // 1_000)
        body = json.dumps(body_of(self._config, texts))
        name = f"settings {self._config.equipment_id} {self._config.program or self._nodes[0]}"
        state = store.state(self._source, name)
        if state is not None:
            before, at = json.loads(state)
            if before == body and at <= now < at + AGAIN_US:
                return None
        told = Told(READBACK, body, now)
        store.keep(self._source, (), states=[(name, json.dumps([body, now]))], told=[told])
        return told

    def _decimals(self) -> Sequence[int]:
        of_program = [] if self._config.program_node is None else [0]
        return [*of_program, *(each.decimals for each in self._config.values)]


def text_at(value: ua.DataValue, decimals: int) -> str | None:
    """A value as it is told; None where the machine does not stand by it."""
    status = value.StatusCode.value if value.StatusCode is not None else 0
    found: Any = value.Value.Value if value.Value is not None else None
    is_good = status >> 30 == 0 and isinstance(found, bool | int | float | str | Decimal)
    return text_of(found, decimals) if is_good else None


def unusable(config: MachineSettings, texts: _Texts) -> str:
    """Why this cannot be told; empty if it can."""
    values = texts[-len(config.values) :]
    for each, text in zip(config.values, values, strict=True):
        if text is None or not _is_number(text):
            return f"{each.code} cannot be read: {text or 'the machine gives no good value'}"
    program = config.program or texts[0]
    if program is None or not re.fullmatch(_PROGRAM, program):
        return f"{program!r} is no name of a program"
    return ""


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def body_of(config: MachineSettings, texts: _Texts) -> dict[str, Any]:
    """The body of equipment.record_setting_readback/1."""
    values = texts[-len(config.values) :]
    return {
        "equipment_id": config.equipment_id,
        "program": config.program or texts[0],
        "values": [
            {"code": each.code, "value": text, "unit": each.unit}
            for each, text in zip(config.values, values, strict=True)
        ],
    }
