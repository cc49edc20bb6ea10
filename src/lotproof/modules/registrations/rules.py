"""Whether something is valid on a day, what an entry must say, and the refusals."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Protocol

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.registrations.vocabulary import (
    OF_CONSIGNEES,
    OF_DEVICES,
    OF_PRODUCTION,
    CertificateKind,
    RequiredThing,
    ValidityState,
)


class NotInMarket(
    Refused,
    code="not_registered_in_market",
    en="{item} has no registration that is valid in {market} on {day}. Do not ship it there; "
    "register it, or renew the registration.",
    zh="{item} 在 {market} 于 {day} 无有效注册或备案，不得发往该市场。请先完成注册或延续。",
):
    """No shipment to a market without a registration that is valid on that day."""


class ConsigneeNotQualified(
    Refused,
    code="consignee_not_qualified",
    en="{party} has no licence or filing that is valid on {day} and covers {item}. Ask for the "
    "current certificate and enter it.",
    zh="{party} 于 {day} 无涵盖 {item} 的有效资质。请索取现行证书并录入。",
):
    """No shipment to a consignee whose qualification lapsed."""


class NotLicensed(
    Refused,
    code="production_not_licensed",
    en="No production licence or filing covers {item} on {day}. Do not make it before one does.",
    zh="{item} 于 {day} 无有效的生产许可或备案，不得生产。",
):
    """Nothing is made that no licence covers."""


class ProcessNotValidated(
    Refused,
    code="process_not_validated",
    en="Operation {operation} of {item} has no validation that is valid on {day} on this "
    "equipment. Revalidate it, or use validated equipment.",
    zh="{item} 的工序 {operation} 于 {day} 在该设备上无有效的过程确认。请再确认或改用已确认设备。",
):
    """ISO 13485 clause 7.5.6: what cannot be verified afterwards is validated before."""


class CertificateIncomplete(
    Refused,
    code="certificate_incomplete",
    en="A {kind} says {what}. Add it.",
    zh="{kind}须注明{what}。请补充。",
    http_status=422,
):
    """What the gates decide by is missing."""


class ValidityBackward(
    Refused,
    code="validity_backward",
    en="The days are out of order: {earlier} must not be after {later}. Check the certificate.",
    zh="日期顺序有误：{earlier} 不得晚于 {later}。请核对证书。",
    http_status=422,
):
    """Valid from, renew by, valid until: in this order."""


class ReplacesAnother(
    Refused,
    code="replaces_another_kind",
    en="{old} cannot be replaced by this: it is of another kind, or for somebody or something "
    "else. Draft it as a new one.",
    zh="{old} 不能由此替代：类别或对象不同。请作为新的录入。",
):
    """A version is of the same thing as the one before."""


class ApprovedByMaker(
    Refused,
    code="validity_approved_by_maker",
    en="{person} entered {what}; somebody else has to approve it.",
    zh="{what} 由 {person} 录入；须由他人批准。",
):
    """Maker and checker are two persons."""


class EndedByDeclarer(
    Refused,
    code="requirement_ended_by_declarer",
    en="{person} declared {what}; somebody else has to end it.",
    zh="{what} 由 {person} 声明；须由他人终止。",
):
    """A control is not lifted by the one who set it."""


class RequirementIncomplete(
    Refused,
    code="requirement_incomplete",
    en="The requirement of a {required} says {what}. Correct it.",
    zh="“{required}”要求须{what}。请更正。",
    http_status=422,
):
    """A requirement says what it is about, and nothing that means nothing for it."""


class OperationUnknown(
    Refused,
    code="operation_unknown",
    en="No routing has an operation {operation}. Check the code; nothing would ever ask for it.",
    zh="没有任何工艺路线含工序 {operation}。请核对代码，否则该要求永远不会生效。",
    http_status=404,
):
    """A control that a slip of the pen has made idle is worse than none."""


class Dated(Protocol):
    """What is valid from a day until a day."""

    state: ValidityState
    valid_from: date
    ended_on: date | None

    @property
    def valid_until(self) -> date | None: ...


def is_valid(thing: Dated, day: date) -> bool:
    """Whether it holds on a day; a superseded version still does until the next one begins."""
    return (
        thing.state in (ValidityState.EFFECTIVE, ValidityState.SUPERSEDED)
        and thing.valid_from <= day
        and (thing.valid_until is None or day <= thing.valid_until)
        and (thing.ended_on is None or day < thing.ended_on)
    )


def require_order(*days: date | None) -> None:
    """Refuses validity_backward unless the days that are given follow each other."""
    given = [day for day in days if day is not None]
    for earlier, later in pairwise(given):
        if earlier > later:
            raise ValidityBackward(earlier=earlier.isoformat(), later=later.isoformat())


def require_complete(
    kind: CertificateKind, *, market: str | None, party: object, items: Iterable[object], scope: str
) -> None:
    """Refuses certificate_incomplete where what the gates ask of such a certificate is missing."""
    missing: list[Text] = []
    if kind in OF_DEVICES:
        missing += [t("its market", "市场")] if market is None else []
        missing += [] if list(items) else [t("the items it covers", "所含产品")]
    if kind in OF_CONSIGNEES and party is None:
        missing.append(t("whose it is", "持证单位"))
    if kind in OF_PRODUCTION | OF_CONSIGNEES and not scope:
        missing.append(t("its scope", "许可范围"))
    if missing:
        raise CertificateIncomplete(
            kind=kind.label,
            what=Text(
                ", ".join(each.en for each in missing), "、".join(each.zh for each in missing)
            ),
        )


def require_sensible(required: RequiredThing, *, market: object, operation: object) -> None:
    """Refuses requirement_incomplete where a requirement names too little or too much."""
    of_process = required is RequiredThing.PROCESS_VALIDATION
    has_market = required in (
        RequiredThing.DEVICE_REGISTRATION,
        RequiredThing.CONSIGNEE_QUALIFICATION,
    )
    if of_process and operation is None:
        what = t("which operation", "说明工序")
    elif not of_process and operation is not None:
        what = t("no operation", "不含工序")
    elif not has_market and market is not None:
        what = t("no market", "不含市场")
    else:
        return
    raise RequirementIncomplete(required=required.label, what=what)
