"""Commands of traceability. Nothing of the plant changes by them."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.traceability.commands import ExportScope, PrintOverview
from lotproof.modules.traceability.events import OverviewPrinted, ScopeExported
from lotproof.modules.traceability.rules import require_one_unit
from lotproof.modules.warehouse.queries import Lot, Package, Serial


@handles(PrintOverview, emits=(OverviewPrinted,))
def print_overview(command: PrintOverview, work: Work) -> None:
    """The page exists on paper from now on; NotFound for a unit that does not exist."""
    _require_unit(command, work)
    work.record(
        OverviewPrinted(
            language=command.language,
            digest=command.digest,
            lot_id=command.lot_id,
            serial_id=command.serial_id,
            package_id=command.package_id,
        )
    )


@handles(ExportScope, emits=(ScopeExported,))
def export_scope(command: ExportScope, work: Work) -> None:
    """The file leaves the system; NotFound for a unit that does not exist."""
    _require_unit(command, work)
    work.record(
        ScopeExported(
            direction=command.direction,
            digest=command.digest,
            lot_id=command.lot_id,
            serial_id=command.serial_id,
            package_id=command.package_id,
        )
    )


def _require_unit(command: PrintOverview | ExportScope, work: Work) -> None:
    units = (Lot, command.lot_id), (Serial, command.serial_id), (Package, command.package_id)
    require_one_unit([each for _, each in units])
    for cls, unit_id in units:
        if unit_id is not None:
            work.get(cls, unit_id)
