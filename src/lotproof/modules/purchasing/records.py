"""What purchasing keeps."""

from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.purchasing.vocabulary import (
    ApprovedAt,
    ApprovedBy,
    Currency,
    DraftedAt,
    DraftedBy,
    DueOn,
    Ordered,
    OrderId,
    OrderLineId,
    OrderNumber,
    OrderState,
    OrderUnit,
    Received,
    State,
    UnitPrice,
)


@record(
    "purchasing.purchase_order",
    t("Purchase order", "采购订单"),
    unique=[("number",)],
    index=[("supplier_id",), ("state",)],
)
class PurchaseOrder(Record):
    """What is asked of one supplier."""

    id: OrderId
    number: OrderNumber
    supplier_id: PartyId
    drafted_by: DraftedBy
    drafted_at: DraftedAt
    state: State = OrderState.DRAFT
    approved_by: ApprovedBy | None = None
    approved_at: ApprovedAt | None = None


@record(
    "purchasing.purchase_line",
    t("Purchase order line", "采购订单行"),
    index=[("order_id",), ("item_id", "due_on")],
)
class PurchaseLine(Record):
    """One item on an order; `quantity` and `received` are in `unit`."""

    id: OrderLineId
    order_id: OrderId
    item_id: ItemId
    quantity: Ordered
    unit: OrderUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn
    received: Received = Amount(0)
