"""What is counted of lots, stock, holds and transfers."""

from datetime import timedelta

from sqlalchemy import String, bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Filters, Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.warehouse.records import Lot, Stock
from lotproof.modules.warehouse.vocabulary import LotState

EXPIRY_WARNING_DAYS = 90

_LOT, _STOCK = Lot.KIND.table, Stock.KIND.table
_IN_STOCK = select(_STOCK.c.lot_id).where(_STOCK.c.lot_id == _LOT.c.id, _STOCK.c.quantity > 0)
_EXPIRING: Statement[Lot] = Statement(
    select(_LOT.c.id)
    .where(
        _LOT.c.state != LotState.REJECTED.value,
        _LOT.c.expires_on >= bindparam("first", type_=String),
        _LOT.c.expires_on <= bindparam("last", type_=String),
        _IN_STOCK.exists(),
    )
    .order_by(_LOT.c.expires_on, _LOT.c.id)
    .limit(bindparam("most"))
)
_REJECTED: Statement[Lot] = Statement(
    select(_LOT.c.id)
    .where(_LOT.c.state == LotState.REJECTED.value, _IN_STOCK.exists())
    .order_by(_LOT.c.id)
    .limit(bindparam("most"))
)


def expired_lots(reader: Reader, most: int) -> list[int]:
    """Ids of lots past their date of which there is still stock, longest expired first."""
    yesterday = reader.today - timedelta(days=1)
    rows = reader.rows(_EXPIRING, first="", last=yesterday.isoformat(), most=most)
    return [row[0] for row in rows]


def expiring_lots(reader: Reader, most: int) -> list[int]:
    """Ids of lots in stock that expire within the next EXPIRY_WARNING_DAYS, soonest first."""
    last = reader.today + timedelta(days=EXPIRY_WARNING_DAYS)
    rows = reader.rows(_EXPIRING, first=reader.today.isoformat(), last=last.isoformat(), most=most)
    return [row[0] for row in rows]


def rejected_lots(reader: Reader, most: int) -> list[int]:
    """Ids of rejected lots of which there is still stock to be disposed of."""
    return [row[0] for row in reader.rows(_REJECTED, most=most)]


def _overdue(reader: Reader) -> Filters:
    yesterday = reader.today - timedelta(days=1)
    return {"state": "open", "due_back_on.max": yesterday.isoformat()}


figure(
    "warehouse.lots_on_hold",
    t("Lots on hold", "暂扣批"),
    Group.WRONG,
    "warehouse.lot",
    filters={"holds.min": "1"},
)
figure(
    "warehouse.lots_rejected",
    t("Rejected lots still in stock", "在库已拒收批"),
    Group.WRONG,
    "warehouse.lot",
    find=rejected_lots,
)
figure(
    "warehouse.lots_expired",
    t("Expired lots still in stock", "在库已过期批"),
    Group.WRONG,
    "warehouse.lot",
    find=expired_lots,
)
figure(
    "warehouse.lots_expiring",
    t("Lots that expire within 90 days", "90 天内到期批"),
    Group.LATE,
    "warehouse.lot",
    find=expiring_lots,
)
figure(
    "warehouse.transfers_open",
    t("Transfers to take back", "待收回外送"),
    Group.WAITING,
    "warehouse.transfer",
    filters={"state": "open"},
    command="warehouse.transfer_in/1",
)
figure(
    "warehouse.transfers_late",
    t("Transfers overdue", "逾期未返回外送"),
    Group.LATE,
    "warehouse.transfer",
    filters=_overdue,
)
trend(
    "warehouse.lots_received",
    t("Lots received", "收货批数"),
    "throughput",
    "warehouse.lot",
    "opened_at",
    filters={"origin": "received"},
)
trend(
    "warehouse.lots_made",
    t("Lots made", "生产批数"),
    "throughput",
    "warehouse.lot",
    "opened_at",
    filters={"origin": "made"},
)
trend(
    "warehouse.holds_placed",
    t("Holds placed", "暂扣次数"),
    "quality",
    "warehouse.hold",
    "placed_at",
)
