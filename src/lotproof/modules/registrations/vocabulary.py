"""The words of certificates, process validations, what demands them, and their renewal."""

from datetime import date
from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId


class CertificateId(Id, prefix="crt", label=t("Certificate", "证书")):
    """One version of what an authority allows."""


class ValidationId(Id, prefix="pvl", label=t("Process validation", "过程确认")):
    """One version of the finding that a process gives what it should."""


class RequirementId(Id, prefix="rqt", label=t("Requirement", "资质要求")):
    """What must be valid before something may be done."""


class RenewalId(Id, prefix="rnw", label=t("Renewal", "续期任务")):
    """The task to renew what ends on a day."""


class CertificateKind(Choice):
    DEVICE_REGISTRATION = "device_registration", "device registration", "医疗器械注册证"
    DEVICE_FILING = "device_filing", "device filing", "医疗器械备案凭证"
    PRODUCTION_LICENCE = "production_licence", "production licence", "生产许可证"
    PRODUCTION_FILING = "production_filing", "production filing", "生产备案凭证"
    DISTRIBUTION_LICENCE = "distribution_licence", "distribution licence", "经营许可证"
    DISTRIBUTION_FILING = "distribution_filing", "distribution filing", "经营备案凭证"
    MEDICAL_INSTITUTION = (
        "medical_institution",
        "medical institution licence",
        "医疗机构执业许可证",
    )


OF_DEVICES = frozenset({CertificateKind.DEVICE_REGISTRATION, CertificateKind.DEVICE_FILING})
OF_PRODUCTION = frozenset({CertificateKind.PRODUCTION_LICENCE, CertificateKind.PRODUCTION_FILING})
OF_CONSIGNEES = frozenset(
    {
        CertificateKind.DISTRIBUTION_LICENCE,
        CertificateKind.DISTRIBUTION_FILING,
        CertificateKind.MEDICAL_INSTITUTION,
    }
)


class ValidityState(Choice):
    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已被替代"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤销"


_MOVES = {
    ValidityState.DRAFT: {ValidityState.EFFECTIVE, ValidityState.WITHDRAWN},
    ValidityState.EFFECTIVE: {ValidityState.SUPERSEDED, ValidityState.WITHDRAWN},
    ValidityState.SUPERSEDED: {ValidityState.WITHDRAWN},
    ValidityState.WITHDRAWN: set[ValidityState](),
}
CERTIFICATE_LIFE = LifeCycle(t("Certificate", "证书"), _MOVES)
VALIDATION_LIFE = LifeCycle(t("Process validation", "过程确认"), _MOVES)


class RequiredThing(Choice):
    DEVICE_REGISTRATION = "device_registration", "registration in the market", "目标市场注册或备案"
    CONSIGNEE_QUALIFICATION = "consignee_qualification", "qualified consignee", "收货方资质"
    PRODUCTION_LICENCE = "production_licence", "production licence", "生产许可或备案"
    PROCESS_VALIDATION = "process_validation", "validated process", "过程确认"


class RequirementState(Choice):
    ACTIVE = "active", "in force", "执行中"
    ENDED = "ended", "ended", "已终止"


REQUIREMENT_LIFE = LifeCycle(
    t("Requirement", "资质要求"),
    {RequirementState.ACTIVE: {RequirementState.ENDED}, RequirementState.ENDED: ()},
)


class RenewalState(Choice):
    OPEN = "open", "to be applied for", "待申请"
    APPLIED = "applied", "applied for", "已申请"
    DONE = "done", "renewed", "已续期"
    DROPPED = "dropped", "not renewed", "不再续期"


RENEWAL_LIFE = LifeCycle(
    t("Renewal", "续期任务"),
    {
        RenewalState.OPEN: {RenewalState.APPLIED, RenewalState.DONE, RenewalState.DROPPED},
        RenewalState.APPLIED: {RenewalState.DONE, RenewalState.DROPPED},
        RenewalState.DONE: (),
        RenewalState.DROPPED: (),
    },
)

KindOfCertificate = Annotated[CertificateKind, Meaning(label=t("Kind of certificate", "证书类别"))]
CertificateNumber = Annotated[
    str,
    Meaning(
        label=t("Certificate number", "证书编号"),
        help=t("As printed on the certificate.", "以证书所印为准。"),
        length_max=80,
        pattern=r"\S(.*\S)?",
    ),
]
ValidationNumber = Annotated[
    str,
    Meaning(
        label=t("Validation number", "确认编号"),
        help=t("Of the validation report.", "过程确认报告的编号。"),
        length_max=40,
        pattern=r"\S(.*\S)?",
    ),
]
VersionNumber = Annotated[int, Meaning(label=t("Version", "版本"), minimum=1, maximum=10_000)]
IssuingAuthority = Annotated[
    str, Meaning(label=t("Issued by", "发证机关"), length_max=120, pattern=r".+")
]
Market = Annotated[
    str,
    Meaning(
        label=t("Market", "市场"),
        help=t("Country in two letters of ISO 3166-1.", "国家，ISO 3166-1 两位字母代码。"),
        length_max=2,
        pattern=r"[A-Z]{2}",
    ),
]
Scope = Annotated[
    str,
    Meaning(
        label=t("Scope", "许可范围"),
        help=t("As the certificate words it.", "以证书所载为准。"),
        length_max=2000,
        multiline=True,
    ),
]
CoveredItems = Annotated[
    list[ItemId],
    Meaning(
        label=t("Covered items", "所含产品"),
        help=t(
            "None on a licence or a consignee's certificate: all that its scope says.",
            "许可证或收货方证书可不列，即按其范围。",
        ),
        items_max=2000,
    ),
]
CoveredIdentifier = Annotated[
    str, Meaning(label=t("DI when entered", "录入时的 DI"), length_max=40)
]
ValidFrom = Annotated[date, Meaning(label=t("Valid from", "有效期自"))]
ValidUntil = Annotated[
    date,
    Meaning(
        label=t("Valid until", "有效期至"),
        help=t("The last valid day; none for filings.", "最后有效日；备案凭证可不填。"),
    ),
]
EndsOn = Annotated[
    date,
    Meaning(
        label=t("Ended on", "失效日"),
        help=t(
            "The first day on which it holds no more, whatever it says.",
            "自该日起不再有效，不论其载明的期限。",
        ),
    ),
]
RenewBy = Annotated[
    date,
    Meaning(
        label=t("Renew by", "续期申请截止"),
        help=t(
            "When the renewal must have been applied for.",
            "最迟提出延续申请的日期。",
        ),
    ),
]
DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
ApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
ApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
WithdrawnBy = Annotated[str, actor(t("Withdrawn by", "撤销人"))]
StateOfValidity = Annotated[ValidityState, Meaning(label=t("State", "状态"))]
IsRequired = Annotated[RequiredThing, Meaning(label=t("What is required", "要求事项"))]
DeclaredBy = Annotated[str, actor(t("Declared by", "声明人"))]
DeclaredAt = Annotated[Instant, Meaning(label=t("Declared at", "声明时间"))]
EndedBy = Annotated[str, actor(t("Ended by", "终止人"))]
StateOfRequirement = Annotated[RequirementState, Meaning(label=t("State", "状态"))]
DueOn = Annotated[date, Meaning(label=t("Due on", "应办日期"))]
AppliedOn = Annotated[date, Meaning(label=t("Applied on", "申请日期"))]
ApplicationNumber = Annotated[
    str, Meaning(label=t("Application number", "受理号"), length_max=80, pattern=r".+")
]
StateOfRenewal = Annotated[RenewalState, Meaning(label=t("State", "状态"))]
