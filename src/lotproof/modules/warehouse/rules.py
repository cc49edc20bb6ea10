"""Decisions of the warehouse about values, and its refusals."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from lotproof.kernel.refusals import Refused
from lotproof.modules.warehouse.vocabulary import (
    LocationKind,
    LotPurpose,
    LotState,
    TransferPurpose,
)


class LotNotReleased(
    Refused,
    code="lot_not_released",
    en="Lot {lot} is {state}. Use a released lot, or have this one released.",
    zh="批 {lot} 当前为“{state}”。请使用已放行的批，或先放行该批。",
):
    """ISO 13485 clause 8.2.6: nothing is used before it was released."""


class LotExpired(
    Refused,
    code="lot_expired",
    en="Lot {lot} expired on {on}. Use another lot.",
    zh="批 {lot} 已于 {on} 过期，请使用其他批。",
):
    """ISO 13485 clause 7.5.11."""


class LotOnHold(
    Refused,
    code="lot_on_hold",
    en="Lot {lot} is on hold ({count} active). Have the holds lifted, or use another lot.",
    zh="批 {lot} 处于暂扣状态（{count} 项有效）。请先解除暂扣，或使用其他批。",
):
    """Somebody said why it must not be used."""


class SerialOnHold(
    Refused,
    code="serial_on_hold",
    en="Serial {serial} is on hold. Have the hold lifted, or use another one.",
    zh="序列号 {serial} 处于暂扣状态。请先解除暂扣，或使用其他序列号。",
):
    """One unit of a good lot may be held alone."""


class WrongPurpose(
    Refused,
    code="wrong_purpose",
    en="Lot {lot} is for {purpose}; this needs {needed}. Use a lot with that purpose.",
    zh="批 {lot} 的用途为“{purpose}”，此处需要“{needed}”。请使用相应用途的批。",
):
    """Trial and validation lots do not get into products for sale."""


class ExpiredOnArrival(
    Refused,
    code="expired_on_arrival",
    en="Lot {lot} had expired on {on} when it arrived. Keep it apart; return or reject it.",
    zh="批 {lot} 到货时已于 {on} 过期。请隔离存放，并退货或拒收。",
):
    """A delivery past its last day."""


class ExpiryUnknown(
    Refused,
    code="expiry_unknown",
    en="Item {item} has a shelf life, but neither expiry nor date of manufacture of lot {lot} is "
    "given. Read it from the label or ask the supplier.",
    zh="物料 {item} 有有效期要求，但未给出批 {lot} 的失效日期或生产日期。请查看标签或询问供应商。",
):
    """A lot without expiry would be usable for ever."""


class MoreThanThereIs(
    Refused,
    code="more_than_there_is",
    en="{wanted} {unit} of lot {lot} are wanted at {location}, where {available} {unit} are free. "
    "Take less, take it elsewhere, or count the location.",
    zh="批 {lot} 在 {location} 需要 {wanted} {unit}，可用仅 {available} {unit}。"
    "请减少数量、改由其他库位取用，或盘点该库位。",
):
    """Stock is never negative."""


class PackedInPackage(
    Refused,
    code="packed_in_package",
    en="{what} is packed in a package. Unpack that first, or handle the package as a whole.",
    zh="{what} 已装入包装。请先拆包，或整体处理该包装。",
):
    """What is packed does not move alone."""


class SerialUsedTwice(
    Refused,
    code="serial_used_twice",
    en="Serial number {serials} is used already for this item. Check the labels.",
    zh="序列号 {serials} 已用于该物料。请核对标签。",
):
    """A serial number names one piece of an item, for ever."""


class SerialNotHere(
    Refused,
    code="serial_not_here",
    en="Serial {serial} is not in stock as part of lot {lot} at {location}. Check what was "
    "scanned.",
    zh="序列号 {serial} 不在 {location} 的批 {lot} 库存中。请核对扫描内容。",
):
    """The serial belongs to another lot, is elsewhere, or gone."""


class SerialsDoNotMatch(
    Refused,
    code="serials_do_not_match",
    en="{count} serials are given for {quantity} pieces. Give one for each piece.",
    zh="数量为 {quantity} 件，而给出了 {count} 个序列号。请为每件给出一个序列号。",
    http_status=422,
):
    """One serial a piece for serial-tracked items, none for others."""


class WrongLocationKind(
    Refused,
    code="wrong_location_kind",
    en="{location} is {kind}; lot {lot} may only go to: {allowed}. Choose such a location.",
    zh="{location} 为{kind}；批 {lot} 只能放入：{allowed}。请选择相应库位。",
):
    """Quarantined, held and rejected goods are kept apart (ISO 13485 clauses 7.5.8, 8.3.1)."""


class NotFefo(
    Refused,
    code="not_fefo",
    en="Lot {earlier} expires earlier ({on}) and is in stock. Take it first, or say why not.",
    zh="批 {earlier} 失效更早（{on}）且有库存。请先取用该批，或说明原因。",
):
    """First expired, first out, unless a reason is given."""


class HoldSamePerson(
    Refused,
    code="hold_placed_by_same_person",
    en="{person} placed hold {hold}; somebody else has to lift it.",
    zh="{person} 设置了暂扣 {hold}；须由他人解除。",
):
    """Maker and checker are two persons."""


class LotOrSerial(
    Refused,
    code="lot_or_serial",
    en="Name a lot or a serial, one of the two.",
    zh="请指定批或序列号，二者择一。",
    http_status=422,
):
    """A hold is on one thing."""


class OutsideTheSite(
    Refused,
    code="outside_the_site",
    en="{location} is outside the site. What is there comes back, or is accounted for, by its "
    "transfer.",
    zh="{location} 在厂外。该处库存须通过外送返回或核销。",
):
    """Stock at a partner's is reconciled, not handled."""


