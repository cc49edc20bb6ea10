"""Who is told that a setting was not written, or that it is not known whether it was."""

from typing import Final

from lotproof.kernel.executor import Issuing
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import Text, t
from lotproof.modules.alerts.commands import ClearAlert, RaiseAlert
from lotproof.modules.alerts.queries import running_alert
from lotproof.modules.alerts.vocabulary import AlertSeverity
from lotproof.modules.equipment.queries import Equipment, Setting
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.transmission.events import (
    TransmissionExpired,
    TransmissionFailed,
    TransmissionLost,
    TransmissionVerified,
)
from lotproof.modules.transmission.queries import Transmission
from lotproof.modules.transmission.vocabulary import TransmissionId

NOT_WRITTEN: Final = "transmission.not_written"
"""The rule, as owners are set for it."""

_EXPIRED = t("Settings were not written to {equipment} in time", "{equipment} 的设定未按时写入")
_FAILED = t("Settings could not be written to {equipment}", "{equipment} 的设定写入失败")
_LOST = t(
    "It is not known whether settings were written to {equipment}",
    "不能确定 {equipment} 的设定是否已写入",
)
_DETAIL = t(
    "Program {program}, revision {revision} ({transmission}). {cause}",
    "程序 {program}，版本 {revision}（{transmission}）。{cause}",
)
_Ended = TransmissionExpired | TransmissionFailed | TransmissionLost


@reacts(TransmissionExpired, issues=(RaiseAlert,))
def raise_expired(event: TransmissionExpired, on: Issuing) -> None:
    """The collector did not come for it."""
    _raise(event, on, AlertSeverity.WARNING, _EXPIRED)


@reacts(TransmissionFailed, issues=(RaiseAlert,))
def raise_failed(event: TransmissionFailed, on: Issuing) -> None:
    """The machine would not take it, ran, or is not set as it should be."""
    _raise(event, on, AlertSeverity.SERIOUS, _FAILED)


@reacts(TransmissionLost, issues=(RaiseAlert,))
def raise_lost(event: TransmissionLost, on: Issuing) -> None:
    """Somebody has to look what the machine is set to."""
    _raise(event, on, AlertSeverity.SERIOUS, _LOST)


@reacts(TransmissionVerified, issues=(ClearAlert,))
def clear(event: TransmissionVerified, on: Issuing) -> None:
    """The machine is set as approved."""
    running = running_alert(on.reader, _key(event.equipment_id))
    if running is not None:
        on.issue(ClearAlert(alert_id=running.id))


def _raise(event: _Ended, on: Issuing, severity: AlertSeverity, said: Text) -> None:
    transmission = on.reader.get(Transmission, event.transmission_id)
    title = said.fill(equipment=on.reader.get(Equipment, event.equipment_id).code)
    detail = _DETAIL.fill(
        program=transmission.program,
        revision=on.reader.get(Setting, event.setting_id).revision,
        transmission=TransmissionId.text(transmission.id),
        cause=transmission.cause or "",
    )
    on.issue(
        RaiseAlert(
            key=_key(event.equipment_id),
            rule=NOT_WRITTEN,
            about=TransmissionId.text(transmission.id),
            severity=severity,
            title=title.en,
            title_zh=title.zh,
            detail=detail.en.strip(),
            detail_zh=detail.zh.strip(),
            occurred_at=transmission.ended_at,
        )
    )


def _key(equipment_id: EquipmentId) -> str:
    return f"{NOT_WRITTEN}:{EquipmentId.text(equipment_id)}"
