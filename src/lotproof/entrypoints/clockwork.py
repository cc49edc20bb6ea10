"""Sends what is due, in the name of the program, as long as the site is served.

Each command has the same id all day, so that several servers, or one that is started again, send
it once. What would be refused is refused and sealed once a day; as soon as nothing is in its way
any more, it is sent again.
"""

import logging
import uuid
from datetime import date
from typing import Any, Final

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.regularly import Regularly
from lotproof.kernel.due import DUE
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import Command
from lotproof.kernel.trial import why_not
from lotproof.ledger.canonical import encode
from lotproof.modules.people.authority import CLOCK

INTERVAL_S: Final = 60.0
_NAMESPACE: Final = uuid.UUID("6d1f0c52-62ab-5a0e-9a55-8a8d0f5f3f10")

log = logging.getLogger("lotproof.clockwork")


class Clockwork(Regularly):
    """Looks once a minute what is due: `with Clockwork(plant): serve()`."""

    def __init__(self, plant: Plant) -> None:
        super().__init__("clockwork", INTERVAL_S)
        self.plant = plant

    def tick(self) -> int:
        """Send what is due now; how many commands were done."""
        done = 0
        for command, id_ in self._found():
            receipt = self.plant.send(command, actor=CLOCK, id_=id_).result()
            if receipt.outcome == "refused":
                log.warning("%s is due and refused: %s", receipt.kind, receipt.code)
            else:
                done += 1
        return done

    def _found(self) -> list[tuple[Command, str]]:
        """What is due, with the ids to send it under; refused before and in vain: not again."""
        with self.plant.reader() as reader:
            found = [
                (each, why_not(reader, each.SPEC, each.given(), CLOCK) is None)
                for find in DUE.values()
                for each in find(reader)
            ]
            today, now = reader.today, reader.now
        out = []
        for command, is_free in found:
            id_ = _id(command, today)
            if not self.plant.is_recorded(id_):
                out.append((command, id_))
            elif is_free:
                out.append((command, _id(command, today, now)))
        return out


def _id(command: Command, *moment: date | int) -> str:
    said: dict[str, Any] = {
        "kind": command.SPEC.kind,
        "body": dump(command),
        "at": [str(each) for each in moment],
    }
    return str(uuid.uuid5(_NAMESPACE, encode(said).decode()))
