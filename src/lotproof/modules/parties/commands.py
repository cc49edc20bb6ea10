"""What can be asked of parties."""

from lotproof.kernel.registry import Command, command
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
    PostalAddress,
)


@command(
    "parties.register_party/1",
    t("Register party", "登记往来单位"),
    permission="parties.party.register",
    zh="登记供应商、客户、承运商或外协单位；批准前不得与其交易。",
)
class RegisterParty(Command):
    """Register a supplier, customer, carrier or subcontractor; prospective until approved."""

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


@command(
    "parties.change_party/1",
    t("Change party", "变更往来单位"),
    permission="parties.party.change",
    zh="更改往来单位信息。未填的字段保持不变；填空文本即清除地址或联系人。",
    needs_reason=True,
)
class ChangeParty(Command):
    """Change what is said of a party.

    What is not given stays as it is; an empty address or contact is removed.
    """

    party_id: PartyId
    name: PartyName | None = None
    country: CountryCode | None = None
    is_supplier: IsSupplier | None = None
    is_customer: IsCustomer | None = None
    is_carrier: IsCarrier | None = None
    is_subcontractor: IsSubcontractor | None = None
    gln: GlobalLocationNumber | None = None
    address: PostalAddress | None = None
    contact: ContactDetails | None = None


@command(
    "parties.approve_party/1",
    t("Approve party", "批准往来单位"),
    permission="parties.party.approve",
    zh="允许与该单位交易；已冻结的单位须说明理由方可恢复。",
    needs_reason=True,
)
class ApproveParty(Command):
    """Let the plant deal with a party, also with one that was blocked; say on what grounds."""

    party_id: PartyId


@command(
    "parties.block_party/1",
    t("Block party", "冻结往来单位"),
    permission="parties.party.block",
    zh="不再与该单位开展新的交易。",
    needs_reason=True,
)
class BlockParty(Command):
    """Begin nothing new with a party."""

    party_id: PartyId
