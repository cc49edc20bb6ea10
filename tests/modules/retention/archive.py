"""Short words for keeping and erasing; a supplier with personal data, who may be forgotten."""

from datetime import date
from typing import Any

from lotproof.modules.parties.commands import ChangeParty, RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.retention.commands import (
    AdoptRule,
    ApproveErasure,
    ExecuteErasure,
    ProposeRule,
    RequestErasure,
)
from lotproof.modules.retention.vocabulary import Anchor, ErasureId, RuleId
from tests.support.plant import Plant

WHY = "asked for by the person"
CHECKER = "usr_2"
SECRETS = ("Zhang San 13900001111", "Zhang San 13900002222", "7 Hidden Lane")


def party(plant: Plant, code: str = "SUP-1") -> PartyId:
    """A party whose contact was entered and then changed."""
    given = RegisterParty(
        code=code,
        name=f"{code} Ltd",
        country="CN",
        is_supplier=True,
        contact=SECRETS[0],
        address=SECRETS[2],
    )
    party_id = PartyId.parse(plant.ok(given).value("party_id"))
    change = ChangeParty(
        party_id=party_id,
        name=f"{code} Ltd",
        country="CN",
        contact=SECRETS[1],
        address=SECRETS[2],
    )
    plant.ok(change, reason="new number")
    return party_id


def rule(plant: Plant, months: int | None = 0, **more: Any) -> RuleId:
    """A rule that is adopted: so many months after the last operation."""
    given = {"record_class": "parties.party", "counted_from": Anchor.LAST_OPERATION, **more}
    proposed = plant.ok(
        ProposeRule(title="Contacts", citation="our own", period_months=months, **given)
    )
    rule_id = RuleId.parse(proposed.value("rule_id"))
    adopt = AdoptRule(rule_id=rule_id, effective_from=date(2026, 1, 1))
    plant.ok(adopt, actor=CHECKER, reason="read")
    return rule_id


def request(plant: Plant, party_id: PartyId, **more: Any) -> ErasureId:
    asked = plant.ok(RequestErasure(subject=PartyId.text(party_id), **more), reason=WHY)
    return ErasureId.parse(asked.value("erasure_id"))


def forget(plant: Plant, party_id: PartyId, **more: Any) -> ErasureId:
    """All of it: asked for, approved, carried out."""
    erasure_id = request(plant, party_id, **more)
    plant.ok(ApproveErasure(erasure_id=erasure_id), actor=CHECKER, reason="free")
    plant.ok(ExecuteErasure(erasure_id=erasure_id), reason="now")
    return erasure_id
