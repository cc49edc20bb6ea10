"""A steriliser is not written while it runs, and does not start while it is written."""

from lotproof.modules.equipment.queries import settings
from lotproof.modules.equipment.vocabulary import SettingState
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.sterilisation.commands import StartCycle
from lotproof.modules.transmission.commands import (
    OpenConnection,
    TransmitSetting,
    WithdrawTransmission,
)
from lotproof.modules.transmission.vocabulary import TransmissionId
from tests.modules.monitoring.hall import ENGINEER, Hall
from tests.modules.production.factory import set_up
from tests.modules.sterilisation.chamber import OPERATOR, PROGRAM, Chamber
from tests.modules.transmission.press_hall import WHY
from tests.support.plant import Plant


def written_chamber(plant: Plant) -> tuple[Chamber, TransmitSetting]:
    """A steriliser that may be written, and the request to write its setting."""
    chamber = Chamber(Hall(set_up(plant)))
    account = RegisterUser(login="gw", name="gw", language=UserLanguage.EN, is_service=True)
    opening = OpenConnection(
        equipment_id=chamber.steriliser,
        source_id=chamber.hall.source,
        gateway_id=UserId.parse(plant.ok(account).value("user_id")),
    )
    plant.ok(opening, actor=ENGINEER, reason=WHY)
    with plant.reader() as reader:
        (setting,) = [
            each
            for each in settings(reader, chamber.steriliser)
            if each.program == PROGRAM and each.state is SettingState.EFFECTIVE
        ]
    return chamber, TransmitSetting(setting_id=setting.id)


def test_no_cycle_starts_while_its_steriliser_is_written(plant: Plant) -> None:
    chamber, transmit = written_chamber(plant)
    cycle = chamber.plan(chamber.lot("L-1"))
    transmission = plant.ok(transmit, actor=ENGINEER).value("transmission_id")
    start = StartCycle(cycle_id=cycle)
    plant.refused("transmission_under_way", start, actor=OPERATOR)
    withdraw = WithdrawTransmission(transmission_id=TransmissionId.parse(transmission))
    plant.ok(withdraw, actor=ENGINEER, reason=WHY)
    plant.ok(start, actor=OPERATOR)
    plant.check()


def test_nothing_is_written_while_a_cycle_runs(sqlite_plant: Plant) -> None:
    chamber, transmit = written_chamber(sqlite_plant)
    cycle = chamber.start(chamber.lot("L-1"))
    sqlite_plant.refused("machine_runs", transmit, actor=ENGINEER)
    chamber.finish(cycle)
    sqlite_plant.ok(transmit, actor=ENGINEER)
