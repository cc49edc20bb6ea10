"""Quantities that must add up: of a step, a run, a lot at the order, and the whole order."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.production.records import Material, OrderStep, Rework, WorkOrder


class OutOfOrder(
    Refused,
    code="out_of_order",
    en="Nothing has arrived at operation {position} of work order {order}."
    " Finish operation {before} first.",
    zh="工单 {order} 的工序 {position} 尚无产品转入。请先完成工序 {before}。",
):
    """Operations follow each other; good units of the one before come first."""


class MoreThanArrived(
    Refused,
    code="more_than_arrived",
    en="{available} waits at operation {position} of work order {order}, not {asked}.",
    zh="工单 {order} 的工序 {position} 待加工 {available}，不足 {asked}。",
):
    """A run takes in what is there."""


class RunUnbalanced(
    Refused,
    code="run_unbalanced",
    en="Good {good}, scrap {scrap} and rework {rework} make {sum}, but {quantity} went in."
    " Count again.",
    zh="合格 {good}、报废 {scrap}、返工 {rework} 合计 {sum}，而投入为 {quantity}。请重新清点。",
):
    """What comes out of a run is what went in."""


class MoreThanAtOrder(
    Refused,
    code="more_than_at_order",
    en="{available} of lot {lot} is at work order {order}, not {asked}. Issue more first.",
    zh="工单 {order} 上批 {lot} 现有 {available}，不足 {asked}。请先领料。",
):
    """Nothing is consumed, returned or scrapped that was not issued."""


class MoreThanSetAside(
    Refused,
    code="more_than_set_aside",
    en="{available} is set aside for rework at operation {position} of work order {order},"
    " not {asked}.",
    zh="工单 {order} 工序 {position} 待返工 {available}，不足 {asked}。",
):
    """Rework starts from what was set aside."""


class MoreThanFinished(
    Refused,
    code="more_than_finished",
    en="Work order {order} has {available} finished and not yet received, not {asked}.",
    zh="工单 {order} 完工未入库 {available}，不足 {asked}。",
):
    """Only good units out of the last operation are received."""


class MoreThanOfLot(
    Refused,
    code="more_than_of_lot",
    en="At most {available} of lot {lot} is left, not {asked}; the rest was reworked into other"
    " lots or is received.",
    zh="批 {lot} 至多剩余 {available}，不足 {asked}；其余已返工另立批或已入库。",
):
    """A lot has no more units than belong to it."""


class NotBalanced(
    Refused,
    code="not_balanced",
    en="Work order {order} does not balance: {figures}. Correct the records, or explain each"
    " difference.",
    zh="工单 {order} 数量不平衡：{figures}。请更正记录，或逐项说明差异。",
):
    """What was issued or started is not all accounted for."""


class NothingToExplain(
    Refused,
    code="nothing_to_explain",
    en="Lot {lot} balances in work order {order}, or is not part of it. Leave its explanation out.",
    zh="批 {lot} 在工单 {order} 中已平衡或不属于该工单，请勿填写差异说明。",
):
    """An explanation belongs to a difference."""


def shown(quantity: int, unit: str) -> str:
    """`12.5 kg`, as figures stand in refusals."""
    return f"{amount_text(quantity, unit)} {unit}"


def waiting(step: OrderStep) -> Amount:
    """Units that have arrived and are in nobody's hands; negative when more was scrapped."""
    gone = step.running + step.good + step.scrapped + step.set_aside + step.in_rework
    return Amount(step.arrived - gone)


def at_order(material: Material) -> Amount:
    """What the order still has of a lot; negative when more is recorded than was issued."""
    return Amount(material.issued - material.consumed - material.returned - material.scrapped)


def in_process(order: WorkOrder) -> Amount:
    """Units started that are neither good at the end nor scrapped."""
    return Amount(order.started - order.finished - order.scrapped)


def unaccounted(order: WorkOrder) -> Amount:
    """Units started that are neither in stock nor scrapped."""
    return Amount(order.started - order.received - order.scrapped)


def remaining(rework: Rework) -> Amount:
    """Units of a rework that are not scrapped."""
    return Amount(rework.quantity - rework.scrapped)


