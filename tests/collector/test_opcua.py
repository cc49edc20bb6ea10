"""A real OPC UA server in this process: times and qualities of its own, cut off and restarted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asyncua.ua.status_codes import StatusCodes

from lotproof.modules.monitoring.vocabulary import SourceKind
from tests.collector.press import PressServer, at
from tests.collector.site import Machine, Site, Wire, kill, running, until
from tests.support.postgres import free_port

OPCUA = """
[[opcua]]
source = "{source}"
url = "opc.tcp://127.0.0.1:{port}/"
interval_ms = 50
history = true
[[opcua.tags]]
node = "ns=2;s=T"
tag = "ns=2;s=T"
decimals = 2
[[opcua.tags]]
node = "ns=2;s=State"
equipment = "PRESS-1"
phases = {{ 1 = "warm_up", 2 = "run" }}
"""


@pytest.fixture
def press() -> Iterator[PressServer]:
    """Run an OPC UA server of this test's own."""
    with PressServer(free_port()) as found:
        yield found


def collector(site: Site, wire: Wire, press: PressServer, folder: Path, code: str) -> Machine:
    site.source(code, "ns=2;s=T", kind=SourceKind.OPC_UA)
    return Machine(folder / "machine", wire.url, OPCUA.format(source=code, port=press.port))


def has(site: Site, code: str, *expected: tuple[int, int, int]) -> Callable[[], bool]:
    """Whether exactly these are kept: second, thousandths of degrees, quality."""
    wanted = {("ns=2;s=T", at(n), value, quality) for n, value, quality in expected}
    return lambda: site.kept(code) == wanted


def connected(machine: Machine, times: int = 1) -> None:
    until(lambda: machine.said.count(": connected") >= times, machine)


def test_readings_have_the_time_and_quality_of_their_source(
    site: Site, wire: Wire, press: PressServer, tmp_path: Path
) -> None:
    machine = collector(site, wire, press, tmp_path, "quality")
    with running(machine):
        connected(machine)
        press.say(180.125, 1)
        press.say(180.375, 2, StatusCodes.UncertainLastUsableValue)
        press.say(-0.5, 3, StatusCodes.BadSensorFailure)
        press.enter(2, 4)
        press.enter(9, 5)
        expected = ((0, 20_000, 0), (1, 180_120, 0), (2, 180_380, 1))
        until(has(site, "quality", *expected), machine)
        until(lambda: (at(4), "run") in site.phases(), machine)
        until(lambda: "the value 9 has no phase" in machine.said, machine)
        # With a bad status this server gives no value: that is recorded, and no reading.
        until(lambda: sum(e.unusable for e in site.batches("quality")) == 1, machine)
    offsets = [each.clock_offset_ms for each in site.batches("quality")]
    # One machine's clock for all three: what is measured is how well it is measured.
    assert offsets
    assert all(each is not None and abs(each) < 1_500 for each in offsets), offsets


def test_what_was_said_while_the_collector_was_dead_is_read_from_history(
    site: Site, wire: Wire, press: PressServer, tmp_path: Path
) -> None:
    machine = collector(site, wire, press, tmp_path, "history")
    process = machine.run()
    connected(machine)
    press.say(181.0, 1)
    until(has(site, "history", (0, 20_000, 0), (1, 181_000, 0)), machine)
    kill(process)
    for n in range(2, 7):
        press.say(180.0 + n, n)
    with running(machine):
        connected(machine, 2)
        press.say(187.0, 7)
        expected = [(n, (180 + n) * 1000, 0) for n in range(1, 8)]
        until(has(site, "history", (0, 20_000, 0), *expected), machine)
    assert sum(each.repeated for each in site.batches("history")) == 0


def test_after_a_restart_of_the_machine_the_present_value_is_read(
    site: Site, wire: Wire, press: PressServer, tmp_path: Path
) -> None:
    machine = collector(site, wire, press, tmp_path, "restart")
    with running(machine):
        connected(machine)
        press.say(181.0, 1)
        until(has(site, "restart", (0, 20_000, 0), (1, 181_000, 0)), machine)
        press.stop()
        until(lambda: "no connection" in machine.said, machine)
        press.start()  # it says again what it said at first, at the same time
        connected(machine, 2)
        press.say(182.0, 2)
        until(has(site, "restart", (0, 20_000, 0), (1, 181_000, 0), (2, 182_000, 0)), machine)
