"""Settings are written to a real OPC UA server once, or not at all, and never unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.equipment.commands import DraftSetting, RegisterEquipment
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import (
    EquipmentId,
    EquipmentKind,
    EquipmentState,
    SettingGiven,
    SettingId,
)
from lotproof.modules.monitoring.records import Source
from lotproof.modules.monitoring.vocabulary import SourceKind
from lotproof.modules.transmission.commands import OpenConnection, TransmitSetting
from lotproof.modules.transmission.queries import Transmission, written_values
from lotproof.modules.transmission.vocabulary import (
    TransmissionId,
    TransmissionState,
    WriteOutcome,
)
from tests.collector.press import PressServer
from tests.collector.site import Machine, Site, Wire, kill, running, until
from tests.support.postgres import free_port

S, O = TransmissionState, WriteOutcome  # noqa: E741
ENDED = (S.VERIFIED, S.FAILED, S.UNKNOWN)
REST, RUN = 0, 2
BEFORE, APPROVED = 170.0, 180.0
"""What the press is set to when it comes, and what is approved for it, in degrees."""
_CONFIG = """
[[opcua]]
source = "{source}"
url = "opc.tcp://127.0.0.1:{port}/"
[[opcua.settings]]
equipment_id = "{equipment}"
program_node = "ns=2;s=Program"
state_node = "{state}"
rest_states = ["0"]
values = [{{ node = "ns=2;s=SetT", code = "T", unit = "Cel", decimals = 1, {write} }}]
"""
_WRITE = "write = true, minimum = 100.0, maximum = 220.0"


class Cell:
    """A press of its own with an approved setting that may be written to it."""

    def __init__(self, site: Site, press: PressServer, name: str) -> None:
        self.site, self.press, self.name = site, press, name
        made = RegisterEquipment(code=name.upper(), name=name, kind=EquipmentKind.PRODUCTION)
        self.machine = EquipmentId.parse(site.do(made).value("equipment_id"))
        site.source(name, kind=SourceKind.OPC_UA)
        with site.door.plant.reader() as reader:
            source = reader.only(Source, code=name)
        assert source is not None
        self.setting = self._approved()
        opening = OpenConnection(
            equipment_id=self.machine, source_id=source.id, gateway_id=site.user
        )
        site.door.do(opening, actor=site.engineer, reason="written from here")
        press.enter(REST, 1)
        press.set_to(BEFORE)
        press.let_write()

    def _approved(self) -> SettingId:
        given = SettingGiven(
            code="T", name="Temperature", unit="Cel",
            value=Amount(int(APPROVED) * 1000), tolerance=Amount(2000),
        )  # fmt: skip
        draft = DraftSetting(
            equipment_id=self.machine, program="P1", revision="A", settings=[given]
        )
        setting = self.site.do(draft).value("setting_id")
        kind = "equipment.make_setting_effective/1"
        self.site.door.signed(kind, {"setting_id": setting}, "quality_manager")
        return SettingId.parse(setting)

    def config(self, write: str = _WRITE, state: str = "ns=2;s=State") -> str:
        return _CONFIG.format(
            source=self.name, port=self.press.port, write=write, state=state,
            equipment=EquipmentId.text(self.machine),
        )  # fmt: skip

    def ask(self) -> TransmissionId:
        told = self.site.do(TransmitSetting(setting_id=self.setting))
        return TransmissionId.parse(told.value("transmission_id"))

    def found(self, transmission: TransmissionId) -> Transmission:
        with self.site.door.plant.reader() as reader:
            return reader.get(Transmission, transmission)

    def ended(self, transmission: TransmissionId, machine: Machine) -> Transmission:
        until(lambda: self.found(transmission).state in ENDED, machine)
        return self.found(transmission)

    def answers(self, transmission: TransmissionId) -> list[tuple[str, int, str]]:
        with self.site.door.plant.reader() as reader:
            found = written_values(reader, transmission)
        return [(each.code, each.value, each.answer) for each in found]

    def state(self) -> EquipmentState:
        with self.site.door.plant.reader() as reader:
            return reader.get(Equipment, self.machine).state


@pytest.fixture
def cell(site: Site) -> Iterator[Cell]:
    """Give a press whose name is this test's own."""
    with PressServer(free_port()) as press:
        yield Cell(site, press, f"cell-{press.port}")