def require_waiting(step: OrderStep, asked: Amount, order: str, before: int | None) -> None:
    """Refuse to take in what has not arrived."""
    there = waiting(step)
    if there <= 0 and before is not None:
        raise OutOfOrder(order=order, position=step.position, before=before)
    if asked > there:
        raise MoreThanArrived(
            order=order,
            position=step.position,
            available=shown(there, step.unit),
            asked=shown(asked, step.unit),
        )


def require_balanced(
    quantity: Amount, unit: str, good: Amount, scrap: Amount, rework: Amount
) -> None:
    """Refuse unless good + scrap + rework = quantity."""
    total = good + scrap + rework
    if total != quantity:
        raise RunUnbalanced(
            good=amount_text(good, unit),
            scrap=amount_text(scrap, unit),
            rework=amount_text(rework, unit),
            sum=shown(total, unit),
            quantity=shown(quantity, unit),
        )


def required(line_quantity: Amount, bom_quantity: Amount, order_quantity: Amount) -> Amount:
    """What an order needs of a component, rounded up to the whole step of the line's unit.

    `bom_quantity` and `order_quantity` are in the same unit.
    """
    exact = Fraction(line_quantity * order_quantity, bom_quantity)
    return Amount(-(-exact.numerator // exact.denominator))


class Imbalance(NamedTuple):
    """A lot whose figures do not add up, and by how much: in less out."""

    lot_id: LotId
    quantity: Amount
    unit: str
    figures: Text


def imbalances(order: WorkOrder, materials: Iterable[Material]) -> list[Imbalance]:
    """Every difference of an order: of each material lot, and of its output lot."""
    found = [
        Imbalance(m.lot_id, at_order(m), m.unit, _material_figures(m))
        for m in materials
        if at_order(m)
    ]
    if order.output_lot_id is not None and unaccounted(order):
        found.append(
            Imbalance(order.output_lot_id, unaccounted(order), order.unit, _order_figures(order))
        )
    return found


def require_explained(
    order: WorkOrder, found: Iterable[Imbalance], explained: Iterable[LotId]
) -> None:
    """Refuse unless exactly the lots that do not balance are explained."""
    differing = {each.lot_id: each for each in found}
    given = {LotId(lot_id) for lot_id in explained}
    for lot_id in sorted(given - differing.keys()):
        raise NothingToExplain(order=order.number, lot=LotId.text(lot_id))
    open_ = [each.figures for lot_id, each in sorted(differing.items()) if lot_id not in given]
    if open_:
        raise NotBalanced(
            order=order.number,
            figures=Text("; ".join(f.en for f in open_), "；".join(f.zh for f in open_)),
        )


def _material_figures(m: Material) -> Text:
    lot = LotId.text(m.lot_id)
    names = {
        "issued": m.issued,
        "consumed": m.consumed,
        "returned": m.returned,
        "scrapped": m.scrapped,
        "rest": at_order(m),
    }
    said = {name: amount_text(value, m.unit) for name, value in names.items()}
    return Text(
        f"{lot}: issued {said['issued']}, consumed {said['consumed']}, returned"
        f" {said['returned']}, scrapped {said['scrapped']}, difference {said['rest']} {m.unit}",
        f"{lot}：领用 {said['issued']}，投用 {said['consumed']}，退库 {said['returned']}，"
        f"报废 {said['scrapped']}，差异 {said['rest']} {m.unit}",
    )


def _order_figures(order: WorkOrder) -> Text:
    lot = LotId.text(order.output_lot_id or 0)
    names = {
        "started": order.started,
        "received": order.received,
        "scrapped": order.scrapped,
        "rest": unaccounted(order),
    }
    said = {name: amount_text(value, order.unit) for name, value in names.items()}
    return Text(
        f"{lot}: started {said['started']}, received {said['received']}, scrapped"
        f" {said['scrapped']}, difference {said['rest']} {order.unit}",
        f"{lot}：投产 {said['started']}，入库 {said['received']}，报废 {said['scrapped']}，"
        f"差异 {said['rest']} {order.unit}",
    )
