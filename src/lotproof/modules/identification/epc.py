"""EPC tags: SGTIN-96, SGTIN-198 and SSCC-96, as tag memory (hexadecimal) or as URI.

Decoding is epcpy's. What it lets pass, we find by encoding again and comparing: nonzero
reserved bits, a filter beyond 7, a serial that its scheme cannot hold.
"""

import re
from datetime import date
from typing import Final
from urllib.parse import unquote

from epcpy.epc_schemes.sgtin import SGTIN, SGTINFilterValue
from epcpy.epc_schemes.sscc import SSCC, SSCCFilterValue
from epcpy.utils.common import ConvertException

from lotproof.kernel.text import Text, t
from lotproof.modules.identification import gs1
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan

TAG_MEMORY: Final = re.compile(r"[0-9A-Fa-f]{24}|[0-9A-Fa-f]{50}|[0-9A-Fa-f]{52}")
"""96 bits, or 198 bits filled up to whole bytes or to whole 16-bit words."""
HEADERS: Final = {"30": ("sgtin-96", 24), "31": ("sscc-96", 24), "36": ("sgtin-198", 50)}

_ID: Final = re.compile(r"urn:epc:id:(sgtin|sscc):\S+")
_TAG: Final = re.compile(r"urn:epc:tag:(sgtin|sscc)-(?:96|198):([0-7])\.\S+")
_OUT_OF_RANGE: Final = t("its fields are out of range", "字段超出范围")
_UNFIT: Final = t("the scheme cannot hold its serial", "该方案无法容纳其序列号")
_RAW: Final = re.compile(r"urn:epc:raw:([0-9]{2,3})\.x([0-9A-F]+)")


def read_memory(text: str, today: date) -> Scan:
    """Read the hexadecimal tag memory `text` (EPC bank, from bit 20h on)."""
    memory = text.upper()
    scheme, length = HEADERS.get(memory[:2], ("", 0))
    if not scheme:
        raise UnreadableCarrier("bad_epc_header", text=shown(text), header=shown(memory[:2]))
    if not re.fullmatch("[0-9A-F]+", memory) or len(memory) < length:
        raise _wrong(text, t(f"{scheme} needs {length} digits", f"{scheme} 需要 {length} 位"))
    try:
        tag = _kind(scheme).from_hex(memory)
    except (ConvertException, ValueError) as error:
        raise _wrong(text, _OUT_OF_RANGE) from error
    filter_value = str((int(memory[2:4], 16) >> 5) & 7)
    encoded = _tag_memory(text, tag, scheme, filter_value)
    if encoded.rstrip("0") != memory.rstrip("0"):
        raise _wrong(text, t("its reserved bits are not zero", "保留位不为零"))
    return _scan(text, tag, today)


def read_uri(text: str, today: date) -> Scan:
    """Read `urn:epc:id:…`, `urn:epc:tag:…` or `urn:epc:raw:…`."""
    raw = _RAW.fullmatch(text)
    if raw:
        digits = int(raw[1]) // 4 + (int(raw[1]) % 4 > 0)
        return read_memory(raw[2].zfill(digits), today)
    identity, tag_match = _ID.fullmatch(text), _TAG.fullmatch(text)
    match = identity or tag_match
    if match is None:
        reason = t("only SGTIN and SSCC are known here", "仅支持 SGTIN 与 SSCC")
        raise _wrong(text, reason)
    try:
        tag = _kind(match[1])(text) if identity else _kind(match[1]).from_tag_uri(text)
    except (ConvertException, ValueError) as error:
        raise _wrong(text, _OUT_OF_RANGE) from error
    if tag_match:
        scheme = text.split(":")[3]
        again = _kind(scheme).from_hex(_tag_memory(text, tag, scheme, tag_match[2]))
        if again != tag:
            raise _wrong(text, _UNFIT)
    return _scan(text, tag, today)


def _kind(scheme: str) -> type[SGTIN] | type[SSCC]:
    return SSCC if scheme.startswith("sscc") else SGTIN


def _tag_memory(text: str, tag: SGTIN | SSCC, scheme: str, filter_value: str) -> str:
    """The tag memory of `tag` in `scheme`, refused where the scheme cannot hold it."""
    try:
        if isinstance(tag, SSCC):
            sscc_scheme = SSCC.BinaryCodingScheme(scheme)
            sscc_filter = SSCCFilterValue(filter_value)
            return tag.hex(binary_coding_scheme=sscc_scheme, filter_value=sscc_filter)
        sgtin_scheme = SGTIN.BinaryCodingScheme(scheme)
        sgtin_filter = SGTINFilterValue(filter_value)
        return tag.hex(binary_coding_scheme=sgtin_scheme, filter_value=sgtin_filter)
    except (ConvertException, ValueError) as error:
        raise _wrong(text, _UNFIT) from error


def _scan(text: str, tag: SGTIN | SSCC, today: date) -> Scan:
    if isinstance(tag, SSCC):
        elements = [gs1.checked("00", tag.gs1_key())]
    else:
        serial = unquote(tag.epc_uri.split(":", 4)[4].split(".", 2)[2])
        elements = [gs1.checked("01", tag.gs1_key()), gs1.checked("21", serial)]
    return gs1.to_scan("epc", text, elements, today)


def _wrong(text: str, reason: Text) -> UnreadableCarrier:
    return UnreadableCarrier("bad_epc", text=shown(text), reason=reason)
