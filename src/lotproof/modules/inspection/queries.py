"""Typed reads of plans, inspections and results."""

from lotproof.kernel.work import Reader
from lotproof.modules.inspection.records import Characteristic, Inspection, Plan, Result
from lotproof.modules.inspection.vocabulary import (
    InspectionId,
    InspectionState,
    PlanId,
    PlanState,
    Stage,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.vocabulary import LotId

__all__ = [
    "Characteristic",
    "Inspection",
    "Plan",
    "Result",
    "characteristics",
    "effective_plan",
    "inspections_of_lot",
    "open_inspections",
    "plans_of_item",
    "results_of",
]


def effective_plan(reader: Reader, item_id: ItemId, stage: Stage) -> Plan | None:
    return reader.only(Plan, item_id=item_id, stage=stage, state=PlanState.EFFECTIVE)


def plans_of_item(reader: Reader, item_id: ItemId) -> list[Plan]:
    """Of every stage and state, oldest first."""
    return reader.find(Plan, item_id=item_id)


def characteristics(reader: Reader, plan_id: PlanId) -> list[Characteristic]:
    """In the order of the plan."""
    return reader.find(Characteristic, plan_id=plan_id)


def inspections_of_lot(reader: Reader, lot_id: LotId) -> list[Inspection]:
    """Oldest first."""
    return reader.find(Inspection, lot_id=lot_id)


def open_inspections(reader: Reader) -> list[Inspection]:
    """What waits to be inspected or decided, oldest first."""
    return reader.find(Inspection, state=InspectionState.OPEN)


def results_of(reader: Reader, inspection_id: InspectionId) -> list[Result]:
    """Every result in the order recorded, corrected ones too."""
    return reader.find(Result, inspection_id=inspection_id)
