"""Plain JSON and Sparkplug B over a real broker, cut, killed and told twice."""

import random
import time
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary import SourceKind
from tests.collector.broker import Broker, Publisher
from tests.collector.edge_node import EdgeNode
from tests.collector.site import Machine, Site, Wire, degrees, kill, running, until
from tests.support.sampling import LONG

JSON = """
[[mqtt]]
source = "{source}"
host = "127.0.0.1"
port = {port}
client_id = "{source}"
[[mqtt.tags]]
topic = "hall/+/oven"
value = "/t"
at = "/at"
quality = "/q"
tag = "oven"
decimals = 1
[[mqtt.tags]]
topic = "hall/1/state"
value = ""
equipment = "PRESS-1"
phases = {{ 0 = "idle", 2 = "run" }}
"""
SPARKPLUG = """
[[sparkplug]]
source = "{source}"
host = "127.0.0.1"
port = {port}
client_id = "{source}"
host_id = "lotproof"
tags = [
  {{ metric = "hall/press/temperature", tag = "t", decimals = 2 }},
  {{ metric = "hall/press/scale/weight", tag = "w", decimals = 0 }},
]
"""
KILLS = 12 if LONG else 2
READINGS = 30 * KILLS
BEGAN = Instant(time.time_ns() // 1000 - 3_600_000_000)


def at(n: int) -> Instant:
    """The n-th second of the hour before the test."""
    return Instant(BEGAN // 1000 * 1000 + n * 1_000_000)


def told(n: int) -> dict[str, object]:
    return {"t": 180 + n / 10, "at": clock.text(at(n)), "q": "good"}


def expected(numbers: range) -> set[tuple[str, int, int, int]]:
    return degrees(("oven", at(n), f"{180 + n / 10:.1f}") for n in numbers)


def collector(
    site: Site, wire: Wire, broker: Broker, folder: Path, parts: str, code: str, *tags: str
) -> Machine:
    kind = SourceKind.MQTT if parts is JSON else SourceKind.SPARKPLUG
    site.source(code, *tags, kind=kind)
    return Machine(folder / "machine", wire.url, parts.format(source=code, port=broker.port))


def connected(machine: Machine, times: int = 1) -> None:
    until(lambda: machine.said.count(": connected") >= times, machine)


def test_each_message_is_kept_once_whatever_is_cut_or_killed(
    site: Site, wire: Wire, broker: Broker, tmp_path: Path
) -> None:
    machine = collector(site, wire, broker, tmp_path, JSON, "json", "oven")
    chance = random.Random(7)
    order = list(range(READINGS))
    chance.shuffle(order)  # late and out of order, every fifth of them twice
    sent = iter(order + order[::5])
    target = wire.target

    def publish(publisher: Publisher, count: int) -> None:
        for _ in range(count):
            number = next(sent, None)
            if number is not None:
                publisher.publish("hall/1/oven", told(number))

    process = machine.run()
    connected(machine)
    with Publisher(broker) as publisher:
        for _ in range(KILLS):
            publish(publisher, chance.randint(1, 12))
            time.sleep(chance.random() / 5)
            kill(process)
            wire.target = chance.choice((None, target))
            publish(publisher, chance.randint(1, 12))  # the broker keeps these
            process = machine.run()
            publish(publisher, chance.randint(1, 12))
            wire.target = target
        publish(publisher, 2 * READINGS)
    kill(process)
    with running(machine):
        until(lambda: site.kept("json") >= expected(range(READINGS)), machine)
    assert site.kept("json") == expected(range(READINGS))


def test_phases_are_told_and_what_is_not_understood_is_put_aside(
    site: Site, wire: Wire, broker: Broker, tmp_path: Path
) -> None:
    machine = collector(site, wire, broker, tmp_path, JSON, "mixed", "oven")
    with running(machine), Publisher(broker) as publisher:
        connected(machine)
        for state in (2, 2, 0, 7):
            publisher.publish("hall/1/state", state)
        publisher.publish("hall/1/oven", b"{not json")
        publisher.publish("hall/1/oven", {"t": 1, "at": "yesterday", "q": "good"})
        publisher.publish("hall/1/oven", {"t": 1.25, "at": clock.text(at(1)), "q": "bad"})
        publisher.publish("hall/2/oven", {"t": 1.35, "at": clock.text(at(2)), "q": "good"})
        found = {("oven", at(1), 1_200, 2), ("oven", at(2), 1_400, 0)}
        until(lambda: site.kept("mixed") == found, machine)
        until(lambda: [phase for _, phase in site.phases()] == ["run", "idle"], machine)
    for why in ("the value 7 has no phase", "this is not JSON", "'yesterday' is no time"):
        assert why in machine.said


def test_sparkplug_is_understood_by_its_births_also_after_a_restart(
    site: Site, wire: Wire, broker: Broker, tmp_path: Path
) -> None:
    machine = collector(site, wire, broker, tmp_path, SPARKPLUG, "spark", "t", "w")
    with EdgeNode(broker) as node:
        process = machine.run()
        connected(machine)
        node.birth({"temperature": 180.125}, at(0))
        node.device_birth("scale", {"weight": -5}, at(0))
        node.data({"temperature": 180.375}, at(1))  # halfway in binary too: to the even
        expected: set[tuple[str, int, int, int]]
        expected = {("t", at(0), 180_120, 0), ("w", at(0), -5_000, 0), ("t", at(1), 180_380, 0)}
        until(lambda: site.kept("spark") == expected, machine)
        kill(process)
        node.device_data("scale", {"weight": -6}, at(2))
        node.data({"temperature": 181.0}, at(1) + 500_000, is_historical=True)
        expected |= {("w", at(2), -6_000, 0), ("t", at(1) + 500_000, 181_000, 0)}
        with running(machine):
            until(lambda: site.kept("spark") == expected, machine)
            assert "rebirth" not in machine.said
            node.lose_one()
            node.data({"temperature": 182.0}, at(3))
            until(lambda: node.rebirths == 1, machine)
            expected |= {("t", at(3), 182_000, 0)}
            until(lambda: site.kept("spark") == expected, machine)


def test_an_alias_without_a_birth_is_put_aside_and_a_rebirth_asked_for(
    site: Site, wire: Wire, broker: Broker, tmp_path: Path
) -> None:
    machine = collector(site, wire, broker, tmp_path, SPARKPLUG, "unborn", "t", "w")
    with EdgeNode(broker) as node, running(machine):
        connected(machine)
        node.learn({"temperature": 1.0})
        node.data({"temperature": 180.0}, at(1))
        until(lambda: node.rebirths == 1, machine)
        assert "the alias 1 came before its birth" in machine.said
        assert not site.kept("unborn")


def test_edge_nodes_are_told_whether_their_host_is_there(
    site: Site, wire: Wire, broker: Broker, tmp_path: Path
) -> None:
    machine = collector(site, wire, broker, tmp_path, SPARKPLUG, "host", "t", "w")
    states: list[bool] = []
    watcher = Client(CallbackAPIVersion.VERSION2)
    watcher.on_message = lambda client, data, message: states.append(b"true" in message.payload)
    watcher.connect("127.0.0.1", broker.port)
    watcher.subscribe("spBv1.0/STATE/lotproof", 1)
    watcher.loop_start()
    try:
        with running(machine):
            until(lambda: states[-1:] == [True], machine)
        until(lambda: states[-1:] == [False], machine)
        process = machine.run()
        until(lambda: states[-1:] == [True], machine)
        kill(process)
        until(lambda: states[-1:] == [False], "the broker publishes the will")
    finally:
        watcher.disconnect()
        watcher.loop_stop()
