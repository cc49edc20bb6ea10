"""What the code of a label carries, and what a scanned one says against it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final, NamedTuple

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text
from lotproof.modules.identification import carriers
from lotproof.modules.identification.gs1 import GS, ElementString
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.identification.scan import Scan
from lotproof.modules.identification.udi import gs1_sscc, gs1_udi
from lotproof.modules.labelling.vocabulary import SCANNED_MAX, CheckVerdict

_GS_SHOWN: Final = "<GS>"


class NotEncodable(
    Refused,
    code="not_encodable",
    en="The code of this label cannot be made: {problem}",
    zh="无法生成此标签的条码：{problem}",
):
    """A lot number, serial number or date that the carrier cannot hold (General Specifications)."""


class Comparison(NamedTuple):
    """What a scanned label says against what it should; `differing` names the parts."""

    verdict: CheckVerdict
    differing: tuple[str, ...]


def coded(values: Mapping[str, str]) -> ElementString | str:
    """What the code says: SSCC, else UDI with all production identifiers, else our own id.

    `values` by the names of `fields`; `code` is the id text, such as lot_12. Raises NotEncodable.
    """
    try:
        if "sscc" in values:
            return gs1_sscc(values["sscc"])
        if "di" in values:
            return gs1_udi(
                values["di"],
                lot=values.get("lot.number"),
                expires_on=_day(values, "expires_on"),
                made_on=_day(values, "made_on"),
                serial=values.get("serial.number"),
            )
    except UnreadableCarrier as bad:
        raise NotEncodable(problem=Text(bad.message("en"), bad.message("zh"))) from None
    return values["code"]


def interpretation(values: Mapping[str, str]) -> str:
    """What stands under the code for people: (01)…(17)…(10)…, or our own id."""
    data = coded(values)
    return data if isinstance(data, str) else data.hri


def _day(values: Mapping[str, str], name: str) -> date | None:
    return date.fromisoformat(values[name]) if values.get(name) else None


def compare(
    scanned: str, values: Mapping[str, str], serials: Collection[str], today: date
) -> Comparison:
    """A scanned text against the labels of a run with these values and serial numbers.

    `scanned` as a scanner gives it, the separator as GS or `<GS>`. For labels with a code of our
    own, `values["code"]` or one of `serials` is what must be read.
    """
    if "di" not in values and "sscc" not in values:
        right = set(serials) or {values["code"]}
        is_right = scanned.strip() in right
        return _compared(() if is_right else ("code",))
    try:
        scan = carriers.read(scanned.replace(_GS_SHOWN, GS), today=today)
    except UnreadableCarrier:
        return Comparison(CheckVerdict.UNREADABLE, ())
    return _compared(tuple(_differences(scan, values, serials)))


def _differences(scan: Scan, values: Mapping[str, str], serials: Collection[str]) -> list[str]:
    if "sscc" in values:
        return [] if scan.sscc == values["sscc"] else ["sscc"]
    found = {
        "di": scan.di == values["di"],
        "lot": scan.lot == values.get("lot.number"),
        "serial": scan.serial in serials if serials else scan.serial is None,
        "expires_on": scan.expires_on == _day(values, "expires_on"),
        "made_on": scan.made_on == _day(values, "made_on"),
    }
    return [name for name, agrees in found.items() if not agrees]


def _compared(differing: tuple[str, ...]) -> Comparison:
    return Comparison(CheckVerdict.MISMATCH if differing else CheckVerdict.MATCH, differing)


def should_say(values: Mapping[str, str], serials: Collection[str]) -> str:
    """What the code of a run should say, for people; of serials, which there are."""
    first, last = (min(serials), max(serials)) if serials else ("", "")
    if serials and "di" not in values:
        text = first if first == last else f"{first} … {last}"
    else:
        text = interpretation(values)
        if serials:
            text += f"(21){first}" if first == last else f"(21){first} … {last}"
    return text[:SCANNED_MAX]
