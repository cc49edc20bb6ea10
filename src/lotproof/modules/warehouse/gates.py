"""Where others may say no to what the warehouse, production and sales are about to do."""

from typing import Annotated, Final

from msgspec import Struct

from lotproof.kernel.meaning import Meaning
from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.warehouse.vocabulary import LotId, SerialId


class ReleaseAsked(Struct, frozen=True, kw_only=True):
    """The lot that this person is about to release.

    `user_id` is absent when a program does it.
    """

    lot_id: LotId
    user_id: UserId | None = None


class IssueAsked(Struct, frozen=True, kw_only=True):
    """The lot, or one serial of it, that is to go into an order such as `wor_7`."""

    lot_id: LotId
    serial_id: SerialId | None = None
    order_id: Annotated[str, Meaning(label=t("Order", "订单"), length_max=40)]


class DistributeAsked(Struct, frozen=True, kw_only=True):
    """The lot, or one serial of it, that is to be delivered to the consignee."""

    lot_id: LotId
    serial_id: SerialId | None = None
    consignee_id: PartyId


class RegroupAsked(Struct, frozen=True, kw_only=True):
    """The lot that is to be split, merged or packed."""

    lot_id: LotId


MAY_RELEASE: Final = Gate(
    "warehouse.may_release", t("May this lot be released?", "该批可否放行？"), ReleaseAsked
)
MAY_ISSUE: Final = Gate(
    "warehouse.may_issue",
    t("May this lot be issued to this order?", "该批可否领用于此订单？"),
    IssueAsked,
)
MAY_DISTRIBUTE: Final = Gate(
    "warehouse.may_distribute",
    t("May this be delivered to this consignee?", "可否向该收货方交付？"),
    DistributeAsked,
)
MAY_REGROUP: Final = Gate(
    "warehouse.may_regroup",
    t("May this lot be split, merged or packed?", "该批可否拆分、合并或包装？"),
    RegroupAsked,
)
