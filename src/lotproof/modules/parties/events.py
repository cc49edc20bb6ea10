"""What has happened to parties."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.parties.vocabulary import PartyId


@event("parties.party_registered/1", t("Party {party_id} registered", "登记往来单位 {party_id}"))
class PartyRegistered(Event):
    party_id: PartyId


@event("parties.party_changed/1", t("Party {party_id} changed", "往来单位 {party_id} 已变更"))
class PartyChanged(Event):
    party_id: PartyId


@event("parties.party_approved/1", t("Party {party_id} approved", "往来单位 {party_id} 已批准"))
class PartyApproved(Event):
    party_id: PartyId


@event("parties.party_blocked/1", t("Party {party_id} blocked", "往来单位 {party_id} 已冻结"))
class PartyBlocked(Event):
    party_id: PartyId
