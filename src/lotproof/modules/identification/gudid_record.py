"""One GUDID record: what is taken from it, and when it is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lotproof.kernel.text import Text
from lotproof.modules.identification import hibc, keys
from lotproof.modules.identification.problems import UnreadableCarrier, shown

NAMESPACE: Final = "http://www.fda.gov/cdrh/gudid"
FIELD_LENGTH_MAX: Final = 4000
IDENTIFIER_COUNT_MAX: Final = 500

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# GUDID Data Elements Reference Table, "Issuing Agency". NDC and NHRIC numbers occur only as
# previous identifiers; GS1 ones are checked by `keys.gtin14`.
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "HIBCC": hibc.PRIMARY,
    "ICCBBA": re.compile(r"[A-Z0-9]{10}|[A-Z0-9]{16}"),
    "NDC/NHRIC": re.compile(r"[0-9-]{10,14}"),
}
# The kinds whose identifiers stand on a label, so that two devices must not share one. A unit of
# use is never labelled, and a previous identifier may belong to several successors.
_LABELLED_KINDS: Final = frozenset({"Secondary", "Direct Marking"})

RECORD_PROBLEMS: Final[dict[str, Text]] = {
    "missing_field": Text("{field} is empty.", "{field} 为空。"),
    "field_too_long": Text(
        "{field} has {length} characters, at most {length_max} are taken.",
        "{field} 有 {length} 个字符，最多接受 {length_max} 个。",
    ),
    "bad_flag": Text(
        "{field} is {value}, where only true and false are known.",
        "{field} 的值为 {value}，只允许 true 或 false。",
    ),
    "bad_number": Text(
        "{field} is {value}, where a whole number of at least 1 is needed.",
        "{field} 的值为 {value}，应为不小于 1 的整数。",
    ),
    "bad_date": Text(
        "{field} is {value}, which is not a date of the form YYYY-MM-DD.",
        "{field} 的值为 {value}，不是 YYYY-MM-DD 形式的日期。",
    ),
    "primary_count": Text(
        "The record has {count} primary identifiers, where it needs exactly one.",
        "该记录有 {count} 个主标识，应当恰好有一个。",
    ),
    "too_many_identifiers": Text(
        "The record has {count} identifiers, at most {count_max} are taken.",
        "该记录有 {count} 个标识，最多接受 {count_max} 个。",
    ),
    "unknown_issuer": Text(
        "The identifier {di} is said to be issued by {issuer}, which is not one of {known}.",
        "标识 {di} 标明的发码机构 {issuer} 不在 {known} 之列。",
    ),
    "bad_identifier": Text(
        "The identifier {di} does not have the form that {issuer} gives.",
        "标识 {di} 不符合 {issuer} 的编码形式。",
    ),
    "bad_check_digit": Text(
        "The check digit of {di} should be {expected}.", "{di} 的校验码应为 {expected}。"
    ),
    "duplicate_identifier": Text(
        "The identifier {di} already names the device of record {record}.",
        "标识 {di} 已用于第 {record} 条记录的器械。",
    ),
    "repeated_identifier": Text(
        "The record states the identifier {di} twice.", "该记录两次列出标识 {di}。"
    ),
    "package_content_unknown": Text(
        "The package {di} contains {content}, which is no identifier of this device.",
        "包装 {di} 所含的 {content} 不是该器械的标识。",
    ),
    "package_circle": Text("The package {di} contains itself.", "包装 {di} 包含了其自身。"),
}


@dataclass(frozen=True)
class Package:
    """A package level: `quantity` pieces of `contains_di`, which is a package or the device."""

    di: str
    issuer: str
    contains_di: str
    quantity: int
    status: str


@dataclass(frozen=True)
class OtherIdentifier:
    """A further name of the device: `kind` is Secondary, Direct Marking, Unit of Use, Previous."""

    di: str
    issuer: str
    kind: str


@dataclass(frozen=True)
class GudidDevice:
    """One version or model of a device. GS1 identifiers are GTIN-14, HIBC ones without + and check.

    `device_count` is the number of devices in the pack that the primary identifier names.
    """

    primary_di: str
    issuer: str
    packages: tuple[Package, ...]
    other_identifiers: tuple[OtherIdentifier, ...]
    brand: str
    model: str
    catalog_number: str | None
    company: str
    description: str | None
    device_count: int
    lot_tracked: bool
    serial_tracked: bool
    expiry_tracked: bool
    made_on_tracked: bool
    sterile: bool
    single_use: bool
    gmdn_name: str | None
    product_codes: tuple[str, ...]
    status: str
    publish_date: date


@dataclass(frozen=True)
class BadDevice:
    """A record that was not taken, and why. `record_number` counts from 1."""

    record_number: int
    primary_di: str | None
    code: str
    message_en: str
    message_zh: str


class BadRecord(Exception):
    """Why the record at hand is bad."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.text = RECORD_PROBLEMS[code].fill(**params)


def unique_identifiers(device: GudidDevice) -> list[str]:
    """The identifiers of `device` that stand on labels and must name nothing else."""
    others = [other.di for other in device.other_identifiers if other.kind in _LABELLED_KINDS]
    return [device.primary_di, *(package.di for package in device.packages), *others]


