"""Where instruments are used: results of inspections, readings of parameters, shipments."""

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import parse_amount
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.commands import (
    CorrectResult,
    DefinePlan,
    MakePlanEffective,
    OpenInspection,
    RecordResult,
)
from lotproof.modules.inspection.queries import characteristics, open_inspections
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicKind,
    InspectionId,
    PlanId,
    ResultGiven,
    ResultId,
    Stage,
)
from lotproof.modules.production.commands import RecordParameter
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.sales.commands import Dispatch
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.production.factory import OPERATOR, Line
from tests.modules.sales.market import Market

INSPECTOR = "usr_4"
LENGTH = CharacteristicGiven(
    code="LEN",
    name="Length",
    kind=CharacteristicKind.MEASURED,
    unit="mm",
    low=parse_amount("9", "mm"),
    high=parse_amount("11", "mm"),
)


def inspect_caps(market: Market) -> None:
    """Caps are inspected on their way out, by their length."""
    given = DefinePlan(
        item_id=market.cap, stage=Stage.OQC, revision="A", sample_size=1, characteristics=[LENGTH]
    )
    plan_id = PlanId.parse(market.plant.ok(given, actor="usr_1").value("plan_id"))
    market.plant.ok(MakePlanEffective(plan_id=plan_id), actor="usr_2")


def measure(
    market: Market, lot_id: LotId, instrument: EquipmentId, *, occurred: str | None = None
) -> Receipt:
    """One length of a lot of caps, in an inspection of its own."""
    opened = market.plant.ok(OpenInspection(lot_id=lot_id, stage=Stage.OQC))
    inspection_id = InspectionId.parse(opened.value("inspection_id"))
    return measure_again(market, inspection_id, instrument, 1, occurred=occurred)


def measure_again(
    market: Market,
    inspection_id: InspectionId,
    instrument: EquipmentId,
    sample: int,
    *,
    occurred: str | None = None,
) -> Receipt:
    with market.plant.reader() as reader:
        inspection = next(i for i in open_inspections(reader) if i.id == inspection_id)
        [length] = characteristics(reader, inspection.plan_id)
    given = ResultGiven(
        characteristic_id=length.id,
        sample=sample,
        value=parse_amount("10", "mm"),
        unit="mm",
        equipment_id=instrument,
    )
    how = {} if occurred is None else {"occurred": occurred}
    command = RecordResult(inspection_id=inspection_id, results=[given])
    return market.plant.ok(command, actor=INSPECTOR, **how)


def correcting(receipt: Receipt, instrument: EquipmentId) -> CorrectResult:
    """Another value for the same result, with this instrument."""
    return CorrectResult(
        result_id=ResultId.parse(receipt.value("result_id")),
        value=parse_amount("10.1", "mm"),
        unit="mm",
        equipment_id=instrument,
    )


def ship(market: Market, lot_id: LotId, amount: int) -> None:
    shipment_id = market.shipment_of(market.confirmed(market.wanted(market.cap, amount)))
    market.pick(shipment_id, lot_id, amount)
    market.plant.ok(Dispatch(shipment_id=shipment_id))


def read_temperature(line: Line, order: WorkOrderId, instrument: EquipmentId) -> Receipt:
    command = RecordParameter(
        work_order_id=order,
        parameter_id=line.parameters["TEMP"],
        value=parse_amount("190", "Cel"),
        unit="Cel",
        equipment_id=instrument,
    )
    return line.plant.ok(command, actor=OPERATOR)
