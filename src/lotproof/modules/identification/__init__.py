"""Identification: what barcodes, RFID tags and typed identifiers say, and how to make them.

`carriers.read` turns any text into a `Scan`: GS1 element strings and Digital Links, bare GTIN
and SSCC, HIBC, ISBT 128 (ICCBBA), MA (IDcode), SGTIN and SSCC tags; anything else is plain.
`udi` makes GS1 element strings, `symbols` draws them, `gudid` reads the FDA's device database.
All of it is pure: no records, no clock, no network. AHM codes of Ali Health are not read, as
their format is not public.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("identification", t("Identification", "标识"), Tier.FOUNDATION)
