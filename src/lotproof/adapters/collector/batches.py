"""What is sent: commands with their bodies, ready to be repeated until there is a receipt."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary_readings import Quality

READINGS: Final = "monitoring.record_readings/1"


class Told(NamedTuple):
    """Something else than readings that the server is told: a command, its body and when."""

    kind: str
    body: str
    occurred: Instant


class Batch(NamedTuple):
    """What is sent: the same command id and the same body until there is a receipt."""

    id: int
    command_id: str
    kind: str
    readings: int
    body: str
    occurred: Instant | None

    @property
    def content(self) -> str:
        """What is in it, for an operator."""
        return f"{self.readings} readings" if self.kind == READINGS else self.kind


def body_of(
    source: str,
    offset_ms: int | None,
    readings: Sequence[tuple[int, str, Instant, str, str]],
    phases: Sequence[tuple[int, str, Instant, str]],
) -> str:
    """The body of monitoring.record_readings/1."""
    given: dict[str, object] = {
        "sent_from": source,
        "readings": [
            {"tag": tag, "at": clock.text(at), "value": value}
            | ({} if quality == Quality.GOOD else {"quality": quality})
            for _, tag, at, value, quality in readings
        ],
    }
    if phases:
        given["phases"] = [
            {"equipment": equipment, "phase": phase, "at": clock.text(at)}
            for _, equipment, at, phase in phases
        ]
    if offset_ms is not None:
        given["clock_offset_ms"] = offset_ms
    return msgspec.json.encode(given).decode()
