"""What is counted of inspections, and which lots they let be released."""

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.inspection.records import Inspection
from lotproof.modules.inspection.vocabulary import InspectionState
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotState

_LOT, _INSPECTION = Lot.KIND.table, Inspection.KIND.table
_OF_LOT = select(_INSPECTION.c.id).where(_INSPECTION.c.lot_id == _LOT.c.id)
_INSPECTED: Statement[Lot] = Statement(
    select(_LOT.c.id)
    .where(
        _LOT.c.state == LotState.QUARANTINED.value,
        _OF_LOT.where(_INSPECTION.c.state == InspectionState.ACCEPTED.value).exists(),
        ~_OF_LOT.where(_INSPECTION.c.state == InspectionState.OPEN.value).exists(),
    )
    .order_by(_LOT.c.id)
    .limit(bindparam("most"))
)


def inspected_lots(reader: Reader, most: int) -> list[int]:
    """Ids of lots in quarantine that are inspected and of which no inspection is open."""
    return [row[0] for row in reader.rows(_INSPECTED, most=most)]


figure(
    "inspection.inspections_open",
    t("Lots to inspect", "待检验批"),
    Group.WAITING,
    "inspection.inspection",
    filters={"state": "open"},
    command="inspection.record_result/1",
)
figure(
    "inspection.lots_to_release",
    t("Inspected lots to release", "待放行批"),
    Group.WAITING,
    "warehouse.lot",
    find=inspected_lots,
    command="warehouse.release_lot/1",
)
figure(
    "inspection.plans_to_approve",
    t("Inspection plans to approve", "待批准检验计划"),
    Group.WAITING,
    "inspection.plan",
    filters={"state": "draft"},
    command="inspection.make_plan_effective/1",
)
trend(
    "inspection.acceptance",
    t("Inspections accepted", "检验合格率"),
    "yield",
    "inspection.inspection",
    "decided_at",
    part={"state": "accepted"},
)
trend(
    "inspection.rejections",
    t("Inspections rejected", "检验不合格数"),
    "quality",
    "inspection.inspection",
    "decided_at",
    filters={"state": "rejected"},
)
