"""What a machine is set to is read back and compared with what was approved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asyncua.ua.status_codes import StatusCodes

from lotproof.kernel.quantity import Amount
from lotproof.modules.equipment.commands import DraftSetting
from lotproof.modules.equipment.queries import Equipment, readback_values, readbacks
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentState, SettingGiven
from lotproof.modules.monitoring.vocabulary import SourceKind
from tests.collector.press import PressServer
from tests.collector.site import Machine, Site, Wire, kill, running, until
from tests.support.postgres import free_port

SETTINGS = """
[[opcua]]
source = "press-set"
url = "opc.tcp://127.0.0.1:{port}/"
[[opcua.settings]]
equipment_id = "{equipment}"
program_node = "ns=2;s=Program"
values = [{{ node = "ns=2;s=SetT", code = "T", unit = "Cel", decimals = 1 }}]
"""


@pytest.fixture
def press() -> Iterator[PressServer]:
    """Run an OPC UA server of this test's own."""
    with PressServer(free_port()) as found:
        yield found


def approve(site: Site, value: int, tolerance: int) -> None:
    """Set temperature of P1, in degrees."""
    set_to = SettingGiven(
        code="T", name="Temperature", unit="Cel",
        value=Amount(value * 1000), tolerance=Amount(tolerance * 1000),
    )  # fmt: skip
    drafted = DraftSetting(equipment_id=site.press, program="P1", revision="A", settings=[set_to])
    setting_id = site.do(drafted).value("setting_id")
    site.door.signed(
        "equipment.make_setting_effective/1", {"setting_id": setting_id}, "quality_manager"
    )


def found(site: Site) -> list[tuple[str, int, bool]]:
    """Program, steps of a degree and whether it agrees, of every readback in its order."""
    with site.door.plant.reader() as reader:
        return [
            (each.program, value.value, each.agrees)
            for each in sorted(readbacks(reader, site.press), key=lambda each: each.read_at)
            for value in readback_values(reader, each.id)
        ]


def state_of(site: Site) -> EquipmentState:
    with site.door.plant.reader() as reader:
        return reader.get(Equipment, site.press).state


def test_what_a_machine_is_set_to_is_compared_with_what_was_approved(
    site: Site, wire: Wire, press: PressServer, tmp_path: Path
) -> None:
    approve(site, 180, 2)
    site.source("press-set", kind=SourceKind.OPC_UA)
    parts = SETTINGS.format(port=press.port, equipment=EquipmentId.text(site.press))
    machine = Machine(tmp_path / "machine", wire.url, parts)
    process = machine.run()
    expected = [("P1", 180_000, True)]
    until(lambda: found(site) == expected, machine)
    press.set_to(180.06)  # it says 180.1 where tenths are asked for
    expected.append(("P1", 180_100, True))
    until(lambda: found(site) == expected, machine)
    press.set_to(0.0, StatusCodes.BadSensorFailure)
    until(lambda: "T cannot be read" in machine.said, machine)
    assert state_of(site) is EquipmentState.AVAILABLE
    target = wire.target
    wire.cut()
    press.set_to(185.0)
    until(lambda: "reached" in machine.said, machine)
    kill(process)
    wire.target = target
    with running(machine):
        expected.append(("P1", 185_000, False))
        until(lambda: found(site) == expected, machine)
        assert state_of(site) is EquipmentState.OUT_OF_SERVICE
        until(lambda: machine.said.count(": connected") == 2, machine)
        press.load("P2")  # nothing is approved for it
        expected.append(("P2", 185_000, False))
        until(lambda: found(site) == expected, machine)
        press.load("no program?")
        until(lambda: "is no name of a program" in machine.said, machine)
    assert found(site) == expected, "what was told before is not told again after a restart"
    assert site.deviations() == ["no_approved_setting"]
