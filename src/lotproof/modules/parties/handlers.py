"""How requests about parties are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.identification.keys import check_key
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.parties.commands import (
    ApproveParty,
    BlockParty,
    ChangeParty,
    RegisterParty,
)
from lotproof.modules.parties.events import (
    PartyApproved,
    PartyBlocked,
    PartyChanged,
    PartyRegistered,
)
from lotproof.modules.parties.records import Party
from lotproof.modules.parties.rules import BadLocationNumber, require_part
from lotproof.modules.parties.vocabulary import PARTY_LIFE, PartyId, PartyState


@handles(RegisterParty, emits=(PartyRegistered,))
def register_party(command: RegisterParty, work: Work) -> None:
    party = Party(id=work.new_id(PartyId), **command.given())
    party.address, party.contact = party.address or None, party.contact or None
    _check(party)
    work.add(party)
    work.record(PartyRegistered(party_id=party.id))


@handles(ChangeParty, emits=(PartyChanged,))
def change_party(command: ChangeParty, work: Work) -> None:
    party = work.take(Party, command.party_id)
    for name, value in command.given().items():
        if name != "party_id" and value is not None:
            setattr(party, name, None if value == "" else value)
    _check(party)
    work.record(PartyChanged(party_id=party.id))


@handles(ApproveParty, emits=(PartyApproved,))
def approve_party(command: ApproveParty, work: Work) -> None:
    party = work.take(Party, command.party_id)
    party.state = PARTY_LIFE.move(party.code, party.state, PartyState.APPROVED)
    work.record(PartyApproved(party_id=party.id))


@handles(BlockParty, emits=(PartyBlocked,))
def block_party(command: BlockParty, work: Work) -> None:
    party = work.take(Party, command.party_id)
    party.state = PARTY_LIFE.move(party.code, party.state, PartyState.BLOCKED)
    work.record(PartyBlocked(party_id=party.id))


def _check(party: Party) -> None:
    require_part(
        party.code,
        party.is_supplier,
        party.is_customer,
        party.is_carrier,
        party.is_subcontractor,
    )
    if party.gln is not None:
        try:
            check_key(party.gln)
        except UnreadableCarrier as bad:
            problem = Text(bad.message("en"), bad.message("zh"))
            raise BadLocationNumber(gln=party.gln, problem=problem) from None