class SamePlace(
    Refused,
    code="same_place",
    en="It is at {location} already. Choose another location.",
    zh="该物已在 {location}。请选择其他库位。",
    http_status=422,
):
    """Nothing would move."""


class NothingToMerge(
    Refused,
    code="nothing_to_merge",
    en="Lot {lot} has no unpacked stock at {location}. Move it there, or leave it out.",
    zh="批 {lot} 在 {location} 没有未包装库存。请先移至该处，或不合并该批。",
):
    """What is merged is at one place and loose."""


class LotsDiffer(
    Refused,
    code="lots_differ",
    en="The lots differ in: {fields}. Only lots of the same kind can be merged.",
    zh="各批的 {fields} 不同。仅相同的批可以合并。",
):
    """Merging must not lose what told lots apart."""


class NotSeveral(
    Refused,
    code="not_several",
    en="Give each thing once, and at least {least}.",
    zh="请逐一给出、不得重复，且至少 {least} 项。",
    http_status=422,
):
    """A list names something twice, or too little."""


class WrongTransfer(
    Refused,
    code="wrong_transfer",
    en="Lot {lot} is {state}; it may not leave for {purpose}. Choose another purpose or lot.",
    zh="批 {lot} 当前为“{state}”，不得以“{purpose}”外送。请选择其他用途或批。",
):
    """Rejected lots leave to be examined, destroyed or returned, and for nothing else."""


class TransferExceeded(
    Refused,
    code="transfer_exceeded",
    en="Transfer {transfer}: {said} {unit} are accounted for, but only {open} {unit} were open. "
    "Check the partner's figures.",
    zh="外送 {transfer}：此次说明 {said} {unit}，而未核销仅 {open} {unit}。请核对对方数据。",
):
    """More came back than had been sent."""


class NothingSaid(
    Refused,
    code="nothing_said",
    en="Say what came back, was used or was destroyed.",
    zh="请填写返回、消耗或销毁的数量。",
    http_status=422,
):
    """A return of nothing."""


class DifferenceUnexplained(
    Refused,
    code="difference_unexplained",
    en="The count of lot {lot} at {location} differs from the books by {difference} {unit} and no "
    "reason is given. Find out why.",
    zh="批 {lot} 在 {location} 的盘点与账面相差 {difference} {unit}，且未说明原因。请查明原因。",
):
    """A difference is adjusted at once, and somebody has to explain it."""


class PackagesMissing(
    Refused,
    code="packages_missing",
    en="Lot {lot}: {packed} {unit} are in packages at {location}, but only {counted} {unit} were "
    "found. Unpack what is there and count again.",
    zh="批 {lot}：{location} 账面有 {packed} {unit} 在包装内，但实盘仅 {counted} {unit}。"
    "请拆开现有包装后重新盘点。",
):
    """What is packed leaves the books by its package only."""


