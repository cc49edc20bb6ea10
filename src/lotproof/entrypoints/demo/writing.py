"""The first sealer may be written from here, and was: its setting, read back and verified."""

from collections.abc import Callable
from typing import Any, Final

from lotproof.entrypoints.demo.readings import GATEWAY, SOURCE
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.reader import Reader
from lotproof.kernel.site import Source
from lotproof.modules.equipment.queries import Setting, equipment_by_code
from lotproof.modules.equipment.vocabulary import SettingId, SettingState
from lotproof.modules.monitoring import queries as monitoring
from lotproof.modules.monitoring.vocabulary import SourceId
from lotproof.modules.production.queries import OperationRun
from lotproof.modules.production.vocabulary import RunState
from lotproof.modules.transmission.queries import Connection

_SEALER: Final = "SEAL-01"
_CLAIM: Final = "5b0c7c1e-0d7e-4c55-9d0a-7f3c2a6e1b42"
_VALUES: Final = (("T-SEAL", "135", "134.9", "Cel"), ("P-SEAL", "420", "420", "kPa"))


def finish(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """The connection, once; the setting is written unless the sealer is at work."""
    if look(lambda reader: bool(reader.find(Connection))):
        return
    world.do(
        "engineer",
        "transmission.open_connection",
        reason="Nobody types the settings in any more 设定不再人工输入",
        equipment_id=world.ids[_SEALER],
        source_id=look(_source),
        gateway_id=world.users[GATEWAY],
    )
    setting = look(_idle_setting)
    if setting is None:
        return
    transmission = world.do("engineer", "transmission.transmit_setting", setting_id=setting).value(
        "transmission_id"
    )
    world.do(
        GATEWAY,
        "transmission.claim_transmission",
        source=Source.MACHINE,
        transmission_id=transmission,
        claim=_CLAIM,
    )
    world.do(
        GATEWAY,
        "transmission.report_transmission",
        source=Source.MACHINE,
        transmission_id=transmission,
        claim=_CLAIM,
        outcome="written",
        written=[
            {"code": code, "value": value, "unit": unit, "answer": "Good"}
            for code, value, _, unit in _VALUES
        ],
        values=[{"code": code, "value": read, "unit": unit} for code, _, read, unit in _VALUES],
    )


def _source(reader: Reader) -> str:
    found = reader.only(monitoring.Source, code=SOURCE)
    assert found is not None, "the readings have their source"
    return SourceId.text(found.id)


def _idle_setting(reader: Reader) -> str | None:
    """The sealer's setting in force that the values are of; None while it is at work."""
    sealer = equipment_by_code(reader, _SEALER)
    assert sealer is not None, "the plant has a sealer"
    if reader.find(OperationRun, equipment_id=sealer.id, state=RunState.RUNNING):
        return None
    found = reader.only(
        Setting,
        equipment_id=sealer.id,
        program="IVSET-135",
        revision="A",
        state=SettingState.EFFECTIVE,
    )
    return None if found is None else SettingId.text(found.id)
