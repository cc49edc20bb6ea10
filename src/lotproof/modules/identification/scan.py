"""What a carrier says, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lotproof.modules.identification.problems import Problem

ScanKind = Literal["gs1", "hibc", "iccbba", "ma", "epc", "plain"]
Issuer = Literal["GS1", "HIBCC", "ICCBBA", "ZIIOT"]


@dataclass(frozen=True)
class Scan:
    """One carrier, read. A field the carrier does not state is None.

    `raw` is the text as it came; `text` is without symbology identifier and surrounding
    blanks: for kind `plain`, what to look up. `others` has every further element under its
    application identifier (GS1), data identifier (HIBC) or letter (MA).
    `doubt` is set where a plain text resembles a carrier that it is not (say, a number of
    14 digits with a wrong check digit): show it when nothing of that name is found.
    """

    kind: ScanKind
    raw: str
    text: str
    issuer: Issuer | None = None
    di: str | None = None
    lot: str | None = None
    serial: str | None = None
    expires_on: date | None = None
    made_on: date | None = None
    sscc: str | None = None
    quantity: int | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    doubt: Problem | None = None
