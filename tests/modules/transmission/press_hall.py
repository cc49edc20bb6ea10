"""A press with an approved setting, the account of its collector, and short ways to write it."""

from typing import Any

from lotproof.kernel.due import DUE
from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.kernel.site import Trust
from lotproof.modules.alerts.queries import Alert
from lotproof.modules.equipment.commands import (
    DraftSetting,
    MakeSettingEffective,
    RecordSettingReadback,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import (
    EquipmentState,
    ReadGiven,
    SettingGiven,
    SettingId,
)
from lotproof.modules.monitoring.commands import RegisterSource
from lotproof.modules.monitoring.vocabulary import SourceId, SourceKind
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.transmission.commands import (
    ClaimTransmission,
    OpenConnection,
    ReportTransmission,
    TransmitSetting,
)
from lotproof.modules.transmission.queries import Transmission
from lotproof.modules.transmission.vocabulary import (
    ConnectionId,
    TransmissionId,
    WriteOutcome,
    WrittenGiven,
)
from tests.modules.production.factory import Line

ENGINEER, QUALITY = "usr_11", "usr_12"
CLAIM, OTHER_CLAIM = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
WHY = "the press is set from here"
MINUTE = 60


class PressHall:
    """180 ± 2 °C are approved for P1; the connection is open unless a test has it otherwise."""

    def __init__(self, line: Line) -> None:
        self.line, self.plant, self.press = line, line.plant, line.press
        self.gateway = self.account("gateway", is_service=True)
        self.other = self.account("other", is_service=True)
        self.source = self.add_source("press-gw", SourceKind.OPC_UA)
        self.setting = self.approve(180)

    def account(self, login: str, *, is_service: bool) -> UserId:
        told = self.plant.ok(
            RegisterUser(login=login, name=login, language=UserLanguage.EN, is_service=is_service)
        )
        return UserId.parse(told.value("user_id"))

    def add_source(self, code: str, kind: SourceKind) -> SourceId:
        told = self.plant.ok(
            RegisterSource(code=code, name=code, kind=kind, trust=Trust.INSTRUMENT)
        )
        return SourceId.parse(told.value("source_id"))

    def approve(self, value: int, revision: str = "A") -> SettingId:
        """A revision of P1 in force: so many degrees, two either way."""
        given = SettingGiven(
            code="T", name="Temperature", unit="Cel",
            value=Amount(value * 1000), tolerance=Amount(2000),
        )  # fmt: skip
        draft = DraftSetting(
            equipment_id=self.press, program="P1", revision=revision, settings=[given]
        )
        setting = SettingId.parse(self.plant.ok(draft, actor=ENGINEER).value("setting_id"))
        self.plant.ok(MakeSettingEffective(setting_id=setting), actor=QUALITY)
        return setting

    def connecting(self, **more: Any) -> OpenConnection:
        given: dict[str, Any] = {
            "equipment_id": self.press,
            "source_id": self.source,
            "gateway_id": self.gateway,
        }
        return OpenConnection(**(given | more))

    def connect(self) -> ConnectionId:
        told = self.plant.ok(self.connecting(), actor=ENGINEER, reason=WHY)
        return ConnectionId.parse(told.value("connection_id"))

    def request(self) -> TransmissionId:
        told = self.plant.ok(TransmitSetting(setting_id=self.setting), actor=ENGINEER)
        return TransmissionId.parse(told.value("transmission_id"))

    def claiming(self, transmission: TransmissionId, claim: str = CLAIM) -> ClaimTransmission:
        return ClaimTransmission(transmission_id=transmission, claim=claim)

    def claim(self, transmission: TransmissionId) -> None:
        self.plant.ok(self.claiming(transmission), actor=UserId.text(self.gateway))

    def begun(self) -> TransmissionId:
        """Connected, asked for and taken over."""
        self.connect()
        transmission = self.request()
        self.claim(transmission)
        return transmission

    def report(
        self,
        transmission: TransmissionId,
        outcome: WriteOutcome,
        degrees: int | None,
        *,
        claim: str = CLAIM,
        actor: UserId | None = None,
    ) -> Receipt:
        """What was written, and what was read back, if anything."""
        sent = outcome in (WriteOutcome.WRITTEN, WriteOutcome.REFUSED)
        answer = "Good" if outcome is WriteOutcome.WRITTEN else "BadUserAccessDenied"
        written = WrittenGiven(code="T", value=Amount(180_000), unit="Cel", answer=answer)
        read = [] if degrees is None else [self.read(degrees)]
        return self.plant.ok(
            ReportTransmission(
                transmission_id=transmission,
                claim=claim,
                outcome=outcome,
                written=[written] if sent else [],
                values=read,
                cause=None if outcome is WriteOutcome.WRITTEN else "said so",
            ),
            actor=UserId.text(actor or self.gateway),
        )

    def read(self, degrees: int) -> ReadGiven:
        return ReadGiven(code="T", value=Amount(degrees * 1000), unit="Cel")

    def read_back(self, degrees: int, program: str = "P1", **how: Any) -> Receipt:
        command = RecordSettingReadback(
            equipment_id=self.press, program=program, values=[self.read(degrees)]
        )
        return self.plant.ok(command, actor=UserId.text(self.gateway), **how)

    def now_due(self) -> list[Command]:
        with self.plant.reader() as reader:
            return list(DUE["transmission.unanswered"](reader))

    def wait(self, seconds: int) -> None:
        self.plant.clock.advance(seconds=seconds)

    def found(self, transmission: TransmissionId) -> Transmission:
        with self.plant.reader() as reader:
            return reader.get(Transmission, transmission)

    def machine(self) -> EquipmentState:
        with self.plant.reader() as reader:
            return reader.get(Equipment, self.press).state

    def alerts(self) -> list[Alert]:
        with self.plant.reader() as reader:
            return reader.find(Alert)