class SerialFoundElsewhere(
    Refused,
    code="serial_found_elsewhere",
    en="Serials {serials} were found at {location}, but the books have them elsewhere. Find out "
    "why.",
    zh="在 {location} 发现序列号 {serials}，但账面在别处。请查明原因。",
):
    """What was found is not what the books say."""


USABLE_FOR: Final[Mapping[LotPurpose, frozenset[LotPurpose]]] = {
    LotPurpose.COMMERCIAL: frozenset({LotPurpose.COMMERCIAL}),
    LotPurpose.VALIDATION: frozenset({LotPurpose.VALIDATION, LotPurpose.COMMERCIAL}),
    LotPurpose.TRIAL: frozenset(LotPurpose),
}
"""Use → purposes a lot may have for it: good material may be spent on trials, not the reverse."""

PLACES: Final[Mapping[LotState, frozenset[LocationKind]]] = {
    LotState.QUARANTINED: frozenset({LocationKind.QUARANTINE}),
    LotState.RELEASED: frozenset(
        {
            LocationKind.QUARANTINE,
            LocationKind.STORAGE,
            LocationKind.PRODUCTION,
            LocationKind.SHIPPING,
        }
    ),
    LotState.REJECTED: frozenset({LocationKind.REJECTED}),
}
"""Where stock of a lot may be moved. Outside the site it gets by a transfer only."""

PICKED_TO: Final = frozenset({LocationKind.PRODUCTION, LocationKind.SHIPPING})
"""Moving stock there is picking it, so the earliest to expire goes first."""

PICKED_FROM: Final = (LocationKind.STORAGE, LocationKind.PRODUCTION, LocationKind.SHIPPING)
"""Places where usable stock is looked for."""

_ANY_UNREJECTED: Final = frozenset({LotState.QUARANTINED, LotState.RELEASED})
LEAVES_AS: Final[Mapping[TransferPurpose, frozenset[LotState]]] = {
    TransferPurpose.STERILISATION: _ANY_UNREJECTED,
    TransferPurpose.SUBCONTRACTING: _ANY_UNREJECTED,
    TransferPurpose.LABORATORY: frozenset(LotState),
    TransferPurpose.OTHER_SITE: _ANY_UNREJECTED,
    TransferPurpose.DESTRUCTION: frozenset(LotState),
    TransferPurpose.RETURN_TO_SUPPLIER: frozenset(LotState),
}
"""The states in which a lot may leave for a purpose; under an agreement, unreleased ones too."""

TO_SUBCONTRACTOR: Final = frozenset(
    {
        TransferPurpose.STERILISATION,
        TransferPurpose.SUBCONTRACTING,
        TransferPurpose.LABORATORY,
        TransferPurpose.DESTRUCTION,
    }
)
"""Entrusted work goes to approved subcontractors (ISO 13485 clause 4.1.5); goods also go back to
a supplier that was blocked."""

LEAVES_HELD: Final = frozenset(
    {
        TransferPurpose.LABORATORY,
        TransferPurpose.DESTRUCTION,
        TransferPurpose.RETURN_TO_SUPPLIER,
    }
)
"""What is on hold leaves to be looked into or to be got rid of, and not to be worked on."""


def places_for(state: LotState, holds: int) -> frozenset[LocationKind]:
    """Kinds of location a lot may be moved to; what is held stays in quarantine."""
    if holds and state is not LotState.REJECTED:
        return frozenset({LocationKind.QUARANTINE})
    return PLACES[state]


def is_expired(expires_on: date | None, today: date) -> bool:
    """The day of expiry itself is still usable."""
    return expires_on is not None and expires_on < today


def expiry(made_on: date | None, shelf_life_days: int | None) -> date | None:
    """The last usable day, or None where the shelf life is not limited or not known."""
    if made_on is None or shelf_life_days is None:
        return None
    return made_on + timedelta(days=shelf_life_days)


def earliest(dates: Collection[date | None]) -> date | None:
    """The earliest of the dates that are given."""
    return min((each for each in dates if each is not None), default=None)


def repeated(values: Collection[str]) -> list[str]:
    """What occurs more than once, in order of first occurrence."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for value in values:
        if value in seen:
            twice[value] = None
        seen.add(value)
    return list(twice)


def shown(values: Collection[str], most: int = 5) -> str:
    """The first few of the values, and how many more there are."""
    listed = ", ".join(list(values)[:most])
    more = len(values) - most
    return f"{listed} (+{more})" if more > 0 else listed
