"""Parties."""

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.parties.vocabulary import (
    ContactDetails,
    CountryCode,
    GlobalLocationNumber,
    IsCarrier,
    IsCustomer,
    IsSubcontractor,
    IsSupplier,
    PartyCode,
    PartyId,
    PartyName,
    PartyState,
    PostalAddress,
    StateOfParty,
)


@record("parties.party", t("Party", "往来单位"), unique=[("code",), ("gln",)])
class Party(Record):
    """A company or authority; one that both sells and buys is one party."""

    id: PartyId
    code: PartyCode
    name: PartyName
    country: CountryCode
    is_supplier: IsSupplier = False
    is_customer: IsCustomer = False
    is_carrier: IsCarrier = False
    is_subcontractor: IsSubcontractor = False
    gln: GlobalLocationNumber | None = None
    address: PostalAddress | None = None
    contact: ContactDetails | None = None
    state: StateOfParty = PartyState.PROSPECTIVE


under_control(
    Party, PartyState.APPROVED, watches=("state",), only_if="is_supplier", ends_freely=True
)