def test_what_is_approved_is_written_read_back_and_verified(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    with running(machine):
        transmission = cell.ask()
        found = cell.ended(transmission, machine)
    assert (found.state, found.outcome, found.cause) == (S.VERIFIED, O.WRITTEN, None)
    assert cell.press.writes == [APPROVED]
    assert cell.answers(transmission) == [("T", 180_000, "Good")]
    assert (found.requested_by, found.claimed_by) == (
        cell.site.engineer,
        f"usr_{int(cell.site.user)}",
    )


def test_a_node_that_the_machine_refuses_is_told_with_its_answer(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    cell.press.let_write(is_writable=False)
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    with running(machine):
        transmission = cell.ask()
        found = cell.ended(transmission, machine)
    assert (found.state, found.outcome) == (S.FAILED, O.REFUSED)
    assert cell.answers(transmission) == [("T", 180_000, "BadUserAccessDenied")]
    assert cell.press.writes == []
    assert cell.state() is EquipmentState.OUT_OF_SERVICE, "170 degrees are not approved"


def test_what_is_read_back_otherwise_stops_the_machine(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    cell.press.holds_at = 175.0
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    with running(machine):
        transmission = cell.ask()
        found = cell.ended(transmission, machine)
    assert (found.state, found.outcome) == (S.FAILED, O.WRITTEN)
    assert cell.press.writes == [APPROVED]
    assert cell.state() is EquipmentState.OUT_OF_SERVICE


@pytest.mark.parametrize(
    ("state", "node", "why"),
    [(RUN, "ns=2;s=State", "not at rest"), (REST, "ns=2;s=Nowhere", "not known whether")],
    ids=["it runs", "it does not say"],
)
def test_a_machine_that_does_not_say_that_it_is_at_rest_is_not_written(
    cell: Cell, wire: Wire, tmp_path: Path, state: int, node: str, why: str
) -> None:
    cell.press.enter(state, 2)
    machine = Machine(tmp_path / "machine", wire.url, cell.config(state=node))
    with running(machine):
        found = cell.ended(cell.ask(), machine)
    assert (found.state, found.outcome) == (S.FAILED, O.NOT_WRITTEN)
    assert found.cause is not None
    assert why in found.cause
    assert cell.press.writes == []


@pytest.mark.parametrize(
    ("write", "why"),
    [
        ("write = true, minimum = 100, maximum = 179.9", "outside its bounds"),
        ("write = true, minimum = 180.1, maximum = 220", "outside its bounds"),
    ],
    ids=["above", "below"],
)
def test_a_value_outside_its_bounds_is_not_written(
    cell: Cell, wire: Wire, tmp_path: Path, write: str, why: str
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config(write))
    with running(machine):
        found = cell.ended(cell.ask(), machine)
    assert (found.state, found.outcome) == (S.FAILED, O.NOT_WRITTEN)
    assert why in (found.cause or "")
    assert cell.press.writes == []


def test_without_a_word_in_the_configuration_nothing_is_taken_over(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config("write = false"))
    with running(machine):
        transmission = cell.ask()
        until(lambda: "settings read" in machine.said, machine)
    assert cell.found(transmission).state is S.REQUESTED
    assert cell.press.writes == []


def test_killed_in_the_middle_of_writing_it_reads_back_and_writes_no_second_time(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    process = machine.run()
    cell.press.after_write = process.kill  # it is written; the answer finds nobody
    transmission = cell.ask()
    assert process.wait(60) != 0
    assert cell.found(transmission).state is S.CLAIMED
    cell.press.after_write = None
    with running(machine):
        found = cell.ended(transmission, machine)
    assert (found.state, found.outcome) == (S.VERIFIED, O.UNCERTAIN)
    assert "interrupted" in (found.cause or "")
    assert cell.press.writes == [APPROVED]


def test_killed_in_the_middle_and_set_otherwise_since_it_is_told_as_failed(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    process = machine.run()
    cell.press.after_write = process.kill
    transmission = cell.ask()
    assert process.wait(60) != 0
    cell.press.set_to(BEFORE)
    with running(machine):
        found = cell.ended(transmission, machine)
    assert (found.state, found.outcome) == (S.FAILED, O.UNCERTAIN)
    assert cell.press.writes == [APPROVED]
    assert cell.state() is EquipmentState.OUT_OF_SERVICE


def test_a_cut_line_and_a_kill_between_writing_and_report_lose_and_double_nothing(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    target, process = wire.target, machine.run()
    cell.press.after_write = wire.cut
    transmission = cell.ask()
    until(lambda: f"{TransmissionId.text(transmission)}: written" in machine.said, machine)
    kill(process)
    assert cell.found(transmission).state is S.CLAIMED
    cell.press.after_write, wire.target = None, target
    with running(machine):
        found = cell.ended(transmission, machine)
        assert (found.state, found.outcome) == (S.VERIFIED, O.WRITTEN)
    assert cell.press.writes == [APPROVED]


def test_a_swallowed_answer_to_the_claim_is_asked_for_again(
    cell: Cell, wire: Wire, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "machine", wire.url, cell.config())
    with running(machine):
        until(lambda: "sent" in machine.said, machine)  # its settings as it came
        wire.answers_to_swallow = 1
        found = cell.ended(cell.ask(), machine)
    assert found.state is S.VERIFIED
    assert cell.press.writes == [APPROVED]


def test_of_two_collectors_one_writes(cell: Cell, wire: Wire, tmp_path: Path) -> None:
    one = Machine(tmp_path / "one", wire.url, cell.config())
    other = Machine(tmp_path / "other", wire.url, cell.config())
    with running(one), running(other):
        until(lambda: ": connected" in one.said and ": connected" in other.said, one)
        found = cell.ended(cell.ask(), one)
    assert found.state is S.VERIFIED
    assert cell.press.writes == [APPROVED]
