"""Decisions about parties, and their refusals."""

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text
from lotproof.modules.parties.vocabulary import PartyState


class PartyWithoutPart(
    Refused,
    code="party_without_part",
    en="{party} is a supplier, customer, carrier or subcontractor: choose at least one.",
    zh="{party} 须至少为供应商、客户、承运商或外协单位之一。",
):
    """A party that plays no part cannot be dealt with."""


class PartyPlaysOtherPart(
    Refused,
    code="party_plays_other_part",
    en="{party} is not registered as {part}. Choose another party, or change its registration.",
    zh="{party} 未登记为{part}。请选择其他单位，或变更其登记信息。",
):
    """A supplier is wanted where a customer is given, and so on."""


class PartyNotApproved(
    Refused,
    code="party_not_approved",
    en="{party} is {state}: nothing may be begun with it until it is approved.",
    zh="{party} 当前为“{state}”：批准前不得开展交易。",
):
    """ISO 13485 clause 7.4.1: suppliers are approved before they are used."""


class BadLocationNumber(
    Refused,
    code="bad_location_number",
    en="{gln} is not a GLN: {problem}",
    zh="{gln} 不是有效的 GLN：{problem}",
):
    """The check digit is wrong."""


def require_part(code: str, *parts: bool) -> None:
    """A party plays at least one part."""
    if not any(parts):
        raise PartyWithoutPart(party=code)


def require_approved(code: str, state: PartyState, plays_part: bool, part: Text) -> None:
    """The party plays the part that is wanted and is approved."""
    if not plays_part:
        raise PartyPlaysOtherPart(party=code, part=part)
    if state is not PartyState.APPROVED:
        raise PartyNotApproved(party=code, state=state.label)