class RecordReader:
    """Reads one `device` element; every method raises `BadRecord` where it cannot."""

    def __init__(self, element: Any, namespace: str) -> None:
        self._element = element
        self._prefix = f"{{{namespace}}}"
        self.claimed_di: str | None = element.get("deviceid")

    def device(self) -> GudidDevice:
        primary, packages, others = self._identifiers()
        return GudidDevice(
            primary_di=primary[0],
            issuer=primary[1],
            packages=packages,
            other_identifiers=others,
            brand=self._required("brandName"),
            model=self._required("versionModelNumber"),
            catalog_number=self._text("catalogNumber"),
            company=self._required("companyName"),
            description=self._text("deviceDescription"),
            device_count=self._count("deviceCount", self._text("deviceCount")),
            lot_tracked=self._flag("lotBatch"),
            serial_tracked=self._flag("serialNumber"),
            expiry_tracked=self._flag("expirationDate"),
            made_on_tracked=self._flag("manufacturingDate"),
            sterile=self._flag("sterilization/deviceSterile"),
            single_use=self._flag("singleUse"),
            gmdn_name=self._text("gmdnTerms/gmdn/gmdnPTName"),
            product_codes=self._product_codes(),
            status=self._required("deviceCommDistributionStatus"),
            publish_date=self._date("devicePublishDate"),
        )

    def _identifiers(
        self,
    ) -> tuple[tuple[str, str], tuple[Package, ...], tuple[OtherIdentifier, ...]]:
        elements = self._all("identifiers/identifier")
        if len(elements) > IDENTIFIER_COUNT_MAX:
            count = len(elements)
            raise BadRecord("too_many_identifiers", count=count, count_max=IDENTIFIER_COUNT_MAX)
        primaries: list[tuple[str, str]] = []
        packages: list[Package] = []
        others: list[OtherIdentifier] = []
        for element in elements:
            kind = self._required("deviceIdType", element)
            issuer = self._required("deviceIdIssuingAgency", element)
            di = _checked_di(self._required("deviceId", element), issuer)
            if kind == "Primary":
                primaries.append((di, issuer))
            elif kind == "Package":
                packages.append(self._package(element, di, issuer))
            else:
                others.append(OtherIdentifier(di, issuer, kind))
        if len(primaries) != 1:
            raise BadRecord("primary_count", count=len(primaries))
        own = [primaries[0][0], *(p.di for p in packages), *(o.di for o in others)]
        repeated = next((di for i, di in enumerate(own) if di in own[:i]), None)
        if repeated is not None:
            raise BadRecord("repeated_identifier", di=repeated)
        _check_packages(packages, own)
        return primaries[0], tuple(packages), tuple(others)

    def _package(self, element: Any, di: str, issuer: str) -> Package:
        content = self._required("containsDINumber", element)
        return Package(
            di=di,
            issuer=issuer,
            # A GTIN may be written shorter here than where it is declared.
            contains_di=content.zfill(14) if issuer == "GS1" else content,
            quantity=self._count("pkgQuantity", self._text("pkgQuantity", element)),
            status=self._required("pkgStatus", element),
        )

    def _product_codes(self) -> tuple[str, ...]:
        elements = self._all("productCodes/fdaProductCode")
        return tuple(self._required("productCode", element) for element in elements)

    def _all(self, path: str) -> list[Any]:
        """Every element at `path` below the record."""
        found = [self._element]
        for name in path.split("/"):
            tag = self._prefix + name
            found = [child for element in found for child in element.iterchildren(tag)]
        return found

    def _first(self, path: str, element: Any) -> Any:
        for name in path.split("/"):
            element = next(element.iterchildren(self._prefix + name), None)
            if element is None:
                return None
        return element

    def _text(self, path: str, element: Any = None) -> str | None:
        """The text at `path` below `element` or the record, without surrounding blanks."""
        found = self._first(path, self._element if element is None else element)
        if found is None:
            return None
        text = "".join(found.itertext()).strip()
        if len(text) > FIELD_LENGTH_MAX:
            raise BadRecord(
                "field_too_long", field=path, length=len(text), length_max=FIELD_LENGTH_MAX
            )
        return text or None

    def _required(self, path: str, element: Any = None) -> str:
        text = self._text(path, element)
        if text is None:
            raise BadRecord("missing_field", field=path)
        return text

    def _flag(self, path: str) -> bool:
        text = self._required(path)
        if text not in ("true", "false"):
            raise BadRecord("bad_flag", field=path, value=shown(text))
        return text == "true"

    def _count(self, path: str, text: str | None) -> int:
        if text is None or not keys.is_number(text) or not 1 <= len(text) <= 9 or not int(text):
            raise BadRecord("bad_number", field=path, value=shown(text or "–"))
        return int(text)

    def _date(self, path: str) -> date:
        text = self._required(path)
        try:
            if not _ISO_DATE.fullmatch(text):  # `fromisoformat` alone takes other forms too
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadRecord("bad_date", field=path, value=shown(text)) from error


def _checked_di(di: str, issuer: str) -> str:
    """The identifier in the form in which it is stored: GTIN-14, or as the agency writes it."""
    if issuer == "GS1":
        try:
            return keys.gtin14(di)
        except UnreadableCarrier as error:
            if error.code == "bad_check_digit":
                expected = error.params["expected"]
                raise BadRecord("bad_check_digit", di=di, expected=expected) from error
            raise BadRecord("bad_identifier", di=shown(di), issuer=issuer) from error
    form = _FORMS.get(issuer)
    if form is None:
        known = ", ".join(["GS1", *_FORMS])
        raise BadRecord("unknown_issuer", di=shown(di), issuer=shown(issuer), known=known)
    if not form.fullmatch(di):
        raise BadRecord("bad_identifier", di=shown(di), issuer=issuer)
    return di


def _check_packages(packages: list[Package], own: list[str]) -> None:
    """Refuse packages that contain something else than this device, or themselves."""
    content_of = {package.di: package.contains_di for package in packages}
    for package in packages:
        di = package.di
        for _ in range(len(packages) + 1):
            if content_of[di] not in own:
                raise BadRecord("package_content_unknown", di=di, content=shown(content_of[di]))
            di = content_of[di]
            if di not in content_of:
                break
        else:
            raise BadRecord("package_circle", di=package.di)
