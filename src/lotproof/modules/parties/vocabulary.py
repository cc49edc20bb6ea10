"""The words of those the plant deals with."""

from typing import Annotated

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class PartyId(Id, prefix="pty", label=t("Party", "往来单位")):
    """A supplier, customer, carrier or subcontractor."""


class PartyState(Choice):
    PROSPECTIVE = "prospective", "prospective", "待批准"
    APPROVED = "approved", "approved", "已批准"
    BLOCKED = "blocked", "blocked", "已冻结"


PARTY_LIFE = LifeCycle(
    t("Party", "往来单位"),
    {
        PartyState.PROSPECTIVE: {PartyState.APPROVED, PartyState.BLOCKED},
        PartyState.APPROVED: {PartyState.BLOCKED},
        PartyState.BLOCKED: {PartyState.APPROVED},
    },
)

PartyCode = Annotated[
    str,
    Meaning(
        label=t("Party code", "单位代码"),
        help=t("Capital letters, digits, - and _.", "大写字母、数字、- 和 _。"),
        length_max=20,
        pattern=r"[A-Z0-9][A-Z0-9_-]*",
    ),
]
PartyName = Annotated[
    str, Meaning(label=t("Party name", "单位名称"), length_max=200, pattern=r".+")
]
CountryCode = Annotated[
    str,
    Meaning(
        label=t("Country", "国家/地区"),
        help=t("Two letters of ISO 3166-1.", "ISO 3166-1 两位字母代码。"),
        length_max=2,
        pattern=r"[A-Z]{2}",
    ),
]
IsSupplier = Annotated[bool, Meaning(label=t("Supplier", "供应商"))]
IsCustomer = Annotated[bool, Meaning(label=t("Customer", "客户"))]
IsCarrier = Annotated[bool, Meaning(label=t("Carrier", "承运商"))]
IsSubcontractor = Annotated[bool, Meaning(label=t("Subcontractor", "外协单位"))]
PostalAddress = Annotated[
    str,
    Meaning(label=t("Address", "地址"), length_max=400, multiline=True, personal=True),
]
ContactDetails = Annotated[
    str,
    Meaning(
        label=t("Contact", "联系人"),
        help=t("Name, telephone, mail.", "姓名、电话、邮箱。"),
        length_max=400,
        multiline=True,
        personal=True,
    ),
]
GlobalLocationNumber = Annotated[
    str,
    Meaning(
        label=t("GLN", "GLN（全球位置码）"),
        help=t("13 digits, as GS1 gave it.", "GS1 分配的 13 位数字。"),
        length_max=13,
        pattern=r"[0-9]{13}",
    ),
]
StateOfParty = Annotated[PartyState, Meaning(label=t("State", "状态"))]
