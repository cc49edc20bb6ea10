"""Where registrations say no: at shipping and at starting an operation, if that was required."""

from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, RoutingOperation
from lotproof.modules.parties.queries import Party
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.queries import WorkOrder
from lotproof.modules.registrations import rules
from lotproof.modules.registrations.queries import (
    consignee_certificate,
    device_certificate,
    production_certificate,
    requirements,
    valid_validation,
)
from lotproof.modules.registrations.records import Requirement
from lotproof.modules.registrations.vocabulary import RequiredThing
from lotproof.modules.warehouse.gates import MAY_DISTRIBUTE, DistributeAsked
from lotproof.modules.warehouse.queries import Lot


@MAY_DISTRIBUTE.join
def registered_in_market(asked: DistributeAsked, reader: Reader) -> Refused | None:
    """No shipment to a market where the device is not registered, if that was required."""
    found = _required(reader, asked, RequiredThing.DEVICE_REGISTRATION)
    if found is None:
        return None
    item, party = found
    if device_certificate(reader, item, party.country, reader.today) is not None:
        return None
    return rules.NotInMarket(item=item.number, market=party.country, day=reader.today.isoformat())


@MAY_DISTRIBUTE.join
def consignee_qualified(asked: DistributeAsked, reader: Reader) -> Refused | None:
    """No shipment to a consignee whose qualification lapsed, if one was required."""
    found = _required(reader, asked, RequiredThing.CONSIGNEE_QUALIFICATION)
    if found is None:
        return None
    item, party = found
    if consignee_certificate(reader, asked.consignee_id, item, reader.today) is not None:
        return None
    return rules.ConsigneeNotQualified(
        party=party.name, item=item.number, day=reader.today.isoformat()
    )


@MAY_START.join
def process_validated(asked: StartAsked, reader: Reader) -> Refused | None:
    """No operation on a process whose validation has lapsed, if one was required."""
    required = requirements(reader, RequiredThing.PROCESS_VALIDATION)
    if not required:
        return None
    order = reader.get(WorkOrder, asked.work_order_id)
    code = reader.get(RoutingOperation, order.routing_id, asked.position).code
    if not any(r.operation_code == code and r.item_id in (None, order.item_id) for r in required):
        return None
    item = reader.get(Item, order.item_id)
    if valid_validation(reader, code, item, asked.equipment_id, reader.today) is not None:
        return None
    return rules.ProcessNotValidated(operation=code, item=item.number, day=reader.today.isoformat())


@MAY_START.join
def production_licensed(asked: StartAsked, reader: Reader) -> Refused | None:
    """Nothing is made that no production licence covers, if one was required."""
    required = requirements(reader, RequiredThing.PRODUCTION_LICENCE)
    if not required:
        return None
    item = reader.get(Item, reader.get(WorkOrder, asked.work_order_id).item_id)
    if not any(r.item_id in (None, item.id) for r in required):
        return None
    if production_certificate(reader, item, reader.today) is not None:
        return None
    return rules.NotLicensed(item=item.number, day=reader.today.isoformat())


def _required(
    reader: Reader, asked: DistributeAsked, required: RequiredThing
) -> tuple[Item, Party] | None:
    """What is to be shipped to whom, if something is required of it.

    A serial is asked of after its lot, which has answered for it.
    """
    if asked.serial_id is not None:
        return None
    declared = requirements(reader, required)
    if not declared:
        return None
    party = reader.get(Party, asked.consignee_id)
    item = reader.get(Item, reader.get(Lot, asked.lot_id).item_id)
    return (item, party) if any(_concerns(each, item, party) for each in declared) else None


def _concerns(requirement: Requirement, item: Item, party: Party) -> bool:
    return requirement.item_id in (None, item.id) and requirement.market in (None, party.country)
