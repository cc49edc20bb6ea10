"""Everything is cut and killed in one run: no reading is lost, and none is sealed twice.

The plant's server and the collector are processes of their own and are killed with SIGKILL; the
way between them is cut and swallows answers; messages come late, out of order and twice.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary import SourceKind
from tests.api.door import opened
from tests.collector.apart import Served
from tests.collector.broker import Broker, Publisher
from tests.collector.site import (
    PATIENCE_S,
    Machine,
    Site,
    Wire,
    degrees,
    kill,
    running,
    until,
)
from tests.support.sampling import LONG

ROUNDS = 12 if LONG else 2
READINGS = 40 * ROUNDS
BEGAN = Instant(time.time_ns() // 1_000_000 * 1000 - 3_600_000_000)
KIND = "monitoring.record_readings/1"
MQTT = """
batch_max = 9
[[mqtt]]
source = "oven"
host = "127.0.0.1"
port = {port}
client_id = "oven"
tags = [{{ topic = "oven", value = "/t", at = "/at", tag = "oven", decimals = 1 }}]
"""


@pytest.fixture
def served(tmp_path: Path, database_url: str) -> Iterator[Served]:
    with opened(tmp_path / "plant", database_url) as door:
        Site(door).source("oven", "oven", kind=SourceKind.MQTT)
    found = Served(tmp_path / "plant", database_url)
    yield found
    found.database.close()


def at(n: int) -> Instant:
    return Instant(BEGAN + n * 1_000_000)


def told(n: int) -> dict[str, object]:
    return {"t": 180 + n / 10, "at": clock.text(at(n))}


class Oven:
    """What it says: late, out of order, and every fourth message twice, far apart."""

    def __init__(self, publisher: Publisher, chance: random.Random) -> None:
        self._publisher, self._chance = publisher, chance
        order = list(range(READINGS))
        chance.shuffle(order)
        self._order = iter(order + order[::4])

    def say(self, most: int) -> None:
        for _ in range(self._chance.randint(1, most)):
            number = next(self._order, None)
            if number is not None:
                self._publisher.publish("oven", told(number))

    def say_the_rest(self) -> None:
        for number in self._order:
            self._publisher.publish("oven", told(number))


def test_whatever_is_cut_and_killed_each_reading_is_sealed_and_kept_once(
    served: Served, broker: Broker, tmp_path: Path
) -> None:
    chance = random.Random(11)
    server, port = served.start()
    with Wire(port) as wire, Publisher(broker) as publisher:
        machine = Machine(tmp_path / "machine", wire.url, MQTT.format(port=broker.port))
        oven = Oven(publisher, chance)
        collector = machine.run()
        until(lambda: ": connected" in machine.said, machine)
        for _ in range(ROUNDS):
            wire.answers_to_swallow = 1  # the plant has it; the collector does not know
            oven.say(12)
            until(lambda: wire.answers_to_swallow == 0, machine)
            time.sleep(chance.random() / 5)
            kill(server)
            oven.say(12)
            kill(collector)
            oven.say(12)  # the broker keeps these
            wire.cut()
            collector = machine.run()
            oven.say(12)
            server, wire.target = served.start()
        oven.say_the_rest()
        expected = degrees(("oven", at(n), f"{180 + n / 10:.1f}") for n in range(READINGS))
        until(lambda: served.kept("oven") >= expected, machine, 2 * PATIENCE_S)
        kill(collector)
        before = machine.said.count(": connected")
        with running(machine):  # what it has no receipt of goes once more
            until(lambda: machine.said.count(": connected") > before, machine)
        assert served.kept("oven") == expected
        every = {clock.text(at(n)) for n in range(READINGS)}
        # PostgreSQL seals a moment after the commit.
        until(lambda: {when for when, _ in served.sealed()} >= every, served)
        sealed = served.sealed()
        assert {when for when, _ in sealed} == every
        # What is there twice was said twice by the machine, and is marked.
        assert len(sealed) - READINGS == served.repeated() <= len(range(0, READINGS, 4))
        assert "put aside" not in machine.said
    kill(server)
    served.check()
