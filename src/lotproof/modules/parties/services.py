"""What handlers of other modules may ask of parties inside their own unit of work.

Each gives the party, kept as it is until commit, or refuses: it does not play the part that is
wanted, or is not approved.
"""

from lotproof.kernel.text import t
from lotproof.kernel.work import Work
from lotproof.modules.parties.records import Party
from lotproof.modules.parties.rules import require_approved
from lotproof.modules.parties.vocabulary import PartyId

__all__ = [
    "approved_carrier",
    "approved_customer",
    "approved_subcontractor",
    "approved_supplier",
]


def approved_supplier(work: Work, party_id: PartyId) -> Party:
    party = work.rely(Party, party_id)
    require_approved(party.code, party.state, party.is_supplier, t("supplier", "供应商"))
    return party


def approved_customer(work: Work, party_id: PartyId) -> Party:
    party = work.rely(Party, party_id)
    require_approved(party.code, party.state, party.is_customer, t("customer", "客户"))
    return party


def approved_carrier(work: Work, party_id: PartyId) -> Party:
    party = work.rely(Party, party_id)
    require_approved(party.code, party.state, party.is_carrier, t("carrier", "承运商"))
    return party


def approved_subcontractor(work: Work, party_id: PartyId) -> Party:
    party = work.rely(Party, party_id)
    part = t("subcontractor", "外协单位")
    require_approved(party.code, party.state, party.is_subcontractor, part)
    return party
